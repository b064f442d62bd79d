import Quickstep
import Runs

/// Everything that the program knows; what it looks like is derived from it.
///
///     var state = State(models: models, themes: themes)
///     let effects = state.reduce(.keyPressed(.character("r")))
public struct State: Sendable {
  /// What the next run will do.
  public internal(set) var plan: Plan
  public internal(set) var history = PlanHistory()
  public internal(set) var forecast: Forecast

  public internal(set) var focus = Panel.model
  /// The settings panel that is open: the last one with the focus.
  public internal(set) var openPanel = Panel.model
  /// Whether the focused panel takes the whole screen.
  public internal(set) var isZoomed = false
  /// Whether the list of the focused panel was opened, where lists can be closed.
  var isListOpen = false
  var cursors: [Panel: Row] = [:]
  public internal(set) var open: Open?

  public internal(set) var launch: Launch?
  public internal(set) var run: ShownRun?

  /// Which of the pages that a batch of pictures takes is shown: counted from 0, round and round, so
  /// that -1 is the last however many there are.
  public internal(set) var previewPage = 0
  /// The kind of preview that was chosen, by name.
  var previewChosen: String?
  public internal(set) var previewModes: PreviewModes
  /// The statistics chosen for the first and second plot, by name; empty takes the run's own.
  var plotChosen: [String] = []
  public internal(set) var density: DensityImage?
  var densityAsked: TrueDensity?

  public internal(set) var models: [ModelItem]
  var modelsAsked: Set<String> = []
  /// Models that cannot be loaded, until the plan has left them.
  var refusedModels: Set<String> = []
  /// A model that was chosen before it was known, and the words that nobody chose.
  var modelFollowed: (name: String, untouched: [PlanKey])?
  /// What is being asked about the plan's model.
  package internal(set) var question: ModelQuestion?
  public let themes: [String]
  /// The theme in use: the one that was chosen, else the one that suits the terminal.
  public internal(set) var theme: String {
    get { themeChosen ?? themeSuited }
    set { themeChosen = newValue }
  }
  var themeSuited: String
  private var themeChosen: String?
  public internal(set) var message: Message?
  var keysPressed = 0
  /// Which key press asked to leave while that would have ended a training.
  var leaveAskedAt: Int?
  var messagesSaid = 0
  /// In cells.
  public internal(set) var columns: Int
  public internal(set) var rows: Int
  /// The knobs that components had when they were last chosen.
  var knobMemory: [PlanKey: [String: Choice]] = [:]

  /// - Parameters:
  ///   - models: the models to choose from.
  ///   - themes: names; `theme` and `chosenTheme` are of them.
  ///   - theme: the one that suits the terminal, for all that is known.
  ///   - chosenTheme: the one that somebody asked for.
  public init(
    plan: Plan = Plan(), models: [ModelItem], themes: [String], theme: String,
    chosenTheme: String? = nil, previewModes: PreviewModes = PreviewModes(),
    columns: Int = 80, rows: Int = 24
  ) {
    self.plan = plan
    self.models = models
    self.themes = themes
    themeSuited = theme
    themeChosen = chosenTheme
    self.previewModes = previewModes
    self.columns = columns
    self.rows = rows
    forecast = Forecast(
      plan,
      models.first { $0.name == plan.model.name } ?? ModelItem(name: plan.model.name, kind: ""))
  }
}

/// The ways to show pictures, by name.
public struct PreviewModes: Hashable, Sendable {
  /// Those that the terminal can show.
  public var usable: [String]
  /// The best one.
  public var automatic: String
  /// The one that was chosen; `nil` takes the best.
  public var chosen: String?

  public init(
    usable: [String] = ["ascii"], automatic: String = "ascii", chosen: String? = nil
  ) {
    self.usable = usable
    self.automatic = automatic
    self.chosen = chosen
  }

  /// The one in use.
  public var current: String { chosen ?? automatic }
}
