extension Plan {
  /// The folders of the networks that the plan names beside its model.
  public var networks: [CompanionName: String] {
    [.refiner: refiner, .oneMoreStep: oneMoreStep].filter { $0.value != Self.noNetwork }
  }

  /// Puts a network beside the model of a job.
  /// - Throws: `SamplingError` where it is for other samples.
  func add(
    _ network: any CompanionNetwork, _ name: CompanionName, to job: inout SamplingJob
  ) throws(SamplingError) {
    let folder = networks[name] ?? name.text
    guard network.shape == job.model.shape else {
      throw .networkDiffers(name, folder, model: model.name)
    }
    guard
      classes == .any || network.classNames.isEmpty
        || network.classNames == job.model.classNames
    else { throw .networkHasOtherClasses(name, folder, model: model.name) }
    job.companions.networks[name] = network
  }

  /// - Throws: `SamplingError.networkUnused` where the plan names one that nobody asks.
  func checkNetworks(of job: SamplingJob) throws(SamplingError) {
    let unused = networks.keys.filter { job.companions.networks[$0] == nil }
    guard let name = unused.min(by: { $0.text < $1.text }) else { return }
    throw .networkUnused(name, solver: solver.name, start: start.name)
  }
}
