import Runs

/// Where the cells of sweeps are kept.
func sweepFolder() -> String { "\(userStateFolder())/quickstep/sweeps" }
