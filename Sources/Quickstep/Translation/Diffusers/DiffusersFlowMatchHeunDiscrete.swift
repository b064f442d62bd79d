/// diffusers' `FlowMatchHeunDiscreteScheduler`.
enum DiffusersFlowMatchHeunDiscrete: PeerSampler {
  static let names = ["FlowMatchHeunDiscreteScheduler"]

  static func translate(_ request: PeerRequest) throws(TranslationError) -> Translation {
    let options = try PeerOptions(
      of: request.name, request.configuration, defaults: ["num_train_timesteps": 1000, "shift": 1])
    let arguments = try PeerOptions(
      of: request.name, request.stepArguments,
      defaults: ["s_churn": 0, "s_tmin": 0, "s_tmax": nil, "s_noise": 1])
    guard try arguments.real("s_churn") == 0 else {
      throw options.unsupported("s_churn, which leaves the straight path")
    }
    try options.checkSteps(request.steps)
    let entries = Double(try options.integer("num_train_timesteps", in: 1...1_000_000))
    let shift = try options.real("shift", in: 1e-9...1e9)
    // The ends are shifted when the table is made, and once more with all the others.
    let sigmas = linearlySpaced(1, shifted(1 / entries, by: shift), count: request.steps)
      .map { shifted($0, by: shift) }
    let solver = Choice("edm")
    return Translation(
      schedule: RectifiedFlow.standard,
      grid: Grid(levels: (sigmas + [0]).map(RectifiedFlow.standard.level(t:))),
      solver: solver, prediction: .flow, startScale: 1, networkTime: { $0.t * entries },
      training: options.flowTraining(solver: solver, scale: entries, shift: shift))
  }
}
