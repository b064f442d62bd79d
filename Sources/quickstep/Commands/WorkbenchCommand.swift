import ArgumentParser
import Glibc
import Quickstep
import Runs
import Screen
import Terminal

/// Opens the workbench; without a terminal, runs the plan headless.
struct WorkbenchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "workbench", abstract: "Open the workbench (the default).")

  @OptionGroup var options: PlanOptions
  @OptionGroup var look: LookOptions

  func run() throws {
    let plan = try options.plan()
    let settings = try look.settings()
    guard isatty(STDIN_FILENO) == 1, isatty(STDOUT_FILENO) == 1 else {
      return try HeadlessRun(plan: plan, outputs: .none(), threads: settings.threads).perform()
    }
    try ModelLibrary.find(plan.model)
    var workbench = try WorkbenchLoop(plan: plan, settings: settings)
    let status = workbench.run()
    if status != 0 { throw ExitCode(status) }
  }
}

/// The flags that say how the workbench looks.
struct LookOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("Theme by name, or a theme file (TOML).", valueName: "theme"),
    completion: .list(Themes.bundledNames))
  var theme: String?
  @Option(
    help: ArgumentHelp(
      "How pictures are shown: \(PictureMode.allCases.map(\.rawValue).joined(separator: ", ")).",
      valueName: "mode"), completion: .list(PictureMode.allCases.map(\.rawValue)))
  var preview: String?
  @Option(
    help: ArgumentHelp("Colours: none, 16, 256 or true.", valueName: "depth"),
    completion: .list(["none", "16", "256", "true"]))
  var colors: String?
  @Flag(help: "Use ASCII characters only.") var ascii = false
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Threads that compute, 1 … 64.", valueName: "n"))
  var threads = "2"
}

/// How the workbench was asked to look.
struct WorkbenchSettings {
  var themes: Themes
  var theme: String
  var preview: PictureMode?
  var choices: Capabilities.Choices
  var threads: Int
}

extension LookOptions {
  func settings() throws -> WorkbenchSettings {
    var choices = Capabilities.Choices()
    if ascii { choices.glyphs = .ascii }
    if let colors {
      let depths: [String: DisplayCapabilities.ColorDepth] = [
        "none": .none, "16": .sixteen, "256": .twoFiftySix, "true": .trueColor,
      ]
      guard let depth = depths[colors] else {
        throw DeclarationError.badValue(
          knob: "colors", text: colors, range: "none | 16 | 256 | true")
      }
      choices.colorDepth = depth
    }
    let mode = try preview.map { text in
      guard let mode = PictureMode(rawValue: text) else {
        throw DeclarationError.unknownName(
          text, kind: "preview mode", known: PictureMode.allCases.map(\.rawValue))
      }
      return mode
    }
    if mode == .sixel { choices.graphics = .sixel }
    if mode == .kitty { choices.graphics = .kitty }
    let isFile = theme.map { $0.contains("/") || $0.hasSuffix(".toml") } ?? false
    let themes = try Themes(extra: isFile ? theme : nil)
    let name = isFile ? themes.standard : theme ?? themes.standard
    return WorkbenchSettings(
      themes: themes, theme: try themes.named(name).name, preview: mode, choices: choices,
      threads: try threadCount(threads))
  }
}
