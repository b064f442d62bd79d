import Quickstep
import Testing

/// Lists show solvers by what they are.
@Suite struct SolverGroupTests {
  @Test(arguments: solvers.declarations.map(\.name)) func everySolverSaysWhatItIs(_ name: String) {
    #expect(solvers.declarations.first { $0.name == name }?.group != nil)
  }

  @Test func groupsStandTogether() {
    let groups = solvers.options.grouped.map(\.group)
    let starts = groups.indices.filter { $0 == 0 || groups[$0] != groups[$0 - 1] }
    #expect(starts.count == Set(groups).count)
    #expect(Set(solvers.options.grouped) == Set(solvers.options.declarations))
  }
}
