import Experiments
import Files
import Glibc
import Quickstep
import Testing

@Suite struct SavedChoiceTests {
  private let sigmas: [Double] = [80, 3, 0.1, 0]

  private var saved: SavedChoice {
    SavedChoice(
      kind: "grid", name: "mine", choice: Choice("list", ["sigmas": .list(sigmas)]),
      origin: "quickstep:1 --model 'a \"b\" c'")
  }

  private func parse(_ text: String, name: String = "mine") throws -> SavedChoice {
    try SavedChoiceFile.parse(
      ByteSource(path: "/x/grid/\(name).toml", bytes: Array(text.utf8)),
      among: [gridRules.options])
  }

  @Test func textIsReadBack() throws {
    #expect(try parse(SavedChoiceFile.text(saved, gridRules.options)) == saved)
    #expect(
      try parse("value = \"karras:rho=5\"\n").choice == Choice("karras", ["rho": .real(5)]))
  }

  @Test(arguments: [
    ("value = \"nothing\"", "no grid \"nothing\""), ("value = 3", "value"),
    ("found-for = \"x\"", "value"), ("value = \"karras\"\nother = 1", "other"),
    ("value = \"list:sigmas=1/x\"", "sigmas"), ("value = [", "1"), ("\u{0}", "1"),
  ]) func whatIsWrongIsSaid(text: String, part: String) {
    do {
      _ = try parse(text)
      Issue.record("read: \(text)")
    } catch {
      #expect("\(error)".contains(part), "\(error)")
      #expect("\(error)".hasPrefix("/x/grid/mine.toml"))
    }
  }

  @Test(arguments: ["karras", "none", "a b", "\u{1B}[2J", String(repeating: "a", count: 41)])
  func namesThatCannotBe(_ name: String) {
    #expect(throws: (any Error).self) { try parse("value = \"karras:rho=5\"", name: name) }
  }

  @Test func choicesAreSortedAndReplaced() {
    func choice(_ name: String, _ rho: Double) -> SavedChoice {
      SavedChoice(kind: "grid", name: name, choice: Choice("karras", ["rho": .real(rho)]))
    }
    var all = SavedChoices([choice("b", 1), choice("a", 2), choice("b", 3)])
    #expect(all.all == [choice("a", 2), choice("b", 3)])
    all.take(SavedChoice(kind: "solver", name: "a", choice: Choice("heun")))
    #expect(all.offered(gridRules.options) == [choice("a", 2), choice("b", 3)])
    #expect(all.named("a", solvers.options)?.choice == Choice("heun"))
    #expect(all.named("c", solvers.options) == nil)
    #expect(all.spelledOut("a,ays,x", gridRules.options) == "karras:rho=2,ays,x")
  }
}
