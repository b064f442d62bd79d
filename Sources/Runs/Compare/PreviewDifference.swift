import Experiments

/// What two previews of one kind differ by.
enum PreviewDifference {
  /// - Parameters:
  ///   - letters: what the second and the first are called.
  /// - Returns: `nil` where nothing can be said of them.
  static func between(
    _ first: Preview, _ second: Preview, letters: (first: String, second: String)
  ) -> TitledPreview? {
    let title = "|\(letters.first)-\(letters.second)|"
    switch (first, second) {
    case (.points(let a), .points(let b)):
      guard a.dimensions == b.dimensions, a.trails.isEmpty, b.trails.isEmpty else { return nil }
      return a.dimensions == 2
        ? TitledPreview("\(letters.first) to \(letters.second)", lines(a, b))
        : TitledPreview(title, .matrix(MatrixPicture(rows(a, b))))
    case (.pictures(let a), .pictures(let b)):
      guard a.width == b.width, a.height == b.height, a.channels == b.channels else { return nil }
      let (gain, pictures) = difference(a, b)
      return TitledPreview(gain == 1 ? title : "\(title) x\(gain)", .pictures(pictures))
    case (.text(let a), .text(let b)): return TitledPreview(title, .text(marked(a, b)))
    case (.matrix(let a), .matrix(let b)):
      guard a.rows.map(\.count) == b.rows.map(\.count) else { return nil }
      let rows = zip(a.rows, b.rows).map { zip($0, $1).map { abs($0 - $1) } }
      return TitledPreview(title, .matrix(MatrixPicture(rows)))
    case (.graph(let a), .graph(let b)):
      guard a.places == b.places, a.fills.count == b.fills.count else { return nil }
      // How full a place is tells most beside how full it should be: as the first has it.
      let fills = zip(a.fills, b.fills).map { $0 > 0 ? $1 / $0 : .nan }
      let ratio = "\(letters.second)/\(letters.first)"
      return TitledPreview(
        ratio,
        .graph(
          GraphPicture(
            places: a.places, edges: a.edges, fills: fills, trail: [], caption: ratio)))
    default: return nil
    }
  }

  /// The second's samples, and a line to each from the first's.
  private static func lines(_ a: Points, _ b: Points) -> Preview {
    let trails = (0..<min(a.count, b.count)).map { index in
      let (x, y) = (2 * index, 2 * index + 1)
      return Trail(.apart, [[a.values[x], a.values[y]], [b.values[x], b.values[y]]])
    }
    return .points(
      Points(b.values, dimensions: 2, field: b.field, trails: trails, box: b.box ?? a.box))
  }

  /// Samples in rows, of which so many are shown.
  private static let mostRows = 64

  private static func rows(_ a: Points, _ b: Points) -> [[Double]] {
    (0..<min(a.count, b.count, mostRows)).map { row in
      (row * a.dimensions..<(row + 1) * a.dimensions).map { abs(a.values[$0] - b.values[$0]) }
    }
  }

  /// Black where both are equal, brighter by a power of two that leaves the largest difference white
  /// at most.
  private static func difference(_ a: Pictures, _ b: Pictures) -> (gain: Int, Pictures) {
    let levels = zip(a.levels, b.levels).map { abs(Int($0) - Int($1)) }
    let most = levels.max() ?? 0
    var gain = 1
    while most > 0, most * gain * 2 <= 255 { gain *= 2 }
    return (
      gain,
      Pictures(
        levels.map { Double($0 * gain) / 127.5 - 1 }, width: a.width, height: a.height,
        channels: a.channels)
    )
  }

  /// The second's text, with the cells marked that differ.
  private static func marked(_ a: MarkedText, _ b: MarkedText) -> MarkedText {
    MarkedText(
      zip(a.lines, b.lines).map { first, second in
        second.enumerated().map { index, cell in
          let isSame =
            first.indices.contains(index) && first[index].text == cell.text
            && (first[index].mark == .hidden) == (cell.mark == .hidden)
          return MarkedText.Cell(
            cell.text, isSame ? (cell.mark == .hidden ? .hidden : .plain) : .different)
        }
      })
  }
}
