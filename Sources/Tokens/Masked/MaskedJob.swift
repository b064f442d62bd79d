import Experiments

/// A plan with its components made: what a forecast and a run have in common.
struct MaskedJob: Sendable {
  /// The most tokens of all texts together: they are all kept.
  static let mostTokens = 1 << 22

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
