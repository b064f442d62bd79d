import Files
import Glibc
import Networks
import Quickstep
import Tensors

/// Small networks that are trained for their figures, in a folder that is removed in the end: a
/// teacher of 20,498 numbers for eight modes of radius 1.5, s = 0.15, and what learns from it.
final class SmallTraining {
  private static let data = MixtureData(Acceptance.circle(radius: 1.5, deviation: 0.15))

  let teacher: FrozenNetwork
  /// Where 200 of the teacher's steps end.
  let goal: [Double]
  private let folder: String
  private let kernels: Kernels

  init(with kernels: Kernels) throws {
    self.kernels = kernels
    var template = Array("/tmp/quickstep-acceptance-XXXXXX".utf8CString)
    guard let made = template.withUnsafeMutableBufferPointer({ mkdtemp($0.baseAddress!) }) else {
      fatalError("no folder can be made in /tmp")
    }
    folder = String(cString: made)
    var plan = TrainingPlan()
    plan.network = Choice("mlp", ["widths": .integers([112, 112])])
    plan.optimizer.knobs = [
      "rate": .real(3e-3), "warm-up": .integer(100), "average-decay": .real(0.99),
    ]
    (plan.steps, plan.batch) = (1500, 128)
    let name = "\(folder)/teacher"
    _ = try Self.train(TrainingSetup(plan, data: Self.data), to: name, with: kernels)
    teacher = try FrozenNetwork(name, Checkpoint(name), with: kernels)
    goal = try Self.end(
      Plan(
        schedule: Choice("flow"), grid: Choice("trailing"), solver: Choice("euler"), steps: 200,
        seed: 99, batch: 256), of: teacher.model, with: kernels)
  }

  deinit {
    for name in ["teacher", "taught"] { removeFolder("\(folder)/\(name)") }
    rmdir(folder)
  }

  /// Trains a network by a method that learns from the teacher.
  /// - Returns: what it was written as, and the losses of all steps.
  func taught(
    _ plan: TrainingPlan
  ) throws -> (checkpoint: Checkpoint, folder: String, losses: [Double]) {
    let name = "\(folder)/taught"
    removeFolder(name)
    let losses = try Self.train(try setup(plan), to: name, with: kernels)
    return (try Checkpoint(name), name, losses)
  }

  func setup(_ plan: TrainingPlan) throws -> TrainingSetup {
    var plan = plan
    plan.teacher = teacher.name
    return try TrainingSetup(plan, data: Self.data, cast: TrainingCast(teacher: .network(teacher)))
      .prepared(with: kernels)
  }

  /// How far a plan ends from where the teacher leads.
  func error(_ plan: Plan, of model: any Denoiser) throws -> Double {
    rootMeanSquareDistance(try Self.end(plan, of: model, with: kernels), goal) * 2.0.squareRoot()
  }

  private static func train(
    _ setup: TrainingSetup, to name: String, with kernels: Kernels
  ) throws -> [Double] {
    var trainer = Trainer(setup, with: kernels)
    var history: [TrainingRecord] = []
    while trainer.remaining > 0 { history.append(try trainer.step()) }
    try TrainingFolder(name).save(trainer, history: history)
    return history.map { Double($0.loss) }
  }

  private static func end(
    _ plan: Plan, of model: any Denoiser, with kernels: Kernels
  ) throws -> [Double] {
    var sampler = Sampler(try plan.job(model: model, with: kernels))
    while try sampler.next() != nil {}
    return sampler.state
  }
}

/// Removes a folder with the files in it.
private func removeFolder(_ path: String) {
  guard let folder = opendir(path) else { return }
  while let entry = readdir(folder) {
    let name = withUnsafeBytes(of: entry.pointee.d_name) {
      String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
    }
    guard name != ".", name != ".." else { continue }
    if unlink("\(path)/\(name)") != 0 { removeFolder("\(path)/\(name)") }
  }
  closedir(folder)
  rmdir(path)
}
