import Tensors

extension Plan {
  /// Resolves the plan with a loaded model.
  /// - Throws: `DeclarationError` or `SamplingError` naming what cannot be used.
  public func job(model: any Denoiser, with kernels: Kernels) throws -> SamplingJob {
    guard Self.batchRange.contains(batch) else {
      throw SamplingError.batch(batch, allowed: Self.batchRange)
    }
    let beside = model.companions, model = model.alone
    let width = model.shape.count
    guard batch <= Self.sizeLimit / width else {
      throw SamplingError.tooLarge(batch: batch, width: width, limit: Self.sizeLimit)
    }
    let components = try components(model.sampler)
    let guidance = try guidances.make(guidance)
    let classes = try classes(of: model)
    if guidance.needsClass, self.classes == .any {
      throw SamplingError.guidanceNeedsClass(guidance: self.guidance.name)
    }
    if model.needsClass {
      guard self.classes != .any else {
        throw SamplingError.modelNeedsClass(model: self.model.name)
      }
      guard !guidance.needsClass else {
        throw SamplingError.guidanceNeedsWhole(
          guidance: self.guidance.name, model: self.model.name)
      }
    }
    if let other = guidance.otherClasses.first(where: { !model.classNames.indices.contains($0) }) {
      throw SamplingError.noClassNumber(other, classes: model.classNames.count)
    }
    for companion in guidance.companions {
      try check(beside.models[companion], beside: model)
    }
    if guidance.needsRenoising, !components.solver.renoises {
      throw SamplingError.guidanceNeedsRenoising(
        guidance: self.guidance.name, solver: solver.name, able: Self.renoisingSolvers)
    }
    try components.solver.check(components.grid)
    if components.solver.needsVariance, !model.learnsVariance {
      throw SamplingError.noVariance(model: self.model.name)
    }
    var job = SamplingJob(
      model: components.toldTime.map(model.telling) ?? model, schedule: components.schedule,
      grid: components.grid, solver: components.solver, guidance: guidance,
      clip: components.clip, classes: classes, noise: .seed(seed),
      startScale: components.startScale, kernels: kernels)
    for companion in guidance.companions {
      job.companions.models[companion] = beside.models[companion]
    }
    for companion in components.solver.companions {
      guard let network = beside.networks[companion] else {
        throw SamplingError.noRefiner(solver: solver.name)
      }
      try add(network, companion, to: &job)
    }
    let tiles = try tileMasks(of: model.attention)
    if !tiles.isEmpty { job.model = job.model.masked(by: tiles) }
    try job.leaveOut(skips(), of: self.model.name)
    job.statistics = try statistics(for: job, beside)
    try add(starts.make(start), beside, to: &job)
    try addMean(beside, to: &job)
    try checkNetworks(of: job)
    try add(readings.make(reading), to: &job)
    return job
  }

  /// Whether a model can be asked beside the sampled one.
  private func check(
    _ guide: (any Denoiser)?, beside model: any Denoiser
  ) throws(SamplingError) {
    guard let guide else { throw .guidanceNeedsGuide(guidance: self.guidance.name) }
    guard guide.shape == model.shape else {
      throw .guideDiffers(
        guide: self.guide.name, guide.shape, model: self.model.name, model.shape)
    }
    guard classes != .any else {
      if guide.needsClass { throw .modelNeedsClass(model: self.guide.name) }
      return
    }
    guard guide.classNames == model.classNames else {
      throw .guideHasOtherClasses(guide: self.guide.name, model: self.model.name)
    }
  }

  private static var renoisingSolvers: [String] {
    solvers.declarations.map(\.name).filter { (try? solvers.make(Choice($0)))?.renoises == true }
  }
}
