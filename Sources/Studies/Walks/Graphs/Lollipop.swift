import Experiments

/// A room at the end of a corridor.
enum Lollipop: NamedGraph {
  static let name = "lollipop"
  static let title = "lollipop"
  static let summary = "a clique of 8 places with a tail of 8"

  static var shape: GraphShape {
    let candy = GraphShape.clique(8, around: [0.2, 0.5], radius: 0.2, start: 0)
    let tail = (0..<8).map { SIMD2(0.475 + 0.075 * Double($0), 0.5) }
    let stick = GraphShape(tail, (0..<7).map { GraphPicture.Edge($0, $0 + 1) })
    return candy.joined(to: stick, by: [.init(0, 8)])
  }
}
