import Experiments

/// What the numbers of a run follow from beside what its steps do with them: whom they ask, the noise,
/// and what is behind operations that are more than sums.
public struct RunOrigin: Sendable {
  let model, companions, clip, maps, noise: Digest

  /// - Parameter weights: tells apart what lies at the same path at different times.
  public init(_ plan: Plan, _ job: SamplingJob, weights: String) {
    let model = Digest { digest in
      digest.add(modelDeclaration.text(plan.model))
      digest.add(weights)
      digest.add(plan.tiles)
      // Then the checkpoint says what the network is told at a level.
      if plan.grid == .checkpoint, plan.schedule == .checkpoint { digest.add(plan.steps) }
    }
    self.model = model
    companions = Digest { digest in
      digest.add(model)
      digest.add(modelDeclaration.text(plan.guide))
      digest.add(plan.refiner)
      digest.add(plan.oneMoreStep)
    }
    clip = Digest { digest in
      digest.add(model)
      digest.add(clips.text(plan.clip))
    }
    maps = Digest { digest in
      digest.add(model)
      digest.add(starts.text(plan.start))
      digest.add(schedules.text(plan.schedule))
      digest.add(job.grid.levels[0].alpha)
      digest.add(job.grid.levels[0].sigma)
      digest.add(plan.seed)
      for wanted in Set(job.classes).sorted() { digest.add(Int(wanted)) }
    }
    noise = Digest { digest in
      digest.add(job.model.shape.count)
      digest.add(job.firstSample)
      digest.add(job.classes.count)
      digest.add(job.noise)
    }
  }
}

extension Digest.Builder {
  fileprivate mutating func add(_ source: NoiseSource) {
    switch source {
    case .seed(let seed): add(seed)
    case .started(let start, let seed):
      add(seed)
      for number in start { add(number) }
    // Nobody foresees these.
    case .torch, .given, .queued: break
    }
  }
}

/// How a run shares its evaluations.
public struct SharedWork: Sendable {
  public let origin: RunOrigin
  public let seat: WorkShelf.Seat
  public let isCancelled: @Sendable () -> Bool

  public init(
    _ origin: RunOrigin, _ seat: WorkShelf.Seat, isCancelled: @escaping @Sendable () -> Bool
  ) {
    self.origin = origin
    self.seat = seat
    self.isCancelled = isCancelled
  }
}

extension DoubleStates {
  /// The same states, whose evaluations are shared as a job says.
  func sharing(as job: SamplingJob) -> any StateSpace {
    guard let sharing = job.sharing else { return self }
    return TracedStates(self, of: job, sharing.origin) { [unowned self] digest, outputs, compute in
      sharing.seat.fill(
        outputs.map(memory), with: digest, isCancelled: sharing.isCancelled, compute)
    }
  }
}
