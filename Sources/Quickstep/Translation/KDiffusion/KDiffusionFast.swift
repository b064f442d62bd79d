import Glibc

/// k-diffusion's `sample_dpm_fast`: it walks from sigma_max to sigma_min in blocks of three
/// evaluations, even in log sigma, and stops there.
enum KDiffusionFast: PeerSampler {
  static let names = ["sample_dpm_fast"]

  private static let defaults: [String: JSONValue] = [
    "schedule": "a", "sigma_min": 0.02, "sigma_max": 40.0, "eta": 0.0, "s_noise": 1.0,
  ]

  static func translate(_ request: PeerRequest) throws(TranslationError) -> Translation {
    let options = try PeerOptions(
      of: request.name, request.configuration.merging(request.stepArguments) { $1 },
      defaults: defaults)
    try options.checkSteps(request.steps)
    let (low, high) = try options.sigmaEnds()
    let eta = try options.real("eta", in: 0...10)
    let blocks = DPMSolverSinglestep.blocks(order: 3, evaluations: request.steps)
    let ends = linearlySpaced(log(high), log(low), count: blocks.count + 1).map {
      NoiseLevel(sigma: exp($0))
    }
    let steps = zip(zip(ends, ends.dropFirst()), blocks).flatMap { block, steps in
      // The nodes lie on the way to where the state is before the noise.
      let lower = AncestralStep(eta: eta, from: block.0, to: block.1, above: low).lower
      let nodes = linearlySpaced(log(block.0.sigma), log(lower.sigma), count: steps + 1)
      return Grid(
        levels: [block.0] + nodes.dropFirst().dropLast().map { NoiseLevel(sigma: exp($0)) }
          + [block.1]
      ).steps
    }
    return Translation(
      schedule: EDM.standard, grid: Grid(steps: steps),
      solver: Choice(
        "dpm-singlestep",
        [
          "order": .integer(3), "prediction": .word("noise"), "eta": .real(eta),
          "s-noise": .real(try options.real("s_noise", in: 0...10)),
        ]),
      prediction: .data, startScale: high, recording: .after(lastSteps(ofBlocks: blocks)),
      draws: .at(lastSteps(ofBlocks: blocks)))
  }
}
