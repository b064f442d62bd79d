import Glibc

// Shapes drawn by many small components, closer to each other than they are wide.
extension GaussianMixture {
  /// A circle of radius 2, s = 0.1.
  public static func ring() -> GaussianMixture {
    outline(
      [
        places(256).map { u in
          [2 * cos(2 * .pi * u), 2 * sin(2 * .pi * u)]
        }
      ], deviation: 0.1)
  }

  /// Two interleaved half circles of radius 1.4, s = 0.1, each a class: the known toy set, centred.
  public static func moons() -> GaussianMixture {
    let radius = 1.4
    func arc(_ centre: [Double], _ from: Double) -> [[Double]] {
      places(128).map { u in
        let angle = from + .pi * u
        return [
          radius * (cos(angle) + centre[0]), radius * (sin(angle) + centre[1]),
        ]
      }
    }
    // Upper: (cos t, sin t); lower: (1 - cos t, 1/2 - sin t); both moved by (-1/2, -1/4).
    return outline(
      [arc([-0.5, -0.25], 0), arc([0.5, 0.25], .pi)], deviation: 0.1,
      classNames: ["upper", "lower"])
  }

  /// One and a half turns of a spiral that ends at radius 2.4, uniform in its angle, s = 0.06.
  public static func spiral() -> GaussianMixture {
    outline(
      [
        places(512).map { u in
          let angle = 1.5 * .pi * (1 + 2 * u)
          let radius = 2.4 * angle / (4.5 * .pi)
          return [radius * cos(angle), radius * sin(angle)]
        }
      ], deviation: 0.06)
  }

  /// The eight dark fields of a 4 x 4 board from -2 to 2, uniform inside, edges of width 0.05.
  public static func checkerboard() -> GaussianMixture {
    let fields = (0..<16).filter { ($0 % 4 + $0 / 4) % 2 == 0 }
    let points = fields.flatMap { field -> [[Double]] in
      let left = Double(field % 4) - 2
      let bottom = Double(field / 4) - 2
      return (0..<121).map { k -> [Double] in
        let column = Double(k % 11), row = Double(k / 11)
        return [left + (column + 0.5) / 11, bottom + (row + 0.5) / 11]
      }
    }
    return outline([points], deviation: 0.05)
  }

  /// The middles of `count` equal parts of 0 … 1.
  private static func places(_ count: Int) -> [Double] {
    (0..<count).map { (Double($0) + 0.5) / Double(count) }
  }

  /// Equal components at all points; the lists are the classes where there is more than one.
  private static func outline(
    _ points: [[[Double]]], deviation: Double, classNames: [String] = []
  ) -> GaussianMixture {
    let count = points.reduce(0) { $0 + $1.count }
    return GaussianMixture(
      components: points.enumerated().flatMap { index, points in
        points.map {
          Component(
            weight: 1 / Double(count), mean: $0, deviation: deviation, classIndex: index)
        }
      }, classNames: classNames, meaning: .outline)
  }
}
