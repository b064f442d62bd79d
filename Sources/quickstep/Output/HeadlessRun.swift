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
    guard outputs.files.count(where: { $0 == "-" }) < 2 else { throw StandardOutputError() }
    let kernels = Kernels(pool: ThreadPool(threads: threads))
    let library = ModelLibrary()
    let model = try library.model(plan.model)
    var job = try plan.job(model: model, with: kernels)
    if let noise = outputs.noise {
      job.noise = try StartNoise.read(
        noise, shape: model.shape, batch: job.classes.count, seed: plan.seed)
    }
    let costs = job.evaluationsPerStep()
    StandardError.write(
      "\(RunLine.text(plan))\n\(costs.count) steps, \(costs.reduce(0, +)) evaluations\n")
    var notes = try ModelLibrary.notes(plan.model)
    if plan.grid == .checkpoint, let sampler = model.sampler {
      notes += [try sampler.translation(steps: plan.steps).note].compactMap { $0 }
    }
    for note in notes { StandardError.write("note: \(note)\n") }

    try checkOutputs(numbers: (costs.count + 1) * job.classes.count * model.shape.count)
    // All states of a trajectory are kept, and once more in the array that is written.
    try job.checkMemory(statesKept: outputs.trajectory == nil ? 0 : 2 * (costs.count + 1))

    var sampler = Sampler(job)
    let start = sampler.state
    let kept = KeptBudget.measuredSamples(
      batch: job.classes.count, shape: model.shape, levels: costs.count + 1)
    var states = [start]
    var records = [try sampler.startRecord()]
    var progress = SamplingProgress(costs)
    var began = monotonicSeconds()
    do {
      while var record = try sampler.next() {
        record.seconds = monotonicSeconds() - began
        records.append(record)
        states.append(
          outputs.trajectory == nil
            ? sampler.state(first: kept * model.shape.count) : sampler.state)
        progress.show(record)
        began = monotonicSeconds()
      }
      progress.finish()
    } catch {
      progress.finish()
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

  /// Finds out before the run what could not be written after it.
  private func checkOutputs(numbers: Int) throws {
    for path in outputs.files where path != "-" { try AtomicFile.check(path) }
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
    func write(_ bytes: [UInt8], to path: String) throws {
      if path == "-" {
        try StandardOutput.write(bytes)
      } else {
        try AtomicFile.write(bytes, to: path)
      }
    }
    if let path = outputs.npy, let samples {
      attempt {
        let array = NumberArray(shape: [batch] + dimensions, values: samples)
        try write(NPYFile.encode(array, as: .float64), to: path)
      }
    }
    if let path = outputs.trajectory {
      attempt {
        let array = NumberArray(
          shape: [states.count, batch] + dimensions, values: states.flatMap { $0 })
        try write(NPYFile.encode(array, as: .float64), to: path)
      }
    }
    if let path = outputs.png, let samples {
      attempt {
        try write(PNGFile.encode(SamplePreview(samples, of: model.shape).picture()), to: path)
      }
    }
    if let path = outputs.csv { attempt { try write(Array(report.table.csv.utf8), to: path) } }
    if let path = outputs.json { attempt { try write(Array(report.json.utf8), to: path) } }
    if !outputs.claimsStandardOutput {
      attempt {
        let preview = samples.map { SamplePreview($0, of: model.shape).text(columns: 76, rows: 24) }
        try StandardOutput.write(report.text + (preview.map { "\n" + $0 } ?? ""))
      }
    }
    if let failure { throw failure }
  }
}

/// More than one file is to be standard output.
struct StandardOutputError: Error, CustomStringConvertible {
  var description: String {
    "Only one file can be standard output (-). Give the others names."
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
