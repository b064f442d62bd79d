import Glibc

/// The table of a diffusers scheduler read as variance exploding levels: alpha = 1, sigma is
/// sigma/alpha of the table, and t its time step, as networks are told it.
public struct ExplodingTable: Schedule {
  public static let declaration = Declaration(
    "exploding-table", title: "VE, given table",
    summary: "variance exploding, sigmas of a network's own table",
    paper: "Karras et al. 2022, Elucidating the Design Space of Diffusion Models, section C.3.4",
    knobs: [
      Knob(
        "sigmas", "sigma of every time step, rising", .list(1e-9...1e9),
        default: .list([0.01, 100]))
    ])

  private let rhos: [Double]

  public init(_ knobs: KnobValues) { rhos = knobs.list("sigmas") }

  init(rhos: [Double]) { self.rhos = rhos }

  public var range: ClosedRange<Double> { 0...Double(rhos.count - 1) }
  public var entries: Int? { rhos.count }

  public func level(t: Double) -> NoiseLevel {
    NoiseLevel(t: t, alpha: 1, sigma: tableRho(atTime: t, in: rhos))
  }

  public func level(rho: Double) -> NoiseLevel {
    rho > 0 ? NoiseLevel(t: tableTime(ofRho: rho, in: rhos), alpha: 1, sigma: rho) : clean
  }

  public func level(lambda: Double) -> NoiseLevel { level(rho: exp(-lambda)) }

  public func rate(t: Double) -> (alpha: Double, sigma: Double) {
    let below = min(max(Int(t.rounded(.down)), 0), rhos.count - 2)
    return (0, rhos[below + 1] - rhos[below])
  }

  public func startScale(_ level: NoiseLevel) -> Double { level.sigma }
}
