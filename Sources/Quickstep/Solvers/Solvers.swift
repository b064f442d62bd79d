/// All solvers, in the order in which lists show them.
public let solvers = Catalog<any Solver>(
  "solver", [Euler.self, DPMSolverPP2M.self] as [any Solver.Type],
  declaration: { $0.declaration }, make: { $0.init($1) })
