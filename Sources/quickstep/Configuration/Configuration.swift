import Experiments
import Files
import Terminal
import Workbench

/// What a person has set for good, in `$XDG_CONFIG_HOME/quickstep/config.toml`.
struct Configuration {
  /// By name; `nil` takes the one that suits the terminal.
  var theme: String?
  var threads = ConfigurationTable.threads
  /// The most memory that the program takes, in GiB; `nil` for all that the machine has.
  var memory: Double?
  var keepsHistory = true
  /// Names of commands, and the keys of each.
  var keys: [(command: String, keys: [Key])] = []
  var defaults = PlanDefaults()

  /// Where in the file something stands, by the path of its keys.
  var places: [String: TextPosition] = [:]
  /// What in the file cannot be used, while the rest holds.
  var problems: [FileError] = []
  /// What its keys mean in the workbench.
  private(set) var commands = CommandTable.standard
}

extension Configuration {
  /// Where it lies; `nil` where nothing tells.
  static var path: String? { configurationFolder().map { $0 + "/config.toml" } }

  /// What the file says, nothing where there is none.
  static func read(_ families: Families, _ themes: Themes) -> Configuration {
    var configuration = Configuration()
    guard let path else { return configuration }
    do {
      let root = try TOMLParser.parse(ByteSource(contentsOf: path))
      configuration.take(root, ConfigurationTable.all(families, themes.names))
    } catch {
      if error.problem != .missing { configuration.problems.append(error) }
    }
    return configuration
  }

  /// What the file says, for a program without a screen: what is wrong with it is told, and its limits
  /// hold from now on.
  static func inForce(_ families: Families) -> Configuration {
    guard let path, !isMissing(path) else { return Configuration() }
    let configuration = read(families, Themes.own())
    if let note = configuration.note { StandardError.write("note: \(note)\n") }
    configuration.limitMemory()
    return configuration
  }

  /// What is wrong with the file, in one line; `nil` where nothing is.
  var note: String? {
    problems.first.map { first in
      let more = problems.count - 1
      return "\(first)"
        + (more > 0 ? " And \(more) more; quickstep config tells all." : "")
    }
  }

  /// - Parameter flag: what was asked for on the command line, which counts more.
  func threads(_ flag: String?) throws -> Int { try flag.map(threadCount) ?? threads }

  private mutating func take(_ root: TOMLSection, _ tables: [ConfigurationTable]) {
    for table in tables {
      attempt { configuration throws(FileError) in
        let section = try root.section(at: table.path)
        for entry in table.entries where section.has(entry.key) {
          configuration.places["\(table.path.map { $0 + "." }.joined())\(entry.key)"] =
            section.place(of: entry.key).position
          configuration.attempt { configuration throws(FileError) in
            try entry.take(section, &configuration)
          }
        }
        let inner = tables.filter { $0.path.starts(with: table.path) }.compactMap {
          $0.path.dropFirst(table.path.count).first
        }
        configuration.problems += section.unknownKeys(table.entries.map(\.key) + inner)
      }
    }
    bindKeys(root.path)
    var told: [FileError] = []
    for problem in problems where !told.contains(problem) { told.append(problem) }
    problems = told
    problems.sort { ($0.problem.position ?? .start) < ($1.problem.position ?? .start) }
  }

  private mutating func attempt(_ take: (inout Configuration) throws(FileError) -> Void) {
    do throws(FileError) { try take(&self) } catch { problems.append(error) }
  }

  /// Gives commands their keys, as far as no two would have one.
  private mutating func bindKeys(_ path: String) {
    let places = self.places
    func place(_ command: String) -> TextPosition { places["keys.\(command)"] ?? .start }
    keys.sort { place($0.command) < place($1.command) }
    let (table, conflicts) = CommandTable.binding(keys)
    commands = table
    for conflict in conflicts {
      keys.removeAll { $0.command == conflict.command }
      let keys = "keys.\(conflict.command)"
      problems.append(
        FileError(
          path: path,
          problem: .rejected(
            ValuePlace(keys, places[keys]),
            reason:
              "\(conflict.key.name) is a key of \(conflict.other) already. Choose another one, "
              + "or give \(conflict.other) another one here.")))
    }
  }

}

/// Where a person's own files lie; `nil` where nothing tells.
func configurationFolder() -> String? {
  Surroundings(environment: Surroundings.processEnvironment(), describedColors: 0)
    .configurationDirectory.map { $0 + "/quickstep" }
}

extension FileProblem {
  /// Where in a text something is wrong.
  fileprivate var position: TextPosition? {
    switch self {
    case .syntax(_, let position): position
    case .duplicateKey(let place, _), .wrongType(let place, _, _), .unknownKey(let place, _),
      .badValue(let place, _, _), .rejected(let place, _):
      place.position
    default: nil
    }
  }
}

extension TextPosition {
  fileprivate static let start = TextPosition(line: 0, column: 0)
}

extension TOMLSection {
  /// The table of a path, empty where it is absent.
  fileprivate func section(at path: [String]) throws(FileError) -> TOMLSection {
    var section = self
    for key in path { section = try section.table(key) }
    return section
  }
}
