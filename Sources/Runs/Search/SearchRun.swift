import Experiments
import Files
import Quickstep

/// A search under way: the grids that are there without it, then what its method proposes, then the
/// best once more on noises that nobody has seen.
public struct SearchRun: Experiment {
  /// On which noises plans are run, as it stands in front of runs in a journal.
  enum Noises: String {
    case search = "", fresh = "fresh "
  }

  private enum Phase { case start, reference, handMade, searching, freshReference, verifying, done }

  public let outline: RunOutline
  let plan: SearchPlan
  let form: SearchForm
  let model: any Denoiser
  private let equipment: Equipment
  private var method: any Search
  private(set) var context: SearchContext?
  private var phase = Phase.start
  private var walk: ReferenceWalk?
  /// How often the model had been asked after each step of the walk but the first.
  private var walked: [Int] = []
  /// Where what was run is kept until the search is done.
  private let kept: KeptSearch?
  private var step = 0
  /// Of the best, and of the best grid without a search, on fresh noises.
  private(set) var fresh: (found: SearchTrial, hand: SearchTrial?)?
  private var freshBench: SearchBench?
  /// The smallest error over what was spent, wherever it fell.
  private(set) var curve: [SIMD2<Double>] = []

  init(
    _ plan: SearchPlan, model: any Denoiser, with equipment: Equipment, kept: KeptSearch? = nil
  ) throws(DeclarationError) {
    self.plan = plan
    self.kept = kept
    self.model = model
    self.equipment = equipment
    method = try searches.make(plan.method)
    form = try searches.form(plan.method)
    outline = SearchOutline.outline(plan, form: form)
  }

  /// - Throws: `CancellationError` or `PathError.stopped` soon after the run was cancelled.
  public mutating func next() throws -> RunRecord? {
    switch phase {
    case .start:
      phase = .reference
      return record
    case .reference:
      if let reference = try reference(of: plan.plan, .search) {
        context = SearchContext(
          plan.plan, rivals: try plan.rivals(), bench: bench(reference, plan.plan, .search))
        phase = form.comparesHandMade ? .handMade : .searching
      }
    case .handMade, .searching: try search(context!)
    case .freshReference:
      if let reference = try reference(of: freshPlan, .fresh) {
        freshBench = bench(reference, freshPlan, .fresh)
        phase = .verifying
      }
    case .verifying:
      try verify(freshBench!)
      phase = .done
    case .done: return nil
    }
    step += 1
    follow()
    return record
  }

  /// The next run of the search.
  private mutating func search(_ context: SearchContext) throws {
    if phase == .handMade {
      if try context.compareHandMade() { return }
      phase = .searching
    }
    let goesOn = try context.bench.evaluations < plan.budget && method.step(context)
    // Masks are no nearer to any end than whole attention.
    if !goesOn { phase = winner == nil || form == .tiles ? .done : .freshReference }
  }

  /// Goes on to the end that plans are measured against.
  /// - Returns: it, once it is known.
  private mutating func reference(
    of plan: Plan, _ noises: Noises
  ) throws -> SearchReference? {
    let isFirst = walk == nil
    if isFirst {
      walked = []
      walk = try ReferenceWalk(
        plan, model: model, noise: .seed(plan.seed), with: equipment.kernels,
        shouldStop: equipment.isCancelled)
    }
    let goesOn = try walk!.advance()
    if equipment.isCancelled() { throw CancellationError() }
    if isFirst, noises == .search { kept?.journal.begin(from: walk!.state) }
    if goesOn {
      if isFirst, let rest = kept?.rest(of: walk!, noises) { walk!.follow(rest) }
      if !isFirst { walked.append(walk!.evaluations) }
      return nil
    }
    defer { walk = nil }
    if !walk!.reference!.isExact { kept?.add(walked, walk!, noises) }
    return walk!.reference
  }

  private func bench(
    _ reference: SearchReference, _ plan: Plan, _ noises: Noises
  ) -> SearchBench {
    SearchBench(
      reference, model: model, noise: .seed(plan.seed), with: equipment.kernels,
      isCancelled: equipment.isCancelled, journal: kept?.journal, subject: noises.rawValue)
  }

  /// The plan with noises that the search has not seen.
  private var freshPlan: Plan {
    var fresh = plan.plan
    fresh.seed &+= 1
    return fresh
  }

  private mutating func verify(_ bench: SearchBench) throws {
    guard let winner else { return }
    let hand = form.comparesHandMade ? context?.bestHandMade : nil
    fresh = (try bench.trial(winner.plan), try hand.map { try bench.trial($0.plan) })
  }

  /// What has been found so far: the plan with the smallest error, or the fewest evaluations.
  var winner: SearchTrial? {
    switch form {
    case .levels, .schedules: context?.best
    case .fewest: context?.fewest?.rows.first?.trial
    case .tiles: context?.tiles?.found
    }
  }

  /// Whether there is more to do, for whoever asks for it later.
  var isResumable: Bool { kept?.isKept == true && phase != .done }

  private mutating func follow() {
    guard let context, let error = winner?.error, error.isFinite else { return }
    let place: SIMD2 = [Double(context.bench.evaluations), 100 * error]
    if curve.isEmpty || curve[curve.count - 1].y != place.y { curve.append(place) }
  }

  private var spent: Int {
    (context?.bench.evaluations ?? 0) + (freshBench?.evaluations ?? 0) + (walk?.evaluations ?? 0)
  }

  private var record: RunRecord {
    RunRecord(step: step, values: SearchStatistic.allCases.map(value), spent: spent)
  }

  private func value(_ statistic: SearchStatistic) -> Double? {
    guard statistic.isPart(of: form) else { return nil }
    func percent(_ trial: SearchTrial?) -> Double? {
      trial.flatMap { $0.error.isFinite ? 100 * $0.error : nil }
    }
    let leader = form == .fewest ? context?.fewest?.rows.first : nil
    return switch statistic {
    case .step: Double(step)
    case .error: percent(winner)
    case .tried: percent(context?.last)
    case .hand: percent(context?.bestHandMade)
    case .own: percent(context?.handMade.first { $0.plan.grid == plan.plan.grid })
    case .tau: context?.agreement
    case .fresh: percent(fresh?.found)
    case .evaluations: leader.map { Double($0.trial.evaluations) }
    case .solver: leader.flatMap { index(solvers.text($0.trial.plan.solver), plan.solverNames) }
    case .grid: leader.flatMap { index(gridRules.text($0.trial.plan.grid), plan.gridNames) }
    case .steps: leader.map { Double($0.trial.steps) }
    case .tolerance: plan.tolerance
    case .nfe: Double(spent)
    case .ms: nil
    }
  }

  private func index(_ name: String, _ names: [String]) -> Double? {
    names.firstIndex(of: name).map(Double.init)
  }

  /// What was run since the last time, until the search is done; at the end the preset of the best
  /// plan, where a file is named.
  public mutating func save(_ occasion: SaveOccasion) throws -> Saved? {
    if phase == .done { kept?.remove() } else { try kept?.write() }
    guard case .end = occasion, let path = plan.preset, let sentence = finding()?.sentence else {
      return nil
    }
    let sampling = SamplingFamily(ModelLibrary())
    let text = SentenceFile.text(sentence, among: Families([sampling]))
    try AtomicFile.write(Array(text.utf8), to: path)
    return .preset(path)
  }

  /// sigma/alpha of the levels found, the reference frames layer by layer, or the number of
  /// evaluations; NaN as long as there are none.
  public func products() -> [Product] {
    switch form {
    case .levels, .schedules:
      let levels =
        winner?.plan.handWrittenLevels
        ?? Array(repeating: Double.nan, count: plan.plan.steps + 1)
      return [Product("levels", shape: [levels.count], levels)]
    case .fewest:
      let count = context?.fewest?.winner.map { Double($0.trial.evaluations) } ?? .nan
      return [Product("evaluations", shape: [1], [count])]
    case .tiles:
      let masks = context?.tiles?.rows.map { Double($0.k) } ?? []
      return masks.isEmpty ? [] : [Product("references", shape: [masks.count], masks)]
    }
  }
}
