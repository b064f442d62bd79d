import Experiments
import Files
import Quickstep
import Tensors

/// A refining with its teacher.
struct RefiningLesson: Lesson {
  let network: any Network
  let teacher: FrozenNetwork
  let span: Double
  let description: NetworkDocument
  /// Whether the classes of the data are the teacher's.
  let knowsClasses: Bool
  /// Squared changes of velocities, and what is left of them.
  private(set) var energy = SmoothedLoss(), rest = SmoothedLoss()

  var product: TrainingProduct { .network(description) }

  mutating func step(_ run: inout TrainingContext) throws(TrainingError) -> Float {
    run.draw(for: teacher, knowsClasses: knowsClasses)
    let rows = run.batch, count = teacher.model.shape.count
    let shares = run.uniforms(.level), spans = run.uniforms(.span)
    let top = teacher.noisiest.straightTime
    // Of a batch every part of the path has its sample.
    let times = (0..<rows).map { top * (1 - (Double($0) + shares[0]) / Double(rows)) }
    let later = (0..<rows).map { max(0, times[$0] - span * spans[$0]) }

    var z = [Float](repeating: 0, count: rows * count)
    z.withUnsafeMutableBufferPointer { z in
      run.mix(z, times.map { Question.Mixture(data: 1 - $0, noise: $0) })
    }
    let v = velocity(&run, z, at: times)
    for index in z.indices {
      let row = index / count
      z[index] += Float(later[row] - times[row]) * v[index]
    }
    let u = velocity(&run, z, at: later)

    let channels = teacher.model.shape.channels
    let loss = run.loss(
      times: later.map { teacher.adapter(atStraight: $0).time },
      samples: { _, out in
        for pixel in stride(from: 0, to: z.count, by: channels) {
          for channel in 0..<channels {
            out[2 * pixel + channel] = z[pixel + channel]
            out[2 * pixel + channels + channel] = v[pixel + channel]
          }
        }
      }
    ) { run, answer in
      run.squaredDistance(answer) { _, out in
        for index in out.indices { out[index] = u[index] - v[index] }
      }
    }
    try run.descend(loss)
    rest.add(loss)
    energy.add(
      zip(u, v).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) } / Float(u.count))
    return loss
  }

  func finding(_ model: NetworkModel?, with kernels: Kernels) -> Finding? {
    guard energy.value > 0 else { return nil }
    let share = 100 * (1 - rest.value / energy.value)
    return Finding(
      "The refiner explains \(brief(share)) % of how the velocities of \(teacher.name) change, over "
        + "the last steps.",
      columns: ["energy", "mean square"],
      rows: [
        [.text("change"), .number(energy.value)], [.text("unexplained"), .number(rest.value)],
      ], sentence: nil)
  }

  /// What the teacher says at states of the straight path, each at a time of its own.
  private func velocity(
    _ run: inout TrainingContext, _ z: [Float], at times: [Double]
  ) -> [Float] {
    let adapters = times.map(teacher.adapter(atStraight:))
    let count = teacher.model.shape.count
    return run.ask(teacher, times: adapters.map(\.time)) { out in
      for index in out.indices { out[index] = adapters[index / count].scale * z[index] }
    }
  }
}
