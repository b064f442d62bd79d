import ArgumentParser
import Glibc
import Experiments
import Runs
import Screen
import Terminal
import Workbench

/// Opens the workbench; without a terminal, runs the plan headless.
struct WorkbenchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "workbench", abstract: "Open the workbench (the default).")

  @OptionGroup var options: SentenceOptions<SamplingFamily>
  @OptionGroup var fork: ForkOptions<SamplingFamily>
  @OptionGroup var variant: VariantOption
  @OptionGroup var look: LookOptions

  func run() throws {
    let families = Families.all()
    let isScreen = isatty(STDIN_FILENO) == 1 && isatty(STDOUT_FILENO) == 1
    let themes = Themes.own()
    let configuration =
      isScreen ? Configuration.read(families, themes) : Configuration.inForce(families)
    var sentence = try fork.sentence(
      options.sentence(
        among: families, opening: ModelLibrary.first, defaults: configuration.defaults,
        variant: variant.variant), among: families, configuration.defaults)
    var settings = try look.settings(themes, configuration)
    guard isScreen else {
      var outputs = try OutputOptions.none()
      outputs.noHistory = look.noHistory
      outputs.threads = look.threads
      return try HeadlessRun(families, sentence, outputs, configuration).perform()
    }
    configuration.limitMemory()
    if configuration.keepsHistory, !look.noHistory {
      let last = LastTime.read(families)
      if options.isEmpty, fork.isEmpty, variant.variant == nil {
        sentence = last.sentence ?? sentence
      }
      settings.last = last
    }
    var workbench = try WorkbenchLoop(families, sentence, settings)
    let status = workbench.run()
    if status != 0 { throw ExitCode(status) }
  }
}

/// The flags that say how the workbench looks.
struct LookOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Theme by name, or a theme file (TOML); by default the one that suits the background.",
      valueName: "theme"), completion: .themes)
  var theme: String?
  @Option(
    help: ArgumentHelp(
      "How pictures are shown: \(PictureMode.allCases.map(\.rawValue).joined(separator: ", ")).",
      valueName: "mode"), completion: .list(PictureMode.allCases.map(\.rawValue)))
  var preview: String?
  @Option(
    help: ArgumentHelp("Colours: \(colorDepths.joined(separator: ", ")).", valueName: "depth"),
    completion: .list(colorDepths))
  var colors: String?
  @Flag(help: "Use ASCII characters only.") var ascii = false
  @Flag(help: "Draw with text only, for slow links.") var lowBandwidth = false
  @Option(
    help: ArgumentHelp(
      "What of the terminal is not used, with commas between: \(features.joined(separator: ", ")).",
      valueName: "features"), completion: .list(features))
  var without: String?
  @Flag(help: "Keep no runs, and begin as if none had been kept.") var noHistory = false
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(threadsHelp, valueName: "n"))
  var threads: String?
}

private let features = TerminalFeature.allCases.map(\.rawValue)

private let colorDepths = DisplayCapabilities.ColorDepth.allCases.map(\.rawValue)

/// How the workbench was asked to look.
struct WorkbenchSettings {
  var themes: Themes
  /// The one that was asked for here, or else the one that is configured; `nil` takes the one that
  /// suits the terminal's background.
  var theme: String?
  var preview: PictureMode?
  var choices: Capabilities.Choices
  var threads: Int
  /// What the workbench was left with; `nil` where no history is kept.
  var last: LastTime?
  /// A tour that plays.
  var demo: DemoScript?
  /// Where the keys that are pressed are written as a tour.
  var recording: DemoRecorder?
  let configuration: Configuration
}

extension LookOptions {
  func settings(
    _ own: Themes, _ configuration: Configuration
  ) throws -> WorkbenchSettings {
    var choices = Capabilities.Choices()
    if ascii { choices.glyphs = .ascii }
    if let colors {
      guard let depth = DisplayCapabilities.ColorDepth(rawValue: colors) else {
        throw DeclarationError.badValue(
          knob: "colors", text: colors, range: colorDepths.joined(separator: " | "))
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
    choices.graphics = mode?.graphics ?? (lowBandwidth ? DisplayCapabilities.Graphics.none : nil)
    choices.without = Set(
      try (without ?? "").split(separator: ",").map { word in
        guard let feature = TerminalFeature(rawValue: String(word)) else {
          throw DeclarationError.unknownName(String(word), kind: "feature", known: features)
        }
        return feature
      })
    let isFile = theme.map { $0.contains("/") || $0.hasSuffix(".toml") } ?? false
    let themes = isFile ? try theme.map(own.adding) ?? own : own
    let name = try themes.extra ?? theme.map { try themes.named($0).name }
    return WorkbenchSettings(
      themes: themes, theme: name ?? configuration.theme,
      preview: mode ?? (lowBandwidth ? .ascii : nil), choices: choices,
      threads: try configuration.threads(threads), configuration: configuration)
  }
}
