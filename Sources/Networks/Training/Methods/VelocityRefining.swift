import Experiments
import Files
import Quickstep

/// A small network learns how a teacher's velocity changes over a short way, to stand in for it now
/// and then (Zhao et al. 2024, FlowTurbo). On the straight path, with v = u(x_s, s) and
/// x_(s + d) = x_s + d v,
///
///     L = |r(x_(s + d), s + d, v) + v - u(x_(s + d), s + d)|².
///
/// Times s are uniform and d is uniform up to `span`, cut where the path ends.
struct VelocityRefining: TrainingMethod {
  static let declaration = Declaration(
    "refine", title: "velocity refiner",
    summary: "a small network corrects a velocity that is a little old",
    paper: "Zhao et al. 2024, FlowTurbo: Towards Real-time Flow-Based Image Generation with "
      + "Velocity Refiner",
    knobs: [
      Knob(
        "span", "longest way, of a path as long as 1", .real(0.001...1, step: .linear(0.01)),
        default: .real(0.12))
    ])
  static let cast: Set<CastRole> = [.teacher]
  static let unused: Set = [
    "objective", "schedule", "conditional", "solver", "grid", "guidance", "sampling-steps",
  ]

  private let span: Double

  init(_ knobs: KnobValues) { span = knobs.real("span") }

  func lesson(_ brief: TrainingBrief) throws(TrainingError) -> any Lesson {
    let teacher = try brief.flowTeacher()
    try teacher.checkClasses(brief.data.classNames)
    let layers = try brief.layers()
    let classCount = if case .rows(let count) = teacher.network.classKind { count } else { 0 }
    let network = try layers.predictor(
      brief.data.shape, classCount: classCount, inputs: NetworkDocument.Role.refiner.inputs)
    var description = teacher.document
    description.role = .refiner
    description.defaults = PlanDefaults()
    description.describe(network)
    return RefiningLesson(
      network: network, teacher: teacher, span: span, description: description,
      knowsClasses: teacher.model.classNames == brief.data.classNames)
  }
}
