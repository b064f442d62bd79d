// What, where, what to do next.

extension TranslationError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .unknownSampler(let name, let known):
      "No sampler \(quoted(name)) can be translated. \(advice(name, known))"
    case .unknownOption(let name, let sampler, let known):
      "\(shown(sampler)) has no option \(quoted(name)). \(advice(name, known))"
    case .badOption(let name, let sampler, let found, let needed):
      "\(shown(sampler)): \(shown(name)) is \(shown(found)). Use \(needed)."
    case .unsupported(let sampler, let reason):
      "\(shown(sampler)) cannot be translated with these options: \(reason)."
    }
  }
}

extension SnippetError: CustomStringConvertible {
  public var description: String {
    "The \(word) \(shown(setting)) cannot be said in \(library): \(reason)."
  }
}
