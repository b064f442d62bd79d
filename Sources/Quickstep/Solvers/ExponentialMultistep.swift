import Glibc

/// What the DPM-Solver multistep methods have in common: the polynomial through the last
/// predictions m, integrated exactly in lambda against the linear part of the equation
/// (Lu et al. 2022; stochastic form with decay eta: Xue et al. 2023, SA-Solver, equation 5).
///
///     data:   x' = sigma'/sigma e^(-eta h) x - alpha' W(z),            z = -(1 + eta) h
///     noise:  x' = alpha'/alpha x - (1 + eta) sigma' W(z),             z = h
///     W(z) = z phi_1 m + z phi_2 h m' + 2 z phi_3 h² m''/2
///
/// with h = lambda' - lambda and m', m'' from divided differences of the last predictions.
///
/// Where guidance puts back the noise of another data prediction u, x + alpha (m - u) stands for x, and
/// u is what is remembered. The form `heun` goes on along u itself from its second step on, as programs
/// with this method have it.
struct ExponentialMultistep: Sendable {
  /// The weight of h m' in the formula of second order.
  enum Form: String, CaseIterable { case midpoint, heun }

  /// What happens to the order at the end of a run.
  enum Final: String, CaseIterable { case lower, euler, keep }

  /// The weight of h² m''/2: half of what the integral gives, as published; all of it; or the half
  /// less one, as one library has it in its stochastic solver.
  enum Curvature: String, CaseIterable { case half, full, shifted }

  /// `.data` or `.noise`.
  var prediction = Prediction.data
  var order: Int
  var form = Form.midpoint
  var final = Final.lower
  var curvature = Curvature.half
  /// 0 is the ODE, 1 the reverse SDE.
  var eta = 0.0
  var noiseScale = 1.0
  /// Goes below the level asked for and up again with fresh noise.
  var ancestral: Ancestral?

  func step(_ run: StepContext, from s: NoiseLevel, to t: NoiseLevel) {
    // At alpha = 0 the noise tells nothing of the data.
    guard s.alpha > 0 || prediction == .data else {
      return run.eulerStep(run.state, from: s, to: t)
    }
    let (m, renoising) =
      prediction == .data
      ? run.evaluateBothData(run.state, at: s) : (run.evaluate(run.state, at: s, as: .noise), nil)
    let u = renoising ?? m
    let x = run.renoised(run.state, from: m, to: u, at: s)
    let climb = ancestral?.step(from: s, to: t), t = climb?.lower ?? t
    let past = run.history.prefix(usableOrder(run, to: t) - 1)
    let linear = LinearPart(prediction, eta: t.sigma > 0 ? eta : 0, from: s, to: t)
    let weights = weights(linear, at: s, past.map(\.level))
    run.order = weights.count
    let newest = form == .heun && !past.isEmpty ? u : m
    var terms = [(x, linear.ratio)] + zip([newest] + past.map(\.slot), weights)
    if linear.fresh > 0 { terms.append((run.noise(), linear.fresh * noiseScale)) }
    if let climb { terms += climb.noise(run.noise()) }
    run.advance(terms)
    run.remember(u, at: s, keep: order - 1)
  }

  private func usableOrder(_ run: StepContext, to t: NoiseLevel) -> Int {
    // lambda' is infinite there: only the constant has a finite integral.
    if t.sigma == 0 { return 1 }
    let usable = min(order, run.history.count + 1)
    return switch final {
    case .lower: min(usable, run.remaining + 1)
    case .euler: run.remaining == 0 ? 1 : usable
    case .keep: usable
    }
  }

  /// What the predictions, newest first, are multiplied by.
  private func weights(
    _ linear: LinearPart, at s: NoiseLevel, _ past: [NoiseLevel]
  ) -> [Double] {
    let h = linear.h
    guard past.count > 0 else { return [linear.constant] }
    let reached = ancestral?.step(from: past[0], to: s).lower ?? s
    let h0 = reached.lambda - past[0].lambda
    guard past.count > 1 else {
      let slope = form == .heun ? linear.weight(2) : linear.constant / 2
      return [linear.constant + slope * h / h0, -slope * h / h0]
    }
    // With a = (m - m1) / h0 and b = (m1 - m2) / h1: m' = a + h0 (a - b) / (h0 + h1) and
    // m''/2 = (a - b) / (h0 + h1).
    let h1 = past[0].lambda - past[1].lambda
    let slope = linear.weight(2) * h
    let bend = curvatureWeight(linear) * h * h
    let shared = (slope * h0 + bend) / (h0 + h1)
    let a = (slope + shared) / h0, b = -shared / h1
    return [linear.constant + a, b - a, -b]
  }

  private func curvatureWeight(_ linear: LinearPart) -> Double {
    switch curvature {
    case .half: linear.weight(3)
    case .full: 2 * linear.weight(3)
    case .shifted: linear.weight(3) + linear.gain
    }
  }
}

/// The part of a step that is exact: how the state shrinks, what a constant prediction adds, and
/// how much fresh noise comes in.
struct LinearPart {
  let h: Double
  /// What the state is multiplied by.
  let ratio: Double
  /// What z phi_k is multiplied by.
  let gain: Double
  let z: Double
  /// What a prediction that does not change is multiplied by.
  let constant: Double
  /// The standard deviation of the fresh noise.
  let fresh: Double

  /// - Parameter prediction: `.data` or `.noise`.
  init(_ prediction: Prediction, eta: Double, from s: NoiseLevel, to t: NoiseLevel) {
    h = t.lambda - s.lambda
    if prediction == .data {
      z = eta == 0 ? -h : -(1 + eta) * h
      gain = -t.alpha
      ratio = t.sigma / s.sigma * (eta == 0 ? 1 : exp(-eta * h))
      constant = gain * expm1(z)
      fresh = eta == 0 ? 0 : t.sigma * sqrt(-expm1(-2 * eta * h))
    } else {
      z = h
      gain = -(1 + eta) * t.sigma
      ratio = t.alpha / s.alpha
      // sigma' (e^h - 1), finite at sigma' = 0 too.
      constant = -(1 + eta) * (t.alpha * s.rho - t.sigma)
      fresh = eta == 0 ? 0 : t.sigma * sqrt(eta * expm1(2 * h))
    }
  }

  func weight(_ k: Int) -> Double { gain * zPhi(k, z) }
}

extension StepContext {
  /// The state with the noise of another data prediction.
  func renoised(_ x: Slot, from D: Slot, to u: Slot, at s: NoiseLevel) -> Slot {
    u == D ? x : combine((x, 1), (D, s.alpha), (u, -s.alpha))
  }
}

extension Knob {
  static func form(_ fallback: ExponentialMultistep.Form) -> Knob {
    Knob(
      "form", "weight of the slope: half of the step's, or the integral's",
      .choice(ExponentialMultistep.Form.allCases.map(\.rawValue)), default: .word(fallback.rawValue)
    )
  }

  static func final(_ fallback: ExponentialMultistep.Final) -> Knob {
    Knob(
      "final", "order at the end: falling to 1, 1 in the last step, or kept",
      .choice(ExponentialMultistep.Final.allCases.map(\.rawValue)),
      default: .word(fallback.rawValue))
  }

  static func curvature(_ words: [ExponentialMultistep.Curvature]) -> Knob {
    Knob(
      "curvature", "weight of the second derivative: half of the integral's as published, or full",
      .choice(words.map(\.rawValue)), default: .word(ExponentialMultistep.Curvature.half.rawValue))
  }

  static func reverseShare(_ fallback: Double) -> Knob {
    Knob(
      "eta", "share of the reverse SDE; 0 is the ODE", .real(0...10, step: .linear(0.1)),
      default: .real(fallback))
  }
}
