import Quickstep
import Testing

@Suite struct KnobTests {
  private static let knobs: [(String, Knob)] =
    [
      schedules.declarations, gridRules.declarations, solvers.declarations,
      guidances.declarations, clips.declarations, [modelDeclaration],
    ].flatMap { $0 }.flatMap { declaration in
      declaration.knobs.map { ("\(declaration.name):\($0.name)", $0) }
    }

  /// Held keys may be taken together, and nothing leads out of the range.
  @Test func manyPressesAreSinglePresses() throws {
    for (name, knob) in Self.knobs {
      for (count, single) in [(5, 1), (-5, -1), (400, 1), (-400, -1)] {
        var value = knob.fallback
        for _ in 0..<abs(count) { value = knob.moved(value, by: single) }
        #expect(knob.moved(knob.fallback, by: count) == value, "\(name)")
        #expect(try knob.parse(value.text) == value, "\(name)")
      }
    }
  }
}
