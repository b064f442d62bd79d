import Files
import Quickstep
import Screen

/// The themes there are: the bundled ones, a person's own and, at most, one from a file that was named.
struct Themes {
  let names: [String]
  /// The one from the file.
  let extra: String?
  /// What is wrong with one's own, in sentences.
  let problems: [String]
  private let themes: [String: Theme]

  private static let folder = "themes/"
  /// The most of one's own that are read.
  private static let mostOwn = 100

  private static var bundled: [BundledFile] {
    BundledFile.all.filter { $0.name.hasPrefix(folder) }
  }

  /// Of the files that come with the program.
  static var bundledNames: [String] {
    bundled.map { String($0.name.dropFirst(folder.count).prefix { $0 != "." }) }
  }

  /// Those that come with the program, in the place of which one's own of their names stand, and one's
  /// own.
  static func own() -> Themes {
    Themes(own: OwnTheme.all(in: configurationFolder().map { "\($0)/themes" }, most: mostOwn))
  }

  private init(own: [OwnTheme]) {
    let bundled = Self.bundled.compactMap { try? ThemeFile.parse($0.source()) }.map(
      ThemeSource.init)
    let sources = bundled + own.compactMap(\.source)
    var themes: [String: Theme] = [:]
    var problems = own.compactMap(\.problem)
    for source in bundled { themes[source.name] = try? Theme(named: source.name, among: sources) }
    for theme in own {
      guard let source = theme.source else { continue }
      do {
        let made = try Theme(named: source.name, among: sources)
        themes[source.name] = made
        if let problem = made.contrastNote { problems.append(theme.sentence(problem)) }
      } catch {
        problems.append(theme.sentence("\(error)"))
        if let plain = try? Theme(named: source.name, among: bundled) {
          themes[source.name] = plain
        }
      }
    }
    var seen: Set<String> = []
    names = sources.map(\.name).filter { themes[$0] != nil && seen.insert($0).inserted }
    extra = nil
    self.problems = problems
    self.themes = themes
  }

  private init(_ themes: Themes, with extra: Theme) {
    names = themes.names.filter { $0 != extra.name } + [extra.name]
    self.extra = extra.name
    problems = themes.problems
    self.themes = themes.themes.merging([extra.name: extra]) { $1 }
  }

  /// The same and one from a file, which may inherit from them.
  /// - Throws: `FileError` or `ThemeFileError`.
  func adding(_ path: String) throws -> Themes {
    let source = ThemeSource(try ThemeFile.read(path))
    let others = Self.bundled.compactMap { try? ThemeFile.parse($0.source()) }.map(ThemeSource.init)
    do {
      return Themes(self, with: try Theme(named: source.name, among: others + [source]))
    } catch {
      throw ThemeFileError(path: path, error: error)
    }
  }

  /// The theme for a terminal where nobody chose one.
  /// - Parameter ground: its background, if it has told it.
  func suited(to ground: RGB?) -> String { ground?.isLight == true ? "light" : "dark" }

  /// What is wrong with one's own, in one line; `nil` where nothing is.
  var note: String? {
    problems.first.map { first in
      first
        + (problems.count > 1 ? " And \(problems.count - 1) more; quickstep config tells all." : "")
    }
  }

  subscript(name: String) -> Theme { themes[name] ?? .unstyled }

  /// - Throws: `ThemeError` with the names there are.
  func named(_ name: String) throws -> Theme {
    guard let theme = themes[name] else {
      throw ThemeError.unknownTheme(name: name, nearest: suggestion(for: name, among: names))
    }
    return theme
  }
}

/// A theme of one's own, as its file says it.
struct OwnTheme {
  let path: String
  /// `nil` where the file cannot be read.
  let source: ThemeSource?
  let problem: String?

  /// - Parameter folder: need not exist; `nil` for nowhere.
  static func all(in folder: String?, most: Int) -> [OwnTheme] {
    guard let folder, !isMissing(folder) else { return [] }
    do {
      let names = try FolderNames.first(10 * most, of: folder)
        .filter { $0.hasSuffix(".toml") && !$0.hasPrefix(".") }.sorted()
      return names.prefix(most).map { OwnTheme("\(folder)/\($0)") }
    } catch {
      return [OwnTheme(path: folder, source: nil, problem: "\(error)")]
    }
  }

  private init(_ path: String) {
    do {
      self.init(path: path, source: ThemeSource(try ThemeFile.read(path)), problem: nil)
    } catch {
      self.init(path: path, source: nil, problem: "\(error)")
    }
  }

  private init(path: String, source: ThemeSource?, problem: String?) {
    self.path = path
    self.source = source
    self.problem = problem
  }

  func sentence(_ problem: String) -> String { "\(PrintableText(path)): \(problem)" }
}

/// Why the theme of a file cannot be used.
struct ThemeFileError: Error, CustomStringConvertible {
  let path: String
  let error: any Error

  var description: String { "\(PrintableText(path)): \(error)" }
}

extension ThemeSource {
  init(_ document: ThemeDocument) {
    self.init(
      name: document.name, inherits: document.inherits, foreground: document.foreground,
      background: document.background, promises: document.promises, palette: document.palette,
      roles: document.roles)
  }
}
