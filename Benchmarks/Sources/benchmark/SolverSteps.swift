import Networks
import Quickstep
import Tensors

/// Times a step of every solver beside a model that costs nothing, as the Python workers time those
/// of other libraries: one line a solver, the least seconds a step over whole runs, and the bytes
/// that its last sum cannot do without, every term once and the result.
func solverSteps(batch: Int, width: Int, seconds budget: Double) throws {
  let model = FreeModel(width: width)
  let kernels = Kernels(pool: ThreadPool(threads: 1))
  for declaration in solvers.declarations {
    let plan = Plan(
      schedule: Choice("scaled-linear"), grid: Choice("trailing"),
      solver: Choice(declaration.name), steps: 10, batch: batch)
    guard let job = try? plan.job(model: model, with: kernels), !job.solver.needsStatistics else {
      continue
    }
    var least = Double.infinity
    let end = seconds() + budget
    var runs = 0, steps = 0, terms = 0
    while runs < 2 || seconds() < end {
      var sampler = Sampler(job)
      (steps, terms) = (0, 0)
      let spent = try time {
        while let record = try sampler.next() {
          steps += 1
          terms += record.coefficients.count
        }
      }
      least = min(least, spent / Double(steps))
      runs += 1
    }
    let bytes = 8 * batch * width * (terms + steps) / max(1, steps)
    print(
      "{\"solver\": \"\(declaration.name)\", \"seconds\": \(least), \"bytes\": \(bytes)}")
  }
}

/// Always predicts the same data.
private final class FreeModel: Denoiser {
  let shape: SampleShape
  let prediction = Prediction.data
  let classNames: [String] = []
  let sampler: CheckpointSampler? = nil
  private let constant: [Double]

  init(width: Int) {
    shape = .point(dimensions: width)
    constant = (0..<width).map { Double($0 % 7) / 7 }
  }

  func telling(_ time: @escaping @Sendable (NoiseLevel) -> Double) -> any Denoiser { self }

  func evaluate(
    _ x: AlignedBuffer, at level: NoiseLevel, classes: [Int32], into output: AlignedBuffer,
    with kernels: Kernels
  ) {
    let out = output.mutableValues
    for row in stride(from: 0, to: out.count, by: constant.count) {
      for i in constant.indices { out[row + i] = constant[i] }
    }
  }
}

/// Times ten steps of DPM-Solver++ 2M on 4,096 points with the network of a folder.
func wholeWalk(_ folder: String, seconds budget: Double) throws {
  let kernels = Kernels(pool: ThreadPool(threads: 1))
  let plan = Plan(
    schedule: Choice("flow"), grid: Choice("karras", ["max": .real(100)]),
    solver: Choice("dpm++2m"), steps: 10, batch: 4096)
  let job = try plan.job(model: Checkpoint(folder).model(with: kernels), with: kernels)
  var least = Double.infinity
  let end = seconds() + budget
  while seconds() < end {
    var sampler = Sampler(job)
    least = min(least, try time { while try sampler.next() != nil {} })
  }
  print("{\"solver\": \"dpm++2m\", \"seconds\": \(least)}")
}
