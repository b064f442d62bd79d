import Experiments

/// A plan with its components made: what a forecast and a run have in common.
struct MaskedJob: Sendable {
  /// The most tokens of all texts together: they are all kept.
  static let mostTokens = 1 << 22
  private static let mostRecords = 256

  let plan: MaskedPlan
  let kind: any MaskedModelKind
  let unmasker: any Unmasker
  let precision: Precision

  /// - Throws: `DeclarationError` for a name that a catalog lacks.
  init(_ plan: MaskedPlan) throws(DeclarationError) {
    self.plan = plan
    kind = try maskedModels.make(plan.model)
    unmasker = try unmaskers.make(plan.solver)
    precision = try Precision.catalog.make(plan.precision)
  }

  func check() throws(MaskedError) {
    guard plan.batch * kind.length <= Self.mostTokens else {
      throw .tooManyTokens(texts: plan.batch, length: kind.length, most: Self.mostTokens)
    }
  }

  var pace: Pace { type(of: unmasker).pace }
  /// N, or the most steps that there can be.
  var steps: Int { pace.steps(plan.steps, length: kind.length) }
  /// Steps from one record to the next.
  var stride: Int { (steps + Self.mostRecords - 1) / Self.mostRecords }
  /// Of one text, at most.
  var calls: Int { unmasker.calls(steps: steps, length: kind.length) }

  var notes: [Role: String] {
    let tokens = "\(kind.length) tokens a text"
    let perCall = Double(kind.length) / Double(steps)
    var notes: [Role: String] = [
      .model: "\(tokens), their laws exact",
      .solver: "\(calls) \(calls == 1 ? "call" : "calls") a text at most",
    ]
    if let reason = pace.reason {
      notes[.steps] = reason
    } else if steps < plan.steps {
      notes[.steps] = "\(steps) steps: at most one a token"
    } else if perCall > 1 {
      notes[.steps] = "\(brief(perCall)) tokens a call in the mean: together they lose nats"
    }
    if precision != .double {
      notes[.guidance] = "uniforms of \(precision.bits) bits: rare tokens lose"
    }
    return notes
  }

  var outline: RunOutline {
    var outline = RunOutline(
      statistics: MaskedMeasure.all(kind.correlations, steps: steps).map(\.statistic)
        + [RunStatistic(.milliseconds, rank: 5)],
      steps: pace.isOpen ? nil : steps,
      budget: RunBudget(
        unit: "calls", single: "call", total: plan.batch * calls, speed: .timePerUnit),
      previews: Tone.allCases.map {
        PreviewKind(name: "texts \($0.name)", shortName: $0.shortName)
      },
      landmark: "time", plotted: ["log-p", "lost"])
    (outline.recordStride, outline.previewStride) = (stride, stride)
    if let outlooks = unmasker.foreseen(steps: steps, length: kind.length) {
      let shown = recorded.map { outlooks[$0] }
      outline.foreseen = [
        "step": recorded.map(Double.init), "masked": shown.map(\.masked), "time": shown.map(\.time),
      ]
    }
    outline.measures = MaskedScore.all(of: kind).map(\.statistic)
    return outline
  }

  /// The steps after which there is a record, if none of them is spared.
  private var recorded: [Int] {
    [0] + Swift.stride(from: stride, to: steps, by: stride) + [steps]
  }
}

extension Pace {
  var isOpen: Bool { if case .open = self { true } else { false } }

  /// Why the number of steps is not for anybody to choose; `nil` where it is.
  var reason: String? {
    switch self {
    case .free, .upToTokens: nil
    case .oneAToken: "this solver takes one step a token"
    case .open: "the budget of entropy decides how many"
    }
  }
}
