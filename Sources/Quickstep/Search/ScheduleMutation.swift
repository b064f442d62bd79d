import Glibc

/// How likely each part of a solver schedule is to change, and by how much (Liu et al. 2023, the
/// search S³). Probabilities are those of every step, from `exchange` on of a schedule.
struct ScheduleMutation {
  var level = 0.5
  /// Of the moves of levels, in shares of the whole way of log alpha/sigma.
  var levelDeviation = 0.06
  var order = 0.3
  /// How likely orders from 1 on are drawn.
  var orders = [0.2, 0.4, 0.3, 0.1]
  var prediction = 0.2
  var relaxation = 0.2
  var relaxationDeviation = 0.06
  var derivative = 0.2
  var corrector = 0.2
  /// From how far back a step goes on: not at all as a rule, or one or two steps.
  var start = 0.05
  /// One level is left out, and a new one placed: so many evaluations as before.
  var exchange = 0.2
  /// The first step goes by the model, or by zeros with one step more.
  var first = 0.3
  /// The last step ends with no noise at all, or with next to none.
  var end = 0.1
  /// Crossing of two parents.
  var crossing = 0.3
  /// What all the rest is multiplied by, one of these in every child: schedules of many steps need
  /// children that differ in few.
  var strengths = [1, 0.5, 0.25]
}

/// Makes solver schedules from others, and from nothing.
struct ScheduleBreeder {
  let mutation: ScheduleMutation
  let range: ScheduleRange
  /// Of the guided model.
  let evaluations: Int
  let allowed: ScheduleChoices
  var random: SplitMix
  /// Of the mutation under way.
  private var strength = 1.0

  init(
    mutation: ScheduleMutation, range: ScheduleRange, evaluations: Int,
    allowed: ScheduleChoices = ScheduleChoices(), random: SplitMix
  ) {
    self.mutation = mutation
    self.range = range
    self.evaluations = evaluations
    self.allowed = allowed
    self.random = random
  }

  /// A schedule with anything in it.
  mutating func drawn() -> SolverSchedule {
    let first = chance(mutation.first) ? drawnFirst() : .model
    let end = SolverSchedule.End.allCases.randomElement(using: &random)!
    let count = evaluations + (first == .model ? 0 : 1)
    let steps = (0..<count).map { _ in
      UnifiedStrategy(
        order: drawnOrder(), prediction: drawnPrediction(),
        slope: UnifiedStrategy.Slope.allCases.randomElement(using: &random)!, relaxation: 0,
        slopeNodes: drawnNodes(), corrector: drawnCorrector())
    }
    return trying { breeder in
      var places = (1..<count).map { _ in breeder.uniform() }.sorted()
      if end == .placed { places.append(1) }
      return SolverSchedule(places: places, steps: steps, end: end, first: first)
    }
  }

  /// A child of one or two of the parents.
  mutating func child(of parents: [SolverSchedule]) -> SolverSchedule {
    trying { breeder in
      let a = parents.randomElement(using: &breeder.random)!
      guard breeder.chance(breeder.mutation.crossing) else { return breeder.mutated(a) }
      return breeder.mutated(breeder.crossed(a, parents.randomElement(using: &breeder.random)!))
    }
  }

  /// The first of some proposals whose levels keep apart; the last one with equal steps instead.
  private mutating func trying(
    _ propose: (inout ScheduleBreeder) -> SolverSchedule
  ) -> SolverSchedule {
    var proposal = propose(&self)
    for _ in 0..<100 where !range.allows(proposal.places) { proposal = propose(&self) }
    if !range.allows(proposal.places) {
      proposal.places = Array(
        linearlySpaced(0, 1, count: proposal.places.count + 1).dropFirst())
    }
    return proposal.settled
  }

  /// Whole fields of either parent, or step by step, where they have as many steps.
  private mutating func crossed(_ a: SolverSchedule, _ b: SolverSchedule) -> SolverSchedule {
    guard a.steps.count == b.steps.count, a.end == b.end else { return a }
    var child = a
    let isByStep = Bool.random(using: &random)
    func cross(_ take: (inout UnifiedStrategy, UnifiedStrategy) -> Void) {
      let isTaken = Bool.random(using: &random)
      for index in child.steps.indices
      where isByStep ? Bool.random(using: &random) : isTaken {
        take(&child.steps[index], b.steps[index])
      }
    }
    cross { ($0.order, $0.slopeNodes) = ($1.order, $1.slopeNodes) }
    cross { $0.prediction = $1.prediction }
    cross { ($0.slope, $0.relaxation) = ($1.slope, $1.relaxation) }
    cross { $0.corrector = $1.corrector }
    cross { $0.stepsBack = $1.stepsBack }
    if Bool.random(using: &random) { child.places = b.places }
    return child
  }

  private mutating func mutated(_ parent: SolverSchedule) -> SolverSchedule {
    strength = mutation.strengths.randomElement(using: &random) ?? 1
    defer { strength = 1 }
    var child = parent
    if chance(mutation.first) {
      if child.first == .model {
        child.first = drawnFirst()
        insert(into: &child)
      } else if child.steps.count > 1 {
        child.first = .model
        remove(from: &child)
      }
    }
    if chance(mutation.exchange), child.steps.count > 1 {
      remove(from: &child)
      insert(into: &child)
    }
    if chance(mutation.end) { turnEnd(of: &child) }
    move(&child)
    for index in child.steps.indices { mutate(&child.steps[index]) }
    return child
  }

  private mutating func mutate(_ step: inout UnifiedStrategy) {
    if chance(mutation.order) { step.order = drawnOrder() }
    if chance(mutation.prediction) { step.prediction = drawnPrediction(besides: step.prediction) }
    if chance(mutation.relaxation) {
      if Bool.random(using: &random) {
        step.slope = UnifiedStrategy.Slope.allCases.randomElement(using: &random)!
      } else {
        let moved = step.relaxation + strength * mutation.relaxationDeviation * normal()
        step.relaxation = (min(max(moved, -2), 2) * 1000).rounded() / 1000
      }
    }
    if chance(mutation.derivative) { step.slopeNodes = drawnNodes() }
    if chance(mutation.corrector) { step.corrector = drawnCorrector() }
    if chance(mutation.start) { step.stepsBack = Int.random(in: 0...2, using: &random) }
  }

  /// Levels move; the last one with noise stays near the cleanest.
  private mutating func move(_ child: inout SolverSchedule) {
    for index in child.places.indices where chance(mutation.level) {
      child.places[index] += strength * mutation.levelDeviation * normal()
    }
    child.places.sort()
    guard child.end == .placed, !child.places.isEmpty else { return }
    let last = child.places.count - 1
    child.places[last] = min(max(child.places[last], 0.95), 1)
  }

  private mutating func turnEnd(of child: inout SolverSchedule) {
    if child.end == .clean {
      child.end = .placed
      child.places.append(1)
    } else {
      child.end = .clean
      child.places.removeLast()
    }
  }

  /// Splits a step in two.
  private mutating func insert(into child: inout SolverSchedule) {
    let index = child.steps.indices.randomElement(using: &random)!
    let from = child.start(index), to = child.end(index) ?? max(1, from)
    child.places.insert(from + (to - from) * uniform(), at: index)
    child.steps.insert(child.steps[index], at: index)
  }

  private mutating func remove(from child: inout SolverSchedule) {
    let index = Int.random(in: 0..<child.steps.count - 1, using: &random)
    child.places.remove(at: index)
    child.steps.remove(at: index)
  }

  private mutating func chance(_ probability: Double) -> Bool {
    uniform() < strength * probability
  }

  private mutating func drawnOrder() -> Int {
    var rest = Double.random(in: 0..<mutation.orders.reduce(0, +), using: &random)
    for (index, weight) in mutation.orders.enumerated() {
      if rest < weight { return index + 1 }
      rest -= weight
    }
    return mutation.orders.count
  }

  /// What stands in the model's place.
  private mutating func drawnFirst() -> SolverSchedule.First {
    allowed.knowsMean && Bool.random(using: &random) ? .mean : .zero
  }

  /// Those after statistics are as likely as each of the others.
  private mutating func drawnPrediction() -> UnifiedStrategy.Expanded {
    if allowed.predictions.contains(.v3), Int.random(in: 0..<3, using: &random) == 0 { return .v3 }
    return Bool.random(using: &random) ? .data : .noise
  }

  private mutating func drawnPrediction(
    besides old: UnifiedStrategy.Expanded
  ) -> UnifiedStrategy.Expanded {
    let others = allowed.predictions.filter { $0 != old }
    return others.count > 1 ? others.randomElement(using: &random)! : others[0]
  }

  /// How many nodes the first derivative comes from: all, or the nearest one or two.
  private mutating func drawnNodes() -> Int {
    [UnifiedStrategy.mostNodes, 1, 2].randomElement(using: &random)!
  }

  private mutating func drawnCorrector() -> UnifiedStrategy.Corrector {
    Bool.random(using: &random) ? .none : .pseudo
  }

  private mutating func normal() -> Double {
    sqrt(-2 * log(1 - uniform())) * cos(2 * .pi * uniform())
  }

  private mutating func uniform() -> Double { .random(in: 0..<1, using: &random) }
}
