import Experiments
import Runs

/// Everything that the program knows; what it looks like is derived from it.
///
///     var state = State(families, sentence, themes: themes, theme: theme)
///     let effects = state.reduce(.keyPressed(.character("r")))
public struct State: Sendable {
  public let families: Families
  /// What keys mean.
  public let commands: CommandTable
  /// What the next run will do.
  public internal(set) var sentence: Sentence
  public internal(set) var history = SentenceHistory()
  var spelled: Lazily<Spelling>
  var foreseen: Lazily<Forecast>
  /// The sentences of other families, as they were left.
  var left: [String: Sentence] = [:]

  public internal(set) var focus = Panel.model
  /// The settings panel that is open: the last one with the focus.
  public internal(set) var openPanel = Panel.model
  /// Whether the focused panel takes the whole screen.
  public internal(set) var isZoomed = false
  /// Whether the list of the focused panel was opened, where lists can be closed.
  var isListOpen = false
  var cursors: [Panel: Row] = [:]
  public internal(set) var open: Open?

  public internal(set) var sweep = SweepState()
  /// The panel that was asked for below the others.
  public internal(set) var lowerPanel: Panel?
  /// The runs that were kept.
  public internal(set) var kept = HistoryState()

  /// Runs that are marked to be compared, in the order of their letters.
  public internal(set) var marks: [RunMark] = []
  public internal(set) var launch: Launch?
  public internal(set) var run: ShownRun?
  public internal(set) var live = LiveMode()

  /// Which of the pages that a batch of pictures takes is shown: counted from 0, round and round, so
  /// that -1 is the last however many there are.
  public internal(set) var previewPage = 0
  /// The kind of preview that was chosen, by name.
  var previewChosen: String?
  public internal(set) var previewModes: PreviewModes
  /// The statistics chosen for the first and second plot, by name; empty takes the run's own.
  var plotChosen: [String] = []
  public internal(set) var field: FieldImage?
  var fieldAsked: Field?

  /// What is known of models, by family.
  var cards: [String: [ModelCard]]
  var modelsAsked: Set<ModelName> = []
  /// Models that cannot be loaded, until the sentence has left them.
  var refusedModels: Set<ModelName> = []
  /// A model that was chosen before it was known, and the words that nobody chose.
  var modelFollowed: (name: String, untouched: [String])?
  /// What is being asked about the sentence's model.
  package internal(set) var question: ModelQuestion?
  /// What has been kept by name.
  public internal(set) var saved: SavedChoices
  /// What was wrong before the first screen.
  let openingProblem: String?
  public let themes: [String]
  /// The theme in use: the one that the palette stands on, the one that was chosen, else the one that
  /// suits the terminal.
  public internal(set) var theme: String {
    get { themeLookedAt ?? themeChosen ?? themeSuited }
    set { themeChosen = newValue }
  }
  var themeSuited: String
  private var themeChosen: String?
  /// The theme that somebody asked for.
  public var chosenTheme: String? { themeChosen }
  /// The plan of a workbench that was killed, until it is taken.
  var offered: Sentence?
  public internal(set) var message: Message?
  public internal(set) var demo: Demo?
  var keysPressed = 0
  /// The list that the wheel has turned, until the next key or click.
  var scrolled: Scrolled?
  /// Which key press asked to leave while that would have ended a training.
  var leaveAskedAt: Int?
  /// What was to be deleted at which key press, if it is asked for twice.
  var deletionAsked: (choice: SavedChoice, at: Int)?
  var messagesSaid = 0
  /// Whether somebody has said that the terminal may keep run lines.
  var mayCopy = false
  /// In cells.
  public internal(set) var columns: Int
  var screenRows: Int
  /// Those that are left for the workbench beside a tour's captions.
  public var rows: Int { screenRows - captionRows }
  /// Those below the workbench that are a tour's.
  public var captionRows: Int { demo == nil ? 0 : Demo.rows(onScreenOf: screenRows) }
  /// The knobs that components had when they were last chosen.
  var knobMemory: [KnobMemory: Choice] = [:]

  /// - Parameters:
  ///   - families: all there are.
  ///   - themes: names; `theme` and `chosenTheme` are of them.
  ///   - theme: the one that suits the terminal, for all that is known.
  ///   - chosenTheme: the one that somebody asked for.
  ///   - saved: what has been kept by name.
  ///   - problem: what was wrong before the first screen.
  ///   - focus: the panel to begin in.
  ///   - offered: the plan of a workbench that was killed.
  ///   - commands: with the keys that somebody gave them.
  ///   - starts: what other kinds of run begin with, by family.
  public init(
    _ families: Families, _ sentence: Sentence, themes: [String], theme: String,
    chosenTheme: String? = nil, previewModes: PreviewModes = PreviewModes(),
    saved: SavedChoices = SavedChoices(), problem: String? = nil, focus: Panel = .model,
    offered: Sentence? = nil, commands: CommandTable = .standard,
    starts: [String: Sentence] = [:], columns: Int = 80, rows: Int = 24
  ) {
    self.families = families
    self.saved = saved
    self.commands = commands
    left = starts
    openingProblem = problem
    self.offered = offered
    self.sentence = sentence
    let cards = Dictionary(uniqueKeysWithValues: families.all.map { ($0.name, $0.cards) })
    self.cards = cards
    self.themes = themes
    themeSuited = theme
    themeChosen = chosenTheme
    self.previewModes = previewModes
    self.columns = columns
    screenRows = rows
    spelled = Lazily { Spelling() }
    let family = families[sentence]
    foreseen = Lazily { family.forecast(sentence, ModelCard("", kind: "")) }
    foresee()
    // A sweep does not outlive the program, what was kept does.
    let focus = focus == .sweep ? Panel.model : focus
    if focus.isLower { show(below: focus) } else { self.focus(on: focus) }
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
