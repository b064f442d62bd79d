import Experiments
import Files
import Quickstep
import Tensors

/// A straightening with its teacher.
struct StraighteningLesson: Lesson {
  private let method: Straightening
  private let teacher: FrozenNetwork
  private let plan: TrainingPlan
  /// How the network is to be sampled, and the ways that it learns, once knots are placed.
  private var found: (sampling: Plan, paths: TeacherPaths)?

  init(_ method: Straightening, _ teacher: FrozenNetwork, _ plan: TrainingPlan) {
    self.method = method
    self.teacher = teacher
    self.plan = plan
  }

  var network: any Network { teacher.network }
  var start: NetworkWeights? { teacher.weights }
  var memory: Int {
    (method.knots.most + 1) * count * teacher.model.shape.count * MemoryLayout<Float>.stride
  }

  /// Paths, at least as many as samples of a step.
  private var count: Int { max(method.paths, plan.batch) }

  var product: TrainingProduct {
    var document = teacher.document
    var words = document.defaults.words
    words["solver"] = Euler.declaration.name
    words["guidance"] = plan.guidance.map(guidances.text) ?? words["guidance"]
    if let sampling = found?.sampling {
      words["grid"] = gridRules.text(sampling.grid)
      words["steps"] = "\(sampling.steps)"
    }
    document.defaults = PlanDefaults(words)
    return .network(document)
  }

  mutating func prepare(with kernels: Kernels, isCancelled: () -> Bool) throws {
    let classes = teacher.classes(
      count, withoutShare: plan.classDropout, seed: plan.seed, with: kernels)
    let sampling = try method.knots.plan(
      teacher, classes, seed: plan.seed, with: kernels, isCancelled: isCancelled)
    let paths = TeacherPaths(
      teacher, by: try sampling.makeGrid().grid.levels, fine: method.knots.fine, classes,
      seed: plan.seed, atOnce: plan.batch)
    found = (sampling, paths)
  }

  mutating func step(_ run: inout TrainingContext) throws(TrainingError) -> Float {
    guard let (sampling, known) = found else { preconditionFailure("no knots were placed") }
    var paths = known
    let chosen = paths.draw(run)
    try paths.follow(chosen, with: run.kernels)
    found = (sampling, paths)
    let places = run.uniforms(.level).map { Int($0 * Double(sampling.steps)) }
    run.tellClasses(chosen.map(paths.row))
    let loss = run.loss(
      times: places.map { paths.adapters[$0].time },
      samples: { _, out in
        for (row, (path, k)) in zip(chosen, places).enumerated() {
          paths.write(path, at: k, into: out, row: row, times: paths.adapters[k].scale)
        }
      }
    ) { run, answer in
      run.squaredDistance(answer) { _, out in
        for (row, (path, k)) in zip(chosen, places).enumerated() {
          paths.writeSlope(path, from: k, into: out, row: row)
        }
      }
    }
    try run.descend(loss)
    return loss
  }

  /// Where the few steps end, of this network and of the teacher, from noises that nothing was
  /// learned from.
  func finding(_ model: NetworkModel?, with kernels: Kernels) -> Finding? {
    guard let model, let sampling = found?.sampling,
      let knots = try? sampling.makeGrid().grid.levels
    else { return nil }
    let noises = if case .picture = model.shape { 16 } else { 256 }
    let classes = teacher.classes(noises, withoutShare: 0, seed: plan.seed, with: kernels)
    func end(_ model: NetworkModel, _ levels: [NoiseLevel]) -> [Double]? {
      var job = teacher.job(along: levels, from: 0, classes, seed: plan.seed &+ 1, with: kernels)
      job.model = model
      var sampler = Sampler(job)
      do { while try sampler.next() != nil {} } catch { return nil }
      return sampler.state
    }
    let (fine, steps) = (method.knots.fine, sampling.steps)
    guard let goal = end(teacher.model, teacher.evenLevels(fine)), let own = end(model, knots),
      let before = end(teacher.model, knots)
    else { return nil }
    let size = rootMeanSquareDistance(goal, Array(repeating: 0, count: goal.count))
    let (after, first) = (
      100 * rootMeanSquareDistance(own, goal) / size,
      100 * rootMeanSquareDistance(before, goal) / size
    )
    return Finding(
      "\(steps) steps end \(brief(after)) % of a sample's size from where \(fine) of "
        + "\(teacher.name) lead, on fresh noises; its own \(steps) end \(brief(first)) % from there.",
      columns: ["network", "steps", "error, %"],
      rows: [
        [.text("straightened"), .count(steps), .number(after)],
        [.text("teacher"), .count(steps), .number(first)],
      ], sentence: nil)
  }
}
