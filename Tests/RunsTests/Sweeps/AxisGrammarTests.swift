import Experiments
import Testing

struct AxisGrammarTests {
  @Test(
    arguments: [
      ("steps=4..16:2", ["4", "6", "8", "10", "12", "14", "16"]),
      ("steps=4..7", ["4", "5", "6", "7"]),
      ("steps=7..4", ["7", "6", "5", "4"]),
      ("x=1e-3..1*10", ["0.001", "0.01", "0.1", "1"]),
      ("x=8..1*2", ["8", "4", "2", "1"]),
      ("x=0..0.3:0.1", ["0", "0.1", "0.2", "0.3"]),
      ("x=1,2,4..8:2", ["1", "2", "4", "6", "8"]),
      ("model=../a,b..c", ["../a", "b..c"]),
      (
        "solver=euler,unipc:order=3,variant=bh2,heun",
        ["euler", "unipc:order=3,variant=bh2", "heun"]
      ),
    ])
  func values(_ text: String, _ expected: [String]) throws {
    let axis = try AxisGrammar.axis(text)
    #expect(axis.rows == expected.map { [$0] })
    #expect(try AxisGrammar.axis(axis.text) == axis)
  }

  @Test func placesMoveTogether() throws {
    let axis = try AxisGrammar.axis("solver@grid=euler@karras,ddim@trailing")
    #expect(axis.places == [Place("solver"), Place("grid")])
    #expect(axis.rows == [["euler", "karras"], ["ddim", "trailing"]])
    #expect(try AxisGrammar.axis("solver.order=1..3").places == [Place("solver", knob: "order")])
  }

  @Test(
    arguments: [
      "steps", "steps=", "steps=4..16:0", "x=0..1*10", "x=1..2*1", "x=0..1e9:1e-9", "x=1..y:z",
      "a@b=1@2,3",
    ])
  func refused(_ text: String) {
    #expect(throws: SweepError.self) { try AxisGrammar.axis(text) }
  }
}
