import Experiments
import Runs

/// Something that happened.
public enum Action: Sendable {
  /// The first screen stands.
  case opened
  case keyPressed(Key)
  /// A mouse over a part of the screen.
  case pointed(Mouse.Deed, Pointer)
  /// Text pasted at once.
  case pasted(String)
  /// The screen has another size, in cells.
  case resized(columns: Int, rows: Int)
  /// What the run engine told since the last time, oldest first.
  case runReported([RunEvent])
  /// The terminal has told what it can show.
  case previewModesFound(usable: [String], automatic: String)
  /// The terminal has told its background, which this theme suits.
  case themeFound(String)
  case fieldComputed(FieldImage)
  case modelInspected(family: String, ModelCard)
  case modelRefused(family: String, name: String, reason: String)
  case folderListed(FolderListing)
  /// A file that was chosen says this.
  case sentenceRead(Sentence)
  case sentenceRefused(reason: String)
  /// What was to be kept by name lies in its files.
  case choicesSaved([SavedChoice])
  case choiceDeleted(SavedChoice)
  case choiceRenamed(SavedChoice, to: SavedChoice)
  case savingRefused(reason: String)
  /// What a sweep costs that was asked about.
  case sweepWeighed(Sweep, SweepWeight)
  case sweepRefused(Sweep, reason: String)
  /// What was to be written lies in its file.
  case written(path: String)
  /// Nothing was written, since a file lies there.
  case writingMet(path: String)
  /// A preset or a picture says this.
  case planRead(Sentence)
  /// All presets that there are.
  case presetsListed([ChoiceOption])
  /// The history has answered.
  case history(HistoryAnswer)
  /// A tour begins.
  case demoChosen(DemoScript)
  /// The time that somebody asked for is over.
  case timePassed(Alarm)
}
