import Experiments

extension Product {
  /// How far the samples that both have are apart: the root mean square of what their numbers differ
  /// by, of names the share that differs; `nil` where samples have other shapes, or numbers are not
  /// known.
  package func distance(to other: Product) -> Double? {
    let count = min(values.count, other.values.count)
    guard kind == other.kind, shape.dropFirst() == other.shape.dropFirst(), count > 0 else {
      return nil
    }
    let sum = zip(values, other.values).reduce(0) { sum, pair in
      switch kind {
      case .amounts: sum + (pair.0 - pair.1) * (pair.0 - pair.1)
      case .names: sum + (pair.0 == pair.1 ? 0 : 1)
      }
    }
    let mean = sum / Double(count)
    guard mean.isFinite else { return nil }
    return kind == .amounts ? mean.squareRoot() : mean
  }
}
