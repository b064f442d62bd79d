import Experiments

/// Presets by name: those in a folder of one's own, and those that come with the program.
public struct Presets: Sendable {
  /// One of them.
  public struct Entry: Hashable, Sendable {
    public enum Origin: Hashable, Sendable { case own, bundled }

    public let name: String
    public let origin: Origin
    /// Its first line where that is a comment; else empty.
    public let summary: String
    /// The family that it names; `nil` for the first.
    public let family: String?
  }

  private static let bundledFolder = "examples/presets/", ending = ".toml"
  /// The most files that are looked at.
  private static let mostFiles = 1000

  private let folder: String?

  /// - Parameter folder: where one's own lie, which need not exist; `nil` for nowhere.
  public init(in folder: String?) { self.folder = folder }

  /// Whether a text can only be a name: paths have a slash or an ending.
  public static func isName(_ text: String) -> Bool {
    !text.isEmpty && !text.contains("/") && !text.contains(".") && !text.utf8.contains(0)
  }

  /// All of them by name; one's own takes the place of a bundled one of its name.
  public func all() -> [Entry] {
    let own = Set(ownNames)
    return names.map { entry($0, own.contains($0) ? .own : .bundled) }
  }

  /// The bytes of one; `nil` where there is none of the name.
  /// - Throws: `FileError` for one's own that cannot be read.
  public func source(named name: String) throws(FileError) -> ByteSource? {
    if let folder, ownNames.contains(name) {
      return try ByteSource(contentsOf: "\(folder)/\(name)\(Self.ending)")
    }
    return try BundledFile.named(Self.bundledFolder + name + Self.ending)?.source()
  }

  /// The names there are.
  public var names: [String] { Set(ownNames + Self.bundledNames).sorted() }

  private var ownNames: [String] {
    guard let folder, let names = try? FolderNames.first(Self.mostFiles, of: folder) else {
      return []
    }
    return names.filter { $0.hasSuffix(Self.ending) && !$0.hasPrefix(".") }
      .map { String($0.dropLast(Self.ending.count)) }.filter(Self.isName)
  }

  private static let bundledNames = BundledFile.all.map(\.name)
    .filter { $0.hasPrefix(bundledFolder) }
    .map { String($0.dropFirst(bundledFolder.count).dropLast(ending.count)) }

  /// What a list says of one; what cannot be read is listed by its name alone.
  private func entry(_ name: String, _ origin: Entry.Origin) -> Entry {
    let lines = ((try? source(named: name)?.text()) ?? "").split(separator: "\n")
    let family = lines.first { $0.hasPrefix(Self.familyStart) }
    let summary = lines.first.flatMap { $0.hasPrefix("# ") ? String($0.dropFirst(2)) : nil }
    return Entry(
      name: PrintableText(name, limit: 80).text, origin: origin,
      summary: PrintableText(summary ?? "").text,
      family: family.map { String($0.dropFirst(Self.familyStart.count).prefix { $0 != "\"" }) })
  }

  private static let familyStart = "family = \""
}
