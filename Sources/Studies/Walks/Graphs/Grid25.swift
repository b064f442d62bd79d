import Experiments

/// Five rows of five places.
enum Grid25: NamedGraph {
  static let name = "grid25"
  static let title = "grid"
  static let summary = "5 by 5 places, each joined to those beside it"

  static var shape: GraphShape {
    let side = 5
    let places = (0..<side * side).map { index in
      SIMD2(Double(index % side), Double(side - 1 - index / side)) / Double(side - 1)
    }
    let across = places.indices.filter { $0 % side < side - 1 }.map {
      GraphPicture.Edge($0, $0 + 1)
    }
    let down = places.indices.dropLast(side).map { GraphPicture.Edge($0, $0 + side) }
    return GraphShape(places, across + down)
  }
}
