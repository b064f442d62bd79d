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
    DPMSolverPP1S.self,
    DPMSolverPP2S.self,
    DPMSolverPP2M.self,
    DPMSolverPP3M.self,
    DPMSolverMultistep.self,
    SDEDPMSolverPP2M.self,
    SDEDPMSolverPP3M.self,
    UniPC.self,
    PLMS.self,
    DDPM.self,
  ] as [any Solver.Type],
  declaration: { $0.declaration }, make: { $0.init($1) })
