import Quickstep

/// Reads and writes what a classifier found in true pictures, as safetensors: for every class the
/// number of pictures (`count`), of those that were recognised (`recognized`), and the mean and
/// covariance of their features.
public enum JudgeReferenceFile {
  public static let name = "reference.safetensors"

  /// - Throws: `FileError` where a tensor is missing, does not fit the others, or holds what
  ///   cannot have been counted.
  public static func read(_ file: SafetensorsFile) throws(FileError) -> JudgeReference {
    let counts = try tensor(.count, of: file, dimensions: 1)
    let classes = counts.shape[0]
    let means = try tensor(.mean, of: file, dimensions: 2)
    let width = means.shape[1]
    let recognized = try tensor(.recognized, of: file, shape: [classes])
    guard classes > 0, means.shape[0] == classes else {
      throw misfit(.mean, of: file, found: means.shape)
    }
    let covariances = try tensor(.covariance, of: file, shape: [classes, width, width])
    guard (counts.values + recognized.values).allSatisfy({ $0 == $0.rounded() && $0 < 1e9 }),
      zip(recognized.values, counts.values).allSatisfy({ 0 <= $0 && $0 <= $1 && $1 > 0 })
    else {
      throw FileError(
        path: file.path,
        problem: .badValue(
          ValuePlace(Tensor.recognized.rawValue), found: "\(recognized.values)",
          needed: "whole numbers from 0 to those of \(Tensor.count.rawValue)"))
    }
    let bad = try file.nonFiniteTensors()
    guard bad.isEmpty else { throw file.nonFiniteError(bad) }
    return JudgeReference(
      classes: (0..<classes).map { index in
        JudgeReference.Class(
          count: Int(counts.values[index]), recognized: Int(recognized.values[index]),
          fit: GaussianFit(
            mean: row(index, of: means),
            covariance: SymmetricMatrix(size: width, elements: row(index, of: covariances))))
      })
  }

  public static func read(_ path: String) throws(FileError) -> JudgeReference {
    try read(SafetensorsFile.open(path))
  }

  /// Writes the file, complete or not at all.
  public static func write(_ reference: JudgeReference, to path: String) throws(FileError) {
    let classes = reference.classes
    let width = classes[0].fit.mean.count
    func output(_ tensor: Tensor, _ shape: [Int], _ values: [Double]) -> SafetensorsOutput {
      SafetensorsOutput(
        name: tensor.rawValue, shape: shape, precision: .float32, values: values.map(Float.init))
    }
    try SafetensorsFile.write(
      path,
      tensors: [
        output(.count, [classes.count], classes.map { Double($0.count) }),
        output(.recognized, [classes.count], classes.map { Double($0.recognized) }),
        output(.mean, [classes.count, width], classes.flatMap(\.fit.mean)),
        output(
          .covariance, [classes.count, width, width], classes.flatMap(\.fit.covariance.elements)),
      ])
  }
}

private enum Tensor: String {
  case count, recognized, mean, covariance
}

private typealias Numbers = (shape: [Int], values: [Float])

private func tensor(
  _ tensor: Tensor, of file: SafetensorsFile, dimensions: Int
) throws(FileError) -> Numbers {
  guard let found = file[tensor.rawValue] else {
    throw FileError(path: file.path, problem: .missingKey(tensor.rawValue, inside: "the header"))
  }
  guard found.shape.count == dimensions else {
    throw misfit(tensor, of: file, found: found.shape)
  }
  return (found.shape, try file.floats(of: found))
}

private func tensor(
  _ name: Tensor, of file: SafetensorsFile, shape: [Int]
) throws(FileError) -> Numbers {
  let found = try tensor(name, of: file, dimensions: shape.count)
  guard found.shape == shape else { throw misfit(name, of: file, found: found.shape) }
  return found
}

private func misfit(_ tensor: Tensor, of file: SafetensorsFile, found: [Int]) -> FileError {
  FileError(
    path: file.path,
    problem: .badValue(
      ValuePlace(tensor.rawValue), found: "\(found)",
      needed: "a shape that fits the classes and features of the other tensors"))
}

/// The numbers of one class.
private func row(_ index: Int, of numbers: Numbers) -> [Double] {
  let size = numbers.values.count / numbers.shape[0]
  return numbers.values[index * size..<(index + 1) * size].map(Double.init)
}
