import Glibc

/// alpha = cos((t + s) / (1 + s) pi / 2), normalised at t = 0 (Nichol & Dhariwal 2021,
/// equation 17).
public struct Cosine: VariancePreserving {
  public static let declaration = Declaration(
    "cosine", title: "squared cosine, continuous",
    summary: "variance preserving, alpha falls like a cosine of t from 0 to 1",
    paper: "Nichol & Dhariwal 2021, Improved Denoising Diffusion Probabilistic Models, eq. 17",
    knobs: [
      Knob("s", "offset at t = 0", .real(1e-4...0.5, step: .factor(1.1)), default: .real(0.008)),
      Knob(
        "end", "t at the clean end", .real(1e-6...0.5, step: .factor(1.2)), default: .real(1e-3)),
      Knob(
        "start", "t at the noisy end", .real(0.5...0.9999, step: .linear(0.001)),
        default: .real(0.9946)),
    ])

  private let s, end, start: Double

  public init(_ knobs: KnobValues) {
    s = knobs.real("s")
    end = knobs.real("end")
    start = knobs.real("start")
  }

  public var range: ClosedRange<Double> { end...start }

  private func angle(_ t: Double) -> Double { (t + s) / (1 + s) * .pi / 2 }

  func logAlpha(_ t: Double) -> Double { log(cos(angle(t))) - log(cos(angle(0))) }

  func logAlphaRate(_ t: Double) -> Double { -tan(angle(t)) / (1 + s) * .pi / 2 }

  func t(logAlpha: Double) -> Double {
    acos(min(1, exp(logAlpha + log(cos(angle(0)))))) * 2 * (1 + s) / .pi - s
  }
}
