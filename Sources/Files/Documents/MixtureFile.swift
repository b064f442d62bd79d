import Quickstep

/// Reads Gaussian mixtures from JSON: one model, or several under `models`.
///
/// ```json
/// {"name": "two", "d": 1, "weights": [1, 3], "means": [[-1], [1]], "stds": [0.1, 0.2]}
/// {"name": "per class", "d": 1, "class_priors": [1, 1], "classes": [{"weights": …}, …]}
/// {"models": [ … ]}
/// ```
public enum MixtureFile {
  /// Reads every model of the file, in its order.
  /// - Throws: `FileError` that names the entry: weights and priors must be above 0 (they are
  ///   scaled to sum 1), standard deviations above 0, means finite and of dimension `d`.
  public static func read(_ path: String) throws(FileError) -> [MixtureDocument] {
    try parse(ByteSource(contentsOf: path))
  }

  /// Reads the model called `name`.
  public static func read(_ path: String, name: String) throws(FileError) -> MixtureDocument {
    let models = try read(path)
    if let model = models.first(where: { $0.name == name }) { return model }
    let names = models.map(\.name)
    throw FileError(
      path: path,
      problem: .unknownName(
        name, kind: "model", suggestion: suggestion(for: name, among: names), known: names))
  }

  public static func parse(_ source: ByteSource) throws(FileError) -> [MixtureDocument] {
    let root = try JSONCursor(source)
    let fallback = nameWithoutEnding(source.path)
    guard let list = try root.optional("models") else { return [try model(root, fallback)] }
    let elements = try list.elements()
    guard !elements.isEmpty else { throw source.error(.nothingInside("models")) }
    var models: [MixtureDocument] = []
    for (index, element) in elements.enumerated() {
      models.append(try model(element, "\(fallback)-\(index + 1)"))
    }
    return models
  }
}

private func model(
  _ cursor: JSONCursor, _ fallbackName: String
) throws(FileError) -> MixtureDocument {
  let name = try cursor.optional("name")?.string() ?? fallbackName
  let dimension = try dimension(cursor.member("d"))
  guard let classList = try cursor.optional("classes") else {
    return MixtureDocument(
      name: name, dimension: dimension, parts: .mixture(try components(cursor, dimension)))
  }
  var classes: [MixtureDocument.Components] = []
  for element in try classList.elements() { classes.append(try components(element, dimension)) }
  guard !classes.isEmpty else { throw classList.badValue("empty", needed: "a list of classes") }
  let priors = try weights(cursor.member("class_priors"), count: classes.count, of: "classes")
  return MixtureDocument(
    name: name, dimension: dimension, parts: .classes(priors: priors, classes))
}

private func dimension(_ cursor: JSONCursor) throws(FileError) -> Int {
  let dimension = try cursor.integer()
  let range = 1...1_000_000
  guard range.contains(dimension) else {
    throw cursor.badValue("\(dimension)", needed: "from 1 to \(range.upperBound)")
  }
  return dimension
}

private func components(
  _ cursor: JSONCursor, _ dimension: Int
) throws(FileError) -> MixtureDocument.Components {
  var means: [[Double]] = []
  for element in try cursor.member("means").elements() {
    let mean = try element.numbers()
    guard mean.count == dimension else {
      throw element.badValue("\(mean.count) long", needed: "d = \(dimension) long")
    }
    for (index, value) in mean.enumerated() where !value.isFinite {
      throw try element.element(index, of: element.array()).badValue("\(value)", needed: "finite")
    }
    means.append(mean)
  }
  let weightCursor = try cursor.member("weights")
  let weights = try weights(weightCursor, count: means.count, of: "means")
  let deviations = try positive(cursor.member("stds"), count: means.count, of: "means")
  return MixtureDocument.Components(weights: weights, means: means, deviations: deviations)
}

/// Positive numbers scaled to sum 1.
private func weights(
  _ cursor: JSONCursor, count: Int, of what: String
) throws(FileError) -> [Double] {
  let values = try positive(cursor, count: count, of: what)
  let sum = values.reduce(0, +)
  guard sum.isFinite else { throw cursor.badValue("infinite in sum", needed: "finite in sum") }
  // A sum that is 1 but for rounding is left alone, so that files written with care stay exact.
  return abs(sum - 1) <= 1e-12 ? values : values.map { $0 / sum }
}

private func positive(
  _ cursor: JSONCursor, count: Int, of what: String
) throws(FileError) -> [Double] {
  let values = try cursor.numbers()
  guard !values.isEmpty else { throw cursor.badValue("empty", needed: "a list of numbers") }
  guard values.count == count else {
    throw cursor.badValue("\(values.count) long", needed: "as long as \(what), \(count)")
  }
  for (index, value) in values.enumerated() where !(value.isFinite && value > 0) {
    throw try cursor.element(index, of: cursor.array())
      .badValue(shortestText(value), needed: "a finite number above 0")
  }
  return values
}
