import Runs

/// A path being typed: the folder it has come to, and the start of a name in it.
///
///     TypedPath("models/un")  // folder "models/", name "un"
public struct TypedPath: Hashable, Sendable {
  /// Up to the last slash; empty for the working folder.
  public let folder: String
  public let name: String

  public init(_ text: String) {
    let end = text.lastIndex(of: "/").map { text.index(after: $0) } ?? text.startIndex
    (folder, name) = (String(text[..<end]), String(text[end...]))
  }

  /// The folder above.
  public var parent: String {
    guard folder != "/" else { return folder }
    let inside = folder.dropLast()
    let last = inside.split(separator: "/", omittingEmptySubsequences: false).last ?? ""
    return ["", ".", "..", "~"].contains(last)
      ? folder + "../" : String(inside.dropLast(last.count))
  }
}

/// What the start of a name can become in a folder.
public struct PathCompletion: Equatable, Sendable {
  /// The entries whose names begin so; hidden ones only where the start says so.
  public let entries: [FolderEntry]
  /// What they all begin with: the start and what must follow it.
  public let common: String

  public init(_ start: String, among all: [FolderEntry]) {
    let scalars = Array(start.unicodeScalars)
    entries = all.filter { entry in
      entry.name.unicodeScalars.starts(with: scalars)
        && (start.hasPrefix(".") || !entry.name.hasPrefix("."))
    }
    common = entries.count == 1 ? entries[0].completed : commonStart(entries.map(\.name), start)
  }
}

extension FolderEntry {
  /// The name; a folder's with a slash, so that typing goes on inside.
  var completed: String { isFolder ? name + "/" : name }
}

private func commonStart(_ names: [String], _ fallback: String) -> String {
  guard let first = names.first else { return fallback }
  var common = Array(first.unicodeScalars)
  for name in names.dropFirst() {
    common = Array(zip(common, name.unicodeScalars).prefix { $0 == $1 }.map(\.0))
  }
  var view = String.UnicodeScalarView()
  view.append(contentsOf: common)
  return String(view)
}
