import Experiments
import Runs

/// The name of a file being typed, to which what is shown of a run is written.
public struct Writing: Equatable, Sendable {
  /// What a file can hold, by the ending of its name.
  public enum Form: String, CaseIterable, Sendable {
    case png, csv, json, npy, apng

    /// In a few words.
    public var content: String {
      switch self {
      case .png: "the picture, with the plan in it"
      case .csv: "the statistics of every step"
      case .json: "the run, its statistics and quality"
      case .npy: "the numbers of what is shown"
      case .apng: "the pictures of all steps, moving"
      }
    }
  }

  /// What becomes of a file that is there.
  public enum Meeting: Sendable { case kept, replaced }

  public internal(set) var input: TextInput
  /// The name that was taken, once it was found to be.
  var taken: String?

  init(_ name: String) { input = TextInput(name, limit: Browser.limit) }

  /// What the ending asks for; `nil` for another one.
  public var form: Form? {
    input.text.trimmed.split(separator: ".", omittingEmptySubsequences: false).last
      .flatMap { Form(rawValue: $0.lowercased()) }
  }

  /// Whether the next enter replaces a file.
  public var replaces: Bool { taken == input.text.trimmed }
}

/// A run line that is shown to be taken elsewhere.
public struct SharedLine: Equatable, Sendable {
  /// Whether the terminal was asked to keep it.
  public enum Status: Sendable { case shown, sent }

  public let text: String
  public internal(set) var status: Status

  /// The most characters that a terminal is handed.
  static let limit = 8192
}

// What is shown of a run leaves the program.
extension State {
  /// Why nothing of a run can be written; `nil` where something can.
  var writingObstacle: String? {
    run?.record == nil ? "no run is shown; press \(key("run"))" : nil
  }

  /// Asks for a name; the panel with the focus proposes what is written.
  mutating func openWriting() {
    let form: Writing.Form =
      switch focus {
      case .trajectory: .csv
      case .quality: .json
      default: .png
      }
    open = .writing(Writing("\(fileStem).\(form.rawValue)"))
  }

  /// `ring-8-unipc-8`: what the run shown was asked for, in letters that every file system takes.
  private var fileStem: String {
    guard let run else { return "run" }
    let family = families[run.sentence]
    let words = [family.modelWord.key] + [family.listWord(.solver)?.key, "steps"].compactMap { $0 }
    let parts = words.map { key -> String in
      let text = run.sentence.choice(key)?.name ?? family.text(key, of: run.sentence)
      return String(text.split(separator: "/").last ?? "")
    }
    let stem = parts.filter { !$0.isEmpty }.joined(separator: "-").map { letter in
      letter.isASCII && (letter.isLetter || letter.isNumber || "-+_".contains(letter))
        ? letter : "-"
    }
    return String(stem.prefix(60))
  }

  mutating func finishWriting(_ writing: Writing) -> [Effect] {
    let path = writing.input.text.trimmed
    guard let form = writing.form else {
      let endings = Writing.Form.allCases.map { ".\($0.rawValue)" }.joined(separator: ", ")
      complain("The ending says what is written. End the name with one of \(endings).")
      return []
    }
    if message?.kind == .error { message = nil }
    return [.write(path, form, writing.replaces ? .replaced : .kept)]
  }

  mutating func learn(written path: String) {
    if case .writing = open { open = nil }
    inform("Written: \(path)")
  }

  /// A file is there: the same name again replaces it.
  mutating func meet(_ path: String) {
    guard case .writing(var writing) = open, writing.input.text.trimmed == path else { return }
    writing.taken = path
    open = .writing(writing)
  }

  /// A file has said a plan.
  mutating func open(_ read: Sentence) {
    turn(to: read)
    inform("The plan is open: \(key("run")) runs it, \(key("undo")) takes it back.")
  }

  /// Shows the line of the run; the first time it is asked whether the terminal may keep it.
  mutating func shareLine() -> [Effect] {
    let line = families.runLine(run?.sentence ?? sentence)
    guard line.unicodeScalars.count <= SharedLine.limit,
      PrintableText(line, limit: SharedLine.limit).text == line
    else {
      complain("This run line cannot be pasted as it is. Write it to a file: w, then .json.")
      return []
    }
    open = .line(SharedLine(text: line, status: mayCopy ? .sent : .shown))
    return mayCopy ? [.copy(line)] : []
  }

  mutating func pressInLine(_ line: SharedLine, _ key: Key) -> KeyFate {
    switch key {
    case .escape: return .passedOn
    case .character("y"):
      mayCopy = true
      open = .line(SharedLine(text: line.text, status: .sent))
      return .taken([.copy(line.text)])
    default:
      open = nil
      return .taken([])
    }
  }
}
