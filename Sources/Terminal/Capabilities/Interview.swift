import Screen

/// Asks the terminal what it can do, without anybody waiting for the answers.
///
/// Every terminal answers the primary device attributes, and answers come in the order of the
/// questions; so that question comes last, and its answer ends a round. What concerns pictures is
/// a round of its own: tmux and screen show the kitty query as a title and older consoles as
/// text, so it goes only to terminals that have told that they are neither; and only those that
/// have sixels are asked for their largest.
public struct Interview: Sendable {
  /// What has been learnt so far.
  public struct Findings: Hashable, Sendable {
    public var name: String?
    public var hasSixel = false
    public var hasKittyGraphics = false
    public var hasSynchronizedUpdates = false
    public var cellPixels: DisplayCapabilities.CellPixels?
    public var sixelLimit: PixelSize?
    public var background: RGB?

    public init() {}
  }

  private enum Round: Equatable {
    case unasked
    case general(deadline: Int)
    case pictures(deadline: Int)
    case over
  }

  /// An answer that comes later than this, in milliseconds, is not expected any more.
  private static let longestWay = 5000

  public private(set) var findings = Findings()
  private var round: Round
  /// Until when an answer may come, also after the interview was given up.
  private var answersDueUntil: Int?
  private let budget: Int
  private let isMultiplexed: Bool

  /// - Parameter surroundings: tell how long the way to the terminal is and whether it is dumb.
  public init(_ surroundings: Surroundings) {
    budget = surroundings.isRemote ? 1500 : 100
    isMultiplexed = surroundings.isMultiplexed
    round = surroundings.isDumb ? .over : .unasked
  }

  /// Whether nothing has been asked yet.
  public var isUnasked: Bool { round == .unasked }

  /// When to call `giveUp`, in milliseconds of the caller's clock, if an answer is awaited.
  public var deadline: Int? {
    switch round {
    case .unasked, .over: nil
    case .general(let deadline), .pictures(let deadline): deadline
    }
  }

  /// Whether an answer is on its way, for all that is known.
  public func isAnswerDue(now: Int) -> Bool { answersDueUntil.map { now < $0 } ?? false }

  /// The questions of the first round.
  public mutating func begin(now: Int) -> [UInt8] {
    round = .general(deadline: now + budget)
    return asking("\u{1B}[>0q\u{1B}[16t\u{1B}[?2026$p\u{1B}]11;?\u{7}\u{1B}[c", now: now)
  }

  /// Takes note of an answer. Answers to questions that were not asked, or that come when the
  /// interview is over, change nothing, except for the cell's size, which may be asked any time.
  /// - Returns: further questions, often none.
  public mutating func hear(_ reply: Reply, now: Int) -> [UInt8] {
    if case .cellPixels(let width, let height) = reply, round != .unasked {
      findings.cellPixels =
        DisplayCapabilities.CellPixels(reportedWidth: width, height: height) ?? findings.cellPixels
    }
    if case .deviceAttributes = reply, round == .over { answersDueUntil = nil }
    guard deadline != nil else { return [] }
    switch reply {
    case .version(let name): findings.name = name
    case .privateMode(2026, let setting):
      findings.hasSynchronizedUpdates = setting == 1 || setting == 2
    case .kittyGraphics(let answer): findings.hasKittyGraphics = answer == "OK"
    case .background(let color): findings.background = color
    case .sixelLimit(let width, let height):
      let (told, before) = (PixelSize(reportedWidth: width, height: height), findings.sixelLimit)
      findings.sixelLimit = told.map { $0.union(before ?? $0) } ?? before
    case .deviceAttributes(let attributes): return endRound(attributes, now: now)
    case .privateMode, .cellPixels: break
    }
    return []
  }

  /// Stops waiting.
  public mutating func giveUp() { round = .over }

  /// Asks for the cell's size once more, after the font may have changed.
  public mutating func askCellPixels(now: Int) -> [UInt8] {
    round == .unasked ? [] : asking("\u{1B}[16t\u{1B}[c", now: now)
  }

  private mutating func asking(_ questions: String, now: Int) -> [UInt8] {
    answersDueUntil = now + Self.longestWay
    return Array(questions.utf8)
  }

  private mutating func endRound(_ attributes: [Int], now: Int) -> [UInt8] {
    let ended = round
    (round, answersDueUntil) = (.over, nil)
    guard case .general = ended else { return [] }
    findings.hasSixel = attributes.dropFirst().contains(4)
    guard !isMultiplexed, !Surroundings.isMultiplexer(findings.name ?? "") else { return [] }
    var questions = ""
    // The limit that is set and the largest that may be: xterm says the window's size to the first,
    // others nothing to the second.
    if findings.hasSixel { questions += "\u{1B}[?2;1;0S\u{1B}[?2;4;0S" }
    // Level 62 is a VT220, the first that skips strings which it does not know.
    if attributes.first ?? 0 >= 62 {
      questions += "\u{1B}_Gi=31,s=1,v=1,a=q,t=d,f=24;AAAA\u{1B}\\"
    }
    guard !questions.isEmpty else { return [] }
    round = .pictures(deadline: now + budget)
    return asking(questions + "\u{1B}[c", now: now)
  }
}
