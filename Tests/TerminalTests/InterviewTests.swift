import Screen
import Terminal
import Testing

@Suite struct InterviewTests {
  static func interview(_ environment: [String: String] = ["TERM": "xterm"]) -> Interview {
    Interview(Surroundings(environment: environment, describedColors: 256))
  }

  static let questions =
    "\u{1B}[>0q\u{1B}[16t\u{1B}[?2026$p\u{1B}[?2031$p\u{1B}]11;?\u{7}\u{1B}[?u\u{1B}[c"
  static let sixelQuestion = "\u{1B}[?2;1;0S\u{1B}[?2;4;0S"
  static let kittyQuestion = "\u{1B}_Gi=31,s=1,v=1,a=q,t=d,f=24;AAAA\u{1B}\\"
  static let stringQuestions =
    kittyQuestion + "\u{1B}]1337;Capabilities\u{1B}\\\u{1B}]99;i=quickstep:p=?;\u{1B}\\"
    + "\u{1B}P+q524742\u{1B}\\\u{1B}P+q5463\u{1B}\\"
    + "\u{1B}7\u{1B}[48;2;1;2;3m\u{1B}P$qm\u{1B}\\\u{1B}[m\u{1B}8\u{1B}[c"

  @Test func asksInTwoRounds() {
    var interview = Self.interview()
    #expect(interview.isUnasked && interview.deadline == nil)
    #expect(String(decoding: interview.begin(now: 0), as: UTF8.self) == Self.questions)
    #expect(interview.deadline == 500)
    #expect(interview.hear(.version("probe 1"), now: 5).isEmpty)
    #expect(interview.hear(.cellPixels(width: 9, height: 18), now: 5).isEmpty)
    #expect(interview.hear(.background(RGB(1, 2, 3)), now: 5).isEmpty)
    #expect(interview.hear(.privateMode(2026, setting: 2), now: 5).isEmpty)
    let more = interview.hear(.deviceAttributes([62, 4, 22]), now: 10)
    #expect(String(decoding: more, as: UTF8.self) == Self.sixelQuestion + Self.stringQuestions)
    #expect(interview.deadline == 510)
    _ = interview.hear(.sixelLimit(width: 800, height: 99_999), now: 20)
    _ = interview.hear(.sixelLimit(width: 1600, height: 900), now: 20)
    _ = interview.hear(.kittyGraphics("OK"), now: 20)
    _ = interview.hear(.rendition("0;48:2::1:2:3"), now: 20)
    #expect(interview.hear(.deviceAttributes([62, 4, 22]), now: 20).isEmpty)
    #expect(interview.deadline == nil && !interview.isUnasked)
    var findings = Interview.Findings()
    findings.name = "probe 1"
    findings.level = 62
    findings.provesTrueColor = true
    findings.hasSixel = true
    findings.hasKittyGraphics = true
    findings.hasSynchronizedUpdates = true
    findings.cellPixels = DisplayCapabilities.CellPixels(reportedWidth: 9, height: 18)
    findings.sixelLimit = PixelSize(width: 1600, height: 4096)
    findings.background = RGB(1, 2, 3)
    #expect(interview.findings == findings)
  }

  @Test(arguments: [
    ["TERM": "xterm", "TMUX": "/tmp/tmux"], ["TERM": "tmux-256color"], ["TERM": "screen"],
  ])
  func neverSendsAMultiplexerStrings(environment: [String: String]) {
    var interview = Self.interview(environment)
    _ = interview.begin(now: 0)
    let asked = interview.hear(.deviceAttributes([62, 4]), now: 1)
    #expect(String(decoding: asked, as: UTF8.self) == Self.sixelQuestion + "\u{1B}[c")
  }

  @Test func asksMoreOnlyWhereTheAnswerHelps() {
    let cases: [(name: String, attributes: [Int], question: String)] = [
      ("screen 5", [62, 4], Self.sixelQuestion + "\u{1B}[c"), ("screen 5", [62], ""),
      ("old", [1], ""),
      ("old", [6], ""), ("old", [1, 4], Self.sixelQuestion + "\u{1B}[c"),
      ("new", [62, 22], Self.stringQuestions),
    ]
    for (name, attributes, question) in cases {
      var interview = Self.interview()
      _ = interview.begin(now: 0)
      _ = interview.hear(.version(name), now: 1)
      let asked = interview.hear(.deviceAttributes(attributes), now: 1)
      #expect(String(decoding: asked, as: UTF8.self) == question)
      #expect((interview.deadline == nil) == question.isEmpty)
    }
  }

  @Test func theTerminalOutsideOfTmuxIsAskedThroughIt() {
    var interview = Self.interview(["TERM": "tmux-256color", "TMUX": "/tmp/tmux"])
    _ = interview.begin(now: 0)
    _ = interview.hear(.version("tmux 3.3a"), now: 1)
    let asked = interview.hear(.deviceAttributes([1, 2]), now: 1)
    let query = Self.kittyQuestion.replacing("\u{1B}", with: "\u{1B}\u{1B}")
    #expect(String(decoding: asked, as: UTF8.self) == "\u{1B}Ptmux;" + query + "\u{1B}\\\u{1B}[c")
    // tmux's own answer does not end the round, the other's does.
    _ = interview.hear(.deviceAttributes([1, 2]), now: 2)
    #expect(interview.deadline == 501)
    _ = interview.hear(.kittyGraphics("OK"), now: 50)
    #expect(interview.deadline == nil && interview.findings.hasKittyGraphics)
  }

  @Test func trueColorIsWhatTheTerminalProves() {
    let cases: [(Reply, Bool)] = [
      (.capability(isKnown: true), true), (.capability(isKnown: false), false),
      (.rendition("48:2:1:2:3"), true), (.rendition("0;48;2;1;2;3"), true),
      (.rendition("48:2::1:2:3"), true), (.rendition("48:5:16"), false),
      (.rendition("1;2;3"), false),
      (.rendition("48:2:1:2:4"), false), (.rendition("48"), false), (.rendition(""), false),
    ]
    for (reply, isProof) in cases {
      var findings = Interview.Findings()
      findings.take(reply)
      #expect(findings.provesTrueColor == isProof, "\(reply)")
    }
  }

  @Test func inlinePicturesAreAmongTheFeatures() {
    for (features, isThere) in [
      ("T3CwLrMSc7UUw9Ts3BFGsSyHNoSxF", true), ("F", true), ("T3Fx", false), ("", false),
      ("f", false),
      ("\u{30}F2", true),
    ] {
      var findings = Interview.Findings()
      findings.take(.itermFeatures(features))
      #expect(findings.hasInlinePictures == isThere, "\(features)")
    }
  }

  @Test func theBackgroundIsAskedAgainWhenTheTerminalSaysThatItChanged() {
    var interview = Self.interview()
    _ = interview.begin(now: 0)
    _ = interview.hear(.privateMode(2031, setting: 2), now: 1)
    _ = interview.hear(.deviceAttributes([1]), now: 1)
    #expect(
      interview.hear(.colorScheme(isDark: false), now: 9) == Array("\u{1B}]11;?\u{7}\u{1B}[c".utf8))
    _ = interview.hear(.background(RGB(255, 255, 255)), now: 10)
    _ = interview.hear(.background(RGB(1, 1, 1)), now: 11)
    #expect(interview.findings.background == RGB(255, 255, 255))
  }

  @Test func whatWasSaidIsKeptWithItsQuestion() {
    var interview = Self.interview()
    _ = interview.begin(now: 0)
    _ = interview.hear(.version("a"), bytes: [1], now: 1)
    interview.giveUp()
    _ = interview.hear(.cellPixels(width: 9, height: 18), bytes: [2], now: 900)
    _ = interview.hear(.deviceAttributes([62, 4]), bytes: [3], now: 900)
    _ = interview.hear(.deviceAttributes([62, 4]), bytes: [4], now: 900)
    let heard = interview.exchanges.filter { !$0.answers.isEmpty }
    #expect(heard.map(\.answers) == [[[1]], [[2]], [[3]]])
    #expect(heard.map(\.isLate) == [false, true, true])
    #expect(interview.exchanges.prefix { !$0.asked.isEmpty }.count == 7)
  }

  @Test func anAnswerIsDueUntilItComesOrIsGivenUp() {
    var interview = Self.interview()
    #expect(!interview.isAnswerDue(now: 0))
    _ = interview.begin(now: 0)
    interview.giveUp()
    #expect(interview.isAnswerDue(now: 4999) && !interview.isAnswerDue(now: 5000))
    _ = interview.hear(.version("slow"), now: 900)
    #expect(interview.isAnswerDue(now: 900))
    _ = interview.hear(.deviceAttributes([62]), now: 900)
    #expect(!interview.isAnswerDue(now: 900))
    _ = interview.askCellPixels(now: 6000)
    #expect(interview.isAnswerDue(now: 6000))
    _ = interview.hear(.deviceAttributes([62]), now: 6001)
    #expect(!interview.isAnswerDue(now: 6001))
  }

  @Test func dumbTerminalsAreNotAsked() {
    #expect(!Self.interview(["TERM": "dumb"]).isUnasked)
    #expect(!Self.interview([:]).isUnasked)
  }

  @Test func aLongWayHasALongerBudget() {
    var interview = Self.interview(["TERM": "xterm", "SSH_CONNECTION": "a 1 b 2"])
    _ = interview.begin(now: 1000)
    #expect(interview.deadline == 2500)
  }

  @Test func answersNobodyAskedForChangeNothing() {
    let replies: [Reply] = [
      .version("evil"), .privateMode(2026, setting: 1), .deviceAttributes([62, 4]),
      .kittyGraphics("OK"), .deviceAttributes([]), .background(RGB(255, 255, 255)),
      .sixelLimit(width: 9000, height: 9000),
    ]
    var early = Self.interview()
    var late = Self.interview()
    _ = late.begin(now: 0)
    late.giveUp()
    for reply in replies {
      #expect(early.hear(reply, now: 5).isEmpty)
      #expect(late.hear(reply, now: 5000).isEmpty)
    }
    #expect(early.findings == Interview.Findings())
    #expect(late.findings == Interview.Findings())
  }

  @Test func theCellCanBeAskedAgain() {
    var interview = Self.interview()
    #expect(interview.askCellPixels(now: 0).isEmpty)
    _ = interview.begin(now: 0)
    interview.giveUp()
    #expect(interview.askCellPixels(now: 8000) == Array("\u{1B}[16t\u{1B}[c".utf8))
    _ = interview.hear(.cellPixels(width: 12, height: 24), now: 9000)
    _ = interview.hear(.cellPixels(width: 9999, height: 0), now: 9000)
    #expect(
      interview.findings.cellPixels == DisplayCapabilities.CellPixels(reportedWidth: 12, height: 24)
    )
  }
}
