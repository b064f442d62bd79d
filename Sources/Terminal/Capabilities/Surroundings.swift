import Glibc

/// What the environment and the terminal's description say, before the terminal itself is asked.
public struct Surroundings: Sendable {
  private let environment: [String: String]
  /// The number of colours in the terminal's description; below 8 means none.
  public var describedColors: Int

  public init(environment: [String: String], describedColors: Int) {
    self.environment = environment.filter { !$0.value.isEmpty }
    self.describedColors = describedColors
  }

  /// The variables that matter here, as this process has them.
  public static func processEnvironment() -> [String: String] {
    let names = [
      "TERM", "COLORTERM", "NO_COLOR", "LC_ALL", "LC_CTYPE", "LANG", "TMUX", "SSH_CONNECTION",
      "HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME",
    ]
    var environment: [String: String] = [:]
    for name in names {
      if let value = getenv(name) { environment[name] = String(cString: value) }
    }
    return environment
  }

  public var terminalType: String { environment["TERM"] ?? "" }

  public var isDumb: Bool { terminalType.isEmpty || terminalType == "dumb" }

  public var isRemote: Bool { environment["SSH_CONNECTION"] != nil }

  /// Whether tmux or screen stands between us and the terminal.
  public var isMultiplexed: Bool {
    environment["TMUX"] != nil || Self.isMultiplexer(terminalType)
  }

  static func isMultiplexer(_ name: String) -> Bool {
    ["tmux", "screen"].contains { name.lowercased().hasPrefix($0) }
  }

  /// Whether the locale's characters are UTF-8, by the precedence that POSIX gives the variables.
  public var isUTF8: Bool {
    let locale = environment["LC_ALL"] ?? environment["LC_CTYPE"] ?? environment["LANG"] ?? ""
    // `language.codeset@modifier`, or the codeset alone.
    let codeset = locale.lowercased().split(separator: "@").first?.split(separator: ".").last ?? ""
    return ["utf8", "utf-8"].contains(codeset)
  }

  /// Directory for files that should outlast the program but are not worth keeping.
  public var stateDirectory: String? {
    if let state = environment["XDG_STATE_HOME"], state.hasPrefix("/") { return state }
    return environment["HOME"].map { $0 + "/.local/state" }
  }

  /// Directory for what a person has chosen to keep.
  public var configurationDirectory: String? {
    if let folder = environment["XDG_CONFIG_HOME"], folder.hasPrefix("/") { return folder }
    return environment["HOME"].map { $0 + "/.config" }
  }

  var wantsNoColor: Bool { environment["NO_COLOR"] != nil }

  var claimsTrueColor: Bool {
    ["truecolor", "24bit"].contains((environment["COLORTERM"] ?? "").lowercased())
  }
}
