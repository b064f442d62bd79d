import Experiments

/// Two rooms with two doors: what keeps a chain from mixing.
enum Barbell16: NamedGraph {
  static let name = "barbell16"
  static let title = "barbell"
  static let summary = "two cliques of 8 places, joined by two bridges"

  static var shape: GraphShape {
    // Half a part turned, so that two places of each clique face the other one.
    let left = GraphShape.clique(8, around: [0.2, 0.5], radius: 0.2, start: 1 / 16)
    let right = GraphShape.clique(8, around: [0.8, 0.5], radius: 0.2, start: 9 / 16)
    return left.joined(to: right, by: [.init(0, 15), .init(7, 8)])
  }
}
