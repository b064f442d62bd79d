import Experiments
import Quickstep

extension TOMLSection {
  /// What a key says of a knob; `nil` where it is absent.
  package func value(_ key: String, of knob: Knob) throws(FileError) -> KnobValue? {
    switch knob.kind {
    case .truth: return try flag(key).map { .truth($0) }
    case .real(let range, _): return try number(key, in: range).map { .real($0) }
    case .integer(let range): return try integer(key, in: range).map { .integer($0) }
    case .integers(let range, let counts):
      return try integers(key, in: range, counts: counts).map { .integers($0) }
    case .choice(let words): return try word(key, among: words).map { .word($0) }
    case .seed: return try seed(key).map { .seed($0) }
    case .text, .label, .list:
      guard let text = try text(key) else { return nil }
      do throws(DeclarationError) {
        return try knob.parse(text)
      } catch {
        throw self.error(.rejected(place(of: key), reason: "\(error)"))
      }
    }
  }

  /// True or false.
  func flag(_ key: String) throws(FileError) -> Bool? {
    guard let node = self[key] else { return nil }
    guard case .truth(let value) = node else { throw wrongType(key, "true or false") }
    return value
  }

  /// Those that are no whole numbers of TOML stand in quotes.
  private func seed(_ key: String) throws(FileError) -> UInt64? {
    if case .text(let text) = self[key], let seed = UInt64(text) { return seed }
    return try integer(key, in: 0...Int.max).map { UInt64($0) }
  }
}

extension KnobValue {
  /// The value as TOML; `nil` where it need not be said.
  package func tomlText(of knob: Knob) -> String? {
    switch self {
    case .automatic: nil
    case .real(let value): shortestText(value)
    case .integer(let value): "\(value)"
    case .integers(let values): "[\(values.map(String.init).joined(separator: ", "))]"
    case .seed(let value): value <= UInt64(Int.max) ? "\(value)" : quoted("\(value)")
    case .word where knob.kind == .truth: "\(self == .truth(true))"
    case .word, .list: quoted(text)
    }
  }
}

extension Word {
  /// A setting as TOML; `nil` where it need not be said.
  package func tomlText(_ setting: Setting) -> String? {
    switch (setting, knob) {
    case (.value(let value), let knob?): value.tomlText(of: knob)
    case (.component(.automatic), _): nil
    default: quoted(text(setting))
    }
  }
}
