import Files
import Quickstep

/// The classes that a network can be asked for, and the numbers that it takes for them.
public struct ClassTable: Hashable, Sendable {
  public let names: [String]
  /// For each class what the network is given: a number, or as many as a vector has.
  let values: [[Float]]
  /// What the network is given for no class; `nil` where it always wants one, or has no classes.
  let none: [Float]?

  /// - Parameter values: for each name.
  public init(names: [String], values: [[Float]], none: [Float]? = nil) {
    precondition(names.count == values.count)
    self.names = names
    self.values = values
    self.none = none
  }

  public static let empty = ClassTable(names: [], values: [])

  /// - Throws: `NetworkProblem` where the network's classes and the listed ones do not fit.
  init(_ kind: ClassKind, _ document: NetworkDocument?) throws(NetworkProblem) {
    let listed = document?.classes ?? []
    let null = document?.nullClass
    switch kind {
    case .none: self.init(names: [], values: [])
    case .rows(let count):
      if let null, null >= count {
        throw .unfitting(
          options: ["null-class"], reason: "the network has classes 0 to \(count - 1)")
      }
      let values = (0..<count).filter { $0 != null }
      guard listed.isEmpty || listed.count == values.count else {
        throw .unfitting(
          options: ["classes"],
          reason: "there are \(listed.count) names for the network's \(values.count) classes")
      }
      self.init(
        names: listed.isEmpty ? values.map { "\($0)" } : listed, values: values.map { [Float($0)] },
        none: null.map { [Float($0)] })
    case .numbers:
      guard !listed.isEmpty else { throw .noClassCount }
      self.init(
        names: listed,
        values: listed.enumerated().map { [Float($0.element) ?? Float($0.offset)] },
        none: null.map { [Float($0)] })
    case .vectors:
      throw .badOption(
        "class_embed_type", found: "\"identity\"",
        needed: "a network whose classes have numbers")
    }
  }

  /// The row of a network's table of classes that stands for a class; 0 without classes.
  func row(_ index: Int32) -> Int32 { names.isEmpty ? 0 : Int32(value(index)[0]) }

  /// - Throws: `NetworkProblem` where the network cannot be given these numbers.
  func check(_ kind: ClassKind) throws(NetworkProblem) {
    let all = values + (none.map { [$0] } ?? [])
    if case .none = kind, names.isEmpty { return }
    guard !names.isEmpty, all.allSatisfy(kind.takes) else {
      throw .unfitting(
        options: ["classes", "num_class_embeds"], reason: "the network takes other classes")
    }
  }

  /// What the network is given for a class, `anyClass` included.
  func value(_ wanted: Int32) -> [Float] {
    guard wanted == anyClass else { return values[Int(wanted)] }
    guard let none else { preconditionFailure("the network always wants a class") }
    return none
  }
}
