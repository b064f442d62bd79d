import Quickstep

/// Recorded trajectories of another library's samplers: `{"family", "about", "cases": […]}`.
public struct GoldenFile: Sendable {
  public var family: String
  public var about: String
  public var cases: [GoldenCase]

  /// Reads a file of cases, plain or gzip'd.
  /// - Throws: `FileError` that names the entry that is missing or of the wrong kind.
  public static func read(_ path: String) throws(FileError) -> GoldenFile {
    try parse(ByteSource(contentsOf: path))
  }

  public static func parse(_ source: ByteSource) throws(FileError) -> GoldenFile {
    let root = try JSONCursor(source)
    var cases: [GoldenCase] = []
    for cursor in try root.member("cases").elements() { cases.append(try GoldenCase(cursor)) }
    return GoldenFile(
      family: try root.member("family").string(),
      about: try root.optional("about")?.string() ?? "", cases: cases)
  }
}

extension GoldenCase {
  init(_ cursor: JSONCursor) throws(FileError) {
    id = try cursor.member("id").string()
    peer = try cursor.optional("peer")?.string() ?? ""
    className = try cursor.member("class").string()
    configuration = try Configuration(cursor)
    model = try Model(cursor)
    steps =
      if let count = try cursor.optional("num_inference_steps") {
        try count.integer()
      } else {
        try cursor.member("num_steps").integer()
      }
    start = try Start(cursor.member("x_init"))
    timesteps = try cursor.optional("timesteps")?.numbers()
    sigmas = try cursor.optional("sigmas")?.numbers()
    calls = try recordedCalls(cursor)
    inputs = try cursor.optional("model_inputs")?.batches() ?? []
    noise = try recordedNoise(cursor)
    states = try cursor.optional("states")?.batches() ?? []
    statesMeaning = try cursor.optional("states_meaning")?.string()
    final = try cursor.optional("final")?.batch()
    exactFinal = try cursor.optional("exact_quadrature")?.member("final").batch()
    evaluations = try cursor.member("nfe").integer()
    sensitivity = try cursor.optional("sensitivity")?.number() ?? 1
    let members = try cursor.object()
    other = members.filter { !decodedKeys.contains($0.key) }
  }
}

private let decodedKeys: Set<String> = [
  "id", "peer", "class", "config", "explicit_config", "trained_betas", "step_args",
  "set_timesteps_args", "model", "model_output", "guidance", "guidance_rescale",
  "num_inference_steps", "num_steps", "x_init", "timesteps", "sigmas", "model_calls",
  "model_call_sigmas", "model_inputs", "noise", "states", "states_meaning", "final",
  "exact_quadrature", "nfe", "sensitivity",
]

extension GoldenCase.Configuration {
  fileprivate init(_ cursor: JSONCursor) throws(FileError) {
    all = try cursor.optional("config")?.object() ?? [:]
    explicit = try cursor.optional("explicit_config")?.object() ?? [:]
    trainedBetas = try cursor.optional("trained_betas")?.value
    stepArguments = try cursor.optional("step_args")?.object() ?? [:]
    timestepArguments = try cursor.optional("set_timesteps_args")?.object() ?? [:]
  }
}

extension GoldenCase.Model {
  fileprivate init(_ cursor: JSONCursor) throws(FileError) {
    name = try cursor.member("model").string()
    output = try cursor.member("model_output").string()
    guidance = try cursor.optional("guidance")?.number()
    guidanceRescale = try cursor.optional("guidance_rescale")?.number()
  }
}

extension GoldenCase.Start {
  fileprivate init(_ cursor: JSONCursor) throws(FileError) {
    noise = try cursor.member("noise").string()
    scale = cursor.value["scale"]?.number
  }
}

/// `model_calls` is a table with a column for each of t, alpha and sigma; `model_call_sigmas` a
/// list for samplers whose alpha is 1.
private func recordedCalls(_ cursor: JSONCursor) throws(FileError) -> [GoldenCase.Call] {
  if let sigmas = try cursor.optional("model_call_sigmas") {
    return try sigmas.numbers().map { GoldenCase.Call(time: nil, alpha: 1, sigma: $0) }
  }
  guard let table = try cursor.optional("model_calls") else { return [] }
  var columns: [String] = []
  for column in try table.member("columns").elements() { columns.append(try column.string()) }
  guard let alpha = columns.firstIndex(of: "alpha"), let sigma = columns.firstIndex(of: "sigma")
  else {
    throw try table.member("columns")
      .badValue(columns.joined(separator: ", "), needed: "a list with alpha and sigma")
  }
  let time = columns.firstIndex(of: "t")
  var calls: [GoldenCase.Call] = []
  for row in try table.member("rows").elements() {
    let numbers = try row.numbers()
    guard numbers.count == columns.count else {
      throw row.badValue("\(numbers.count) long", needed: "\(columns.count) long")
    }
    calls.append(
      GoldenCase.Call(time: time.map { numbers[$0] }, alpha: numbers[alpha], sigma: numbers[sigma]))
  }
  return calls
}

/// A list of batches, or of objects with the batch under `z`.
private func recordedNoise(_ cursor: JSONCursor) throws(FileError) -> [GoldenCase.Noise] {
  var noise: [GoldenCase.Noise] = []
  for entry in try cursor.optional("noise")?.elements() ?? [] {
    let isObject = entry.value.object != nil
    noise.append(
      GoldenCase.Noise(
        values: try (isObject ? entry.member("z") : entry).batch(),
        sigma: entry.value["sigma"]?.number, nextSigma: entry.value["sigma_next"]?.number))
  }
  return noise
}
