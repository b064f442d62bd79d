import Glibc

/// beta(t) = b0 + t (b1 - b0): log alpha = -t² (b1 - b0) / 4 - t b0 / 2 (Song et al. 2021,
/// equation 32).
public struct LinearVP: VariancePreserving {
  public static let declaration = Declaration(
    "vp-linear", title: "VP linear, continuous",
    summary: "variance preserving, beta linear in t from 0 to 1",
    paper: "Song et al. 2021, Score-Based Generative Modeling through SDEs, equation 32",
    knobs: [
      Knob("b0", "beta at t = 0", .real(1e-4...10, step: .factor(1.1)), default: .real(0.1)),
      Knob("b1", "beta at t = 1", .real(0.1...200, step: .factor(1.1)), default: .real(20)),
      Knob(
        "end", "t at the clean end", .real(1e-6...0.5, step: .factor(1.2)), default: .real(1e-3)),
    ])

  private let b0, b1, end: Double

  public init(_ knobs: KnobValues) {
    b0 = knobs.real("b0")
    b1 = knobs.real("b1")
    end = knobs.real("end")
  }

  public var range: ClosedRange<Double> { end...1 }

  func logAlpha(_ t: Double) -> Double { -t * t * (b1 - b0) / 4 - t * b0 / 2 }

  func logAlphaRate(_ t: Double) -> Double { -(b0 + t * (b1 - b0)) / 2 }

  func t(logAlpha: Double) -> Double {
    // The positive root of (b1 - b0) t² / 4 + b0 t / 2 + log alpha = 0, in the form that keeps
    // its digits for small t.
    let q = -4 * (b1 - b0) * logAlpha
    return -4 * logAlpha / (b0 + sqrt(b0 * b0 + q))
  }
}
