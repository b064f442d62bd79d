import Glibc

/// A variance preserving schedule given by the betas of its whole time steps.
public struct TrainedTable: TableSchedule {
  public static let declaration = Declaration(
    "trained", title: "VP, given table", summary: "variance preserving, a network's own betas",
    paper: "Ho et al. 2020, Denoising Diffusion Probabilistic Models, equation 4",
    knobs: [
      Knob("betas", "beta of every time step", .list(0...1), default: .list([1e-4, 0.02]))
    ])

  let table: AlphaTable

  public init(_ knobs: KnobValues) { table = AlphaTable(betas: knobs.list("betas")) }

  /// - Parameter alphaBars: alpha² of every time step, falling.
  init(alphaBars: [Double]) { table = AlphaTable(logAlphas: alphaBars.map { 0.5 * log($0) }) }
}
