import Screen
import Terminal
import Testing

@Suite struct InterviewTests {
  static func interview(_ environment: [String: String] = ["TERM": "xterm"]) -> Interview {
    Interview(Surroundings(environment: environment, describedColors: 256))
  }

  static let questions = "\u{1B}[>0q\u{1B}[16t\u{1B}[?2026$p\u{1B}[c"
  static let kittyQuestion = "\u{1B}_Gi=31,s=1,v=1,a=q,t=d,f=24;AAAA\u{1B}\\\u{1B}[c"

  @Test func asksInTwoRounds() {
    var interview = Self.interview()
    #expect(interview.isUnasked && interview.deadline == nil)
    #expect(String(decoding: interview.begin(now: 0), as: UTF8.self) == Self.questions)
    #expect(interview.deadline == 100)
    #expect(interview.hear(.version("probe 1"), now: 5).isEmpty)
    #expect(interview.hear(.cellPixels(width: 9, height: 18), now: 5).isEmpty)
    #expect(interview.hear(.privateMode(2026, setting: 2), now: 5).isEmpty)
    let more = interview.hear(.deviceAttributes([62, 4, 22]), now: 10)
    #expect(String(decoding: more, as: UTF8.self) == Self.kittyQuestion)
    #expect(interview.deadline == 110)
    _ = interview.hear(.kittyGraphics("OK"), now: 20)
    #expect(interview.hear(.deviceAttributes([62, 4, 22]), now: 20).isEmpty)
    #expect(interview.deadline == nil && !interview.isUnasked)
    var findings = Interview.Findings()
    findings.name = "probe 1"
    findings.hasSixel = true
    findings.hasKittyGraphics = true
    findings.hasSynchronizedUpdates = true
    findings.cellPixels = DisplayCapabilities.CellPixels(reportedWidth: 9, height: 18)
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

  @Test func neverAsksForKittyWhatSaysItIsTmuxOrIsOld() {
    for (name, level) in [("tmux 3.3a", 62), ("screen 5", 62), ("old", 1), ("old", 6)] {
      var interview = Self.interview()
      _ = interview.begin(now: 0)
      _ = interview.hear(.version(name), now: 1)
      #expect(interview.hear(.deviceAttributes([level, 4]), now: 1).isEmpty)
      #expect(interview.deadline == nil)
    }
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
      .kittyGraphics("OK"), .deviceAttributes([]),
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
    #expect(interview.askCellPixels().isEmpty)
    _ = interview.begin(now: 0)
    interview.giveUp()
    #expect(interview.askCellPixels() == Array("\u{1B}[16t".utf8))
    _ = interview.hear(.cellPixels(width: 12, height: 24), now: 9000)
    _ = interview.hear(.cellPixels(width: 9999, height: 0), now: 9000)
    #expect(
      interview.findings.cellPixels == DisplayCapabilities.CellPixels(reportedWidth: 12, height: 24)
    )
  }
}
