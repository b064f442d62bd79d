import Glibc
import Quickstep
import Tensors

/// Walks one plan from its start to its end and tells what happens, on the thread that calls it.
struct RunExecution {
  let plan: Plan
  let model: any Denoiser
  let job: SamplingJob
  let gate: RunGate
  let tell: (RunEvent) -> Void
  /// Called when there is time for more than sampling: the run waits or has ended.
  let idle: ([Snapshot]) -> Void

  /// - Returns: the final samples; `nil` when the run was cancelled or failed.
  func perform() -> [Double]? {
    let costs = job.evaluationsPerStep()
    let kept = Snapshot.samplesKept(
      batch: job.classes.count, width: model.shape.count, levels: costs.count + 1)
    tell(
      .started(
        RunStart(
          plan: plan, shape: model.shape, classNames: model.classNames, classes: job.classes,
          grid: job.grid, evaluationsPerStep: costs, samplesKept: kept)))
    do {
      return try walk(kept: kept * model.shape.count)
    } catch {
      tell(gate.isCancelled ? .cancelled : .failed("\(error)"))
      return nil
    }
  }

  private func walk(kept: Int) throws -> [Double]? {
    var sampler = Sampler(job)
    var snapshots: [Snapshot] = []
    func report(_ record: StepRecord) {
      let snapshot = Snapshot(
        state: sampler.state(first: kept), data: sampler.data(first: kept))
      snapshots.append(snapshot)
      tell(.step(record, snapshot))
    }
    report(try sampler.startRecord())
    while true {
      switch gate.takeStep() {
      case .stop:
        tell(.cancelled)
        return nil
      case .wait:
        tell(.paused)
        idle(snapshots)
        gate.waitForChange()
        if !gate.isCancelled { tell(.resumed) }
      case .go:
        let began = monotonicSeconds()
        guard var record = try sampler.next() else {
          let samples = sampler.state
          tell(.finished(samples: samples))
          idle(snapshots)
          return samples
        }
        record.seconds = monotonicSeconds() - began
        if !gate.isCancelled { report(record) }
      }
    }
  }
}

/// Seconds on a clock that only goes forward.
public func monotonicSeconds() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_MONOTONIC, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
}
