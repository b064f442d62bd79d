/// A plan as one line: `quickstep:1 --model ring-8 --solver dpm++2m …`.
public enum RunLine {
  private static let prefix = "quickstep:1"

  /// The line, with every word that differs from `Plan()` and the model.
  public static func text(_ plan: Plan) -> String {
    prefix + " " + words(plan, always: [.model])
  }

  /// The words alone, as `quickstep sample` takes them: every one that differs from `Plan()`, and
  /// those in `always`.
  public static func words(_ plan: Plan, always: Set<PlanKey>) -> String {
    let standard = Plan()
    return PlanKey.allCases.filter {
      always.contains($0) || plan.text($0) != standard.text($0)
    }.map { "--\($0.rawValue) \(quoted(plan.text($0)))" }.joined(separator: " ")
  }

  /// Reads a line that `text` wrote.
  /// - Throws: `RunLineError` or `DeclarationError`.
  public static func plan(_ text: String) throws -> Plan {
    var words = try split(text)
    guard words.first == prefix else { throw RunLineError.prefix(expected: prefix) }
    words.removeFirst()
    var plan = Plan()
    while let flag = words.first {
      guard flag.hasPrefix("--"), let key = PlanKey(rawValue: String(flag.dropFirst(2))) else {
        throw DeclarationError.unknownName(
          flag, kind: "flag", known: PlanKey.allCases.map { "--" + $0.rawValue })
      }
      guard words.count > 1 else { throw RunLineError.missingValue(flag: flag) }
      try plan.set(key, words[1])
      words.removeFirst(2)
    }
    return plan
  }

  private static func quoted(_ word: String) -> String {
    let plain = word.unicodeScalars.allSatisfy { scalar in
      scalar.isASCII
        && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
          || "+-_.:,=/~@%".unicodeScalars.contains(scalar))
    }
    return plain && !word.isEmpty
      ? word
      : "'"
        + word.split(
          separator: "'", omittingEmptySubsequences: false
        ).joined(separator: "'\\''") + "'"
  }

  /// Cuts a line into words as a shell does, with single quotes and backslashes.
  private static func split(_ text: String) throws(RunLineError) -> [String] {
    var words: [String] = []
    var word: String?
    var quoting = false
    var characters = text.makeIterator()
    while let character = characters.next() {
      switch character {
      case "'":
        quoting.toggle()
        word = word ?? ""
      case "\\" where !quoting:
        guard let next = characters.next() else { throw .unfinished }
        word = (word ?? "") + String(next)
      case _ where character.isWhitespace && !quoting:
        if let done = word { words.append(done) }
        word = nil
      default: word = (word ?? "") + String(character)
      }
    }
    guard !quoting else { throw .unfinished }
    if let word { words.append(word) }
    return words
  }
}

/// Why a run line cannot be read.
public enum RunLineError: Error, Hashable, Sendable {
  case prefix(expected: String)
  case missingValue(flag: String)
  case unfinished
}
