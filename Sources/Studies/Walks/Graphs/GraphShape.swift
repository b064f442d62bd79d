import Experiments
import Glibc

/// Places in the plane and the edges between them.
struct GraphShape: Sendable {
  /// In the unit square.
  let places: [SIMD2<Double>]
  let edges: [GraphPicture.Edge]

  init(_ places: [SIMD2<Double>], _ edges: [GraphPicture.Edge]) {
    self.places = places
    self.edges = edges
  }
}

extension GraphShape {
  /// `count` places on a circle, counterclockwise from the angle `start` (in turns), all joined.
  static func clique(
    _ count: Int, around center: SIMD2<Double>, radius: Double, start: Double
  ) -> GraphShape {
    GraphShape(
      circle(count, around: center, radius: radius, start: start),
      (0..<count).flatMap { i in (i + 1..<count).map { j in GraphPicture.Edge(i, j) } })
  }

  static func circle(
    _ count: Int, around center: SIMD2<Double>, radius: Double, start: Double
  ) -> [SIMD2<Double>] {
    (0..<count).map { index in
      let angle = 2 * Double.pi * (start + Double(index) / Double(count))
      return center + radius * SIMD2(cos(angle), sin(angle))
    }
  }

  /// Both, and these edges; the places of `other` count on from those of this one.
  func joined(to other: GraphShape, by bridges: [GraphPicture.Edge]) -> GraphShape {
    let moved = other.edges.map {
      GraphPicture.Edge($0.from + places.count, $0.to + places.count)
    }
    return GraphShape(places + other.places, edges + moved + bridges)
  }
}

/// A graph that can be chosen by name, with a target law.
protocol NamedGraph: SendableMetatype {
  /// As typed.
  static var name: String { get }
  /// As shown in panels.
  static var title: String { get }
  /// One line.
  static var summary: String { get }
  static var shape: GraphShape { get }
}

extension NamedGraph {
  static var declaration: Declaration {
    Declaration(
      name, title: title, summary: summary,
      knobs: [
        Knob(
          "mu", "what is to be visited how often", .choice(Graph.Target.allCases.map(\.rawValue)),
          default: .word(Graph.Target.uniform.rawValue))
      ])
  }
}

/// All graphs, in the order in which lists show them.
public let graphs = Catalog<Graph>(
  "graph",
  [Barbell16.self, Grid25.self, Ring12Chord.self, Lollipop.self] as [any NamedGraph.Type],
  declaration: { $0.declaration }, make: { Graph($0.shape, for: $1.choice("mu")) })
