import Experiments

extension RunOutline {
  /// The outline of runs in lock-step.
  /// - Parameters:
  ///   - titles: what each is called beside the others.
  ///   - outlines: of one family, at least one.
  init(comparing titles: [String], _ outlines: [RunOutline]) {
    let items = ComparedStatistic.all(of: outlines)
    let ranked = Self.ranked(items, outlines)
    let lateNames = items.compactMap { item -> String? in
      if case .late(1..., _) = item { item.name } else { nil }
    }
    let first = ComparedStatistic.distance(1).name
    let second =
      lateNames.first
      ?? (outlines.count > 2
        ? ComparedStatistic.distance(2).name
        : ComparedStatistic.level(1, outlines[1].landmark).name)
    let budgets = outlines.map(\.budget)
    let totals = budgets.compactMap(\.total), steps = outlines.compactMap(\.steps)
    self.init(
      statistics: items.map { item in
        item.statistic(of: outlines, rank: ranked.firstIndex(of: item)!)
      },
      steps: steps.count == outlines.count ? steps.max() : nil,
      budget: RunBudget(
        unit: budgets[0].unit, noun: budgets[0].noun, single: budgets[0].single,
        total: totals.count == budgets.count ? totals.reduce(0, +) : nil,
        speed: budgets[0].speed),
      previews: ComparedPreview.kinds(titles, outlines),
      landmark: ComparedStatistic.level(0, outlines[0].landmark).name, plotted: [first, second])
    resultPreview = outlines[0].resultPreview
    recordStride = outlines.reduce(0) { divisor($0, $1.recordStride) }
    previewStride = outlines.reduce(0) { divisor($0, $1.previewStride) }
    foreseen = Self.foreseen(outlines)
    for (index, outline) in outlines.enumerated() {
      for (name, reason) in outline.obstacles {
        obstacles[ComparedStatistic.late(index, name).name] = reason
      }
    }
    measures = ComparedScores.statistics(outlines.map(\.measures))
    samplesNeeded = outlines.map(\.samplesNeeded).max() ?? 0
    let unmeasured = outlines.compactMap(\.qualityObstacle)
    qualityObstacle = unmeasured.count == outlines.count ? unmeasured[0] : nil
    bounds = Self.bounds(outlines.map(\.bounds))
  }

  /// What goes last where a table is narrow stands first: levels that are the same tell least.
  private static func ranked(
    _ items: [ComparedStatistic], _ outlines: [RunOutline]
  ) -> [ComparedStatistic] {
    let levels = items.filter { if case .level = $0 { true } else { false } }
    let late = items.filter { if case .late = $0 { true } else { false } }
    let others = items.filter { !levels.contains($0) && !late.contains($0) }
    let areEqual = Set(outlines.map { $0.foreseen[$0.landmark] }).count == 1
    return others + (areEqual ? late + levels : levels + late)
  }

  /// The levels, where every run tells of as many steps at once; shorter runs wait at their ends.
  private static func foreseen(_ outlines: [RunOutline]) -> [String: [Double]] {
    guard Set(outlines.map(\.recordStride)).count == 1 else { return [:] }
    let levels = outlines.map { $0.foreseen[$0.landmark] ?? [] }
    guard let longest = outlines.indices.max(by: { levels[$0].count < levels[$1].count }),
      levels.allSatisfy({ !$0.isEmpty })
    else { return [:] }
    var foreseen: [String: [Double]] = [:]
    foreseen[ComparedStatistic.step.name] = outlines[longest].foreseen["step"]
    for (index, own) in levels.enumerated() {
      let rest = Array(repeating: own[own.count - 1], count: levels[longest].count - own.count)
      foreseen[ComparedStatistic.level(index, outlines[index].landmark).name] = own + rest
    }
    return foreseen
  }

  /// The box around all of them; `nil` where one is not known, or has other coordinates.
  private static func bounds(_ all: [[ClosedRange<Double>]?]) -> [ClosedRange<Double>]? {
    guard let first = all[0], all.allSatisfy({ $0?.count == first.count }) else { return nil }
    return first.indices.map { index in
      let ranges = all.compactMap { $0?[index] }
      return ranges.map(\.lowerBound).min()!...ranges.map(\.upperBound).max()!
    }
  }
}

/// The greatest common divisor.
private func divisor(_ a: Int, _ b: Int) -> Int { b == 0 ? a : divisor(b, a % b) }
