import Experiments
import Runs

/// Something that the program must do.
public enum Effect: Equatable, Sendable {
  public enum Pace: Sendable {
    case running
    /// Does the first step, then waits.
    case oneStep
  }

  case start(Sentence, Pace)
  /// Look at every cell of a sweep, in the background; answer with `sweepWeighed` or `sweepRefused`.
  case weigh(Sweep)
  /// Run cells of a sweep.
  case sweep(Sweep, SweepScope)
  /// Run sentences in lock-step, 2 to 16 of one family.
  case compare([Sentence])
  case pause
  case resume
  case stepOnce
  case cancel
  /// Answer with `fieldComputed`; only the newest matters.
  case computeField(Field)
  /// Load a model in the background; answer with `modelInspected` or `modelRefused`.
  case inspectModel(family: String, Choice)
  /// Read the sentence that a file of a family's own form says, in the background; answer with
  /// `sentenceRead` or `sentenceRefused`.
  case readSentence(family: String, path: String)
  /// Find out what lies in a folder, in the background; answer with `folderListed`. Empty for the
  /// working folder; only the newest matters.
  case listFolder(String)
  /// Keep choices by their names; answer with `choicesSaved` or `savingRefused`.
  case save([SavedChoice])
  /// Forget what was kept by a name; answer with `choiceDeleted` or `savingRefused`.
  case delete(SavedChoice)
  /// Keep something by another name; answer with `choiceRenamed` or `savingRefused`.
  case rename(SavedChoice, to: SavedChoice)
  /// Ask the history, or change it; answer with `history`. Of searches only the newest matters.
  case history(HistoryQuestion)
  /// Write what is shown of the run, in the background; answer with `written`, `writingMet` or
  /// `savingRefused`.
  case write(String, Writing.Form, Writing.Meeting)
  /// Hand a text to the terminal's clipboard, which does not answer.
  case copy(String)
  /// Read the sentence of a preset or a picture in the background; answer with `planRead` or
  /// `sentenceRefused`.
  case readPlan(String)
  /// Find all presets in the background; answer with `presetsListed`.
  case listPresets
  /// Read the sentence of the preset of a name, as `readPlan`.
  case readPreset(String)
  /// Answer with `timePassed` after so many seconds.
  case wake(Alarm, afterSeconds: Double)
  /// Paint every cell and picture anew.
  case repaint
  /// Give the terminal back to the shell until it resumes the program.
  case suspend
  case quit
}
