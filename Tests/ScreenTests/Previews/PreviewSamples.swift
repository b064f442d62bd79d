import Experiments
import Glibc
import Screen

/// Pictures of states that the views of previews are tested with.
enum PreviewSamples {
  /// Text by characters: `_` is hidden, what stands in [], <> or {} is new, accepted or refused.
  static func line(_ text: String, tones: [Double] = []) -> [MarkedText.Cell] {
    var mark = MarkedText.Mark.plain
    var cells: [MarkedText.Cell] = []
    for character in text {
      switch character {
      case "[": mark = .new
      case "<": mark = .accepted
      case "{": mark = .refused
      case "]", ">", "}": mark = .plain
      case "_": cells.append(.init("", .hidden))
      default:
        let tone = tones.isEmpty ? nil : tones[cells.count % tones.count]
        cells.append(.init(String(character), mark, tone: tone))
      }
    }
    return cells
  }

  static let masked = MarkedText(
    [line("the q__ck [b]ro_n f__", tones: [0, 0.5, 1]), line("ju__s [o]_er _he l_zy d_g")],
    tones: "entropy")
  static let speculative = MarkedText([
    line("the <quick> {bruin}[brown] fox jumps over the lazy <dog> and <then sleeps>{ badly}")
  ])
  static let many = MarkedText(
    (1...40).map { line("text number \($0) is not quite as short as a line") })

  static let ring = GraphPicture(
    places: (0..<8).map { [cos(Double($0) * .pi / 4), sin(Double($0) * .pi / 4)] },
    edges: (0..<8).map { .init($0, ($0 + 1) % 8) } + [.init(1, 5)],
    fills: [0.12, 0.5, 0.9, 1, 1.1, 2, .infinity, .nan], trail: [3, 4, 5], caption: "visits")
  static let tree = GraphPicture(
    places: (1..<16).map { node in
      let depth = (node.bitWidth - 1) - node.leadingZeroBitCount
      return [(Double(node - 1 << depth) + 0.5) / Double(1 << depth) * 8, -Double(depth)]
    },
    edges: (2..<16).map { .init($0 / 2 - 1, $0 - 1) }, fills: (1..<16).map { 4 / Double($0) },
    trail: [0, 1, 4], caption: "")
  static let crowd = GraphPicture(
    places: (0..<512).map { [Double($0 % 32), Double($0 / 32)] },
    edges: (0..<512).flatMap { place in [1, 32].map { .init(place, place + $0) } },
    fills: (0..<512).map { Double($0) / 256 }, trail: Array(0..<512), caption: "crowd")
  static let broken = GraphPicture(
    places: [[.nan, 0], [1, 1], [1, 1], [.infinity, 2], [1e200, 0]],
    edges: [.init(0, 1), .init(1, 2), .init(3, 9), .init(-1, 0)], fills: [1], trail: [7, -3, 0, 2],
    caption: "")

  static let costs = MatrixPicture(
    (0..<6).map { row in
      (0..<6).map { $0 <= row ? pow(10, Double(row - $0) - 2) : .nan }
    },
    path: [.init(row: 2, column: 0), .init(row: 3, column: 2), .init(row: 5, column: 3)])
  static let large = MatrixPicture(
    (0..<100).map { row in (0..<100).map { Double(row * $0) } },
    path: (0..<100).map { .init(row: $0, column: 99 - $0) })
  static let ragged = MatrixPicture(
    [[], [1], [.nan, .infinity, -1e308, 1e308]],
    path: [.init(row: 0, column: 0), .init(row: 9, column: -1)])

  static let schedules = [
    Curve("geometric", (0...20).map { [Double($0), 80 * pow(0.002 / 80, Double($0) / 20)] }),
    Curve("straight", (0...20).map { [Double($0), 80 - 3.9999 * Double($0)] }),
  ]
  static let decades = [
    Curve(
      "loss",
      (0...20).map { step in
        let x = pow(10, Double(step) / 5 - 2)
        return [x, 1 / (1 + x)]
      })
  ]
  static let unknown = [
    Curve("gaps", [[0, 1], [1, .nan], [2, 3], [.nan, 1], [3, .infinity]]), Curve("none", []),
    Curve("huge", [[1e300, 1], [-1e149, 1e149], [1e149, -1e149]]), Curve("one", [[1, 1]]),
  ]
}
