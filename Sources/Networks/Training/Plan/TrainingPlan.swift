import Experiments
import Files
import Quickstep

/// What a training is to do, as sentences and files say it.
public struct TrainingPlan: Worded {
  public enum Precision: String, CaseIterable, Sendable { case float32, float16 }

  /// A bundled shape or set of pictures, an IDX file, a folder of PNG pictures or a mixture.
  public var data = Choice("moons")
  public var network = Choice(NetworkDocument.Layers.declaration.name)
  public var objective = Choice(TrainingObjective.Kind.flow.rawValue)
  /// `nil` for the one that goes with the objective.
  public var schedule: Choice?
  public var optimizer = Choice(AdamWSettings.declaration.name)
  public var steps = 20_000
  /// Samples of a step.
  public var batch = 64
  public var seed: UInt64 = 1
  /// Whether the network is told the class.
  public var isConditional = false
  /// The share of samples whose class is kept from the network.
  public var classDropout = 0.1
  /// Where the network and the records of its training go.
  public var folder = "trained"
  /// Steps from one preview or checkpoint to the next.
  public var preview = 500
  public var save = 500
  /// How weights are written.
  public var precision = Precision.float32
  /// Solver, guidance and number of steps of previews, and what the network proposes.
  public var solver: Choice?
  /// What places the levels of previews and proposals, and the knots of a method that walks along
  /// some.
  public var grid: Choice?
  public var guidance: Choice?
  public var samplingSteps = 10
  /// What a step does.
  public var method = Choice(Matching.declaration.name)
  /// The network that the method learns from, by name or path.
  public var teacher = Self.noTeacher

  public static let noTeacher = "none"

  public init() {}
}
