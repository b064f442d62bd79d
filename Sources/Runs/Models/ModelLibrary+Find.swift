import Experiments
import Files
import Quickstep

extension ModelLibrary {
  /// Finds out whether a choice names anything, without reading it.
  /// - Throws: `DeclarationError` or `FileError`, as `model(_:)` would.
  public static func find(_ choice: Choice) throws {
    if cards.contains(where: { $0.name == choice.name }) { return }
    guard let path = ModelPath(choice.name) else {
      throw DeclarationError.unknownName(choice.name, kind: "model", known: cards.map(\.name))
    }
    guard path.exists else { throw FileError(path: path.path, problem: .missing) }
  }
}
