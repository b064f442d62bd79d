import Quickstep
import Tensors

/// What became of a plan that was tried out, and whether it ended as every plan must: refused or
/// stopped with one sentence, or finished with numbers that can be shown.
public struct PlanTrial: Sendable {
  public enum End: String, Sendable, CaseIterable {
    case refused, stopped, finished
  }

  public private(set) var end = End.refused
  /// What should not be, in words; empty where all is well.
  public private(set) var faults: [String] = []
  /// The sentence that refused or stopped it.
  public private(set) var sentence: String?

  /// The job and its samples, where it finished.
  private var finished: (job: SamplingJob, samples: [Double])?

  /// Runs a plan on the calling thread.
  public init(_ plan: Plan, library: ModelLibrary, with kernels: Kernels) {
    checkLine(plan)
    do {
      let model = try library.model(for: plan)
      let job = try plan.job(model: model, with: kernels)
      end = .stopped
      try run(job)
      end = .finished
    } catch {
      sentence = "\(error)"
      checkSentence("\(error)")
    }
  }

  private mutating func checkLine(_ plan: Plan) {
    do {
      let line = plan.runLine
      let again = try Plan(runLine: line)
      // Knobs at their defaults are left out.
      if again.runLine != line { faults.append("the run line changes when it is read back") }
    } catch {
      faults.append("the run line cannot be read back: \(error)")
    }
  }

  private mutating func checkSentence(_ sentence: String) {
    let numbers = sentence.split(separator: "NaN or infinity").joined().lowercased()
    let isClean = sentence.unicodeScalars.allSatisfy { $0.value >= 32 }
    if numbers.split(whereSeparator: { !$0.isLetter }).contains("nan") || !isClean
      || !sentence.hasSuffix(".")
    {
      faults.append("no clean sentence: \(sentence)")
    }
  }

  private mutating func run(_ job: SamplingJob) throws {
    let foresight = job.foresight()
    let costs = foresight.isWhole ? foresight.evaluationsPerStep : nil
    var sampler = Sampler(job)
    checkNumbers(try sampler.startRecord())
    var evaluations = 0
    while let record = try sampler.next() {
      checkNumbers(record)
      evaluations += costs?[record.step - 1] ?? record.evaluations - evaluations
      if record.evaluations != evaluations {
        faults.append("step \(record.step): \(record.evaluations) calls, foreseen \(evaluations)")
      }
    }
    finished = (job, sampler.state)
  }

  /// Measures the samples of a plan that finished, which takes longer than to make a few.
  public mutating func measureEnd() {
    guard let (job, samples) = finished else { return }
    let quality = try? endMetrics(
      samples, of: job.model, classes: job.classes, seed: 1, judge: nil, with: job.kernels)
    for result in quality ?? [] {
      let numbers = [result.value, result.floor].flatMap { [$0.mean, $0.spread] }
      guard !numbers.allSatisfy(\.isFinite) else { continue }
      faults.append("\(result.statistic.name) is \(result.value), its floor \(result.floor)")
    }
  }

  private mutating func checkNumbers(_ record: StepRecord) {
    for statistic in stepStatistics {
      guard let value = statistic.value(record) else { continue }
      // Pure noise and no noise at all have infinite levels.
      let isLevel = ["sigma", "lambda"].contains(statistic.statistic.name)
      if !(value.isFinite || isLevel && !value.isNaN) {
        faults.append("step \(record.step): \(statistic.statistic.name) is \(value)")
      }
    }
    for coefficient in record.coefficients where !coefficient.value.isFinite {
      faults.append("step \(record.step): a coefficient is \(coefficient.value)")
    }
  }
}
