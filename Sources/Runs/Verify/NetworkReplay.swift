import Files
import Networks
import Quickstep
import Tensors

/// Replays a folder with a network and recorded inputs and outputs (`io.safetensors`): the
/// network's output, and the run of the scheduler beside it.
///
/// Recorded are `sample`, `timestep` and, for networks with classes, `class_labels`; `out` and its
/// double precision `out_float64`; `pipeline_noise` and, after six steps, `pipeline_result`.
struct NetworkReplay {
  static let fileName = "io.safetensors"

  private let checkpoint: Checkpoint
  private let weights: NetworkWeights
  private let recorded: SafetensorsFile
  private let kernels: Kernels

  init(_ folder: String, with kernels: Kernels) throws {
    checkpoint = try Checkpoint(folder)
    weights = try checkpoint.loadWeights(with: kernels)
    recorded = try SafetensorsFile.open("\(folder)/\(Self.fileName)")
    self.kernels = kernels
  }

  /// The network's output, relative to its largest number.
  func output() -> CaseVerdict {
    verdict { () throws(CaseProblem) in
      let precise = "out_float64"
      guard let samples = try pictures("sample"),
        let expected = try pictures(recorded[precise] == nil ? "out" : precise)
      else { throw .noTensor("sample and out") }
      let times = try numbers("timestep")
      guard times.count == samples.count else { throw .noTensor("a timestep for each sample") }
      let labels = try numbers("class_labels")
      let found: [Float]
      do {
        found = try NetworkModel.outputs(
          checkpoint.network, weights, samples: samples.values, height: samples.height,
          width: samples.width, times: times, classes: labels, with: kernels)
      } catch {
        throw .network("\(error)")
      }
      return (largestDifference(found.map(Double.init), expected.values.map(Double.init)), 2e-5)
    }
  }

  /// The run of the scheduler, relative to the largest number of its end.
  /// - Returns: `nil` where none is recorded.
  func pipeline() -> CaseVerdict? {
    guard recorded["pipeline_noise"] != nil else { return nil }
    return verdict { () throws(CaseProblem) in
      guard let noise = try pictures("pipeline_noise"),
        let expected = try pictures("pipeline_result")
      else { throw .noTensor("pipeline_result") }
      do {
        guard let sampler = try checkpoint.sampler() else {
          throw NetworkError(path: checkpoint.folder.path, problem: .noProcess)
        }
        let translation = try sampler.translation(steps: Self.steps)
        let found = try run(
          translation, NetworkProcess(try sampler.process(), sampler: sampler), from: noise)
        // Runs that begin at an alpha so small divide by it.
        let isSteep = translation.grid.steps[0].from.rho > 1e3
        return (
          largestDifference(found, expected.values.map(Double.init)), isSteep ? 1e-3 : 1e-4
        )
      } catch {
        if let reason = error as? TranslationError { throw .notTranslated(reason) }
        throw .network("\(error)")
      }
    }
  }

  private static let steps = 6

  private func run(
    _ translation: Translation, _ process: NetworkProcess, from noise: Pictures
  ) throws -> [Double] {
    let labels = try labels(noise.count)
    let model = try NetworkModel(
      checkpoint.network, weights, process,
      shape: .picture(width: noise.width, height: noise.height, channels: noise.channels),
      classes: ClassTable(names: labels.indices.map { "\($0)" }, values: labels),
      toldTime: translation.networkTime)
    let job = try translation.job(
      model: model,
      classes: (0..<noise.count).map { labels.isEmpty ? anyClass : Int32($0) },
      noise: .given(start: noise.values.map(Double.init), steps: []), with: kernels)
    return try Trace(job).final
  }

  /// What stands for the class of each of the first samples; empty without classes.
  private func labels(_ count: Int) throws(CaseProblem) -> [[Float]] {
    guard let shape = recorded["class_labels"]?.shape else { return [] }
    let all = try numbers("class_labels")
    guard let samples = shape.first, samples >= count else { throw .noTensor("class_labels") }
    let width = all.count / samples
    return (0..<count).map { Array(all[$0 * width..<($0 + 1) * width]) }
  }

  private func verdict(
    _ body: () throws(CaseProblem) -> (maximum: Double, tolerance: Double)
  ) -> CaseVerdict {
    do throws(CaseProblem) {
      let (maximum, tolerance) = try body()
      return .compared(maximum: maximum, tolerance: tolerance)
    } catch .notTranslated(let reason) {
      return .skipped(.notTranslated(reason))
    } catch {
      return .failed(error)
    }
  }

  /// Numbers of a tensor, one for each sample; empty where there is no such tensor.
  private func numbers(_ name: String) throws(CaseProblem) -> [Float] {
    guard let tensor = recorded[name] else { return [] }
    do throws(FileError) {
      return tensor.type.holdsIntegers
        ? try recorded.integers(of: tensor).map(Float.init) : try recorded.floats(of: tensor)
    } catch {
      throw .network("\(error)")
    }
  }

  /// A tensor of pictures with their channels brought together; nil where there is none.
  private func pictures(_ name: String) throws(CaseProblem) -> Pictures? {
    guard let tensor = recorded[name] else { return nil }
    guard tensor.shape.count == 4, !tensor.shape.contains(0) else { throw .noTensor(name) }
    return Pictures(planes: try numbers(name), tensor.shape)
  }
}

/// The largest difference of two arrays, over the largest number of the second.
private func largestDifference(_ a: [Double], _ b: [Double]) -> Double {
  guard a.count == b.count, let largest = b.map(abs).max(), largest > 0 else { return .infinity }
  let difference = zip(a, b).reduce(0.0) { result, pair in
    let difference = abs(pair.0 - pair.1)
    return difference.isFinite ? max(result, difference) : .infinity
  }
  return difference / largest
}

/// Pictures with the channels of a pixel side by side.
private struct Pictures {
  let count, channels, height, width: Int
  let values: [Float]

  /// - Parameters:
  ///   - planes: channel after channel of each picture.
  ///   - shape: pictures, channels, height, width.
  init(planes: [Float], _ shape: [Int]) {
    (count, channels, height, width) = (shape[0], shape[1], shape[2], shape[3])
    values = SampleShape.picture(width: width, height: height, channels: channels)
      .interleaved(planes)
  }
}
