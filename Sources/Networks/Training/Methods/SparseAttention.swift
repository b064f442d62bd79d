import Experiments
import Files
import Quickstep
import Tensors

/// A network whose attention keeps few tiles learns to make what its teacher makes with all of them
/// (Ding et al. 2025, Efficient-vDiT, knowledge distillation),
///
///     L = |F'(x) - F(x)|² + sum_l |A'_l - A_l|²,
///
/// means of squares of what the networks and their layers of attention l make at random levels, from
/// the teacher's weights on.
struct SparseAttention: TrainingMethod {
  static let declaration = Declaration(
    "sparsify", title: "sparse attention",
    summary: "attention over frames with few tiles makes what its teacher makes with all",
    paper:
      "Ding et al. 2025, Efficient-vDiT: Efficient Video Diffusion Transformers With Attention "
      + "Tile",
    knobs: [
      Knob(
        "tiles", "reference frames, one number for all layers or one for each, separated by /",
        .integers(1...1024, counts: 1...256), default: .integers([1])),
      Knob(
        "references", "spread evenly over the frames, or the first ones",
        .choice(AttentionTiles.Choice.allCases.map(\.rawValue)),
        default: .word(AttentionTiles.Choice.even.rawValue)),
    ])
  static let cast: Set<CastRole> = [.teacher]
  static let unused: Set = [
    "network", "objective", "schedule", "conditional", "solver", "grid", "guidance",
    "sampling-steps",
  ]

  let statistics = [
    Statistic(
      name: "output", symbol: "out", unit: "", summary: "loss of what the network makes",
      format: .significant, scale: .logarithmic),
    Statistic(
      name: "attention", symbol: "attn", unit: "",
      summary: "losses of what its layers of attention make, added up", format: .significant,
      scale: .logarithmic),
  ]
  private let masks: TileMasks

  init(_ knobs: KnobValues) {
    masks = TileMasks(knobs.integers("tiles"), knobs.choice("references"))
  }

  func lesson(_ brief: TrainingBrief) throws(TrainingError) -> any Lesson {
    let teacher = try brief.teacher()
    guard case .network(let frozen) = teacher else {
      throw .unfitTeacher(teacher.name, .notANetwork)
    }
    guard let network = frozen.network as? FrameTransformer, let attention = network.attention
    else { throw .unfitTeacher(frozen.name, .noFrames) }
    try frozen.checkClasses(brief.data.classNames)
    let tiles: [AttentionTiles]
    do throws(SamplingError) { tiles = try masks.masks(of: attention) } catch {
      throw .unfitTeacher(frozen.name, .masks(reason: "\(error)"))
    }
    var description = frozen.document
    description.defaults.words["tiles"] = masks.description
    return SparseLesson(
      frames: network, teacher: frozen, tiles: tiles, description: description,
      knowsClasses: frozen.model.classNames == brief.data.classNames, seed: brief.plan.seed)
  }
}
