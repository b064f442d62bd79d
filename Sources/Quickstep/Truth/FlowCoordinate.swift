import Glibc

// The probability flow of x = alpha D + sigma eps depends on rho = sigma/alpha alone. With
// z = x / |(alpha, sigma)| and the angle phi = atan rho it reads
//
//     dz/dphi = cos phi eps - sin phi D = (cos phi z - D) / sin phi,
//
// and with w = log rho, dphi/dw = sin phi cos phi,
//
//     dz/dw = cos phi (cos phi z - D).
//
// z stays of the order of the data and of 1, from pure noise to none.

/// The variable along which a stretch of the flow is solved.
enum FlowCoordinate {
  /// w = log rho: every scale of noise is as long as any other.
  case logarithm
  /// phi = atan rho: reaches pure noise (pi/2), and next to rho = 0 the path is nearly a line.
  case angle

  func place(rho: Double) -> Double {
    switch self {
    case .logarithm: log(rho)
    case .angle: rho == .infinity ? .pi / 2 : atan(rho)
    }
  }

  /// The level at a place, with alpha² + sigma² = 1.
  func level(_ place: Double) -> NoiseLevel {
    switch self {
    case .logarithm:
      let rho = exp(place), n = hypot(1, rho)
      return NoiseLevel(t: place, alpha: 1 / n, sigma: rho / n)
    case .angle:
      return NoiseLevel(t: place, alpha: place == .pi / 2 ? 0 : cos(place), sigma: sin(place))
    }
  }

  /// The slope of z as a combination of z and D.
  func slope(at level: NoiseLevel) -> (state: Double, data: Double) {
    switch self {
    case .logarithm: (level.alpha * level.alpha, -level.alpha)
    case .angle: (level.alpha / level.sigma, -1 / level.sigma)
    }
  }
}

/// A part of the way that is solved along one coordinate.
struct FlowStretch {
  let coordinate: FlowCoordinate
  let from, to: Double

  /// The rho at which the logarithm takes over from the angle after pure noise.
  private static let noisy = 1.0
  /// The rho at which the angle takes over from the logarithm before no noise at all.
  private static let nearlyClean = 0.01
  /// How far the angle goes, as a share of where it took over. What is left is an error of the
  /// order of its square.
  private static let last = 1e-5

  /// The stretches from one ratio sigma/alpha down to a lower one. Where that is 0 they end just
  /// above, where the data prediction is the end of the path.
  static func between(_ high: Double, _ low: Double) -> [FlowStretch] {
    var stretches: [FlowStretch] = []
    var rho = high
    func go(_ coordinate: FlowCoordinate, to next: Double) {
      guard next < rho else { return }
      stretches.append(
        FlowStretch(
          coordinate: coordinate, from: coordinate.place(rho: rho),
          to: coordinate.place(rho: next)))
      rho = next
    }
    if rho == .infinity { go(.angle, to: max(low, noisy)) }
    if low > 0 {
      go(.logarithm, to: low)
    } else {
      go(.logarithm, to: nearlyClean)
      go(.angle, to: rho * last)
    }
    return stretches
  }
}
