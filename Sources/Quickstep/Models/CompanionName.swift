/// What stands beside a model to be asked.
public struct CompanionName: Hashable, Sendable {
  public let text: String

  public init(_ text: String) { self.text = text }

  /// The weaker model of autoguidance.
  public static let guide = CompanionName("guide")
  /// Corrects a velocity where the model was not asked.
  public static let refiner = CompanionName("refiner")
  /// Says what pure noise tells of a sample.
  public static let oneMoreStep = CompanionName("one-more-step")
}
