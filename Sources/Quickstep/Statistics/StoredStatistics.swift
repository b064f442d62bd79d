import Glibc

/// What statistics of a model hold for: the words of a plan that bend what it predicts. Schedules and
/// grids do not, since x/alpha goes the same way on all of them.
public struct StatisticsKey: Hashable, Sendable {
  /// The knobs of the model that change it, as text; empty for the model as it is.
  public var model: String
  public var guidance: String
  /// The weaker model of the guidance; `none` where it asks none.
  public var guide: String
  /// `any`, `each`, or a class by name.
  public var classes: String
  public var clip: String

  public init(model: String, guidance: String, guide: String, classes: String, clip: String) {
    self.model = model
    self.guidance = guidance
    self.guide = guide
    self.classes = classes
    self.clip = clip
  }

  /// - Parameter names: of the model's classes.
  public init(_ plan: Plan, classNames names: [String]) {
    var model = plan.model
    model.name = ""
    model.knobs["predicts"] = nil
    self.model = String(modelDeclaration.text(model).drop { $0 == ":" })
    guidance = guidances.text(plan.guidance)
    guide = plan.asksGuide ? modelDeclaration.text(plan.guide) : Plan.noGuide.name
    classes =
      if case .one(let text) = plan.classes, let index = labelIndex(text, among: names) {
        names[index]
      } else {
        plan.classes.description
      }
    clip = clips.text(plan.clip)
  }

  /// In words: `guidance cfg:scale=4, class 3`.
  public var text: String {
    let none = StatisticsKey(Plan(), classNames: [])
    let words = [
      ("model", model, none.model), ("guide", guide, none.guide),
      ("class", classes, none.classes), ("clip", clip, none.clip),
    ].filter { $0.1 != $0.2 }.map { "\($0.0) \($0.1)" }
    return (["guidance \(guidance)"] + words).joined(separator: ", ")
  }
}

/// Statistics that lie somewhere, not yet read.
public struct StoredStatistics: Sendable {
  /// Where they lie.
  public let place: String
  public let key: StatisticsKey
  /// From the first to the last knot.
  public let lambdas: ClosedRange<Double>
  /// Reads them for samples of so many numbers.
  /// - Throws: why they cannot be read.
  public let read: @Sendable (_ width: Int) throws -> ModelStatistics

  public init(
    _ place: String, key: StatisticsKey, lambdas: ClosedRange<Double>,
    read: @escaping @Sendable (_ width: Int) throws -> ModelStatistics
  ) {
    self.place = place
    self.key = key
    self.lambdas = lambdas
    self.read = read
  }

  /// Beyond the last knots statistics are taken for constant; so far that does no harm.
  private static let reach = 0.1

  func covers(_ range: ClosedRange<Double>) -> Bool {
    lambdas.lowerBound - Self.reach <= range.lowerBound
      && range.upperBound <= lambdas.upperBound + Self.reach
  }

  /// `guidance cfg:scale=4 from sigma/alpha 80 to 0.002`.
  var text: String { "\(key.text) \(sigmaText(lambdas))" }
}

extension Plan {
  /// Those of the stored statistics that a job can go by.
  /// - Throws: `SamplingError.noStatistics`, which names what there is.
  public func choose(
    _ stored: [StoredStatistics], for job: SamplingJob
  ) throws(SamplingError) -> StoredStatistics {
    let key = StatisticsKey(self, classNames: job.model.classNames)
    let range = job.grid.lambdas
    if let found = stored.first(where: { $0.key == key && $0.covers(range ?? $0.lambdas) }) {
      return found
    }
    throw .noStatistics(
      model: model.name, wanted: key.text + (range.map { " " + sigmaText($0) } ?? ""),
      stored: stored.map(\.text))
  }

  /// Where the statistics of a job come from: what is stored, or else true samples.
  func statistics(for job: SamplingJob, _ beside: Companions) throws -> StatisticsSource {
    let measured =
      job.model.exact.map { StatisticsSource.measured(on: $0, classes: job.classes) }
    guard job.solver.needsStatistics else { return measured ?? .none }
    do {
      let stored = try choose(try beside.statistics(), for: job)
      return .given(try stored.read(job.model.shape.count))
    } catch let error as SamplingError {
      guard let measured else { throw error }
      return measured
    }
  }
}

extension Grid {
  /// Between its ends, as far as they are finite.
  public var lambdas: ClosedRange<Double>? {
    let finite = levels.map(\.lambda).filter(\.isFinite)
    guard let low = finite.min(), let high = finite.max() else { return nil }
    return low...high
  }
}

private func sigmaText(_ lambdas: ClosedRange<Double>) -> String {
  "from sigma/alpha \(brief(exp(-lambdas.lowerBound))) to \(brief(exp(-lambdas.upperBound)))"
}
