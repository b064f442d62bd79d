import Experiments

/// All ways to unmask, in the order in which lists show them.
public let unmaskers = Catalog<any Unmasker>(
  "solver",
  [
    FirstHitting.self,
    ParallelFirstHitting.self,
    Ancestral.self,
    CachedAncestral.self,
    RandomOrder.self,
    HighestConfidence.self,
    LargestMargin.self,
    LowestEntropy.self,
    EntropyBound.self,
  ] as [any Unmasker.Type],
  declaration: { $0.declaration }, make: { $0.init($1) })
