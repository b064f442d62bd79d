import Glibc

/// The user's folder for data, as the XDG base directories have it.
public func userDataFolder() -> String {
  if let data = getenv("XDG_DATA_HOME").map({ String(cString: $0) }), data.hasPrefix("/") {
    return data
  }
  return expandingHome("~/.local/share")
}
