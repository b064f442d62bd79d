import Experiments
import Files
import Quickstep

/// A network learns to jump from anywhere within a segment of a teacher's path to the segment's end
/// (Heek et al. 2024; stage 1 of Ding et al. 2025, Efficient-vDiT). With fine knots x_0 … x_M, K
/// segments of them, and g(x_i) the step of DDIM from knot i to the end of its segment with what the
/// network predicts there,
///
///     L = E_i |g_theta(x_i) - g_theta-(x_(i+1))|²,
///
/// where x_(i+1) is one step of DDIM with the guided teacher, and stands for itself where a segment
/// ends. Sampled by Euler's method at the ends of the segments, K evaluations.
struct MultistepConsistency: TrainingMethod {
  static let declaration = Declaration(
    "mcd", title: "multi-step consistency distillation",
    summary: "a few jumps go where many steps of the teacher do",
    paper:
      "Ding et al. 2025, Efficient-vDiT: Efficient Video Diffusion Transformers With Attention "
      + "Tile",
    knobs: [
      Knob(
        "segments", "of the path, each crossed in one jump", .integer(1...16), default: .integer(4)),
      Knob("fine", "steps of the teacher", .integer(16...128), default: .integer(64)),
      Knob(
        "target", "weights that the learned jumps go by",
        .choice(Learner.Weights.allCases.map(\.rawValue)),
        default: .word(Learner.Weights.averaged.rawValue)),
    ])
  static let cast: Set<CastRole> = [.teacher]
  static let unused: Set = ["objective", "solver", "sampling-steps"]

  let segments, fine: Int
  let target: Learner.Weights

  init(_ knobs: KnobValues) {
    segments = knobs.integer("segments")
    fine = knobs.integer("fine")
    target = knobs.choice("target")
  }

  var statistics: [Statistic] {
    (1...segments).map { number in
      Statistic(
        name: "segment-\(number)", symbol: "L\(number)", unit: "",
        summary: "loss of jumps within segment \(number), counted from noise", format: .significant,
        scale: .logarithmic)
    }
  }

  func lesson(_ brief: TrainingBrief) throws(TrainingError) -> any Lesson {
    let teacher = try brief.teacher()
    let (network, description, start) = try student(of: teacher, brief)
    let knots = try ConsistencyKnots(
      segments: segments, fine: fine, brief.plan.grid, description)
    return try ConsistencyLesson(
      network: network, start: start, description: description, knots: knots, teacher: teacher,
      target: target, brief)
  }

  /// A copy of the teacher where it is a network, and the plan's network where it is exact.
  private func student(
    of teacher: TrainingTeacher, _ brief: TrainingBrief
  ) throws(TrainingError) -> (any Network, NetworkDocument, start: NetworkWeights?) {
    let (plan, data) = (brief.plan, brief.data)
    switch teacher {
    case .network(let frozen):
      if let word = plan.said(["network", "schedule", "conditional"], with: data.shape) {
        throw .unfitTeacher(frozen.name, .decides(word: word))
      }
      try frozen.checkClasses(data.classNames)
      return (frozen.network, frozen.document, frozen.weights)
    case .exact(let name, let model):
      if plan.isConditional {
        if data.classNames.isEmpty { throw .noClasses(.conditional) }
        guard model.classNames == data.classNames else { throw .unfitTeacher(name, .otherClasses) }
      }
      let network = try brief.layers().predictor(data.shape, classCount: brief.classCount)
      let flow = try TrainingError.declared { () throws(DeclarationError) in
        try objectives.make(Choice(TrainingObjective.Kind.flow.rawValue))
      }
      return (network, NetworkDocument(plan, flow, network, data), nil)
    }
  }
}
