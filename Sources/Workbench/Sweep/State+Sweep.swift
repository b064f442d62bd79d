import Experiments
import Runs

extension State {
  /// The sweep that the axes and the sentence make.
  public var nextSweep: Sweep? {
    let axes = AxisSide.allCases.reversed().compactMap { sweep.axes[$0] }
    guard !axes.isEmpty else { return nil }
    return Sweep(sentence, axes, seeds: sweep.seeds, tolerance: sweep.tolerance)
  }

  /// What the cell with the cursor has made, while the sweep has the focus.
  public var cellPreview: Preview? { focus == .sweep ? sweep.previews[sweep.cursor] : nil }

  /// The scores of the run shown; while the sweep has the focus, those of the cell with the cursor.
  public var shownScores: [Score]? {
    guard focus == .sweep, let results = sweep.results else { return run?.scores }
    return results.measures.compactMap { measure in
      results.score(sweep.cursor, measure.name).flatMap { score in
        score.floor.map { floor in
          Score(
            measure, better: score.better, samples: 0, samplesNeeded: 0,
            value: Estimate(mean: score.mean, spread: score.spread), floor: floor)
        }
      }
    }
  }

  /// Whether what the panel shows is what the next sweep is.
  public var isSweepCurrent: Bool {
    guard let shown = sweep.plan?.sweep, let next = nextSweep else { return false }
    return shown.base == next.base && shown.axes == next.axes
  }

  /// What was known of a sweep with other axes no longer holds.
  mutating func axesChanged() -> [Effect] {
    if !isSweepCurrent, !sweep.isActive {
      sweep.weight = nil
      if sweep.status == .ready { sweep.status = .idle }
    }
    guard let next = nextSweep else {
      return answer("No axes: \(key("axis-x")) on a value makes one.")
    }
    let names = next.axes.map { "\($0.name) (\($0.rows.count))" }.joined(separator: " x ")
    return answer("Sweep over \(names): \(key("sweep")) shows what it costs.")
  }

  /// `s`: shows what the sweep costs, then runs it.
  mutating func pressSweep() -> [Effect] {
    show(below: .sweep)
    if sweep.status == .ready, isSweepCurrent { return startSweep() }
    guard let next = nextSweep else {
      return answer("A sweep needs an axis: x, y or z on a value makes one.")
    }
    if sweep.isActive || isRunActive {
      return answer("Something runs; \(key("cancel")) stops it.")
    }
    if isSweepCurrent, let results = sweep.results, sweep.status != .cancelled {
      guard results.trials.contains(where: { $0.count < next.seeds }), family.seedWord != nil else {
        return answer(
          "This sweep has run; change a value, or \(key("more-seeds")) spends more seeds.")
      }
      return startSweep(seeds: next.seeds)
    }
    sweep.status = .weighing
    sweep.results = nil
    sweep.weight = nil
    return [.weigh(next)]
  }

  mutating func startSweep(
    _ cells: SweepScope.Cells = .all, seeds: Int? = nil
  ) -> [Effect] {
    guard let next = sweep.plan?.sweep else { return [] }
    let count = seeds ?? sweep.seeds
    sweep.asked =
      switch cells {
      case .all: max((sweep.plan?.sentences.count ?? 0) * count, sweep.results?.count ?? 0)
      case .range(let range): range.count * count
      case .some(let some):
        (sweep.results?.count ?? 0)
          + some.reduce(0) { $0 + max(0, count - (sweep.results?.trials[$1].count ?? 0)) }
      }
    sweep.status = .running
    launch = nil
    return [.sweep(next, SweepScope(cells, seeds: count))]
  }

  mutating func learn(_ weight: SweepWeight, of sweep: Sweep) {
    guard self.sweep.status == .weighing else { return }
    self.sweep.weight = weight
    self.sweep.status = .ready
  }

  mutating func refuse(_ sweep: Sweep, _ reason: String) {
    guard self.sweep.status == .weighing else { return }
    self.sweep.status = .failed(PrintableText(reason).text)
    complain(reason)
  }

  /// More seeds for the cells that cannot be told from others yet; where all are told, for all.
  mutating func spendSeeds() -> [Effect] {
    guard let results = sweep.results, let standing = sweep.standing, !sweep.isActive else {
      return answer("No cells have run yet.")
    }
    guard family.seedWord != nil else { return answer("These runs have no seed.") }
    let open = Front.undecided(standing.points)
    guard !open.isEmpty else { return answer("Every cell is told from the others already.") }
    let least = open.map { results.trials[$0].count }.min() ?? 1
    guard least < Sweep.mostSeeds else {
      return answer("\(Sweep.mostSeeds) seeds do not tell these cells apart.")
    }
    let seeds = min(Sweep.mostSeeds, max(least + 2, 3))
    let effects = startSweep(.some(open), seeds: seeds)
    inform("\(open.count) cells are run with \(seeds) seeds.")
    return effects
  }

  /// Runs failed cells once more, and only those.
  mutating func rerunFailed() -> [Effect] {
    let failed = sweep.results?.dropFailed() ?? []
    guard !failed.isEmpty else { return answer("No cell has failed.") }
    return startSweep(.some(Set(failed)))
  }

  /// Makes the cell with the cursor the present plan.
  mutating func openCell() -> [Effect] {
    guard let plan = sweep.plan, plan.sentences.indices.contains(sweep.cursor) else { return [] }
    turn(to: plan.sentences[sweep.cursor])
    return answer("Cell \(sweep.cursor + 1) is the plan now; \(key("undo")) takes it back.")
  }

  /// Moves the cursor to the next cell of the front, in the order of the budget.
  mutating func walkFront(by count: Int) -> [Effect] {
    guard let standing = sweep.standing else { return [] }
    let front = standing.front.indices.filter {
      standing.front[$0] == .on || standing.front[$0] == .uncertain
    }
    .sorted { (standing.points[$0]?.budget ?? 0, $0) < (standing.points[$1]?.budget ?? 0, $1) }
    guard !front.isEmpty else { return answer("No cell has run yet.") }
    let present = front.firstIndex(of: sweep.cursor)
    let next = present.map { min(max(0, $0 + count), front.count - 1) } ?? 0
    sweep.cursor = front[next]
    return []
  }

  /// Moves the cursor in the map.
  mutating func moveCell(columns: Int, rows: Int, tables: Int = 0) {
    guard let plan = sweep.plan else { return }
    let axes = plan.sweep.axes
    var place = plan.sweep.rows(of: sweep.cursor)
    // The last axis lies across, the one before it down.
    for (back, count) in [columns, rows, tables].enumerated() where back < axes.count {
      let index = axes.count - 1 - back
      place[index] = min(max(0, place[index] + count), axes[index].rows.count - 1)
    }
    sweep.cursor = plan.sweep.cell(at: place)
  }

  /// Says something; nothing is to be done.
  mutating func answer(_ text: String) -> [Effect] {
    inform(text)
    return []
  }
}
