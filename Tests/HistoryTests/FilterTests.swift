import Experiments
import Testing

/// What a filter means, over a vocabulary of a few runs.
@Suite struct FilterTests {
  private static let vocabulary = HistoryVocabulary(
    terms: [
      .init(1, "solver", "unipc"), .init(2, "solver", "dpm++2m"), .init(3, "family", "walk"),
      .init(4, "status", "failed"), .init(5, "tag", "keep"), .init(6, "solver.order", "auto"),
    ],
    quantities: [
      .init(1, "steps", unit: ""), .init(2, "solver.order", unit: ""), .init(3, "error", unit: ""),
      .init(4, "sliced-w2", unit: ""), .init(5, "ms", unit: "ms"), .init(6, "clipped", unit: "%"),
      .init(7, "seconds", unit: "s"), .init(8, "step", unit: ""),
    ], declared: ["guidance"])

  private struct Run {
    var terms: [UInt32] = []
    var numbers: [(UInt32, Double)] = []
    var text = ""
  }

  private static let runs: [String: Run] = [
    "A": Run(
      terms: [1, 5], numbers: [(1, 8), (2, 3), (3, 5e-4), (4, 0.013), (5, 12), (7, 90)],
      text: "quickstep:1 --model ring-8 --solver unipc:order=3"),
    "B": Run(
      terms: [2, 4, 6], numbers: [(1, 12), (3, 2e-3), (5, 30), (6, 4)],
      text: "quickstep:1 --model Moons --solver dpm++2m"),
    "C": Run(terms: [3], numbers: [(1, 100)], text: "quickstep:1 walk --model grid"),
  ]

  private func found(_ text: String) throws -> String {
    let filter = try HistoryFilter(text).resolved(in: Self.vocabulary)
    return Self.runs.filter { _, run in
      FactBytes.terms(run.terms).withUnsafeBytes { terms in
        FactBytes.quantities(run.numbers.map { (number: $0.0, value: $0.1) }).withUnsafeBytes {
          filter.matches(terms: terms, quantities: $0)
        }
      }
        && Array(run.text.utf8).withUnsafeBytes { line in
          Array("kept for later".utf8).withUnsafeBytes { filter.matches(line: line, note: $0) }
        }
    }.keys.sorted().joined()
  }

  @Test(arguments: [
    ("", "ABC"), ("err<1e-3", "A"), ("error>=5e-4", "AB"), ("steps<=12 err>0", "AB"),
    ("solver:unipc", "A"), ("solver=UniPC", "A"), ("solver~pm", "B"), ("solver!=unipc", "BC"),
    ("tag:keep", "A"), ("family:walk", "C"), ("status:failed", "B"), ("solver.order=3", "A"),
    ("order=3", "A"), ("solver.order:auto", "B"), ("steps!=8", "BC"), ("sliced-w2<0.02", "A"),
    ("sliced<2%", "A"), ("ms<20ms", "A"), ("ms<0.02s", "A"), ("ms<20", "A"), ("clipped<5%", "B"),
    ("seconds>1min", "A"), ("steps>0.05k", "C"), ("ring-8", "A"), ("moons", "B"),
    ("ring-8 later", "A"), ("\"later ring\"", ""),
    ("MODEL unipc", "A"), ("'order=3'", "A"), ("\"--model grid\"", "C"), ("guidance>3", ""),
    ("step<0 tag:nothing", ""), ("  steps<=8   solver:unipc ", "A"),
  ])
  func means(_ text: String, _ expected: String) throws {
    #expect(try found(text) == expected)
  }

  @Test(arguments: [
    ("err<", "\"err<\" ends where a value belongs. Add one, or put the term in quotes."),
    (
      "eror<1",
      "\"eror<1\": there is no word, statistic or score \"eror\". Did you mean error?"
    ),
    (
      "s<1",
      "\"s<1\": \"s\" may be seconds, sliced-w2, solver, solver.order, spent, status, …. Write more of it."
    ),
    ("err<small", "\"err<small\": \"small\" is no number. Write one as 0.001, 1e-3, 5% or 20ms."),
    ("steps<5ms", "\"steps<5ms\": steps is not told in \"ms\". Leave the unit out."),
    ("ms<5x", "\"ms<5x\": ms is not told in \"x\". Its unit is ms."),
    ("tag<keep", "\"tag<keep\": tag is text, which is neither more nor less. Use = or ~."),
    ("steps~1", "\"steps~1\": steps is a number. Use = < > <= >= or !=."),
    ("steps<8 'open", "The quotes around \"open\" are not closed. Close them."),
  ])
  func refuses(_ text: String, _ sentence: String) {
    let error = #expect(throws: HistoryFilterError.self) { try found(text) }
    #expect(error.map { "\($0)" } == sentence)
  }

  @Test func survivesAnything() {
    var state: UInt64 = 1
    let letters = Array("err<>=~!:'\" 5%msk.-e1\u{1B}é")
    for _ in 0..<3000 {
      var text = ""
      for _ in 0..<12 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        text.append(letters[Int(state >> 33) % letters.count])
      }
      do { _ = try found(text) } catch { #expect("\(error)".count < 700) }
    }
  }
}
