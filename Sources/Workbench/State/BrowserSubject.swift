import Runs

/// What a path is chosen for.
public enum BrowserSubject: Equatable, Sendable {
  case model
  /// A file that says a sentence of a family.
  case file(of: String)

  public var title: String {
    switch self {
    case .model: "Open a model"
    case .file: "Train"
    }
  }

  /// What may be chosen.
  public var hint: String {
    switch self {
    case .model:
      "A network's folder, an IDX file (labels beside it), a folder of PNG files (sub-folders are "
        + "classes), a mixture in JSON; presets and pictures made here open as plans."
    case .file:
      "A TOML file that says data, network, objective and where the result goes. What was saved "
        + "there goes on where it stopped."
    }
  }

  var emptyPath: String {
    switch self {
    case .model:
      "Type the path of a network's folder, an IDX file, a folder of PNG files or a mixture "
        + "in JSON."
    case .file: "Type the path of a TOML file that says what to train."
    }
  }

  /// What an entry is in one word; `nil` for what cannot be taken.
  public func kind(of entry: FolderEntry) -> String? {
    switch self {
    case .model: entry.model ?? (holdsPlan(entry) ? "plan" : nil)
    case .file: !entry.isFolder && entry.name.hasSuffix(".toml") ? "TOML" : nil
    }
  }

  /// Whether a name is that of a preset, or of a picture that may say its plan.
  private func holdsPlan(_ entry: FolderEntry) -> Bool {
    !entry.isFolder && isPlan(entry.name)
  }

  /// Whether what is chosen for a model is a plan.
  func isPlan(_ path: String) -> Bool {
    guard self == .model else { return false }
    return [".png", ".apng", ".toml"].contains(where: path.hasSuffix)
  }

  /// What the folder itself is; `nil` where it cannot be taken.
  public func kind(of folder: FolderListing) -> String? {
    switch self {
    case .model: folder.model
    case .file: nil
    }
  }
}
