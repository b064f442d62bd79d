import Glibc

/// A Brownian path over 0 … 1 as a sum of standard normals, one for each node of a binary tree
/// (Lévy's construction): the path at a place is
///
///     W = z_0 tau + sum over the nodes above of 2^(-depth/2) hat(tau) z_node
///
/// where hat rises from 0 at the ends of a node's interval to 1/2 in the middle. Places are multiples
/// of 2^-16, so that the sums are finite and exact.
enum BrownianPath {
  private static let depth = 16

  /// A place on the path.
  struct Place: Hashable {
    fileprivate let index: Int

    /// tau = 1 / (1 + rho^(1/4)), whatever the coordinates: it is 0 at pure noise, 1 at pure data,
    /// and grows with lambda so evenly that any usual step has many places inside.
    init(_ level: NoiseLevel) {
      let data = sqrt(sqrt(level.alpha)), noise = sqrt(sqrt(level.sigma))
      index = Int((data / (data + noise) * Double(1 << depth)).rounded())
    }

    /// How far it is from another.
    func distance(to other: Place) -> Double {
      Double(abs(other.index - index)) / Double(1 << depth)
    }

    /// The path here: nodes, and what their standard normals are multiplied by.
    var terms: [(node: Int, coefficient: Double)] {
      let tau = Double(index) / Double(1 << depth)
      let hats = (0..<depth).map { level in
        let place = scalbn(tau, Int32(level)), left = place.rounded(.down)
        return (
          node: 1 << level + Int(left),
          coefficient: min(place - left, left + 1 - place) / sqrt(Double(1 << level))
        )
      }
      return ([(node: 0, coefficient: tau)] + hats).filter { $0.coefficient != 0 }
    }
  }
}
