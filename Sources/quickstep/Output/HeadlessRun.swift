import Files
import Glibc
import Quickstep
import Runs
import Screen
import Tensors

/// A plan from its start to its end on the calling thread: progress, statistics, quality, files.
struct HeadlessRun {
  let plan: Plan
  let outputs: OutputOptions
  let threads: Int

  func perform() throws {
    let kernels = Kernels(pool: ThreadPool(threads: threads))
    let model = try ModelLibrary().model(plan.model)
    var job = try plan.job(model: model, with: kernels)
    if let noise = outputs.noise {
      job.noise = try givenNoise(noise, for: job)
    }
    let costs = job.evaluationsPerStep()
    StandardError.write(
      "\(RunLine.text(plan))\n\(costs.count) steps, \(costs.reduce(0, +)) evaluations\n")

    var sampler = Sampler(job)
    let start = sampler.state
    var states = [start]
    var records = [try sampler.startRecord()]
    var began = monotonicSeconds()
    while var record = try sampler.next() {
      record.seconds = monotonicSeconds() - began
      records.append(record)
      states.append(sampler.state)
      report(record, of: costs.count)
      began = monotonicSeconds()
    }
    let samples = sampler.state
    if let path = try? ExactPath.solve(job, from: start, shouldStop: { false }) {
      for index in path.indices {
        records[index].pathError = rootMeanSquareDistance(states[index], path[index])
      }
    }
    let quality = endMetrics(
      samples, of: model, classes: job.classes, seed: plan.seed, with: kernels)
    let report = RunReport(plan: plan, records: records, quality: quality)
    if !outputs.claimsStandardOutput {
      try StandardOutput.write(report.text)
      try StandardOutput.write("\n" + SamplePreview(samples, of: model).text(columns: 76, rows: 24))
    }
    try write(report, samples: samples, states: states, of: model)
  }

  private func report(_ record: StepRecord, of steps: Int) {
    guard record.step * 20 / steps != (record.step - 1) * 20 / steps else { return }
    StandardError.write(
      "step \(record.step)/\(steps)  sigma \(format(record.level.rho))"
        + "  NFE \(record.evaluations)\n")
  }

  private func givenNoise(_ path: String, for job: SamplingJob) throws -> NoiseSource {
    let array = try NPYFile.read(path)
    let expected = job.classes.count * job.model.shape.count
    guard array.values.count == expected else {
      throw NoiseFileError.size(
        path: path, found: array.shape, batch: job.classes.count, width: job.model.shape.count)
    }
    return .started(array.values, seed: plan.seed)
  }

  private func write(
    _ report: RunReport, samples: [Double], states: [[Double]], of model: any Denoiser
  ) throws {
    let batch = plan.batch, dimensions = model.shape.dimensions
    if let path = outputs.csv { try write(report.table.csv, to: path) }
    if let path = outputs.json { try write(report.json, to: path) }
    if let path = outputs.npy {
      try NPYFile.write(
        NumberArray(shape: [batch] + dimensions, values: samples), as: .float64, to: path)
    }
    if let path = outputs.trajectory {
      try NPYFile.write(
        NumberArray(
          shape: [states.count, batch] + dimensions, values: states.flatMap { $0 }),
        as: .float64, to: path)
    }
    if let path = outputs.png {
      try PNGFile.write(SamplePreview(samples, of: model).picture(), to: path)
    }
  }

  private func write(_ text: String, to path: String) throws {
    if path == "-" { try StandardOutput.write(text) } else { try AtomicFile.write(text, to: path) }
  }
}

/// Why starting noise from a file cannot be used.
enum NoiseFileError: Error, CustomStringConvertible {
  case size(path: String, found: [Int], batch: Int, width: Int)

  var description: String {
    switch self {
    case .size(let path, let found, let batch, let width):
      "\(PrintableText(path)): holds an array of \(found.map(String.init).joined(separator: "x")),"
        + " but this run starts from \(batch) samples of \(width) numbers."
        + " Give an array of that many numbers, or change --batch."
    }
  }
}
