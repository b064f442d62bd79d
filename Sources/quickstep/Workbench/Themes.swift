import Files
import Quickstep
import Screen

/// The themes there are: the bundled ones and, at most, one from a file.
struct Themes {
  let names: [String]
  /// The one from the file.
  let extra: String?
  private let themes: [String: Theme]

  private static let folder = "themes/"

  private static var bundled: [BundledFile] {
    BundledFile.all.filter { $0.name.hasPrefix(folder) }
  }

  /// Of the files that come with the program.
  static var bundledNames: [String] {
    bundled.map { String($0.name.dropFirst(folder.count).prefix { $0 != "." }) }
  }

  /// - Throws: `FileError` or `ThemeError`.
  init(extra path: String?) throws {
    var documents = try Self.bundled.map { try ThemeFile.parse($0.source()) }
    if let path { documents.append(try ThemeFile.read(path)) }
    extra = path == nil ? nil : documents[documents.count - 1].name
    let sources = documents.map(ThemeSource.init)
    var themes: [String: Theme] = [:]
    for source in sources {
      do {
        themes[source.name] = try Theme(named: source.name, among: sources)
      } catch {
        throw ThemeFileError(path: path, error: error)
      }
    }
    names = sources.map(\.name)
    self.themes = themes
  }

  /// The theme for a terminal where nobody chose one.
  /// - Parameter ground: its background, if it has told it.
  func suited(to ground: RGB?) -> String { ground?.isLight == true ? "light" : "dark" }

  subscript(name: String) -> Theme { themes[name] ?? .unstyled }

  /// - Throws: `ThemeError` with the names there are.
  func named(_ name: String) throws -> Theme {
    guard let theme = themes[name] else {
      throw ThemeError.unknownTheme(name: name, nearest: suggestion(for: name, among: names))
    }
    return theme
  }
}

/// Why the theme of a file cannot be used.
struct ThemeFileError: Error, CustomStringConvertible {
  let path: String?
  let error: any Error

  var description: String { path.map { "\(PrintableText($0)): \(error)" } ?? "\(error)" }
}

extension ThemeSource {
  init(_ document: ThemeDocument) {
    self.init(
      name: document.name, inherits: document.inherits, foreground: document.foreground,
      background: document.background, promises: document.promises, palette: document.palette,
      roles: document.roles)
  }
}
