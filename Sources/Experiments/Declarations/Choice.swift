/// A component by name with the knobs that differ from their defaults:
/// `NAME[:KNOB=VALUE[,KNOB=VALUE…]]`, for example `unipc:order=3,variant=bh2`.
public struct Choice: Hashable, Sendable {
  public var name: String
  public var knobs: [String: KnobValue]

  public init(_ name: String, _ knobs: [String: KnobValue] = [:]) {
    self.name = name
    self.knobs = knobs
  }

  /// Whatever goes with the other words.
  public static let automatic = Choice(KnobValue.automatic.text)

  /// What the file beside a network says.
  public static let checkpoint = Choice("checkpoint")

  public func value(_ knob: Knob) -> KnobValue { knobs[knob.name] ?? knob.fallback }

  /// Cuts `NAME:KNOB=VALUE,…` into its name and its settings, which may be a path with colons.
  public static func split(_ text: String) -> (name: String, settings: String) {
    guard let colon = text.lastIndex(of: ":") else { return (text, "") }
    let tail = text[text.index(after: colon)...]
    guard let equals = tail.firstIndex(of: "="),
      tail[..<equals].allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") })
    else { return (text, "") }
    return (String(text[..<colon]), String(tail))
  }

  /// Reads the settings of `declaration`'s knobs from `KNOB=VALUE,…`.
  public static func settings(
    _ text: String, of declaration: Declaration
  ) throws(DeclarationError) -> [String: KnobValue] {
    guard !text.isEmpty else { return [:] }
    var values: [String: KnobValue] = [:]
    for setting in text.split(separator: ",", omittingEmptySubsequences: false) {
      guard let equals = setting.firstIndex(of: "=") else {
        throw .badSetting(String(setting), of: declaration.name)
      }
      let name = String(setting[..<equals])
      guard let knob = declaration.knob(name) else {
        throw .unknownKnob(name, of: declaration.name, known: declaration.knobs.map(\.name))
      }
      guard values[name] == nil else { throw .repeatedKnob(name, of: declaration.name) }
      values[name] = try knob.parse(String(setting[setting.index(after: equals)...]))
    }
    return values
  }
}

extension Declaration {
  /// - Throws: `DeclarationError.crossed` for a knob above the one that bounds it.
  public func checkOrders(_ choice: Choice) throws(DeclarationError) {
    let values = KnobValues(knobs, choice.knobs)
    for order in orders {
      guard let lower = values.optional(order.lower), let upper = values.optional(order.upper),
        lower > upper
      else { continue }
      throw .crossed(order, of: name, lower: .real(lower), upper: .real(upper))
    }
  }

  /// The choice without the knobs that are at their defaults.
  public func shortened(_ choice: Choice) -> Choice {
    Choice(choice.name, choice.knobs.filter { name, value in knob(name)?.fallback != value })
  }

  /// The choice as one word of the grammar, knobs in the order of the declaration.
  public func text(_ choice: Choice) -> String {
    let settings = knobs.compactMap { knob in
      choice.knobs[knob.name].flatMap { $0 == knob.fallback ? nil : "\(knob.name)=\($0.text)" }
    }
    return settings.isEmpty ? choice.name : "\(choice.name):\(settings.joined(separator: ","))"
  }
}
