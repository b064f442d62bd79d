/// What a network beside the model is there for.
public struct CompanionName: Hashable, Sendable {
  public let text: String

  public init(_ text: String) { self.text = text }

  /// Corrects a velocity where the model was not asked.
  public static let refiner = CompanionName("refiner")
}
