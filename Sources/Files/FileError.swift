import Quickstep

/// What is wrong with one file. `description` is the sentence for people.
public struct FileError: Error, Equatable, Sendable {
  /// The file or folder as it was named; may hold any characters.
  public let path: String
  public let problem: FileProblem

  public init(path: String, problem: FileProblem) {
    self.path = path
    self.problem = problem
  }
}

/// A place in a text, both counted from 1; the column counts bytes.
public struct TextPosition: Hashable, Comparable, Sendable {
  public let line: Int
  public let column: Int

  public init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }

  public static func < (a: TextPosition, b: TextPosition) -> Bool {
    (a.line, a.column) < (b.line, b.column)
  }
}

/// A place inside a structured file: the path of keys (`models[2].weights[3]`), and the place in
/// the text where it is known.
public struct ValuePlace: Hashable, Sendable {
  public let keys: String
  public let position: TextPosition?

  public init(_ keys: String, _ position: TextPosition? = nil) {
    self.keys = keys
    self.position = position
  }
}

/// A format this target reads, for the sentence "this is not …".
public enum FileFormat: String, Equatable, Sendable {
  case idxImages = "an IDX image file"
  case idxLabels = "an IDX label file"
  case png = "a PNG picture"
  case npy = "an NPY array"
  case safetensors = "a safetensors file"
}

/// What stands where a regular file was expected.
public enum FileKind: String, Equatable, Sendable {
  case folder = "a folder"
  case pipe = "a pipe"
  case socket = "a socket"
  case device = "a device"
  case other = "not a regular file"
}

/// Everything that can be wrong with a file, with the data that the sentence needs.
public enum FileProblem: Error, Equatable, Sendable {
  public enum Action: String, Equatable, Sendable {
    case read, write, list
  }

  case missing
  case nameWithNul
  case notAFile(FileKind)
  case notAFolder
  case noSuchFolder(String)
  case system(Action, code: Int32)
  case changedWhileRead
  case tooLarge(limit: Int)

  case gzipDamaged
  case gzipTruncated
  case wrongFormat(FileFormat)
  case truncated(part: String, needed: Int, found: Int)
  case trailingBytes(Int)
  case nothingInside(String)
  case tooMany(String, limit: Int)
  case unsupported(feature: String, supported: String)
  case damagedPicture(reason: String)

  case headerLength(UInt64, limit: Int)
  indirect case inHeader(FileProblem)
  case tensorSize(String, String, needed: Int, found: Int)
  case tensorsOverlap(String, String)
  case gapBeforeTensor(String, count: Int)
  case nonFinite([NonFiniteTensor])

  case labelCount(labels: Int, images: Int, imageFile: String)
  case noPictures(otherFiles: Int)
  case picturesBesideClasses(picture: String, folder: String)
  case picturesDiffer(shape: String, other: String, otherShape: String)

  case notText(offset: Int)
  case syntax(reason: String, TextPosition)
  case duplicateKey(ValuePlace, first: TextPosition?)
  case wrongType(ValuePlace, expected: String, found: String)
  case missingKey(String, inside: String)
  case unknownKey(ValuePlace, suggestion: String?)
  case badValue(ValuePlace, found: String, needed: String)
  case rejected(ValuePlace, reason: String)
  case unknownName(String, kind: String, suggestion: String?, known: [String])
}
