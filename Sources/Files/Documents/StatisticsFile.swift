import Quickstep

/// What a file of statistics says of itself.
public struct StatisticsHeader: Hashable, Sendable {
  public var key: StatisticsKey
  /// Of the first and the last knot, rising.
  public var lambdas: ClosedRange<Double>
  /// What was looked at, for people: model, schedule, grid, data, samples, seed.
  public var notes: [String: String]

  public init(key: StatisticsKey, lambdas: ClosedRange<Double>, notes: [String: String]) {
    self.key = key
    self.lambdas = lambdas
    self.notes = notes
  }
}

/// Statistics of a model as a safetensors file: tensors `l`, `s` and `b` of knots by coordinates, and
/// in the metadata what they hold for.
public enum StatisticsFile {
  public static let ending = ".safetensors"
  private static let format = "quickstep-statistics:1"
  /// The most knots, and the most numbers of a tensor.
  private static let knotLimit = 10_000, sizeLimit = 1 << 26

  /// Reads what a file says of itself.
  /// - Throws: `FileError` for what holds no statistics.
  public static func header(_ file: SafetensorsFile) throws(FileError) -> StatisticsHeader {
    guard let found = text(.format, file) else { throw missing(.format, file) }
    guard found == format else {
      throw file.error(
        .badValue(
          ValuePlace(Key.format.rawValue), found: quoted(found), needed: quoted(format)))
    }
    func word(_ key: Key) throws(FileError) -> String {
      guard let text = text(key, file) else { throw missing(key, file) }
      return text
    }
    let low = try number(.low, file), high = try number(.high, file)
    guard low < high else {
      throw file.error(
        .badValue(ValuePlace(Key.high.rawValue), found: "\(high)", needed: "more than \(low)"))
    }
    return StatisticsHeader(
      key: StatisticsKey(
        model: try word(.model), guidance: try word(.guidance), guide: try word(.guide),
        classes: try word(.classes), clip: try word(.clip)),
      lambdas: low...high,
      notes: file.metadata.filter { Key(rawValue: $0.key) == nil })
  }

  /// Reads the statistics.
  /// - Parameter width: numbers of a sample of the model.
  /// - Throws: `FileError` for tensors that are missing, too large, of another shape or not finite.
  public static func read(
    _ file: SafetensorsFile, width: Int
  ) throws(FileError) -> ModelStatistics {
    let lambdas = try header(file).lambdas
    let l = try table("l", file, width, rows: nil)
    let rows = l.count / width
    let s = try table("s", file, width, rows: rows)
    let b = try table("b", file, width, rows: rows)
    func column(_ values: [Float], _ i: Int) -> [Double] {
      (0..<rows).map { Double(values[$0 * width + i]) }
    }
    return ModelStatistics(
      knots: linearlySpaced(lambdas.lowerBound, lambdas.upperBound, count: rows),
      coordinates: (0..<width).map {
        ModelStatistics.Coordinate(l: column(l, $0), s: column(s, $0), b: column(b, $0))
      }, rule: .parabolas)
  }

  /// Writes statistics, complete or not at all.
  public static func write(
    _ statistics: ModelStatistics, _ header: StatisticsHeader, to path: String
  ) throws(FileError) {
    let width = statistics.coordinates.count, rows = statistics.knots.count
    func tensor(
      _ name: String, _ values: @escaping (ModelStatistics.Coordinate) -> [Double]
    ) -> SafetensorsOutput {
      SafetensorsOutput(name: name, shape: [rows, width], precision: .float32) { target in
        for (i, coordinate) in statistics.coordinates.enumerated() {
          for (k, value) in values(coordinate).enumerated() {
            target[k * width + i] = Float(value)
          }
        }
      }
    }
    let words: [Key: String] = [
      .format: format, .model: header.key.model, .guidance: header.key.guidance,
      .guide: header.key.guide, .classes: header.key.classes, .clip: header.key.clip,
      .low: "\(header.lambdas.lowerBound)", .high: "\(header.lambdas.upperBound)",
    ]
    let metadata = Dictionary(uniqueKeysWithValues: words.map { ($0.key.rawValue, $0.value) })
    try SafetensorsFile.write(
      path, tensors: [tensor("l", \.l), tensor("s", \.s), tensor("b", \.b)],
      metadata: metadata.merging(header.notes) { word, _ in word })
  }

  /// The words of the metadata that mean something to the program.
  private enum Key: String {
    case format, guidance, guide, clip
    case model = "model-knobs"
    case classes = "class"
    case low = "lambda-first"
    case high = "lambda-last"
  }

  private static func text(_ key: Key, _ file: SafetensorsFile) -> String? {
    file.metadata[key.rawValue]
  }

  private static func missing(_ key: Key, _ file: SafetensorsFile) -> FileError {
    file.error(.missingKey(key.rawValue, inside: "__metadata__"))
  }

  private static func number(_ key: Key, _ file: SafetensorsFile) throws(FileError) -> Double {
    guard let text = text(key, file) else { throw missing(key, file) }
    guard let value = Double(text), value.isFinite else {
      throw file.error(
        .badValue(ValuePlace(key.rawValue), found: quoted(text), needed: "a finite number"))
    }
    return value
  }

  private static func table(
    _ name: String, _ file: SafetensorsFile, _ width: Int, rows: Int?
  ) throws(FileError) -> [Float] {
    guard let tensor = file[name] else { throw file.error(.missingKey(name, inside: "")) }
    let allowed = rows.map { $0...$0 } ?? 2...knotLimit
    guard tensor.shape.count == 2, tensor.shape[1] == width, allowed.contains(tensor.shape[0]),
      tensor.shape[0] <= sizeLimit / width
    else {
      let knots = rows.map(String.init) ?? "2 … \(knotLimit)"
      throw file.error(
        .badValue(
          ValuePlace(name), found: tensor.shape.map(String.init).joined(separator: " x "),
          needed: "\(knots) knots x \(width) numbers"))
    }
    let values = try file.floats(of: tensor)
    let bad = values.count { !$0.isFinite }
    guard bad == 0 else {
      throw file.error(.nonFinite([NonFiniteTensor(name: name, count: bad)]))
    }
    return values
  }
}
