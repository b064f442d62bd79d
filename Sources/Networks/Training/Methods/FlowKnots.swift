import Experiments
import Files
import Quickstep
import Tensors

/// Where a few steps of Euler's method meet on a teacher's path.
struct FlowKnots: Sendable {
  enum Spacing: String, CaseIterable {
    /// Where the sum of the squared errors, each from the teacher's path, is least.
    case boss
    /// At equal distances on the straight path.
    case uniform
  }

  let steps: Int
  let spacing: Spacing
  /// sigma/alpha of knots that are written by hand.
  let listed: [Double]?
  /// Steps of the teacher.
  let fine: Int
  /// How many of its paths knots are placed by.
  let noises: Int

  /// The most steps between knots.
  var most: Int { listed.map { $0.count - 1 } ?? steps }

  /// - Throws: `TrainingError.knots`.
  func check() throws(TrainingError) {
    if let listed, listed.count < 2 {
      throw .knots(reason: "levels has \(listed.count), and a step needs two. Add one.")
    }
    guard most <= fine else {
      throw .knots(
        reason: "\(most) steps cannot be made of \(fine). Use fewer steps or a larger fine.")
    }
  }

  /// The plan that samples along the knots.
  /// - Parameter classes: of the teacher's paths, as many as there are noises at least.
  /// - Throws: `TrainingError`, or `CancellationError`.
  func plan(
    _ teacher: FrozenNetwork, _ classes: [Int32], seed: UInt64, with kernels: Kernels,
    isCancelled: () -> Bool
  ) throws -> Plan {
    let plan = Plan(
      schedule: teacher.document.schedule, solver: Choice(Euler.declaration.name), steps: steps)
    if let listed {
      var plan = plan
      plan.grid = Choice(
        ListedLevels.declaration.name, [ListedLevels.declaration.knobs[0].name: .list(listed)])
      plan.steps = listed.count - 1
      do { _ = try plan.makeGrid() } catch { throw TrainingError.knots(reason: "\(error)") }
      return plan
    }
    switch spacing {
    case .uniform: return plan.along(teacher.evenLevels(steps))
    case .boss:
      let classes = Array(classes.prefix(noises))
      let path = Teacher(
        teacher.job(
          along: teacher.evenLevels(fine), from: 0, classes, seed: seed, with: kernels))
      return plan.along(try knots(path, teacher.name, isCancelled))
    }
  }

  /// The cheapest of the teacher's levels, by dynamic programming.
  private func knots(
    _ path: Teacher, _ name: String, _ isCancelled: () -> Bool
  ) throws -> [NoiseLevel] {
    let count = path.levels.count
    var c = Array(repeating: Array(repeating: Double.infinity, count: count), count: count)
    do {
      for j in 1..<count {
        if isCancelled() { throw CancellationError() }
        _ = try path.advance()
        for i in 0..<j { c[i][j] = BOSS.cost(path.misses(from: i, to: j), path.levels[j]) }
      }
    } catch let failure as SamplingError {
      throw TrainingError.unfitTeacher(name, .path(reason: "\(failure)"))
    }
    return StepProgramme(c, steps: steps).path(steps: steps).map { path.levels[$0] }
  }
}
