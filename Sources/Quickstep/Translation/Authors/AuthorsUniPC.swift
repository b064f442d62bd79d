/// The UniPC authors' code (wl-zhao/UniPC, `uni_pc.py`), multistep.
enum AuthorsUniPC: PeerSampler {
  static let names = ["UniPC.bh1", "UniPC.bh2", "UniPC.vary_coeff"]

  private enum Algorithm: String, CaseIterable {
    case data = "data_prediction"
    case noise = "noise_prediction"
  }
  private enum Variant: String, CaseIterable {
    case bh1, bh2
    case vary = "vary_coeff"
  }

  private static let defaults = AuthorsPath.options.merging([
    "algorithm_type": "data_prediction", "order": 2, "variant": "bh1", "lower_order_final": true,
    "denoise_to_zero": false,
  ]) { $1 }

  static func translate(_ request: PeerRequest) throws(TranslationError) -> Translation {
    let options = try PeerOptions(of: request.name, request.configuration, defaults: defaults)
    try options.checkArguments(request, step: [], timesteps: [])
    let order = try options.integer("order", in: 1...9)
    guard order <= request.steps, request.steps <= 10_000 else {
      throw options.unsupported("\(request.steps) steps; there must be \(order) to 10000")
    }
    let path = try AuthorsPath(options, schedules: AuthorsPath.Schedules.allCases)
    var levels = path.levels(steps: request.steps)
    let denoises = try options.flag("denoise_to_zero")
    if denoises { levels.append(path.schedule.clean) }
    return Translation(
      schedule: path.schedule, grid: Grid(levels: levels),
      solver: try solver(request, options, order, denoises: denoises), prediction: .noise,
      startScale: 1, recording: .corrected)
  }

  private static func solver(
    _ request: PeerRequest, _ options: PeerOptions, _ order: Int, denoises: Bool
  ) throws(TranslationError) -> Choice {
    let steps = request.steps
    let algorithm = try options.word("algorithm_type", as: Algorithm.self)
    let variant = try options.word("variant", as: Variant.self)
    let lowers = try options.flag("lower_order_final")
    var knobs: [String: KnobValue] = [
      "order": .integer(order),
      "variant": .word(variant == .vary ? "vary" : variant.rawValue),
      "prediction": .word(algorithm == .data ? "data" : "noise"),
      "final": .word(lowers ? "lower" : "keep"),
    ]
    if denoises {
      // One more evaluation turns the uncorrected end into its data prediction; the orders count
      // towards the step before.
      knobs["orders"] = .list(
        (0..<steps).map { Double(min(order, lowers ? steps - $0 : order)) } + [1])
      knobs["uncorrected"] = .list([Double(steps - 1)])
    }
    return Choice("unipc", knobs)
  }
}
