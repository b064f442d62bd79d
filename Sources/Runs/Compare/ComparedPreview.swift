import Experiments

/// The previews of runs in lock-step: every kind of theirs beside each other, what they differ by,
/// how far they are apart, and each on its own.
struct ComparedPreview {
  let titles: [String]
  let outlines: [RunOutline]
  /// Run by run, kind by kind.
  let previews: [[Preview?]]

  static let difference = "difference to A", distance = "distance to A"

  static func kinds(_ titles: [String], _ outlines: [RunOutline]) -> [PreviewKind] {
    outlines[0].previews + [
      PreviewKind(name: difference, shortName: "difference"),
      PreviewKind(name: distance, shortName: "distance"),
    ]
      + titles.indices.map { index in
        let letter = ComparedRun.letter(index)
        return PreviewKind(name: "run \(letter)", shortName: letter)
      }
  }

  /// - Parameter curves: how far each run was from the first, step by step.
  func all(_ curves: [Curve]) -> [Preview?] {
    outlines[0].previews.map { beside($0.name) }
      + [differences, curves.isEmpty ? nil : .curves(curves)]
      + titles.indices.map { index in result(index) }
  }

  /// One kind of all runs; of two, what they differ by stands beside them.
  private func beside(_ kind: String) -> Preview? {
    let parts = previews.indices.map { preview(kind, of: $0) }
    guard parts.contains(where: { $0 != nil }) else { return nil }
    var titled = zip(titles, parts).map { TitledPreview($0, $1) }
    if parts.count == 2, let a = parts[0], let b = parts[1],
      let difference = PreviewDifference.between(a, b, letters: ("A", "B"))
    {
      titled.append(difference)
    }
    return .beside(titled)
  }

  private func preview(_ kind: String, of run: Int) -> Preview? {
    outlines[run].previews.firstIndex { $0.name == kind }.flatMap { previews[run][$0] }
  }

  /// What every run but the first differs by from it, in what runs make.
  private var differences: Preview? {
    guard let first = result(0) else { return nil }
    let titled = previews.indices.dropFirst().compactMap { index in
      result(index).flatMap { second in
        PreviewDifference.between(
          first, second, letters: ("A", ComparedRun.letter(index)))
      }
    }
    return titled.isEmpty ? nil : .beside(titled)
  }

  private func result(_ run: Int) -> Preview? {
    let index = outlines[run].resultPreview
    return previews[run].indices.contains(index) ? previews[run][index] : nil
  }
}
