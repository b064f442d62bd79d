import Tensors

extension Plan {
  /// Resolves the plan with a loaded model.
  /// - Throws: `DeclarationError` or `SamplingError` naming what cannot be used.
  public func job(model: any Denoiser, with kernels: Kernels) throws -> SamplingJob {
    guard Self.batchRange.contains(batch) else {
      throw SamplingError.batch(batch, allowed: Self.batchRange)
    }
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
    if guidance.needsRenoising, !components.solver.renoises {
      throw SamplingError.guidanceNeedsRenoising(
        guidance: self.guidance.name, solver: solver.name, able: Self.renoisingSolvers)
    }
    try components.solver.check(components.grid)
    if components.solver.needsVariance, !model.learnsVariance {
      throw SamplingError.noVariance(model: self.model.name)
    }
    if components.solver.needsStatistics, model.exact == nil {
      throw SamplingError.noStatistics(model: self.model.name)
    }
    var job = SamplingJob(
      model: components.toldTime.map(model.telling) ?? model, schedule: components.schedule,
      grid: components.grid, solver: components.solver, guidance: guidance,
      clip: components.clip, classes: classes, noise: .seed(seed),
      startScale: components.startScale, kernels: kernels,
      statistics: model.exact.map { .measured(on: $0, classes: classes) } ?? .none)
    try job.leaveOut(skips(), of: self.model.name)
    return job
  }

  private static var renoisingSolvers: [String] {
    solvers.declarations.map(\.name).filter { (try? solvers.make(Choice($0)))?.renoises == true }
  }
}
