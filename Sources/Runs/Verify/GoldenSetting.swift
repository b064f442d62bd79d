import Files
import Quickstep

/// The mixtures and starting noises that golden cases refer to by name.
struct GoldenSetting: Sendable {
  private let models: [String: GaussianMixture]
  /// The class of every sample of a class-conditional case.
  private let labels: [Int32]
  private let noise: [String: GoldenBatch]
  /// What some cases go by, by its name.
  private let statistics: [String: ModelStatistics]

  /// Reads `models.json` and `initial-noise.json` beside a golden file; where one is missing, what
  /// is bundled stands in for it.
  /// The statistics of models are read too where a case goes by some.
  /// - Throws: `FileError` when one is there but cannot be read.
  init(beside path: String, for cases: [GoldenCase]) throws(FileError) {
    let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
    let document = try GoldenModels.parse(
      try source("models.json", in: folder, bundled: "data/mixtures.json"))
    models = Dictionary(document.models.map { ($0.name, $0.model) }) { first, _ in first }
    labels = document.classLabels.map(Int32.init)
    noise = try GoldenModels.parseInitialNoise(
      try source("initial-noise.json", in: folder, bundled: "data/initial-noise.json"))
    statistics =
      cases.contains { $0.statistics != nil } ? try recordedStatistics(in: folder) : [:]
  }

  /// - Throws: `CaseProblem` when the case refers to something that is not there.
  func model(_ golden: GoldenCase) throws(CaseProblem) -> GaussianMixture {
    guard let model = models[golden.model.name] else { throw .noModel(golden.model.name) }
    return model
  }

  /// The start before it is scaled.
  func start(
    _ golden: GoldenCase, for model: GaussianMixture
  ) throws(CaseProblem) -> GoldenBatch {
    guard let start = noise[golden.start.noise], start.dimension == model.shape.count else {
      throw .noNoise(golden.start.noise)
    }
    return start
  }

  /// What the case goes by, if by anything.
  func statistics(_ golden: GoldenCase) throws(CaseProblem) -> StatisticsSource {
    guard let name = golden.statistics else { return .none }
    guard let statistics = statistics[name] else { throw .noStatistics(name) }
    return .given(statistics)
  }

  /// The class of every sample: guided cases ask for the listed ones, others for all.
  func classes(
    _ golden: GoldenCase, count: Int, of model: GaussianMixture
  ) throws(CaseProblem) -> [Int32] {
    guard golden.model.guidance != nil else { return Array(repeating: anyClass, count: count) }
    guard labels.count == count, labels.allSatisfy({ model.classNames.indices ~= Int($0) }) else {
      throw .noLabels
    }
    return labels
  }
}

/// As they stand in the folder, gzip'd or not; empty where there are none.
private func recordedStatistics(
  in folder: String
) throws(FileError) -> [String: ModelStatistics] {
  for name in ["dpm-solver-v3-ems.json", "dpm-solver-v3-ems.json.gz"] {
    do throws(FileError) {
      return try GoldenStatistics.parse(ByteSource(contentsOf: folder + name))
    } catch {
      guard error.problem == .missing else { throw error }
    }
  }
  return [:]
}

extension GoldenCase {
  /// The name of the statistics that it goes by.
  fileprivate var statistics: String? { configuration.all["ems"]?.string }
}

private func source(
  _ name: String, in folder: String, bundled: String
) throws(FileError) -> ByteSource {
  do throws(FileError) {
    return try ByteSource(contentsOf: folder + name)
  } catch {
    guard error.problem == .missing, let bundled = BundledFile.named(bundled) else {
      throw error
    }
    return try bundled.source()
  }
}
