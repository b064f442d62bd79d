/// What a run that is not of a plan is about, in the order of thinking that settings have.
public struct RunSubject: Sendable {
  public struct Fact: Hashable, Sendable {
    public let name: String
    public let value: String

    package init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }
  }

  /// The problem.
  public let model: [Fact]
  /// The method.
  public let solver: [Fact]
  /// The budget.
  public let steps: [Fact]
  /// What bends it.
  public let guidance: [Fact]

  package init(model: [Fact], solver: [Fact], steps: [Fact], guidance: [Fact]) {
    self.model = model
    self.solver = solver
    self.steps = steps
    self.guidance = guidance
  }
}
