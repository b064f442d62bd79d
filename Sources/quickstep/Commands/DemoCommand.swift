import ArgumentParser
import Experiments
import Files
import Glibc
import Runs
import Workbench

/// Plays a tour of the workbench, or writes one down.
struct DemoCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "demo", abstract: "Play a tour of the workbench; any key takes over.",
    discussion: """
      Tours: \(DemoScript.bundledNames.joined(separator: ", ")).
      A tour is a file of lines; --record writes one from the keys that are pressed.
      """)

  @Argument(
    help: ArgumentHelp("The tour by name, or its file.", valueName: "tour"),
    completion: .list(DemoScript.bundledNames))
  var name: String?
  @Option(
    help: ArgumentHelp("Open the workbench and write its keys to a file.", valueName: "file"),
    completion: .file())
  var record: String?
  @OptionGroup var options: SentenceOptions<SamplingFamily>
  @OptionGroup var look: LookOptions

  func run() throws {
    guard isatty(STDIN_FILENO) == 1, isatty(STDOUT_FILENO) == 1 else {
      throw DemoRefusal.noTerminal
    }
    let families = Families.all()
    let themes = Themes.own(), configuration = Configuration.read(families, themes)
    let sentence = try options.sentence(
      among: families, opening: ModelLibrary.first, defaults: configuration.defaults)
    var settings = try look.settings(themes, configuration)
    let scratch = try ScratchFolder()
    defer { scratch.remove() }
    switch (name, record) {
    case (_?, _?): throw DemoRefusal.playsAndRecords
    case (nil, let path?):
      try AtomicFile.check(path)
      settings.recording = DemoRecorder(path, runLine: families.runLine(sentence))
    case (let name, nil):
      settings.demo = try DemoScript.named(
        name ?? DemoScript.bundledNames[0], scratch: scratch.path)
    }
    var workbench = try WorkbenchLoop(families, sentence, settings)
    let status = workbench.run()
    if status != 0 { throw ExitCode(status) }
  }
}

private enum DemoRefusal: Error, CustomStringConvertible {
  case noTerminal
  case playsAndRecords

  var description: String {
    switch self {
    case .noTerminal: "a tour needs a terminal. Run quickstep demo in one."
    case .playsAndRecords: "a tour is played or recorded, not both. Leave out its name or --record."
    }
  }
}

extension DemoScript {
  private static let folder = "examples/demos/", ending = ".txt"

  /// Of the tours that come with the program, in their order.
  static let bundledNames = BundledFile.all.map(\.name).filter { $0.hasPrefix(folder) }
    .map { String($0.dropFirst(folder.count).dropLast(ending.count)) }

  /// - Throws: `FileError`, `DemoError` or `DeclarationError` with the names there are.
  static func named(_ name: String, scratch: String) throws -> DemoScript {
    if let file = BundledFile.named(folder + name + ending) {
      return try DemoScript(
        name: name, String(decoding: file.bytes, as: UTF8.self), scratch: scratch)
    }
    let source: ByteSource
    do {
      source = try ByteSource(contentsOf: name)
    } catch  where error.problem == .missing {
      throw DeclarationError.unknownName(name, kind: "tour", known: bundledNames)
    }
    return try DemoScript(
      name: name, String(decoding: source.bytes, as: UTF8.self), scratch: scratch)
  }
}
