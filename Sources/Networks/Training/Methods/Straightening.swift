import Experiments
import Files
import Quickstep
import Tensors

/// Few steps of Euler's method go where many of the teacher's do: between knots s_0 … s_K of its
/// path the network learns the straight way,
///
///     L = E_k |u'(x_(s_k), s_k) - (x_(s_(k+1)) - x_(s_k)) / (s_(k+1) - s_k)|²,
///
/// at the knots alone, from the teacher's weights on (Nguyen et al. 2024, BOSS; with equal knots
/// the segments of a reflow, Liu et al. 2023).
struct Straightening: TrainingMethod {
  static let declaration = Declaration(
    "straighten", title: "straightening",
    summary: "a few steps of Euler's method go where many of the teacher's do",
    paper: "Nguyen et al. 2024, Bellman Optimal Stepsize Straightening of Flow-Matching Models",
    knobs: [
      Knob("steps", "steps that are left", .integer(1...20), default: .integer(4)),
      Knob(
        "knots", "where they meet: by the least sum of squared local errors, or equal",
        .choice(FlowKnots.Spacing.allCases.map(\.rawValue)),
        default: .word(FlowKnots.Spacing.boss.rawValue)),
      Knob(
        "levels", "sigma/alpha of knots written by hand, from high to low, instead",
        .list(0 ... .infinity), default: .automatic),
      Knob("fine", "steps of the teacher", .integer(2...200), default: .integer(100)),
      Knob("noises", "that knots are placed by", .integer(16...512), default: .integer(100)),
      Knob(
        "paths", "of the teacher that are learned from", .integer(16...1_000_000),
        default: .integer(5000)),
    ])
  static let cast: Set<CastRole> = [.teacher]
  static let unused: Set = [
    "network", "objective", "schedule", "conditional", "solver", "sampling-steps",
  ]

  let knots: FlowKnots
  let paths: Int

  init(_ knobs: KnobValues) {
    knots = FlowKnots(
      steps: knobs.integer("steps"), spacing: knobs.choice("knots"),
      listed: knobs.optionalList("levels"), fine: knobs.integer("fine"),
      noises: knobs.integer("noises"))
    paths = knobs.integer("paths")
  }

  func lesson(_ brief: TrainingBrief) throws(TrainingError) -> any Lesson {
    guard let teacher = brief.cast.teacher else {
      throw .missing(.teacher, method: Self.declaration.name)
    }
    try teacher.checkFlow(of: brief.data.shape)
    try knots.check()
    return StraighteningLesson(self, teacher, brief.plan)
  }
}

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
}
