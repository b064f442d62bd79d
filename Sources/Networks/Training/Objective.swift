import Files
import Glibc
import Quickstep
import Tensors

/// What a network is asked at a noise level, and what it should answer.
///
/// With clean data x0 and noise eps the network is given input.data x0 + input.noise eps, and told
/// `time`; its squared distance to target.data x0 + target.noise eps is the loss.
public struct Question: Hashable, Sendable {
  public struct Mixture: Hashable, Sendable {
    public var data: Double
    public var noise: Double

    public init(data: Double, noise: Double) {
      self.data = data
      self.noise = noise
    }
  }

  public var input: Mixture
  public var target: Mixture
  public var time: Double
}

/// The loss of diffusion and flow models: at random noise levels, the mean squared error of what
/// the network predicts.
///
/// Noise, data, velocity and flow are predicted as they are, all levels counting alike (Ho et al.
/// 2020, equation 14; Salimans & Ho 2022; Lipman et al. 2023, equation 9).
///
/// With the preconditioning of Karras et al. 2022 (equation 8) the loss is
/// lambda |c_skip x + c_out F - x0|² with lambda = (sigma² + s²) / (sigma s)². As lambda c_out² is 1,
/// this is the plain distance of F to (x0 - c_skip x) / c_out.
public struct Objective: Sendable {
  public typealias Times = TrainingObjective.Times

  /// How the network is used afterwards; questions follow from it.
  public let process: NetworkProcess
  public let times: Times
  private let mean, deviation: Double

  public init(_ process: NetworkProcess, times: Times, mean: Double, deviation: Double) {
    self.process = process
    self.times = times
    self.mean = mean
    self.deviation = deviation
  }

  /// The levels of a batch, a function of seed and step.
  ///
  /// Uniform times are spread evenly over the batch, each part of the range having its sample,
  /// which changes no expectation (Kingma et al. 2021, appendix I.1).
  public func levels(step: Int, seed: UInt64, count: Int, with kernels: Kernels) -> [NoiseLevel] {
    let numbers = AlignedBuffer(count: count)
    switch times {
    case .uniform:
      kernels.fillUniforms(numbers.mutableValues, .level, seed: seed, step: step)
      let first = numbers[0]
      return (0..<count).map { level(share: (Double($0) + first) / Double(count)) }
    case .logitNormal, .logNormal:
      kernels.fillNormals(numbers.mutableValues, .normalLevel, seed: seed, step: step)
      return (0..<count).map { level(normal: mean + deviation * numbers[$0]) }
    }
  }

  /// The level at a share 0 ..< 1 of the range of t.
  private func level(share: Double) -> NoiseLevel {
    if let entries = process.schedule.entries {
      return process.schedule.level(t: (share * Double(entries)).rounded(.down))
    }
    let range = process.schedule.range
    return process.schedule.level(
      t: range.lowerBound + share * (range.upperBound - range.lowerBound))
  }

  private func level(normal z: Double) -> NoiseLevel {
    if times == .logitNormal { return level(share: min(1 / (1 + exp(-z)), 1 - 1e-12)) }
    return process.schedule.level(rho: exp(z))
  }

  /// What is asked at a level.
  public func question(at level: NoiseLevel) -> Question {
    let adapter = process.adapter(at: level)
    let input = Question.Mixture(
      data: adapter.inputScale * level.alpha, noise: adapter.inputScale * level.sigma)
    return Question(input: input, target: target(at: level, adapter), time: adapter.time)
  }

  private func target(at level: NoiseLevel, _ adapter: NetworkProcess.Adapter) -> Question.Mixture {
    let (skip, scale) = (adapter.prediction.state, adapter.prediction.output)
    // The state alpha x0 + sigma eps is known; the output makes up for the rest of the prediction.
    let whole = Self.mixture(process.prediction, at: level)
    return Question.Mixture(
      data: (whole.data - skip * level.alpha) / scale,
      noise: (whole.noise - skip * level.sigma) / scale)
  }

  /// A prediction in terms of data and noise.
  private static func mixture(_ prediction: Prediction, at level: NoiseLevel) -> Question.Mixture {
    switch prediction {
    case .noise: return Question.Mixture(data: 0, noise: 1)
    case .data: return Question.Mixture(data: 1, noise: 0)
    case .flow: return Question.Mixture(data: -1, noise: 1)
    case .velocity:
      let norm = hypot(level.alpha, level.sigma)
      return Question.Mixture(data: -level.sigma / norm, noise: level.alpha / norm)
    }
  }
}
