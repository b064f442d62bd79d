/// What can be said of a sentence before it runs.
public struct Forecast: Sendable {
  public var outline: RunOutline
  /// Why it cannot run, and where that can be changed.
  public var problem: Problem?
  /// One line about a role: order and cost, the range of levels.
  public var notes: [Role: String] = [:]

  public struct Problem: Sendable {
    public let role: Role
    /// In sentences.
    public let text: String

    public init(_ role: Role, _ text: String) {
      self.role = role
      self.text = PrintableText(text).text
    }
  }

  public init(_ outline: RunOutline, problem: Problem? = nil, notes: [Role: String] = [:]) {
    self.outline = outline
    self.problem = problem
    self.notes = notes
  }
}

/// What words come to.
public struct Spelling: Sendable {
  /// By word, the numbers that it stands for.
  public var series: [String: Series] = [:]
  /// By word that is left to the model, the component that it means.
  public var components: [String: Choice] = [:]
  /// Words that another one decides: why.
  public var fixed: [String: String] = [:]

  /// The numbers that a word stands for, each smaller than the one before.
  public struct Series: Sendable {
    public let values: [Double]
    /// The component that says the same by hand.
    public let byHand: Choice

    public init(_ values: [Double], byHand: Choice) {
      self.values = values
      self.byHand = byHand
    }
  }

  public init() {}
}
