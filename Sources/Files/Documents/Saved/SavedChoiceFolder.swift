import Experiments
import Glibc

/// The folder in which saved choices lie: a folder for each kind, a file for each choice.
///
///     ~/.config/quickstep/grid/mine.toml
public struct SavedChoiceFolder: Sendable {
  public let path: String
  private let families: Families

  /// The most files that are read of one kind.
  static let mostFiles = 500

  public init(_ path: String, for families: Families) {
    self.path = path
    self.families = families
  }

  /// By kind, the options that words of families have.
  private var kinds: [String: [Options]] {
    let options = families.all.flatMap { family in
      family.words.filter { $0.key != family.modelWord.key }.compactMap(\.options)
    }
    return Dictionary(grouping: options, by: \.kind)
  }

  /// Everything that can be read, and what is wrong with the rest.
  public func read() -> (choices: SavedChoices, problems: [FileError]) {
    var choices = SavedChoices()
    var problems: [FileError] = []
    // Collecting all words takes longer than to see that nobody has saved anything.
    guard !isMissing(path) else { return (choices, problems) }
    for (kind, options) in kinds.sorted(by: { $0.key < $1.key }) {
      let folder = "\(path)/\(kind)"
      do throws(FileError) {
        let names = try files(in: folder)
        if names.count > Self.mostFiles {
          problems.append(
            FileError(path: folder, problem: .tooMany("files", limit: Self.mostFiles)))
        }
        for name in names.prefix(Self.mostFiles) {
          do throws(FileError) {
            choices.take(try read("\(folder)/\(name)", options))
          } catch {
            problems.append(error)
          }
        }
      } catch {
        problems.append(error)
      }
    }
    return (choices, problems)
  }

  /// Names in the order of their bytes, none where there is no folder.
  private func files(in folder: String) throws(FileError) -> [String] {
    do {
      return try FolderNames.first(2 * Self.mostFiles, of: folder)
        .filter { $0.hasSuffix(SavedChoiceFile.ending) && !$0.hasPrefix(".") }.sorted()
    } catch {
      if error.problem == .missing { return [] }
      throw error
    }
  }

  private func read(_ path: String, _ options: [Options]) throws(FileError) -> SavedChoice {
    try SavedChoiceFile.parse(
      ByteSource(contentsOf: path, limit: SavedChoiceFile.largest), among: options)
  }

  /// Writes one, complete or not at all, in the place of one of its name.
  /// - Returns: the file.
  @discardableResult
  public func write(_ saved: SavedChoice) throws(FileError) -> String {
    let options = try prepare(saved)
    let file = file(saved)
    try AtomicFile.write(SavedChoiceFile.text(saved, options), to: file)
    return file
  }

  /// Makes the folders and finds out whether a choice can be written, as far as that can be known.
  /// - Returns: the options that say it.
  @discardableResult
  public func prepare(_ saved: SavedChoice) throws(FileError) -> Options {
    guard let all = kinds[saved.kind], let first = all.first else {
      preconditionFailure("no word chooses a \(saved.kind)")
    }
    let options = all.first { options in
      options.declarations.contains { $0.name == saved.choice.name }
    }
    do {
      try SavedChoice.check(saved.name, among: options ?? first)
    } catch {
      throw FileError(path: file(saved), problem: .rejected(ValuePlace("name"), reason: "\(error)"))
    }
    try makeFolders("\(path)/\(saved.kind)")
    try AtomicFile.check(file(saved))
    return options ?? first
  }

  /// Keeps something by another name.
  /// - Throws: `FileError` as `write` and `remove` do; what was not written is not removed.
  public func rename(_ old: SavedChoice, to new: SavedChoice) throws(FileError) {
    try write(new)
    try remove(old.name, kind: old.kind)
  }

  /// Deletes what is kept by a name, whether it can be read or not.
  /// - Throws: `FileError` where it cannot be deleted, or is not there.
  public func remove(_ name: String, kind: String) throws(FileError) {
    let file = file(name, kind: kind)
    guard !file.utf8.contains(0) else { throw FileError(path: file, problem: .nameWithNul) }
    guard unlink(file) == 0 else {
      throw FileError(
        path: file, problem: errno == ENOENT ? .missing : .system(.write, code: errno))
    }
  }

  /// The kinds of choices that can be kept.
  public var kindNames: [String] { kinds.keys.sorted() }

  private func file(_ saved: SavedChoice) -> String { file(saved.name, kind: saved.kind) }

  private func file(_ name: String, kind: String) -> String {
    "\(path)/\(kind)/\(name)\(SavedChoiceFile.ending)"
  }
}
