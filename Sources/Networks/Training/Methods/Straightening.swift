import Experiments
import Files
import Quickstep

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
    "network", "objective", "schedule", "conditional", "solver", "grid", "sampling-steps",
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
    let teacher = try brief.flowTeacher()
    try knots.check()
    return StraighteningLesson(self, teacher, brief.plan)
  }
}
