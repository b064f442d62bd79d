import Screen
import Terminal
import Testing

@Suite struct InterviewTests {
  static func interview(_ environment: [String: String] = ["TERM": "xterm"]) -> Interview {
    Interview(Surroundings(environment: environment, describedColors: 256))
  }

  static let questions = "\u{1B}[>0q\u{1B}[16t\u{1B}[?2026$p\u{1B}]11;?\u{7}\u{1B}[c"
  static let sixelQuestion = "\u{1B}[?2;1;0S\u{1B}[?2;4;0S"
  static let kittyQuestion = "\u{1B}_Gi=31,s=1,v=1,a=q,t=d,f=24;AAAA\u{1B}\\\u{1B}[c"

  @Test func asksInTwoRounds() {
    var interview = Self.interview()
    #expect(interview.isUnasked && interview.deadline == nil)
    #expect(String(decoding: interview.begin(now: 0), as: UTF8.self) == Self.questions)
    #expect(interview.deadline == 100)
    #expect(interview.hear(.version("probe 1"), now: 5).isEmpty)
    #expect(interview.hear(.cellPixels(width: 9, height: 18), now: 5).isEmpty)
    #expect(interview.hear(.background(RGB(1, 2, 3)), now: 5).isEmpty)
    #expect(interview.hear(.privateMode(2026, setting: 2), now: 5).isEmpty)
    let more = interview.hear(.deviceAttributes([62, 4, 22]), now: 10)
    #expect(String(decoding: more, as: UTF8.self) == Self.sixelQuestion + Self.kittyQuestion)
    #expect(interview.deadline == 110)
    _ = interview.hear(.sixelLimit(width: 800, height: 99_999), now: 20)
    _ = interview.hear(.sixelLimit(width: 1600, height: 900), now: 20)
    _ = interview.hear(.kittyGraphics("OK"), now: 20)
    #expect(interview.hear(.deviceAttributes([62, 4, 22]), now: 20).isEmpty)
    #expect(interview.deadline == nil && !interview.isUnasked)
    var findings = Interview.Findings()
    findings.name = "probe 1"
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
  func neverAsksAMultiplexerForKitty(environment: [String: String]) {
    var interview = Self.interview(environment)
    _ = interview.begin(now: 0)
    #expect(interview.hear(.deviceAttributes([62, 4]), now: 1).isEmpty)
    #expect(interview.deadline == nil)
  }

  @Test func asksAboutPicturesOnlyWhereTheAnswerHelps() {
    let cases: [(name: String, attributes: [Int], question: String)] = [
      ("tmux 3.3a", [62, 4], ""), ("screen 5", [62, 4], ""), ("old", [1], ""), ("old", [6], ""),
      ("old", [1, 4], Self.sixelQuestion + "\u{1B}[c"), ("new", [62, 22], Self.kittyQuestion),
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
