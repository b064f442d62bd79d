/// diffusers' `TCDScheduler`, which ends at the table's first entry. It takes limits on the data
/// prediction as settings and does not use them.
enum DiffusersTCD: PeerScheduler {
  static let names = ["TCDScheduler"]

  static let options = DiffusersDistillation.options

  /// A step by itself would take 0.3.
  static let pipelineArguments: [String: JSONValue] = ["eta": 0.0]

  static func process(_ options: PeerOptions) throws(TranslationError) -> PeerProcess {
    try DiffusersDistillation.process(options)
  }

  static func translate(_ request: PeerRequest) throws(TranslationError) -> Translation {
    let options = try options(request)
    try options.checkArguments(
      request, step: ["eta"], timesteps: ["original_inference_steps", "timesteps", "strength"])
    let gamma = try PeerOptions(
      of: "\(request.name).step", request.stepArguments, defaults: ["eta": 0.3]
    ).real("eta", in: 0...1)
    let path = try DiffusersDistillation(request, options, .allowsAll)
    return Translation(
      schedule: path.table.schedule,
      grid: Grid(levels: (path.times + [0]).map(path.table.level)),
      solver: Choice("tcd", ["gamma": .real(gamma)]), prediction: try options.prediction(),
      startScale: 1)
  }
}
