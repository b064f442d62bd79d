import Experiments
import Files
import Quickstep

/// What a network is trained on.
public let trainingDataDeclaration = Declaration(
  "data", title: "data", summary: "what a network is trained on",
  knobs: [
    Knob(
      "limit", "the most pictures that are used", .integer(1...1_000_000_000),
      default: .integer(1_000_000_000))
  ])

extension TrainingPlan {
  /// The most pictures of the data that are used.
  public var dataLimit: Int {
    KnobValues(trainingDataDeclaration.knobs, data.knobs).integer("limit")
  }

  public static let words: PlanWords<TrainingPlan> = [
    .named(
      "data", at: \.data, trainingDataDeclaration, rank: 0,
      "an IDX file, a folder of PNG pictures, a mixture in JSON, or a name such as moons"),
    .component(
      "network", .model, at: \.network, of: trainedNetworks, rank: 1, mention: .always("*"),
      "what is trained"),
    .component(
      "objective", .solver, at: \.objective, of: objectives, rank: 2, mention: .always("*"),
      "what the network learns to predict"),
    .component(
      "schedule", .solver, at: \.schedule, of: schedules,
      or: "the one that goes with the objective",
      rank: 5, mention: .changed("*"), "path from data to noise"),
    .component(
      "optimizer", .solver, at: \.optimizer, of: optimizers, rank: 6, mention: .never,
      "how the weights follow the gradient"),
    .integer(
      "steps", .steps, at: \.steps, in: 1...100_000_000, rank: 7, mention: .always("* steps"),
      "steps in all"),
    .integer(
      "batch", .steps, at: \.batch, in: 1...65_536, rank: 8, mention: .always("\u{d7}*"),
      "samples of a step"),
    .seed(at: \.seed, rank: 18),
    .truth(
      "conditional", .guidance, at: \.isConditional, rank: 15, mention: .changed("conditional"),
      "whether the network is told the class"),
    .real(
      "class-dropout", .guidance, at: \.classDropout, 0...1, step: .linear(0.05), rank: 16,
      mention: .never, "share of samples without their class"),
    .text(
      "output", .model, at: \.folder, label: "saved in", valueName: "folder", rank: 19,
      mention: .always("in *"), "where the network and its records go"),
    .integer(
      "preview", .steps, at: \.preview, in: 1...100_000_000, rank: 9, mention: .never,
      "steps from preview to preview"),
    .integer(
      "save", .steps, at: \.save, in: 1...100_000_000, rank: 10, mention: .never,
      "steps from checkpoint to checkpoint"),
    .choice(
      "precision", .steps, at: \.precision, rank: 11, mention: .never, "how weights are written"),
    .component(
      "solver", .steps, at: \.solver, of: solvers, or: "the one that goes with the objective",
      rank: 12, mention: .never, "of previews, and what the network proposes"),
    .integer(
      "sampling-steps", .steps, at: \.samplingSteps, in: 1...1000, rank: 14, mention: .never,
      "steps of previews"),
    .component(
      "guidance", .guidance, at: \.guidance, of: guidances, or: "none is proposed", rank: 17,
      mention: .never, "of previews, and what the network proposes"),
    .component(
      "method", .solver, at: \.method, of: trainingMethods, rank: 3, mention: .changed("*"),
      "what a step does"),
    .text(
      "teacher", .model, at: \.teacher, valueName: "network", rank: 4, mention: .changed("from *"),
      "what a method learns from: a network, or for mcd an exact model, by name or path"),
    .component(
      "grid", .steps, at: \.grid, of: gridRules, or: "the one that goes with the schedule",
      rank: 13, mention: .never, "levels of previews, and what a method walks along"),
  ]
}
