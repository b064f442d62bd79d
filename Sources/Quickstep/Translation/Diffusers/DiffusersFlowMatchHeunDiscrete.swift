/// diffusers' `FlowMatchHeunDiscreteScheduler`.
enum DiffusersFlowMatchHeunDiscrete: PeerScheduler {
  static let names = ["FlowMatchHeunDiscreteScheduler"]

  static let options: [String: JSONValue] = ["num_train_timesteps": 1000, "shift": 1]

  static func process(_ options: PeerOptions) throws(TranslationError) -> PeerProcess {
    try .flow(options)
  }

  static func translate(_ request: PeerRequest) throws(TranslationError) -> Translation {
    let options = try options(request)
    let arguments = try PeerOptions(
      of: request.name, request.stepArguments,
      defaults: ["s_churn": 0, "s_tmin": 0, "s_tmax": nil, "s_noise": 1])
    guard try arguments.real("s_churn") == 0 else {
      throw options.unsupported("s_churn, which leaves the straight path")
    }
    try options.checkSteps(request.steps)
    let entries = try options.flowEntries()
    let shift = try options.real("shift", in: 1e-9...1e9)
    // The ends are shifted when the table is made, and once more with all the others.
    let sigmas = linearlySpaced(1, shifted(1 / entries, by: shift), count: request.steps)
      .map { shifted($0, by: shift) }
    let solver = Choice("edm")
    return Translation(
      schedule: RectifiedFlow.standard,
      grid: Grid(levels: (sigmas + [0]).map(RectifiedFlow.standard.level(t:))),
      solver: solver, prediction: .flow, startScale: 1, networkTime: { $0.t * entries })
  }
}
