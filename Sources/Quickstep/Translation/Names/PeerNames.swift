/// What other programs call solvers.
public let solverPhrasebooks: [Phrasebook] = [
  .comfySamplers, .webUISamplers, .diffusersClasses, .kDiffusionSamplers,
  .stableDiffusionCppMethods,
]

/// What other programs call grids.
public let gridPhrasebooks: [Phrasebook] = [
  .comfySchedulers, .webUISchedulers, .diffusersSpacings, .kDiffusionSchedules,
  .stableDiffusionCppSchedulers,
]

/// Other words that several programs' names bring along.
enum PeerWords {
  static let cfgPlusPlus = ["guidance": "cfg++"]
}

/// Notes that several programs' names share.
enum PeerNote {
  static let flow = "on rectified flow the program draws another share of fresh noise"
  static let brownian = "the program draws its noise from a Brownian path of its own"
  static let unipcEnd =
    "the program stops at sigma 0.001 in place of 0 and lowers the order to 1 "
    + "only there"
  static let fast =
    "the program leaves the grid aside and spaces blocks of three levels evenly in "
    + "log sigma"
  static let adaptive =
    "the program leaves the steps aside and asks the model again where a step "
    + "fails: retry=evaluate"
  static let sameTimeSteps =
    "of levels that round to the same time step the program leaves out one"
  static let sharesOfSigma =
    "the program takes shares of sigma, which is the same on rectified flow alone"
  static let coarseSums = "the program sums over 10,000 places where the integral is exact here"
  static let stochasticAdams =
    "the program lowers its orders one step earlier, and draws noise only between the "
    + "shares 0.2 and 0.8 of the path: s-min, s-max"
  static let sums = "the program sums over 200 places where the integral is exact here"
  static let discardsSigma = "the program places one level more and leaves out the last above 0"
}
