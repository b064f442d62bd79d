/// The first steps of a run, which another plan takes.
public struct Leg<Plan: Worded>: Hashable, Sendable {
  public let plan: Plan
  /// The number of its last step, 0 for the start alone.
  public let end: Int

  public init(_ plan: Plan, end: Int) {
    self.plan = plan
    self.end = end
  }
}

/// A kind of run that can go on from a state that another plan has led to.
///
/// A run that goes on as it would have done anyway ends with the same numbers, bit for bit.
public protocol ForkableFamily: Family {
  /// As `forecast(_:_:)`, of a whole run whose first steps other plans take.
  /// - Parameter legs: in their order, the ends rising.
  func forecast(_ plan: Plan, after legs: [Leg<Plan>], _ card: ModelCard) -> Forecast
  /// As `begin(_:with:)`; the run tells of all steps.
  func begin(_ plan: Plan, after legs: [Leg<Plan>], with equipment: Equipment) throws -> Run
}

extension ForkableFamily {
  public func forecast(_ plan: Plan, _ card: ModelCard) -> Forecast {
    forecast(plan, after: [], card)
  }

  public func begin(_ plan: Plan, with equipment: Equipment) throws -> Run {
    try begin(plan, after: [], with: equipment)
  }

  func forkedForecast(_ sentence: Sentence, _ card: ModelCard) -> Forecast {
    let plan = Plan(sentence)
    do throws(ForkError) {
      return forecast(plan, after: try legs(of: sentence), card)
    } catch {
      var forecast = forecast(plan, card)
      forecast.problem = Forecast.Problem(.steps, "\(error)")
      return forecast
    }
  }

  func beginForked(_ sentence: Sentence, with equipment: Equipment) throws -> any Experiment {
    try begin(Plan(sentence), after: legs(of: sentence), with: equipment)
  }

  /// The plans that take the first steps of a sentence.
  private func legs(of sentence: Sentence) throws(ForkError) -> [Leg<Plan>] {
    var legs: [Leg<Plan>] = []
    var origin = sentence.origin
    while let present = origin {
      guard legs.count < Origin.deepest else { throw .tooDeep(most: Origin.deepest) }
      guard present.sentence.family == name else {
        throw .otherFamily(present.sentence.family, of: name)
      }
      legs.insert(Leg(Plan(present.sentence), end: present.step), at: 0)
      origin = present.sentence.origin
    }
    return legs
  }
}

extension Family {
  /// Whether its runs can take their first steps from others.
  public var forks: Bool { self is any ForkableFamily }

  /// What can be said of a sentence before it runs.
  public func forecast(_ sentence: Sentence, _ card: ModelCard) -> Forecast {
    guard sentence.origin != nil else { return forecast(Plan(sentence), card) }
    if let forkable = self as? any ForkableFamily { return forkable.forkedForecast(sentence, card) }
    var forecast = forecast(Plan(sentence), card)
    forecast.problem = Forecast.Problem(
      .steps, "\(ForkError.cannotFork(family: name, able: []))")
    return forecast
  }

  /// - Throws: why the sentence cannot run.
  public func begin(_ sentence: Sentence, with equipment: Equipment) throws -> any Experiment {
    guard sentence.origin != nil else { return try begin(Plan(sentence), with: equipment) }
    guard let forkable = self as? any ForkableFamily else {
      throw ForkError.cannotFork(family: name, able: [])
    }
    return try forkable.beginForked(sentence, with: equipment)
  }

  /// What a run will ask its models; `nil` where that cannot be said, or where others take its first
  /// steps.
  public func recipe(_ sentence: Sentence, with equipment: Equipment) throws -> Recipe? {
    sentence.origin == nil ? try recipe(Plan(sentence), with: equipment) : nil
  }
}
