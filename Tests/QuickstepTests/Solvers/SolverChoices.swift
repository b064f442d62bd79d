import Quickstep

/// Every solver with its defaults, and once more for every other word and order it can be set to;
/// without those that ask for variances that only a network learns, or for a network beside it.
let solverChoices: [Choice] = solvers.declarations.flatMap { declaration in
  [Choice(declaration.name)]
    + declaration.knobs.flatMap { knob in
      variations(of: knob).map { Choice(declaration.name, [knob.name: $0]) }
    }
}.filter {
  guard let solver = try? solvers.make($0) else { return false }
  return !solver.needsVariance && solver.companions.isEmpty
}

private func variations(of knob: Knob) -> [KnobValue] {
  switch knob.kind {
  case .choice(let words): words.map { .word($0) }.filter { $0 != knob.fallback }
  case .integer(let range): range.prefix(4).map { .integer($0) }.filter { $0 != knob.fallback }
  case .real: [-2, 2].map { knob.moved(knob.fallback, by: $0) }.filter { $0 != knob.fallback }
  case .list, .integers, .seed, .label, .text: []
  }
}

/// A mixture whose data prediction bends gently everywhere: no sample starts near a watershed.
let gentleMixture = GaussianMixture.gentle
