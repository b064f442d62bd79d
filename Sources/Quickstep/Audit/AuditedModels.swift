import Glibc

extension GaussianMixture {
  /// A mixture whose data prediction bends gently everywhere, so that errors fall with their order
  /// from few steps on: no sample starts near a watershed.
  public static let gentle = GaussianMixture(components: [
    Component(weight: 0.5, mean: [0.8, 0.3], deviation: 0.6),
    Component(weight: 0.3, mean: [-0.5, 0.6], deviation: 0.5),
    Component(weight: 0.2, mean: [0.1, -0.9], deviation: 0.4),
  ])

  /// Eight modes on a circle of radius 1, s = 0.25, each a class of its own.
  static let eightClasses = GaussianMixture(
    components: (0..<8).map { k in
      let angle = Double(k) * .pi / 4
      return Component(
        weight: 1.0 / 8, mean: [cos(angle), sin(angle)], deviation: 0.25, classIndex: k)
    }, classNames: (0..<8).map { "\($0)" })
}
