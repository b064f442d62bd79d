import Experiments
import Files
import Quickstep

/// The fine knots of a path, its segments, and the jumps to their ends. States stand in the
/// coordinates of the straight path, x / (alpha + sigma), in which all paths are alike.
struct ConsistencyKnots: Sendable {
  /// The step of DDIM from a knot to the end of its segment, with what a network answers there.
  struct Jump: Sendable {
    /// The end is `state` x + `output` F, for a state x in the path's own coordinates.
    let state, output: Double
    /// The network is given x times this …
    let inputScale: Float
    /// … and told this.
    let time: Float
    /// The segment, counted from noise.
    let segment: Int
  }

  /// x_0 … x_M, from noise on.
  let levels: [NoiseLevel]
  /// From each knot but the last.
  let jumps: [Jump]
  /// How the jumps are sampled: Euler's method from end to end.
  let sampling: Plan

  /// - Parameters:
  ///   - fine: knots beyond the first, as far as the grid does not decide their number.
  ///   - grid: places them; `nil` for equal steps of the straight path.
  ///   - document: of the network.
  /// - Throws: `TrainingError.knots`, or for a schedule that cannot be made.
  init(
    segments: Int, fine: Int, _ grid: Choice?, _ document: NetworkDocument
  ) throws(TrainingError) {
    let process = try TrainingError.declared { () throws(DeclarationError) in
      try NetworkProcess(document)
    }
    var plan = Plan(
      schedule: document.schedule, solver: Choice(Euler.declaration.name), steps: fine)
    var levels: [NoiseLevel]
    do {
      if let grid {
        plan.grid = grid
        levels = try plan.makeGrid().grid.levels
      } else {
        levels = process.schedule.evenLevels(fine)
      }
      let M = levels.count - 1, K = segments
      guard M >= K else {
        throw TrainingError.knots(
          reason: "\(M) steps make no \(K) segments. Use fewer segments or a longer list.")
      }
      let ends = (0...K).map { M * $0 / K }
      sampling = plan.along(ends.map { levels[$0] })
      // As they are written down.
      for (end, level) in zip(ends, try sampling.makeGrid().grid.levels) { levels[end] = level }
      jumps = try (0..<M).map { i in
        let segment = ends.lastIndex { $0 <= i }!
        return try Self.jump(from: levels[i], to: levels[ends[segment + 1]], segment, process)
      }
    } catch let error as TrainingError {
      throw error
    } catch {
      throw .knots(reason: "\(error)")
    }
    self.levels = levels
  }

  private static func jump(
    from s: NoiseLevel, to t: NoiseLevel, _ segment: Int, _ process: NetworkProcess
  ) throws(TrainingError) -> Jump {
    let adapter = process.adapter(at: s)
    let step = process.prediction.transfer(from: s, to: t)
    let scale = 1 / (t.alpha + t.sigma)
    let state = scale * (step.state + step.output * adapter.prediction.state)
    let output = scale * step.output * adapter.prediction.output
    guard state.isFinite, output.isFinite, output != 0, adapter.time.isFinite else {
      throw .knots(
        reason: "at sigma/alpha = \(brief(s.rho)) nothing follows from a prediction of "
          + "\(process.prediction.rawValue). Use another grid.")
    }
    return Jump(
      state: state, output: output, inputScale: Float(adapter.inputScale),
      time: Float(adapter.time), segment: segment)
  }
}
