import Glibc

extension GaussianMixture {
  /// Eight equal modes on a circle of radius 2, s = 0.15; each is a class.
  public static func ring8() -> GaussianMixture {
    separate(
      (0..<8).map { k in
        let angle = 2 * Double.pi * Double(k) / 8
        return [2 * cos(angle), 2 * sin(angle)]
      }, deviation: 0.15)
  }

  /// 25 equal modes on a square lattice from -2 to 2, s = 0.05; each is a class, row by row.
  public static func grid25() -> GaussianMixture {
    separate((0..<25).map { k in [Double(k % 5) - 2, Double(k / 5) - 2] }, deviation: 0.05)
  }

  /// Equal modes, each a class that goes by its number.
  private static func separate(_ means: [[Double]], deviation: Double) -> GaussianMixture {
    GaussianMixture(
      components: means.enumerated().map { index, mean in
        Component(
          weight: 1 / Double(means.count), mean: mean, deviation: deviation, classIndex: index)
      }, classNames: means.indices.map(String.init))
  }
}
