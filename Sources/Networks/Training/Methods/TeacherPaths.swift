import Quickstep
import Tensors

/// Where fine walks of a teacher pass a few knots, in the coordinates of the straight path,
/// x / (alpha + sigma); some walks are taken at once, when one of them is asked for first.
struct TeacherPaths: Sendable {
  /// How states at the knots are given to the network.
  let adapters: [FrozenNetwork.Adapter]
  private let teacher: FrozenNetwork
  /// Of a walk, the knots among them.
  private let levels: [NoiseLevel]
  private let knots: [NoiseLevel]
  /// Of every path, counted as noises are.
  private let classes: [Int32]
  private let seed: UInt64
  private let stretch, width: Int
  /// By stretch, knot, path and coordinate.
  private var states: [[Float]?]

  /// - Parameters:
  ///   - fine: steps of a walk over the whole of the path.
  ///   - classes: of all paths.
  ///   - stretch: walks that are taken at once.
  init(
    _ teacher: FrozenNetwork, by knots: [NoiseLevel], fine: Int, _ classes: [Int32],
    seed: UInt64, atOnce stretch: Int
  ) {
    self.teacher = teacher
    self.knots = knots
    self.classes = classes
    self.seed = seed
    self.stretch = stretch
    width = teacher.model.shape.count
    states = Array(repeating: nil, count: (classes.count + stretch - 1) / stretch)
    levels = Self.merged(teacher.evenLevels(fine), with: knots)
    adapters = knots.map(teacher.adapter)
  }

  /// The knots, and the fine levels between the first and the last of them.
  private static func merged(_ fine: [NoiseLevel], with knots: [NoiseLevel]) -> [NoiseLevel] {
    let nearest = 1e-5
    let (first, last) = (knots[0].straightTime, knots[knots.count - 1].straightTime)
    let between = fine.filter { level in
      let time = level.straightTime
      return time < first && time > last
        && knots.allSatisfy { abs($0.straightTime - time) > nearest }
    }
    return (between + knots).sorted { $0.straightTime > $1.straightTime }
  }

  /// Paths for the samples of a step: all of them in turn, then again in random orders.
  func draw(_ run: TrainingContext) -> [Int] {
    let count = classes.count
    return (0..<run.batch).map { row in
      let (epoch, place) = (run.step * run.batch + row).quotientAndRemainder(dividingBy: count)
      guard epoch > 0 else { return place }
      return Shuffle(count: count, seed: seed, epoch: epoch, kernels: run.kernels)[place]
    }
  }

  /// The row of the table of classes that a path was made with; 0 without classes.
  func row(_ path: Int) -> Int32 { teacher.row(classes[path]) }

  /// Walks along paths that nobody has walked along.
  /// - Throws: `TrainingError.unfitTeacher` where one leads nowhere.
  mutating func follow(_ paths: [Int], with kernels: Kernels) throws(TrainingError) {
    for index in Set(paths.map { $0 / stretch }).sorted() where states[index] == nil {
      do throws(SamplingError) {
        states[index] = try walk(index, with: kernels)
      } catch {
        throw .unfitTeacher(teacher.name, .path(reason: "\(error)"))
      }
    }
  }

  private func walk(_ index: Int, with kernels: Kernels) throws(SamplingError) -> [Float] {
    let first = index * stretch
    let classes = Array(classes[first..<min(first + stretch, classes.count)])
    var sampler = Sampler(
      teacher.job(along: levels, from: first, classes, seed: seed, with: kernels))
    var passed: [Float] = []
    var place = 0
    for level in levels {
      if level == knots[place] {
        let scale = 1 / (level.alpha + level.sigma)
        passed += sampler.state.map { Float(scale * $0) }
        place += 1
      }
      _ = try sampler.next()
    }
    return passed
  }

  /// Writes `factor` times the state at a knot as a row.
  func write(
    _ path: Int, at k: Int, into out: UnsafeMutableBufferPointer<Float>, row: Int,
    times factor: Float
  ) {
    let (states, start) = place(path, k)
    for i in 0..<width { out[row * width + i] = factor * states[start + i] }
  }

  /// Writes the slope of the straight way from a knot to the next, eps - D, as a row.
  func writeSlope(
    _ path: Int, from k: Int, into out: UnsafeMutableBufferPointer<Float>, row: Int
  ) {
    let (states, start) = place(path, k)
    let next = place(path, k + 1).start
    let h = knots[k + 1].straightTime - knots[k].straightTime
    for i in 0..<width {
      out[row * width + i] = Float(Double(states[next + i] - states[start + i]) / h)
    }
  }

  private func place(_ path: Int, _ k: Int) -> (states: [Float], start: Int) {
    let (index, row) = path.quotientAndRemainder(dividingBy: stretch)
    guard let states = states[index] else { preconditionFailure("path \(path) was not walked") }
    let rows = states.count / (knots.count * width)
    return (states, (k * rows + row) * width)
  }
}
