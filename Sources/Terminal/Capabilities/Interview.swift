import Screen

/// Asks the terminal what it can do, without anybody waiting for the answers.
///
/// The questions go out in two rounds, each ended by one that every terminal answers. The second
/// depends on the answers to the first: what concerns strings goes only to terminals that skip those
/// that they do not know, and only those that have sixels are asked for their largest.
public struct Interview: Sendable {
  /// A question, and what came of it.
  public struct Exchange: Sendable {
    public let question: Question
    /// What was sent; nothing if it was not asked.
    public internal(set) var asked: [UInt8] = []
    /// What the terminal said, sequence by sequence.
    public internal(set) var answers: [[UInt8]] = []
    /// Whether the last of it came after the interview was given up, and counts for nothing.
    public internal(set) var isLate = false
  }

  private enum Round: Equatable {
    case unasked
    case first(deadline: Int)
    /// From beyond a multiplexer an answer comes whenever it likes.
    case second(deadline: Int, awaitsEnd: Bool, awaitsOutside: Bool)
    case over
  }

  /// An answer that comes later than this, in milliseconds, is not expected any more.
  private static let longestWay = 5000

  public private(set) var findings: Findings
  /// Every question, and what has come of it.
  public private(set) var exchanges = Question.all.map { Exchange(question: $0) }
  private var round: Round
  /// Until when an answer may come, also after the interview was given up.
  private var answersDueUntil: Int?
  private var isBackgroundAwaited = false
  /// How long the answers to a round may take, in milliseconds.
  public let budget: Int

  /// - Parameter surroundings: tell how long the way to the terminal is and whether it is dumb.
  public init(_ surroundings: Surroundings) {
    budget = surroundings.isRemote ? 1500 : 500
    findings = Findings(isMultiplexed: surroundings.isMultiplexed)
    round = surroundings.isDumb ? .over : .unasked
  }

  /// Whether nothing has been asked yet.
  public var isUnasked: Bool { round == .unasked }

  /// When to call `giveUp`, in milliseconds of the caller's clock, if an answer is awaited.
  public var deadline: Int? {
    switch round {
    case .unasked, .over: nil
    case .first(let deadline), .second(let deadline, _, _): deadline
    }
  }

  /// Whether an answer is on its way, for all that is known.
  public func isAnswerDue(now: Int) -> Bool { answersDueUntil.map { now < $0 } ?? false }

  /// The questions of the first round.
  public mutating func begin(now: Int) -> [UInt8] {
    round = .first(deadline: now + budget)
    return ask(second: false, now: now)
  }

  /// Takes note of an answer. Answers to questions that were not asked, or that come when the
  /// interview is over, change nothing, except for what may be asked any time.
  /// - Parameter bytes: the answer as it came.
  /// - Returns: further questions, often none.
  public mutating func hear(_ reply: Reply, bytes: [UInt8] = [], now: Int) -> [UInt8] {
    note(reply, bytes)
    switch reply {
    case .cellPixels where round != .unasked: findings.take(reply)
    case .background where isBackgroundAwaited:
      isBackgroundAwaited = false
      findings.take(reply)
    case .colorScheme where findings.tellsColorScheme: return askBackground(now: now)
    case .deviceAttributes where round == .over: answersDueUntil = nil
    default: break
    }
    switch (round, reply) {
    case (.unasked, _), (.over, _): return []
    case (.first, .deviceAttributes):
      findings.take(reply)
      return beginSecond(now: now)
    case (.second(let deadline, _, let awaitsOutside), .deviceAttributes):
      answersDueUntil = nil
      round = .second(deadline: deadline, awaitsEnd: false, awaitsOutside: awaitsOutside)
      if !awaitsOutside { end() }
    case (.second(let deadline, let awaitsEnd, true), .kittyGraphics):
      findings.take(reply)
      round = .second(deadline: deadline, awaitsEnd: awaitsEnd, awaitsOutside: false)
      if !awaitsEnd { end() }
    case (.first, _), (.second, _): findings.take(reply)
    }
    return []
  }

  /// Stops waiting.
  public mutating func giveUp() { round = .over }

  /// Asks for the cell's size once more, after the font may have changed.
  public mutating func askCellPixels(now: Int) -> [UInt8] { askAgain("\u{1B}[16t", now: now) }

  /// Asks for the background once more, after the terminal has turned dark or light.
  private mutating func askBackground(now: Int) -> [UInt8] {
    isBackgroundAwaited = true
    return askAgain("\u{1B}]11;?\u{7}", now: now)
  }

  private mutating func askAgain(_ question: String, now: Int) -> [UInt8] {
    guard round != .unasked else { return [] }
    answersDueUntil = now + Self.longestWay
    return Array((question + Question.roundEnd).utf8)
  }

  private mutating func beginSecond(now: Int) -> [UInt8] {
    end()
    var questions = ask(second: true, now: now)
    guard !questions.isEmpty else { return [] }
    round = .second(
      deadline: now + budget, awaitsEnd: true, awaitsOutside: findings.isTmux)
    questions += Question.roundEnd.utf8
    return questions
  }

  private mutating func ask(second: Bool, now: Int) -> [UInt8] {
    for index in exchanges.indices where exchanges[index].question.isSecond == second {
      exchanges[index].asked = Array(exchanges[index].question.bytes(findings).utf8)
    }
    let bytes = exchanges.filter { $0.question.isSecond == second }.flatMap(\.asked)
    if !bytes.isEmpty { answersDueUntil = now + Self.longestWay }
    return bytes
  }

  private mutating func end() { (round, answersDueUntil) = (.over, nil) }

  /// Files an answer with its question. That which ends a round is noted once.
  private mutating func note(_ reply: Reply, _ bytes: [UInt8]) {
    guard
      let index = exchanges.firstIndex(where: {
        !$0.asked.isEmpty && $0.question.isAnswered(reply)
      })
    else { return }
    if case .deviceAttributes = reply, !exchanges[index].answers.isEmpty { return }
    exchanges[index].answers.append(bytes)
    exchanges[index].isLate = round == .over
  }
}
