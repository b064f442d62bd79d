import Experiments

/// A ring with a short cut.
enum Ring12Chord: NamedGraph {
  static let name = "ring12-chord"
  static let title = "ring with a chord"
  static let summary = "12 places in a ring and one edge across"

  static var shape: GraphShape {
    let count = 12
    let places = GraphShape.circle(count, around: [0.5, 0.5], radius: 0.5, start: 0)
    let ring = (0..<count).map { GraphPicture.Edge($0, ($0 + 1) % count) }
    return GraphShape(places, ring + [.init(0, count / 2)])
  }
}
