import Files
import Quickstep

/// Noise that a run starts from instead of its seed's: `torch:SEED`, or an NPY file.
public enum StartNoise {
  /// Reads what `--noise` says.
  /// - Parameters:
  ///   - shape: of a sample.
  ///   - seed: of the noise that later steps ask for, where a file gives the start.
  /// - Throws: `FileError`, or `StartNoiseError` where the file does not fit the run.
  public static func read(
    _ text: String, shape: SampleShape, batch: Int, seed: UInt64
  ) throws -> NoiseSource {
    if let word = text.wholeMatch(of: #/torch:(.*)/#)?.1 {
      guard let torchSeed = UInt64(word) else {
        throw DeclarationError.badValue(
          knob: "noise", text: text, range: "torch:SEED with a seed of 0 … \(UInt64.max)")
      }
      return .torch(seed: torchSeed)
    }
    let array = try NPYFile.read(text)
    let start = try start(array, path: text, shape: shape, batch: batch)
    if let bad = start.firstIndex(where: { !$0.isFinite }) {
      throw StartNoiseError(path: text, problem: .notFinite(sample: bad / shape.count))
    }
    return .started(start, seed: seed)
  }

  /// The batch as rows of samples.
  private static func start(
    _ array: NumberArray, path: String, shape: SampleShape, batch: Int
  ) throws(StartNoiseError) -> [Double] {
    let readings = StartReading.all(shape)
    let fitting = readings.filter { [batch] + $0.dimensions == array.shape }
    guard let first = fitting.first else {
      throw StartNoiseError(
        path: path, problem: .shape(array.shape, readings: readings, batch: batch))
    }
    guard fitting.allSatisfy({ $0.isInterleaved == first.isInterleaved }) else {
      throw StartNoiseError(
        path: path, problem: .ambiguous(array.shape, fitting, batch: batch))
    }
    return first.isInterleaved ? array.values : shape.interleaved(array.values)
  }
}

/// One way in which an array can hold a sample.
public struct StartReading: Hashable, Sendable {
  /// What the lengths are, in letters.
  let letters: String
  let dimensions: [Int]
  /// Whether the channels of a pixel lie side by side.
  let isInterleaved: Bool

  static func all(_ shape: SampleShape) -> [StartReading] {
    let rows = StartReading(letters: "rows", dimensions: [shape.count], isInterleaved: true)
    guard case .picture(let width, let height, let channels) = shape else { return [rows] }
    let planes = StartReading(
      letters: "N,C,H,W", dimensions: [channels, height, width], isInterleaved: channels == 1)
    let pixels = StartReading(
      letters: "N,H,W,C", dimensions: [height, width, channels], isInterleaved: true)
    let grey = StartReading(letters: "N,H,W", dimensions: [height, width], isInterleaved: true)
    return [rows, pixels, planes] + (channels == 1 ? [grey] : [])
  }
}

/// Why starting noise from a file cannot be used.
public struct StartNoiseError: Error, Equatable, CustomStringConvertible {
  public enum Problem: Equatable, Sendable {
    case shape([Int], readings: [StartReading], batch: Int)
    /// More than one reading fits, and they differ.
    case ambiguous([Int], [StartReading], batch: Int)
    case notFinite(sample: Int)
  }

  public let path: String
  public let problem: Problem

  public var description: String { "\(PrintableText(path)): \(sentence)" }

  private var sentence: String {
    switch problem {
    case .shape(let found, let readings, let batch):
      "holds an array of \(text(found)), but this run starts from \(batch) samples of "
        + "\(readings[0].dimensions[0]) numbers. Give an array of \(list(readings, batch)), or change "
        + "--batch."
    case .ambiguous(let found, let readings, let batch):
      "an array of \(text(found)) can be read as \(list(readings, batch)). Give it as rows: "
        + "\(batch)x\(readings[0].dimensions.reduce(1, *))."
    case .notFinite(let sample): "sample \(sample) holds NaN or infinity. Give finite numbers."
    }
  }

  private func list(_ readings: [StartReading], _ batch: Int) -> String {
    readings.map { "\(text([batch] + $0.dimensions)) (\($0.letters))" }.joined(separator: " or ")
  }

  private func text(_ shape: [Int]) -> String { shape.map(String.init).joined(separator: "x") }
}
