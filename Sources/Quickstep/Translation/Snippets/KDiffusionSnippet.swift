/// Plans as calls of k-diffusion's samplers, with every sigma listed.
enum KDiffusionSnippet {
  static func lines(_ subject: SnippetSubject) throws(SnippetError) -> [String] {
    guard subject.clip.name == "none" else {
      throw subject.unsayable("clip", "there it is a matter of the network")
    }
    guard subject.rhos.allSatisfy(\.isFinite) else {
      throw subject.unsayable("grid", "it begins at pure noise, which has no sigma")
    }
    guard let call = call(subject) else {
      throw subject.unsayable("solver", "no sampler there does the same")
    }
    // A state there is x/alpha.
    let scale = subject.startScale / subject.levels[0].alpha
    let endScale = subject.levels[subject.levels.count - 1].alpha
    return ["import torch", "from k_diffusion import sampling", ""]
      + Python.lines(
        "sigmas", subject.rhos, opening: "torch.tensor([", closing: "], dtype=torch.float64)")
      + [
        "# model(x, sigma) predicts the data of x = data + sigma * noise; shape: of the samples.",
        "x = torch.randn(shape, dtype=sigmas.dtype) * \(Python.text(scale))",
        "samples = sampling.\(call)\(endScale == 1 ? "" : " * \(Python.text(endScale))")",
      ]
  }

  /// The sampler that has all the knobs that the solver has set, with its arguments.
  private static func call(_ subject: SnippetSubject) -> String? {
    let solver = subject.plain(subject.solver)
    guard let declaration = try? solvers.options.declaration(solver.name) else { return nil }
    // There the order of these is kept, and is 1 to the level without noise whatever they say.
    let takesTwo = ["dpm++2m", "sde-dpm++2m"].contains(solver.name)
    if takesTwo, !subject.endsClean, solver.knobs["final"] != .word("keep") { return nil }
    var chosen = solver.knobs
    if takesTwo { chosen["final"] = nil }
    let found = KDiffusionSamplers.samplers.sorted { $0.key < $1.key }.first { _, sampler in
      sampler.solver == solver.name
        && chosen.keys.allSatisfy { key in sampler.knobs.contains { $0.knob == key } }
    }
    guard let (name, sampler) = found else { return nil }
    let arguments = sampler.knobs.compactMap { knob, argument, fallback -> String? in
      guard let value = declaration.knob(knob).map(solver.value)?.json, value != fallback else {
        return nil
      }
      return "\(argument)=\(Python.text(value))"
    }
    return "\(name)(\((["model", "x", "sigmas"] + arguments).joined(separator: ", ")))"
  }
}

extension KnobValue {
  /// The same as an option of a peer.
  fileprivate var json: JSONValue? {
    switch self {
    case .real(let value): .number(value)
    case .integer(let value): .number(Double(value))
    case .word(let word): .string(word)
    case .list, .integers, .seed, .automatic: nil
    }
  }
}
