import Files
import Tensors

/// A network for points: hidden layers with SiLU, and an embedding of time and class that enters
/// the first of them.
public struct PointNetwork: Network {
  public let layers: NetworkDocument.Layers
  public let weights: [Weight]
  public let parts: [String]
  public let classKind: ClassKind
  public let inChannels: Int

  private let first: Linear
  /// Of the features of the time, where they do not enter with the point.
  private let time: Linear?
  private let classes: Embedding?
  private let hidden: [(layer: Linear, part: String?)]
  private let output: Linear

  /// - Parameters:
  ///   - classCount: rows of the table of classes, the one for no class included; 0 for a network
  ///     without classes.
  ///   - inputs: points that it is given at once.
  public init(_ layers: NetworkDocument.Layers, classCount: Int, inputs: Int = 1) {
    self.layers = layers
    inChannels = inputs * layers.dimensions
    let scope = Scope()
    let widths = layers.widths
    let isAdded = layers.timeInput == .added
    first = Linear(
      scope["input"], input: inChannels + (isAdded ? 0 : layers.timeFeatures),
      output: widths[0])
    time =
      isAdded ? Linear(scope["time"], input: layers.timeFeatures, output: widths[0]) : nil
    classes =
      classCount > 0
      ? Embedding(scope["class_embedding"], rows: classCount, width: widths[0]) : nil
    classKind = classCount > 0 ? .rows(classCount) : .none
    hidden = widths.indices.dropFirst().map { index in
      let place = scope["hidden", index]
      let layer = Linear(place, input: widths[index - 1], output: widths[index])
      return (layer, widths[index - 1] == widths[index] ? place.part() : nil)
    }
    output = Linear(scope["output"], input: widths[widths.count - 1], output: layers.dimensions)
    weights = scope.declared
    parts = scope.parts
  }

  public var outChannels: Int { layers.dimensions }
  public var timeKind: NumberKind { .real }
  public var widestLayer: Int { layers.widths.max() ?? layers.dimensions }

  public func obstacle(height: Int, width: Int) -> NetworkProblem? {
    height == 1 && width == 1
      ? nil
      : .unfitting(options: ["mlp"], reason: "it takes points, not pictures")
  }

  public func record(_ inputs: NetworkInputs, on tape: Tape, _ weights: NetworkWeights) -> Value {
    let run = Recorder(tape: tape, weights: weights, omitted: inputs.omitted)
    guard case .real(let times) = inputs.time else {
      preconditionFailure("points take the time as it is")
    }
    let features = tape.sinusoids(
      times, width: layers.timeFeatures, order: .cosineFirst, frequencyShift: 0)
    var entering = time.map { $0(features, run) }
    switch (classes, inputs.classes) {
    case (nil, nil): break
    case (let table?, .row(let rows)):
      let row = table(rows, run)
      entering = entering.map { tape.add($0, row) } ?? row
    default: preconditionFailure("classes of another kind than the network takes")
    }
    let start = time == nil ? tape.concatenate(inputs.sample, features) : inputs.sample
    var x = first(start, run, activation: .silu, adding: entering)
    for (layer, part) in hidden where !run.omits(part) { x = layer(x, run, activation: .silu) }
    return output(x, run)
  }
}
