import Tensors

/// The parameters of a network, shared by its tapes.
public struct NetworkWeights: Sendable {
  /// In the order in which the network declares them.
  public let parameters: [Parameter]
  private let places: [String: Int]

  /// Parameters that are all zero.
  public init(_ declared: [Weight]) {
    self.init(parameters: declared.map { Parameter(name: $0.name, dimensions: $0.dimensions) })
  }

  init(parameters: [Parameter]) {
    self.parameters = parameters
    places = Dictionary(
      uniqueKeysWithValues: parameters.enumerated().map { ($0.element.name, $0.offset) })
  }

  /// The parameter of that name, which the network must declare.
  public subscript(_ name: String) -> Parameter {
    guard let place = places[name] else { preconditionFailure("there is no parameter \(name)") }
    return parameters[place]
  }

  /// How many numbers there are.
  public var count: Int { parameters.reduce(0) { $0 + $1.count } }

  /// The same values in memory of their own.
  func copy() -> NetworkWeights {
    NetworkWeights(
      parameters: parameters.map {
        Parameter(name: $0.name, dimensions: $0.dimensions, values: $0.values.copy())
      })
  }
}
