/// The value of one knob.
public enum KnobValue: Hashable, Sendable {
  case real(Double)
  case integer(Int)
  case word(String)
  case list([Double])
  case integers([Int])
  case seed(UInt64)
  /// Taken from the model, the schedule or the method; written `auto`.
  case automatic

  /// As typed on the command line; reading it back gives the same value.
  public var text: String {
    switch self {
    case .real(let value): Self.text(value)
    case .integer(let value): "\(value)"
    case .word(let word): word
    case .list(let values): values.map(Self.text).joined(separator: "/")
    case .integers(let values):
      values.isEmpty ? "none" : values.map(String.init).joined(separator: "/")
    case .seed(let value): "\(value)"
    case .automatic: "auto"
    }
  }

  private static func text(_ value: Double) -> String {
    value == value.rounded() && abs(value) < 1e15 ? "\(Int(value))" : "\(value)"
  }
}

/// The values of a component's knobs: what was chosen, else the defaults.
public struct KnobValues: Sendable {
  private let values: [String: KnobValue]

  public init(_ knobs: [Knob], _ chosen: [String: KnobValue]) {
    values = Dictionary(
      uniqueKeysWithValues: knobs.map { ($0.name, chosen[$0.name] ?? $0.fallback) })
  }

  /// The real knob `name`; `nil` when it is automatic.
  public func optional(_ name: String) -> Double? {
    switch values[name] {
    case .real(let value): value
    case .integer(let value): Double(value)
    case .automatic: nil
    case .word, .list, .integers, .seed, nil: preconditionFailure("no real knob \(name)")
    }
  }

  public func real(_ name: String) -> Double {
    guard let value = optional(name) else { preconditionFailure("knob \(name) may be automatic") }
    return value
  }

  public func integer(_ name: String) -> Int {
    guard case .integer(let value) = values[name] else {
      preconditionFailure("no integer knob \(name)")
    }
    return value
  }

  public func word(_ name: String) -> String {
    guard case .word(let value) = values[name] else {
      preconditionFailure("no choice knob \(name)")
    }
    return value
  }

  public func list(_ name: String) -> [Double] {
    guard case .list(let value) = values[name] else { preconditionFailure("no list knob \(name)") }
    return value
  }

  public func integers(_ name: String) -> [Int] {
    guard case .integers(let value) = values[name] else {
      preconditionFailure("no knob \(name) of whole numbers")
    }
    return value
  }

  /// The list knob `name`; `nil` when it is automatic.
  public func optionalList(_ name: String) -> [Double]? {
    values[name] == .automatic ? nil : list(name)
  }

  /// The choice knob `name` as `choice` gives it; `nil` when it is automatic.
  public func optionalChoice<Value: RawRepresentable<String>>(_ name: String) -> Value? {
    values[name] == .automatic ? nil : choice(name)
  }

  /// The choice knob `name` as a case of `Value`, whose raw values are the knob's words.
  public func choice<Value: RawRepresentable<String>>(_ name: String) -> Value {
    guard let value = Value(rawValue: word(name)) else {
      preconditionFailure("knob \(name) has a word that \(Value.self) lacks")
    }
    return value
  }
}
