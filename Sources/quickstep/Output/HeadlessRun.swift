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
    let library = ModelLibrary()
    let model = try library.model(plan.model)
    var job = try plan.job(model: model, with: kernels)
    if let noise = outputs.noise {
      job.noise = try givenNoise(noise, for: job)
    }
    let costs = job.evaluationsPerStep()
    StandardError.write(
      "\(RunLine.text(plan))\n\(costs.count) steps, \(costs.reduce(0, +)) evaluations\n")

    try checkOutputs(numbers: (costs.count + 1) * job.classes.count * model.shape.count)

    var sampler = Sampler(job)
    let start = sampler.state
    let kept = KeptBudget.measuredSamples(
      batch: job.classes.count, shape: model.shape, levels: costs.count + 1)
    var states = [start]
    var records = [try sampler.startRecord()]
    var began = monotonicSeconds()
    do {
      while var record = try sampler.next() {
        record.seconds = monotonicSeconds() - began
        records.append(record)
        states.append(
          outputs.trajectory == nil
            ? sampler.state(first: kept * model.shape.count) : sampler.state)
        report(record, of: costs.count)
        began = monotonicSeconds()
      }
    } catch {
      // The steps up to the stop are kept; there are no samples to write.
      if records.count > 1 {
        let report = RunReport(plan: plan, records: records, quality: [])
        try write(report, samples: nil, states: states, of: model)
      }
      throw error
    }
    let samples = sampler.state
    measure(&records, states, job, firstSamples: kept)
    let quality = try endMetrics(
      samples, of: model, classes: job.classes, seed: plan.seed,
      judge: library.judge(of: model, with: kernels), with: kernels)
    let report = RunReport(plan: plan, records: records, quality: quality)
    try write(report, samples: samples, states: states, of: model)
  }

  /// Sets the records' errors to the exact path of the first samples, where there is one.
  private func measure(
    _ records: inout [StepRecord], _ states: [[Double]], _ job: SamplingJob, firstSamples: Int
  ) {
    let width = job.model.shape.count
    var job = job
    job.classes = Array(job.classes.prefix(firstSamples))
    let start = Array(states[0].prefix(firstSamples * width))
    guard ExactPath.obstacle(job) == nil else { return }
    StandardError.write("solving the exact path\n")
    do {
      let path = try ExactPath.solve(job, from: start) { false }
      for index in path.indices {
        records[index].pathError = rootMeanSquareDistance(states[index], path[index])
      }
    } catch {
      StandardError.write("no error to the exact path: \(error)\n")
    }
  }

  private func report(_ record: StepRecord, of steps: Int) {
    guard record.step * 20 / steps != (record.step - 1) * 20 / steps else { return }
    StandardError.write(
      "step \(record.step)/\(steps)  sigma \(format(record.level.rho))"
        + "  NFE \(record.evaluations)\n")
  }

  private func givenNoise(_ path: String, for job: SamplingJob) throws -> NoiseSource {
    let array = try NPYFile.read(path)
    let batch = job.classes.count, width = job.model.shape.count
    guard array.shape.first == batch, array.values.count == batch * width else {
      throw NoiseFileError.size(path: path, found: array.shape, batch: batch, width: width)
    }
    if let bad = array.values.firstIndex(where: { !$0.isFinite }) {
      throw NoiseFileError.notFinite(path: path, sample: bad / width)
    }
    return .started(array.values, seed: plan.seed)
  }

  /// Finds out before the run what could not be written after it.
  private func checkOutputs(numbers: Int) throws {
    for path in [outputs.csv, outputs.json] where path != "-" {
      try path.map(AtomicFile.check)
    }
    for path in [outputs.npy, outputs.trajectory, outputs.png] { try path.map(AtomicFile.check) }
    if outputs.trajectory != nil, numbers > TrajectoryError.limit {
      throw TrajectoryError(numbers: numbers)
    }
  }

  /// Writes everything that can be written, then throws what went wrong first.
  /// - Parameter samples: `nil` where the run did not reach its end.
  private func write(
    _ report: RunReport, samples: [Double]?, states: [[Double]], of model: any Denoiser
  ) throws {
    let batch = plan.batch, dimensions = model.shape.dimensions
    var failure: (any Error)?
    func attempt(_ part: () throws -> Void) {
      do { try part() } catch { failure = failure ?? error }
    }
    func write(_ text: String, to path: String) throws {
      if path == "-" {
        try StandardOutput.write(text)
      } else {
        try AtomicFile.write(text, to: path)
      }
    }
    if let path = outputs.npy, let samples {
      attempt {
        try NPYFile.write(
          NumberArray(shape: [batch] + dimensions, values: samples), as: .float64, to: path)
      }
    }
    if let path = outputs.trajectory {
      attempt {
        try NPYFile.write(
          NumberArray(
            shape: [states.count, batch] + dimensions, values: states.flatMap { $0 }),
          as: .float64, to: path)
      }
    }
    if let path = outputs.png, let samples {
      attempt { try PNGFile.write(SamplePreview(samples, of: model.shape).picture(), to: path) }
    }
    if let path = outputs.csv { attempt { try write(report.table.csv, to: path) } }
    if let path = outputs.json { attempt { try write(report.json, to: path) } }
    if !outputs.claimsStandardOutput {
      attempt {
        let preview = samples.map { SamplePreview($0, of: model.shape).text(columns: 76, rows: 24) }
        try StandardOutput.write(report.text + (preview.map { "\n" + $0 } ?? ""))
      }
    }
    if let failure { throw failure }
  }
}

/// Why starting noise from a file cannot be used.
enum NoiseFileError: Error, CustomStringConvertible {
  case size(path: String, found: [Int], batch: Int, width: Int)
  case notFinite(path: String, sample: Int)

  var description: String {
    switch self {
    case .size(let path, let found, let batch, let width):
      "\(PrintableText(path)): holds an array of \(found.map(String.init).joined(separator: "x")),"
        + " but this run starts from \(batch) samples of \(width) numbers."
        + " Give an array of \(batch)x\(width) numbers, or change --batch."
    case .notFinite(let path, let sample):
      "\(PrintableText(path)): sample \(sample) holds NaN or infinity. Give finite numbers."
    }
  }
}

/// The states of all steps are too large to be held at once.
struct TrajectoryError: Error, CustomStringConvertible {
  static let limit = 1 << 28
  let numbers: Int

  var description: String {
    "--trajectory: all states together are \(numbers) numbers, more than \(Self.limit)."
      + " Use fewer steps or a smaller batch."
  }
}
