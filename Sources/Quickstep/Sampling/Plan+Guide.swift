extension Plan {
  /// Whether the guidance asks the guide.
  public var asksGuide: Bool {
    (try? guidances.make(guidance))?.companions.contains(.guide) == true
  }
}
