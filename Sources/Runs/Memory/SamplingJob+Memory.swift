import Files
import Networks
import Quickstep

extension SamplingJob {
  /// What is set aside for steps where only running shows how many there are.
  static let unforeseenSteps = 999

  /// Refuses a job that takes more memory than is free, beside its model, which is loaded.
  /// - Parameter statesKept: batches that whoever asks keeps of the run, beside what is shown.
  public func checkMemory(statesKept: Int = 0, free: Int? = FreeMemory().bytes) throws(MemoryError)
  {
    try memoryNeed(statesKept: statesKept).check(batch: classes.count, free: free) {
      .plan(need: $0, free: $1, batch: $2)
    }
  }

  func memoryNeed(statesKept: Int) -> MemoryNeed {
    let sample = model.shape.count * MemoryLayout<Double>.stride
    let foresight = foresight()
    let levels = (foresight.isWhole ? wholeGrid.steps.count : Self.unforeseenSteps) + 1
    // The samples are copied once when the run has ended, and once for those who measure them.
    var need = MemoryNeed(perSample: sample * (foresight.statesHeld + statesKept + 2))
    // What is kept to be shown has a budget of its own, whatever the batch.
    need.fixed += min(KeptBudget.total, 2 * sample * levels * classes.count)
    if let network = model.network {
      let tapes = min(NetworkModel.tapesKept, 1 + cast.count)
      need.fixed += tapes * network.workingMemory(batch: classes.count)
    }
    for model in companions.models.values {
      need.fixed += model.network?.workingMemory(batch: classes.count) ?? 0
    }
    for network in companions.networks.values {
      need.fixed += network.workingMemory(batch: classes.count)
    }
    return need
  }
}

extension Denoiser {
  /// The network that this model is or asks.
  fileprivate var network: NetworkModel? {
    switch self {
    case let recast as Recast: recast.base.network
    case let blurred as Blurred<NetworkModel>: blurred.base
    default: self as? NetworkModel
    }
  }
}
