import Screen

/// Asks the terminal what it can do, without anybody waiting for the answers.
///
/// Every terminal answers the primary device attributes, and answers come in the order of the
/// questions; so that question comes last, and its answer ends a round. The kitty query is a
/// round of its own: tmux and screen show it as a title and older consoles as text, so it goes
/// only to terminals that have told that they are neither.
public struct Interview: Sendable {
  /// What has been learnt so far.
  public struct Findings: Hashable, Sendable {
    public var name: String?
    public var hasSixel = false
    public var hasKittyGraphics = false
    public var hasSynchronizedUpdates = false
    public var cellPixels: DisplayCapabilities.CellPixels?

    public init() {}
  }

  private enum Round: Equatable {
    case unasked
    case general(deadline: Int)
    case kitty(deadline: Int)
    case over
  }

  public private(set) var findings = Findings()
  private var round: Round
  private let budget: Int
  private let mayAskKitty: Bool

  /// - Parameter surroundings: tell how long the way to the terminal is and whether it is dumb.
  public init(_ surroundings: Surroundings) {
    budget = surroundings.isRemote ? 1500 : 100
    mayAskKitty = !surroundings.isMultiplexed
    round = surroundings.isDumb ? .over : .unasked
  }

  /// Whether nothing has been asked yet.
  public var isUnasked: Bool { round == .unasked }

  /// When to call `giveUp`, in milliseconds of the caller's clock, if an answer is awaited.
  public var deadline: Int? {
    switch round {
    case .unasked, .over: nil
    case .general(let deadline), .kitty(let deadline): deadline
    }
  }

  /// The questions of the first round.
  public mutating func begin(now: Int) -> [UInt8] {
    round = .general(deadline: now + budget)
    return Array("\u{1B}[>0q\u{1B}[16t\u{1B}[?2026$p\u{1B}[c".utf8)
  }

  /// Takes note of an answer. Answers to questions that were not asked, or that come when the
  /// interview is over, change nothing, except for the cell's size, which may be asked any time.
  /// - Returns: further questions, often none.
  public mutating func hear(_ reply: Reply, now: Int) -> [UInt8] {
    if case .cellPixels(let width, let height) = reply, round != .unasked {
      findings.cellPixels =
        DisplayCapabilities.CellPixels(reportedWidth: width, height: height) ?? findings.cellPixels
      return []
    }
    guard deadline != nil else { return [] }
    switch reply {
    case .version(let name): findings.name = name
    case .privateMode(2026, let setting):
      findings.hasSynchronizedUpdates = setting == 1 || setting == 2
    case .kittyGraphics(let answer): findings.hasKittyGraphics = answer == "OK"
    case .deviceAttributes(let attributes): return endRound(attributes, now: now)
    case .privateMode, .cellPixels: break
    }
    return []
  }

  /// Stops waiting.
  public mutating func giveUp() { round = .over }

  /// Asks for the cell's size once more, after the font may have changed.
  public func askCellPixels() -> [UInt8] {
    round == .unasked ? [] : Array("\u{1B}[16t".utf8)
  }

  private mutating func endRound(_ attributes: [Int], now: Int) -> [UInt8] {
    guard case .general = round else {
      round = .over
      return []
    }
    findings.hasSixel = attributes.dropFirst().contains(4)
    // Level 62 is a VT220, the first that skips strings which it does not know.
    let skipsStrings = (attributes.first ?? 0) >= 62
    guard mayAskKitty, skipsStrings, !Surroundings.isMultiplexer(findings.name ?? "") else {
      round = .over
      return []
    }
    round = .kitty(deadline: now + budget)
    return Array("\u{1B}_Gi=31,s=1,v=1,a=q,t=d,f=24;AAAA\u{1B}\\\u{1B}[c".utf8)
  }
}
