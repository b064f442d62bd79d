import Quickstep
import Tensors

// A teacher's flow.
extension FrozenNetwork {
  var schedule: any Schedule { model.process.schedule }
  /// Where its path begins.
  var noisiest: NoiseLevel { schedule.level(t: schedule.range.upperBound) }

  /// Levels that divide the straight path evenly, from the noisiest one to none.
  func evenLevels(_ steps: Int) -> [NoiseLevel] { schedule.evenLevels(steps) }

  /// Euler's method along levels.
  /// - Parameters:
  ///   - first: the number of the first sample, which decides its noise.
  ///   - classes: of all samples.
  func job(
    along levels: [NoiseLevel], from first: Int, _ classes: [Int32], seed: UInt64,
    with kernels: Kernels
  ) -> SamplingJob {
    SamplingJob(
      model: model, schedule: schedule, grid: Grid(levels: levels), solver: Euler(knobs: [:]),
      guidance: Unguided(knobs: [:]), clip: NoClip(knobs: [:]), classes: classes,
      firstSample: first, noise: .seed(seed), startScale: schedule.startScale(levels[0]),
      kernels: kernels)
  }

  /// Its classes in turn, a random share of the samples without one where it can do without.
  func classes(
    _ count: Int, withoutShare share: Double, seed: UInt64, with kernels: Kernels
  ) -> [Int32] {
    let known = model.classNames.count
    guard known > 0 else { return Array(repeating: anyClass, count: count) }
    let shares = AlignedBuffer(count: count)
    kernels.fillUniforms(shares.mutableValues, .classDropout, seed: seed, step: 0)
    return (0..<count).map { index in
      !model.needsClass && shares[index] < share ? anyClass : Int32(index % known)
    }
  }

  /// How a state of the straight path is given to the network.
  struct Adapter: Sendable {
    let scale, time: Float
  }

  func adapter(at level: NoiseLevel) -> Adapter {
    let adapter = model.process.adapter(at: level)
    return Adapter(
      scale: Float(adapter.inputScale * (level.alpha + level.sigma)), time: Float(adapter.time))
  }

  /// - Parameter time: sigma / (alpha + sigma).
  func adapter(atStraight time: Double) -> Adapter {
    let top = noisiest
    return adapter(
      at: time >= top.straightTime ? top : schedule.level(rho: time / (1 - time)))
  }

  /// Checks that samples of these classes, or of none, can be asked about.
  func checkClasses(_ names: [String]) throws(TrainingError) {
    guard model.classNames.isEmpty || model.classNames == names || !model.needsClass else {
      throw .unfitTeacher(name, .classes)
    }
  }

  /// The row of the table of classes; 0 without classes.
  func row(_ index: Int32) -> Int32 { model.classes.row(index) }
}

extension Schedule {
  /// Levels that divide the straight path evenly, from the noisiest one to none.
  func evenLevels(_ steps: Int) -> [NoiseLevel] {
    let top = level(t: range.upperBound)
    return (0...steps).map { i in
      if i == 0 { return top }
      if i == steps { return clean }
      let time = top.straightTime * (1 - Double(i) / Double(steps))
      return level(rho: time / (1 - time))
    }
  }
}
