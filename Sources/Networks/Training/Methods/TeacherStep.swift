import Experiments
import Quickstep
import Tensors

/// One step of DDIM with a guided teacher, exact or a network.
struct TeacherStep: Sendable {
  private let name: String
  private let job: SamplingJob

  /// - Parameters:
  ///   - guidance: of the teacher; `nil` for none.
  ///   - tellsClasses: whether it is told the classes of samples.
  /// - Throws: `TrainingError.unfitTeacher` where such guidance does not fit it.
  init(
    _ teacher: TrainingTeacher, schedule: Choice, guidance: Choice?, tellsClasses: Bool
  ) throws(TrainingError) {
    name = teacher.name
    var plan = Plan(
      model: Choice(teacher.name), schedule: schedule,
      solver: Choice(Euler.declaration.name),
      guidance: guidance ?? Choice(Unguided.declaration.name),
      classes: tellsClasses ? .each : .any, steps: 1, batch: 1)
    plan.grid = Choice(Trailing.declaration.name)
    do {
      job = try plan.job(
        model: teacher.model, with: Kernels(pool: ThreadPool(threads: 1)))
    } catch {
      throw .unfitTeacher(teacher.name, .path(reason: "\(error)"))
    }
  }

  /// Where rows of states at `s` get to at `t`.
  func callAsFunction(
    _ x: [Double], _ classes: [Int32], from s: NoiseLevel, to t: NoiseLevel, with kernels: Kernels
  ) throws(TrainingError) -> [Double] {
    do throws(SamplingError) { return try end(x, classes, along: [s, t], with: kernels) } catch {
      throw .unfitTeacher(name, .path(reason: "\(error)"))
    }
  }

  /// Where rows of states end after steps along levels.
  /// - Parameter model: in the place of the teacher, without guidance; `nil` for the teacher itself.
  func end(
    _ x: [Double], _ classes: [Int32], along levels: [NoiseLevel], of model: NetworkModel? = nil,
    with kernels: Kernels
  ) throws(SamplingError) -> [Double] {
    var job = job
    job.grid = Grid(levels: levels)
    job.classes = classes
    job.noise = .started(x, seed: 0)
    job.startScale = 1
    job.kernels = kernels
    if let model { (job.model, job.guidance) = (model, Unguided(knobs: [:])) }
    var sampler = Sampler(job)
    while try sampler.next() != nil {}
    return sampler.state
  }
}
