extension SamplingJob {
  /// Has steps ask the model without some of its parts.
  /// - Parameter name: of the model.
  /// - Throws: `SamplingError` naming a part or a step that is not there.
  mutating func leaveOut(_ skips: Skips, of name: String) throws(SamplingError) {
    guard !skips.items.isEmpty else { return }
    guard !model.parts.isEmpty else { throw .noParts(model: name) }
    var known: [Set<String>] = [[]]
    for (index, parts) in try skips.sets(steps: grid.steps.count, of: model.parts).enumerated() {
      if let role = known.firstIndex(of: parts) {
        grid.steps[index].model = role
      } else {
        grid.steps[index].model = known.count
        known.append(parts)
        cast.append(model.trimmed(of: parts))
      }
    }
  }

  /// Parts of the model that a call computes, by whom a step asks; `nil` where none is left out.
  var partCounts: [Int]? { cast.isEmpty ? nil : ([model] + cast).map(\.parts.count) }

  /// How many parts of the model a call in each step computes.
  public var partsPerCall: [Int] { grid.steps.map { model(of: $0).parts.count } }
}
