import Quickstep

// Every key that a training file may have, with its range; the defaults stand in the document.

extension TrainingDocument.Data {
  public static let keys: [TrainingKey<Self>] = [
    .text("path", \.path, "an IDX file, a folder of PNG pictures, or a shape such as moons"),
    .integer("limit", \.limit, in: 1...1_000_000_000, "the most pictures that are used"),
  ]
}

extension TrainingDocument.UNetLayers {
  public static let keys: [TrainingKey<Self>] = [
    .integers(
      "channels", \.channels, in: 1...4096, counts: 1...8,
      "channels of every level, full resolution first"),
    .integer("layers", \.layers, in: 1...8, "residual layers of a level"),
    .integers(
      "attention", \.attention, in: 0...7, counts: 0...8,
      "levels with attention, counted from 0 at the full resolution"),
    .integer("groups", \.groups, in: 1...1024, "groups of a normalisation"),
    .integer("head-width", \.headWidth, in: 1...4096, "channels of a head of attention"),
  ]
}

extension NetworkDocument.Layers {
  public static let keys: [TrainingKey<Self>] = [
    .integers(
      "widths", \.widths, in: 1...65_536, counts: 1...100, "hidden layers, first to last"),
    .integer(
      "time-features", \.timeFeatures, in: 4...65_536, "sines and cosines of the time"),
    .word("time-input", \.timeInput, "how the features of the time enter"),
  ]
}

extension TrainingDocument.ClassifierLayers {
  public static let keys: [TrainingKey<Self>] = [
    .integers(
      "channels", \.channels, in: 1...4096, counts: 1...8,
      "channels of every level, full resolution first"),
    .integer("features", \.features, in: 1...4096, "numbers of the last hidden layer"),
  ]
}

extension TrainingDocument.Objective {
  public static let keys: [TrainingKey<Self>] = [
    .word("kind", \.kind, "what the network learns to predict"),
    .choice("schedule", \.schedule, of: schedules, "the path from data to noise"),
    .optionalWord("times", \.times, "how noise levels are drawn"),
    .optionalNumber(
      "mean", \.mean, in: -100...100, "of the normal behind logit-normal and log-normal"),
    .optionalNumber("deviation", \.deviation, in: 1e-3...100, "of the same normal"),
    .number("sigma-data", \.sigmaData, in: 1e-6...1e6, "standard deviation of data, for edm"),
    .flag("conditional", \.isConditional, "whether the network is told the class"),
    .number(
      "class-dropout", \.classDropout, in: 0...1, "share of samples without their class"),
  ]
}

extension TrainingDocument.Optimizer {
  public static let keys: [TrainingKey<Self>] = [
    .number("rate", \.rate, in: 1e-9...10, "learning rate of AdamW after warm-up"),
    .number("beta1", \.beta1, in: 0...0.9999, "decay of the mean gradient"),
    .number("beta2", \.beta2, in: 0...0.99999, "decay of the mean squared gradient"),
    .number("weight-decay", \.weightDecay, in: 0...10, "decay of weights, times the rate"),
    .integer("warm-up", \.warmUp, in: 0...10_000_000, "steps in which the rate rises"),
    .number("clip", \.clip, in: 1e-9...1e9, "longest gradient"),
    .number("average-decay", \.averageDecay, in: 0...0.999999, "of the average of weights"),
    .integer("batch", \.batch, in: 1...65_536, "samples of a step"),
    .integer("steps", \.steps, in: 1...100_000_000, "steps in all; the rate then is 0"),
    .integer("seed", \.seed, in: 0...Int.max, "of everything that is drawn"),
  ]
}

extension TrainingDocument.Output {
  public static let keys: [TrainingKey<Self>] = [
    .text("folder", \.folder, "where the network and its records go"),
    .integer("preview", \.preview, in: 1...100_000_000, "steps from preview to preview"),
    .integer("save", \.save, in: 1...100_000_000, "steps from checkpoint to checkpoint"),
    .word("precision", \.precision, "how weights are written"),
    .choice("solver", \.solver, of: solvers, "of previews, and what the network proposes"),
    .choice("guidance", \.guidance, of: guidances, "of previews, and what the network proposes"),
    .integer("sampling-steps", \.samplingSteps, in: 1...1000, "steps of previews"),
  ]
}
