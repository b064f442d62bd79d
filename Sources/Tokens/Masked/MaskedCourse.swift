import Experiments

/// The steps of a run by the jobs that take them.
struct MaskedCourse: Sendable {
  struct Stretch: Sendable {
    let job: MaskedJob
    /// Of the run; of a method that stops by itself the most there can be.
    let steps: Range<Int>
    /// Which of the job's own steps the first one is.
    let first: Int
    /// Where that one begins; `nil` where the job's own steps say it.
    let time: Double?
    /// Whether it ends once all texts are complete.
    let isOpen: Bool

    func span(_ step: Int) -> Span {
      Span(
        index: first + step - steps.lowerBound, count: job.steps,
        begins: step == steps.lowerBound ? time : nil)
    }
  }

  private static let mostRecords = 256

  let stretches: [Stretch]

  /// - Parameter legs: jobs that take the first steps, each up to one.
  /// - Throws: `ForkError` where a job has no such steps, or texts cannot go on as another says.
  init(_ job: MaskedJob, after legs: [(job: MaskedJob, end: Int)]) throws(ForkError) {
    var present = Stretch(
      job: legs.first?.job ?? job, steps: 0..<0, first: 0, time: nil,
      isOpen: (legs.first?.job ?? job).pace.isOpen)
    var stretches: [Stretch] = []
    let jobs = legs.map(\.job) + [job]
    for (leg, next) in zip(legs, jobs.dropFirst()) {
      let start = present.steps.lowerBound, first = present.first + leg.end - start
      guard first <= present.job.steps else {
        throw .beyond(step: leg.end, steps: start + present.job.steps - present.first)
      }
      for key in ["model", "batch"] where next.plan.text(key) != leg.job.plan.text(key) {
        throw .differs(word: key, here: next.plan.text(key), origin: leg.job.plan.text(key))
      }
      stretches.append(present.taking(start..<leg.end))
      present = present.following(next, first)
    }
    let start = present.steps.lowerBound, left = present.job.steps - present.first
    guard left > 0 else { throw .nothingLeft(step: start, steps: present.job.steps) }
    self.stretches = stretches + [present.taking(start..<start + left)]
  }

  private var last: Stretch { stretches[stretches.count - 1] }
  var job: MaskedJob { last.job }
  /// The most there can be.
  var steps: Int { last.steps.upperBound }
  var isOpen: Bool { last.isOpen }
  /// Steps from one record to the next.
  var stride: Int { (steps + Self.mostRecords - 1) / Self.mostRecords }

  var outline: RunOutline {
    let plan = job.plan
    var outline = RunOutline(
      statistics: MaskedMeasure.all(job.kind.correlations, steps: steps).map(\.statistic)
        + [RunStatistic(.milliseconds, rank: 5)],
      steps: isOpen ? nil : steps,
      budget: RunBudget(
        unit: "calls", single: "call",
        total: plan.batch * stretches.reduce(0) { $0 + min($1.job.calls, $1.steps.count) },
        speed: .timePerUnit),
      previews: Tone.allCases.map {
        PreviewKind(name: "texts \($0.name)", shortName: $0.shortName)
      },
      landmark: "time", plotted: ["log-p", "lost"])
    (outline.recordStride, outline.previewStride) = (stride, stride)
    if let outlooks {
      let shown = recorded.map { outlooks[$0] }
      outline.foreseen = [
        "step": recorded.map(Double.init), "masked": shown.map(\.masked), "time": shown.map(\.time),
      ]
    }
    outline.measures = MaskedScore.all(of: job.kind).map(\.statistic)
    outline.forks = stretches.dropLast().map(\.steps.upperBound)
    return outline
  }

  /// After 0, 1, … steps; `nil` where only running shows them.
  private var outlooks: [Outlook]? {
    var all: [Outlook] = []
    for stretch in stretches {
      let job = stretch.job
      guard !stretch.isOpen,
        let own = job.unmasker.foreseen(steps: job.steps, length: job.kind.length)
      else { return nil }
      let end = stretch.first + stretch.steps.count
      all += own[(all.isEmpty ? stretch.first : stretch.first + 1)..<(end + 1)]
    }
    return all
  }

  /// The steps after which there is a record, if none of them is spared.
  private var recorded: [Int] {
    Set(
      [0, steps] + Swift.stride(from: stride, to: steps, by: stride)
        + stretches.map(\.steps.upperBound)
    ).sorted()
  }
}

extension MaskedCourse.Stretch {
  fileprivate func taking(_ steps: Range<Int>) -> Self {
    Self(job: job, steps: steps, first: first, time: time, isOpen: isOpen)
  }

  /// What follows after so many of the job's own steps.
  fileprivate func following(_ next: MaskedJob, _ done: Int) -> Self {
    let start = steps.lowerBound + done - first
    func stretch(_ first: Int, _ time: Double?, isOpen: Bool) -> Self {
      Self(job: next, steps: start..<start, first: first, time: time, isOpen: isOpen)
    }
    if next.pace == job.pace, next.steps == job.steps {
      return stretch(done, nil, isOpen: isOpen)
    }
    switch next.pace {
    // Which texts need how many steps, nobody knows before.
    case .open, .oneAToken: return stretch(0, nil, isOpen: true)
    case .free, .upToTokens:
      guard !isOpen else { return stretch(0, nil, isOpen: false) }
      // On from the time that is reached, over those of its own steps that end below.
      let t = Span(index: done, count: job.steps).t
      let index = Int(((1 - t) * Double(next.steps) + 1e-9).rounded(.down))
      return stretch(index, t, isOpen: false)
    }
  }
}
