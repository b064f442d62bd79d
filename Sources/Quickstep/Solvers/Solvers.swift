/// All solvers, in the order in which lists show them.
public let solvers = Catalog<any Solver>(
  "solver",
  [
    Euler.self,
    Heun.self,
    DPM2.self,
    LMS.self,
    ElucidatedSampler.self,
    Renoise.self,
    DPMSolverPP2M.self,
  ] as [any Solver.Type],
  declaration: { $0.declaration }, make: { $0.init($1) })
