import Glibc

/// The user's folder for data, as the XDG base directories have it.
public func userDataFolder() -> String { userFolder("XDG_DATA_HOME", "~/.local/share") }

/// The user's folder for what the program remembers, as the XDG base directories have it.
public func userStateFolder() -> String { userFolder("XDG_STATE_HOME", "~/.local/state") }

private func userFolder(_ variable: String, _ usual: String) -> String {
  if let folder = getenv(variable).map({ String(cString: $0) }), folder.hasPrefix("/") {
    return folder
  }
  return expandingHome(usual)
}
