import Files
import Quickstep
import Tensors

/// How a golden case came out.
enum CaseVerdict {
  /// The largest |difference| / max(1, |x|) of a sample in any recorded state, and what is allowed.
  case compared(maximum: Double, tolerance: Double)
  case failed(CaseProblem)
  case skipped(CaseProblem)

  var passed: Bool {
    if case .compared(let maximum, let tolerance) = self { maximum <= tolerance } else { false }
  }
}

/// Replays a golden case: the peer's sampler in our own words, from the same start with the same
/// noise, compared state by state.
func replay(
  _ golden: GoldenCase, _ setting: GoldenSetting, with kernels: Kernels
) -> CaseVerdict {
  do throws(CaseProblem) {
    let translation = try translation(of: golden)
    let maximum = try largestDifference(golden, translation, setting, kernels)
    // What keeps the peer's numbers from being met is then out of them.
    let precision = golden.exactFinal == nil ? translation.precision : Translation.rounding
    return .compared(maximum: maximum, tolerance: precision * max(1, golden.sensitivity))
  } catch .notTranslated(let error) {
    return .skipped(.notTranslated(error))
  } catch {
    return .failed(error)
  }
}

private func translation(of golden: GoldenCase) throws(CaseProblem) -> Translation {
  // Functions, and what the caller of a peer decides, are written down beside its settings.
  var configuration = golden.configuration.all.merging(golden.configuration.explicit) { all, _ in
    all
  }
  if let level = golden.other["model_level"] { configuration["model_level"] = level }
  if let betas = golden.configuration.trainedBetas {
    configuration["trained_betas"] = try listedBetas(betas)
  }
  do {
    return try translate(
      PeerRequest(
        name: golden.className, configuration: configuration,
        stepArguments: golden.configuration.stepArguments,
        timestepArguments: golden.configuration.timestepArguments, steps: golden.steps))
  } catch {
    throw .notTranslated(error)
  }
}

private func largestDifference(
  _ golden: GoldenCase, _ translation: Translation, _ setting: GoldenSetting, _ kernels: Kernels
) throws(CaseProblem) -> Double {
  let model = try setting.model(golden)
  let start = try setting.start(golden, for: model)
  guard
    golden.noise.allSatisfy({
      $0.values.samples == start.samples && $0.values.dimension == start.dimension
    })
  else { throw .noiseShape }
  let classes = try setting.classes(golden, count: start.samples, of: model)
  var job: SamplingJob
  do throws(DeclarationError) {
    job = try translation.job(
      model: model, classes: classes, guidance: guidance(golden),
      noise: translation.noise(start: start.values, golden.noise.map(\.values.values)),
      with: kernels)
  } catch {
    throw .settings(error)
  }
  job.statistics = try setting.statistics(golden)
  let trace: Trace
  do throws(SamplingError) { trace = try Trace(job) } catch { throw .stopped(error) }
  guard trace.calls.count == golden.evaluations else {
    throw .callCount(trace.calls.count, recorded: golden.evaluations)
  }
  return try largestDifference(trace, golden, translation.recording)
}

private func largestDifference(
  _ trace: Trace, _ golden: GoldenCase, _ recording: Translation.Recording
) throws(CaseProblem) -> Double {
  if let exact = golden.exactFinal {
    return relativeDifference(trace.final, exact.values, dimension: exact.dimension)
  }
  let states = trace.states(golden.states.isEmpty ? .final : recording)
  let recorded = golden.states.isEmpty ? [golden.final].compactMap { $0 } : golden.states
  guard !recorded.isEmpty else { throw .nothingRecorded }
  guard states.count == recorded.count else {
    throw .stateCount(states.count, recorded: recorded.count)
  }
  let ends = zip(states, recorded) + [golden.final].compactMap { $0 }.map { (trace.final, $0) }
  return ends.map { relativeDifference($0, $1.values, dimension: $1.dimension) }.max() ?? 0
}

private func guidance(_ golden: GoldenCase) -> Choice {
  guard let scale = golden.model.guidance else { return Choice("none") }
  if let method = golden.other["guidance_method"]?.string {
    return Choice(method, ["scale": .real(scale)])
  }
  guard let phi = golden.model.guidanceRescale else {
    return Choice("cfg", ["scale": .real(scale)])
  }
  return Choice("cfg-rescale", ["scale": .real(scale), "phi": .real(phi)])
}
