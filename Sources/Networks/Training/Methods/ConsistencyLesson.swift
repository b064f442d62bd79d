import Experiments
import Files
import Quickstep
import Tensors

/// A multi-step consistency distillation with its teacher.
struct ConsistencyLesson: Lesson {
  let network: any Network
  let start: NetworkWeights?
  let product: TrainingProduct
  private let teacher: TeacherStep
  private let teacherName: String
  private let knots: ConsistencyKnots
  private let target: Learner.Weights
  private let classes: ClassTable
  /// Whether the classes of the data are the network's.
  private let knowsClasses: Bool
  private let dropout: Double
  private let seed: UInt64

  /// - Parameters:
  ///   - start: the weights that it starts from; `nil` for fresh ones.
  ///   - description: of the network, before it is said how it is sampled.
  init(
    network: any Network, start: NetworkWeights?, description: NetworkDocument,
    knots: ConsistencyKnots, teacher: TrainingTeacher, target: Learner.Weights,
    _ brief: TrainingBrief
  ) throws(TrainingError) {
    self.network = network
    self.start = start
    self.knots = knots
    self.target = target
    teacherName = teacher.name
    (dropout, seed) = (brief.plan.classDropout, brief.plan.seed)
    do throws(NetworkProblem) {
      classes = try ClassTable(network.classKind, description)
    } catch {
      throw .network(error)
    }
    knowsClasses = !classes.names.isEmpty && classes.names == brief.data.classNames
    self.teacher = try TeacherStep(
      teacher, schedule: description.schedule, guidance: brief.plan.guidance,
      tellsClasses: knowsClasses)
    product = .network(Self.sampled(description, by: knots.sampling))
  }

  /// The teacher's guidance is in what is learned.
  private static func sampled(_ description: NetworkDocument, by plan: Plan) -> NetworkDocument {
    var description = description
    var words = description.defaults.words
    words["solver"] = solvers.text(plan.solver)
    words["grid"] = gridRules.text(plan.grid)
    words["steps"] = "\(plan.steps)"
    words["guidance"] = nil
    description.defaults = PlanDefaults(words)
    return description
  }

  mutating func step(_ run: inout TrainingContext) throws(TrainingError) -> Float {
    run.draw()
    let told = classes(run)
    run.tellClasses(told.map(classes.row))
    run.drawNoise()
    let (levels, jumps) = (knots.levels, knots.jumps)
    let (rows, M) = (run.batch, knots.jumps.count)
    // Of a batch every part of the path has its samples.
    let u = run.uniforms(.level)[0]
    let places = (0..<rows).map { min(M - 1, Int((Double($0) + u) / Double(rows) * Double(M))) }

    var noisy = [Float](repeating: 0, count: rows * width(run))
    noisy.withUnsafeMutableBufferPointer { out in
      run.mix(out, places.map { Question.Mixture(data: levels[$0].alpha, noise: levels[$0].sigma) })
    }
    let x = noisy.map(Double.init)
    let next = try teacherSteps(x, told, places, run)
    let goals = self.goals(next, places, &run)

    let errors = run.loss(
      times: places.map { jumps[$0].time },
      samples: { run, out in
        for index in out.indices {
          out[index] = jumps[places[index / width(run)]].inputScale * noisy[index]
        }
      }
    ) { run, answer in
      let width = width(run)
      return run.squaredDistances(answer, times: places.map { Float(jumps[$0].output) }) { out in
        for index in out.indices {
          out[index] = Float(goals[index] - jumps[places[index / width]].state * x[index])
        }
      }
    }
    let loss = errors.reduce(0, +) / Float(rows)
    try run.descend(loss)
    run.told = (0..<knots.sampling.steps).map { segment in
      let own = zip(errors, places).filter { jumps[$0.1].segment == segment }.map(\.0)
      return own.isEmpty ? .nan : own.reduce(0, +) / Float(own.count)
    }
    return loss
  }

  private func width(_ run: TrainingContext) -> Int { run.setup.data.shape.count }

  /// The class of each sample, `anyClass` for a random share where the network can do without.
  private func classes(_ run: TrainingContext) -> [Int32] {
    guard knowsClasses else { return run.labels.map { _ in anyClass } }
    guard classes.none != nil else { return run.labels }
    return zip(run.labels, run.uniforms(.classDropout)).map { $1 < dropout ? anyClass : $0 }
  }

  /// x_(i+1) of all rows; those at one knot are neighbours and go together.
  private func teacherSteps(
    _ x: [Double], _ told: [Int32], _ places: [Int], _ run: TrainingContext
  ) throws(TrainingError) -> [Double] {
    let width = width(run)
    var next: [Double] = []
    var first = 0
    while first < places.count {
      let i = places[first]
      let end = places[first...].firstIndex { $0 != i } ?? places.count
      next += try teacher(
        Array(x[first * width..<end * width]), Array(told[first..<end]), from: knots.levels[i],
        to: knots.levels[i + 1], with: run.kernels)
      first = end
    }
    return next
  }

  /// g_theta-(x_(i+1)), or x_(i+1) itself at the end of a segment.
  private func goals(
    _ x: [Double], _ places: [Int], _ run: inout TrainingContext
  ) -> [Double] {
    let (levels, jumps, width) = (knots.levels, knots.jumps, width(run))
    // Where a segment ends nothing is asked for; the knot before stands in.
    let ends = places.map { $0 + 1 == jumps.count || jumps[$0 + 1].segment > jumps[$0].segment }
    let asked = zip(places, ends).map { jumps[$1 ? $0 : $0 + 1] }
    let answer = run.ask(target, times: asked.map(\.time)) { out in
      for index in out.indices { out[index] = asked[index / width].inputScale * Float(x[index]) }
    }
    return x.indices.map { index in
      let row = index / width
      guard ends[row] else {
        return asked[row].state * x[index] + asked[row].output * Double(answer[index])
      }
      let level = levels[places[row] + 1]
      return x[index] / (level.alpha + level.sigma)
    }
  }

  /// Where the jumps end, and steps of the teacher, from noises that nothing was learned from.
  func finding(_ model: NetworkModel?, with kernels: Kernels) -> Finding? {
    guard let model else { return nil }
    let (K, M) = (knots.sampling.steps, knots.jumps.count)
    let (levels, ends) = (knots.levels, (0...K).map { M * $0 / K })
    let noises = if case .picture = model.shape { 16 } else { 256 }
    let told = (0..<noises).map { index -> Int32 in
      knowsClasses ? Int32(index % classes.names.count) : anyClass
    }
    let noise = AlignedBuffer(count: noises * model.shape.count)
    kernels.fillNormals(noise.mutableValues, .noise, seed: seed &+ 1, step: 0)
    let scale = model.process.schedule.startScale(levels[0])
    let x = noise.values.map { scale * $0 }
    func end(_ levels: [NoiseLevel], _ model: NetworkModel? = nil) -> [Double]? {
      try? teacher.end(x, told, along: levels, of: model, with: kernels)
    }
    let knotsOfTeacher = [K, 2 * K].filter { $0 <= M }
    guard let goal = end(levels), let own = end(ends.map { levels[$0] }, model) else { return nil }
    let size = rootMeanSquareDistance(goal, Array(repeating: 0, count: goal.count))
    func percent(_ end: [Double]) -> Double { 100 * rootMeanSquareDistance(end, goal) / size }
    let steps = knotsOfTeacher.compactMap { count in
      end((0...count).map { levels[M * $0 / count] }).map { (count, percent($0)) }
    }
    let beside = steps.map { "\($0) end \(brief($1)) %" }.joined(separator: ", its ")
    return Finding(
      "\(K) jumps end \(brief(percent(own))) % of a sample's size from where \(M) steps of "
        + "\(teacherName) lead, on fresh noises; the teacher's \(beside) from there.",
      columns: ["network", "steps", "error, %"],
      rows: [[.text("distilled"), .count(K), .number(percent(own))]]
        + steps.map { [.text("teacher"), .count($0), .number($1)] },
      sentence: nil)
  }
}
