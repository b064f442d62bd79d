import Files
import Glibc
import Quickstep
import Tensors

/// The folder of a training run: the network in the layout that the program loads, and beside it,
/// in `training/`, the state to go on from, the table of losses and the previews.
///
/// Every file is replaced as a whole, so that an interrupted write leaves the one before.
public struct TrainingFolder: Sendable {
  public let path: String

  private static let stateName = "state.safetensors"
  private static let configurationKey = "configuration"
  private static let stepKey = "step"

  public init(_ path: String) { self.path = path }

  private var records: String { "\(path)/training" }
  private var state: String { "\(records)/\(Self.stateName)" }

  /// Where the losses of every step are listed.
  public var losses: String { "\(records)/loss.csv" }

  /// Where the preview of a step goes.
  public func preview(step: Int) -> String {
    let digits = "\(step)"
    let zeros = String(repeating: "0", count: max(0, 7 - digits.count))
    return "\(records)/preview-\(zeros)\(digits).png"
  }

  /// The step at which a run was saved; 0 where there is none.
  public func savedStep() throws(FileError) -> Int {
    var status = stat()
    guard stat(state, &status) == 0 else { return 0 }
    return try SafetensorsFile.open(state).metadata[Self.stepKey].flatMap { Int($0) } ?? 0
  }

  /// Makes the folders and finds out whether what a training saves can be written there.
  /// - Throws: the `FileError` that saving would throw, as far as it can be known before.
  public func prepare() throws(FileError) {
    guard !path.utf8.contains(0) else { throw FileError(path: path, problem: .nameWithNul) }
    try makeFolders(records)
    let network = [NetworkFile.name, WeightName.standard].map { "\(path)/\($0)" }
    for file in network + [losses, state] { try AtomicFile.check(file) }
  }
}

extension TrainingFolder {
  /// Writes the averaged network, the losses so far, and last the state to go on from.
  /// - Parameter history: the records of all steps taken.
  public func save(_ trainer: Trainer, history: [TrainingRecord]) throws(FileError) {
    precondition(history.count == trainer.taken)
    try makeFolders(records)
    try writeNetwork(trainer, to: path, precision: trainer.setup.plan.precision)
    let columns = HistoryColumn.all(trainer.setup.plan)
    try AtomicFile.write(table(history, columns).csv, to: losses)
    var tensors = trainer.state.map { name, dimensions, buffer in
      SafetensorsOutput(name: name, shape: dimensions, precision: .float32) { target in
        _ = target.update(fromContentsOf: buffer.values)
      }
    }
    tensors += columns.map { column in
      SafetensorsOutput(
        name: column.name, shape: [history.count], precision: .float32,
        values: history.map { $0[keyPath: column.path] })
    }
    try SafetensorsFile.write(
      state, tensors: tensors,
      metadata: [
        Self.stepKey: "\(trainer.taken)",
        Self.configurationKey: Self.comparable(trainer.setup.plan),
      ])
  }

  /// Writes the averaged weights and what belongs to them into a folder.
  public func writeNetwork(
    _ trainer: Trainer, to folder: String, precision: TrainingPlan.Precision
  ) throws(FileError) {
    let setup = trainer.setup
    let averages = Dictionary(
      uniqueKeysWithValues: zip(setup.network.weights.map(\.name), trainer.moments.map(\.average)))
    let precision: SafetensorsOutput.Precision = precision == .float16 ? .float16 : .float32
    func average(_ weight: Weight) -> FloatBuffer { averages[weight.name]! }
    switch setup.product {
    case .network(let description):
      try Checkpoint.write(
        setup.network, description, to: folder, precision: precision, values: average)
    case .classifier(let description):
      try Checkpoint.write(
        setup.network, description, to: folder, precision: precision, values: average)
    }
  }

  private func table(
    _ history: [TrainingRecord], _ columns: [HistoryColumn]
  ) -> Files.Table {
    var table = Files.Table(
      columns: [Files.Table.Column("step")]
        + columns.map { Files.Table.Column($0.title) })
    for record in history {
      table.append(
        [.integer(record.step)]
          + columns.map { .number(Double(record[keyPath: $0.path])) })
    }
    return table
  }

  /// What must not change between a run and its continuation.
  private static func comparable(_ plan: TrainingPlan) -> String {
    let standard = TrainingPlan()
    var plan = plan
    plan.data.name = ""
    plan.folder = ""
    (plan.preview, plan.save) = (standard.preview, standard.save)
    plan.precision = standard.precision
    (plan.solver, plan.guidance) = (standard.solver, standard.guidance)
    plan.samplingSteps = standard.samplingSteps
    return TrainingFile.text(plan)
  }
}

extension TrainingFolder {
  /// Puts a trainer into the state that was saved.
  /// - Returns: the records of the steps taken so far.
  /// - Throws: `FileError`; `TrainingError` where nothing was saved, or by another configuration.
  public func resume(_ trainer: inout Trainer) throws -> [TrainingRecord] {
    var status = stat()
    guard stat(state, &status) == 0 else { throw TrainingError.nothingToResume(folder: path) }
    let file = try SafetensorsFile.open(state)
    try compare(file.metadata[Self.configurationKey] ?? "", trainer.setup.plan)
    guard let step = file.metadata[Self.stepKey].flatMap({ Int($0) }), step >= 0 else {
      throw TrainingError.otherState(path: state, reason: "its step is missing")
    }
    for (name, dimensions, buffer) in trainer.state {
      let tensor = try tensor(name, of: file, shape: dimensions)
      try file.read(tensor, into: buffer.mutableValues)
    }
    let told = trainer.setup.plan.statistics.map { _ in Float.nan }
    var history = (0..<step).map {
      TrainingRecord(step: $0 + 1, loss: 0, gradientNorm: 0, rate: 0, told: told)
    }
    for column in HistoryColumn.all(trainer.setup.plan) {
      let values = try file.floats(of: try tensor(column.name, of: file, shape: [step]))
      for index in 0..<step { history[index][keyPath: column.path] = values[index] }
    }
    trainer.taken = step
    return history
  }

  private func compare(_ saved: String, _ plan: TrainingPlan) throws(TrainingError) {
    let now = Self.comparable(plan)
    guard saved != now else { return }
    let before = Set(saved.split(separator: "\n"))
    let line = now.split(separator: "\n").first { !before.contains($0) }
    throw .otherConfiguration(folder: path, line: line.map(String.init) ?? "fewer settings")
  }

  private func tensor(
    _ name: String, of file: SafetensorsFile, shape: [Int]
  ) throws(TrainingError) -> SafetensorsTensor {
    guard let tensor = file[name], tensor.shape == shape, tensor.type == .float32 else {
      throw .otherState(path: state, reason: "its \(name) is missing or of another shape")
    }
    return tensor
  }
}

/// What the state file keeps of every step.
private struct HistoryColumn {
  let title: String
  let path: WritableKeyPath<TrainingRecord, Float>

  var name: String { "history/\(title)" }

  static func all(_ plan: TrainingPlan) -> [HistoryColumn] {
    [
      HistoryColumn(title: "loss", path: \.loss),
      HistoryColumn(title: "gradient-norm", path: \.gradientNorm),
      HistoryColumn(title: "rate", path: \.rate),
    ]
      + plan.statistics.enumerated().map { index, statistic in
        HistoryColumn(title: statistic.name, path: \.told[index])
      }
  }
}

extension Trainer {
  /// Everything that a step changes, in the tape's own layouts.
  var state: [(name: String, dimensions: [Int], buffer: FloatBuffer)] {
    zip(weights.parameters, moments).flatMap { parameter, moments in
      [
        ("weights", parameter.values), ("mean", moments.mean), ("square", moments.square),
        ("average", moments.average),
      ].map { ("\($0.0)/\(parameter.name)", parameter.dimensions, $0.1) }
    }
  }
}
