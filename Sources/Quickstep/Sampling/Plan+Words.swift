/// Knobs that every model has.
public let modelDeclaration = Declaration(
  "model", title: "model", summary: "what is sampled",
  knobs: [
    Knob(
      "predicts", "what the model is asked for", .choice(Prediction.allCases.map(\.rawValue)),
      default: .automatic),
    Knob(
      "limit", "use only the first images of a data set", .integer(1...1_000_000),
      default: .automatic),
    Knob(
      "blur", "makes it weaker, as if its data had noise of this deviation",
      .real(0...10, step: .linear(0.05)), default: .real(0)),
  ])

extension Plan: Worded {
  public init() { self.init(model: Choice("digits")) }

  public static let words: PlanWords<Plan> = [
    .named(
      "model", at: \.model, modelDeclaration, rank: 0,
      "bundled model, network folder, IDX file, folder of PNG files or mixture JSON"),
    .component(
      "schedule", .steps, at: \.schedule, of: schedules, rank: 3, mention: .never,
      "path from data to noise"),
    .component(
      "grid", .steps, at: \.grid, of: gridRules, rank: 4, mention: .joined("*"),
      "rule that places the noise levels"),
    .component(
      "solver", .solver, at: \.solver, of: solvers, rank: 1, mention: .always("*"),
      "method that walks along them"),
    .component(
      "guidance", .guidance, at: \.guidance, of: guidances, rank: 5, mention: .changed("*"),
      "what bends the prediction"),
    .named(
      "guide", .guidance, at: \.guide, modelDeclaration, rank: 13, mention: .changed("guide *"),
      "weaker model that autoguidance moves away from, named like a model; none"),
    .component(
      "clip", .guidance, at: \.clip, of: clips, rank: 7, mention: .never,
      "limit on the data prediction"),
    .component(
      "reading", .steps, at: \.reading, of: readings, rank: 10, mention: .changed("*"),
      "level that a state is read as"),
    .label(
      "class", .guidance, .model, at: \.classes,
      or: [LabelWord("any", "the whole distribution"), LabelWord("each", "the classes in turn")],
      plural: "classes", rank: 6, mention: .changed("class *"),
      "class by number or name, any, or each in turn"),
    .integer(
      "steps", .steps, at: \.steps, in: stepsRange, rank: 2, mention: .always("*"),
      "number of steps"),
    .seed(at: \.seed, rank: 9),
    .label(
      "skip", .model, at: \.skip, or: [LabelWord(Skips.none, "the whole network")],
      plural: "parts", rank: 10, mention: .changed("without *"),
      "parts of the network that steps leave out, as in mid.attn.0@2..4, or none"),
    .label(
      "tiles", .model, at: \.tiles, or: [LabelWord(TileMasks.none, "all tiles of attention")],
      plural: "masks", rank: 16, mention: .changed("tiles *"),
      "reference frames of masks of attention over frames, as in 2, or by layer 1,1,2; none"),
    .integer(
      "batch", .model, at: \.batch, in: batchRange, label: "samples", rank: 8,
      mention: .always("×*"), "number of samples"),
    .component(
      "start", .model, at: \.start, of: starts, rank: 14, mention: .changed("start *"),
      "what a run starts from"),
    .text(
      "refiner", .model, at: \.refiner, valueName: "folder", rank: 15, mention: .changed("*"),
      "network that corrects velocities for flow-turbo, as train makes it; none"),
    .text(
      "one-more-step", .model, at: \.oneMoreStep, label: "start by", valueName: "folder",
      rank: 16, mention: .changed("by *"),
      "network for start one-more-step, as train with that method makes it; none"),
  ]

  /// Hand-written levels say how many steps there are.
  public mutating func settle(after key: String) {
    guard key == "grid", let sigmas = handWrittenLevels else { return }
    steps = min(max(sigmas.count - 1, Self.stepsRange.lowerBound), Self.stepsRange.upperBound)
  }

  /// The levels, sigma/alpha, where they are written by hand.
  public var handWrittenLevels: [Double]? {
    guard grid.name == ListedLevels.declaration.name,
      case .list(let sigmas) = grid.value(ListedLevels.declaration.knobs[0])
    else { return nil }
    return sigmas
  }
}

extension Plan.Classes: LosslessStringConvertible {
  public init(_ text: String) { self = text == "any" ? .any : text == "each" ? .each : .one(text) }

  public var description: String {
    switch self {
    case .any: "any"
    case .each: "each"
    case .one(let name): name
    }
  }
}
