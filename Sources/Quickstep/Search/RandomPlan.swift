// Plans drawn from everything that is declared, to try out what nobody thought of: knobs at the
// bounds of their ranges as often as inside.

extension Plan {
  /// A plan with any component of every kind and any knobs, over few steps and samples.
  /// - Parameter models: the names to choose from.
  public static func random(
    models: [String], using random: inout some RandomNumberGenerator
  ) -> Plan {
    var plan = Plan()
    plan.model = Choice(models.randomElement(using: &random) ?? plan.model.name)
    if Int.random(in: 0..<4, using: &random) == 0 {
      plan.model.knobs = modelDeclaration.random(using: &random).knobs
    }
    plan.schedule = schedules.random(using: &random)
    plan.grid = gridRules.random(using: &random)
    plan.solver = solvers.random(using: &random)
    plan.guidance = guidances.random(using: &random)
    plan.clip = clips.random(using: &random)
    // Rarely, since most of them suit few plans.
    if Int.random(in: 0..<6, using: &random) == 0 {
      plan.reading = readings.random(using: &random)
    }
    if Int.random(in: 0..<4, using: &random) == 0 { plan.start = starts.random(using: &random) }
    // Learning takes as long as it is told to.
    if plan.start.name == OptimalTransport.declaration.name {
      plan.start.knobs.merge(OptimalTransport.quickest) { $1 }
    }
    plan.classes = [.any, .each, .each, .one("0")].randomElement(using: &random)!
    let bound = Int.random(in: 0..<200, using: &random)
    plan.steps =
      bound == 0 ? stepsRange.upperBound : Int.random(in: stepsRange.lowerBound...9, using: &random)
    plan.batch = Int.random(in: batchRange.lowerBound...4, using: &random)
    plan.seed = random.next()
    if plan.asksGuide {
      plan.guide.name = models.randomElement(using: &random) ?? plan.guide.name
      plan.guide.knobs = modelDeclaration.random(using: &random).knobs
    }
    return plan
  }
}

extension Catalog {
  /// Any of the components, with any knobs.
  func random(using random: inout some RandomNumberGenerator) -> Choice {
    declarations.randomElement(using: &random)!.random(using: &random)
  }
}

extension Declaration {
  /// The component with about half of its knobs turned.
  public func random(using random: inout some RandomNumberGenerator) -> Choice {
    var choice = Choice(name)
    for knob in knobs where Bool.random(using: &random) {
      choice.knobs[knob.name] = knob.random(using: &random)
    }
    return choice
  }
}

extension Knob {
  /// Any value that may be typed.
  public func random(using random: inout some RandomNumberGenerator) -> KnobValue {
    if fallback == .automatic, Int.random(in: 0..<4, using: &random) == 0 { return .automatic }
    switch kind {
    case .integer(let range):
      // Half of the time small, because most ranges end where nothing is left to see.
      let inside = range.clamped(to: range.lowerBound...(range.lowerBound + 20))
      return .integer(
        [range.lowerBound, range.upperBound, .random(in: inside, using: &random)]
          .randomElement(using: &random)!)
    case .real(let range, let step):
      return .real(Self.number(in: range, isScale: step.isFactor, using: &random))
    case .choice(let words): return .word(words.randomElement(using: &random)!)
    case .seed: return .seed(random.next())
    case .text: return .word("a text, with 'signs'")
    case .integers(let range, let counts):
      return .integers(
        (0..<Int.random(in: counts, using: &random)).map { _ in
          Int.random(in: range, using: &random)
        })
    case .label(let words, _): return .word(words.randomElement(using: &random)!.text)
    case .list(let range, _):
      let numbers = (0..<Int.random(in: 1...6, using: &random)).map { _ in
        Self.number(in: range, isScale: true, using: &random)
      }
      return .list(Bool.random(using: &random) ? numbers : numbers.sorted(by: >))
    }
  }

  private static func number(
    in range: ClosedRange<Double>, isScale: Bool, using random: inout some RandomNumberGenerator
  ) -> Double {
    let (low, high) = (range.lowerBound, min(range.upperBound, 1e12))
    switch Int.random(in: 0..<6, using: &random) {
    case 0: return low
    case 1: return range.upperBound
    case 2: return low < 0 && high > 0 ? 0 : low.nextUp
    case 3 where isScale:
      // As likely in every power of ten.
      return min(max(10 * Double.random(in: 0.1...1, using: &random), low), high)
    case _ where isScale && high > 0:
      var value = high
      while value > max(low, 1e-9), Int.random(in: 0..<8, using: &random) > 0 { value /= 4 }
      return max(value, low)
    default: return .random(in: low...high, using: &random)
    }
  }
}

extension KnobStep {
  fileprivate var isFactor: Bool { if case .factor = self { true } else { false } }
}
