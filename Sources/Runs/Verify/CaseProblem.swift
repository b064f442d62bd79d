import Quickstep

/// Why a golden case was not compared to its end.
enum CaseProblem: Error {
  // Nothing that the program could be wrong about.
  case notTranslated(TranslationError)
  // Holes in the files.
  case noModel(String)
  case noNoise(String)
  case noStatistics(String)
  case noLabels
  case unknownOutput(String)
  case unknownBetas(String)
  case noiseShape
  case nothingRecorded
  case noTensor(String)
  // Differences from the record.
  case stopped(SamplingError)
  case settings(DeclarationError)
  case network(String)
  case callCount(Int, recorded: Int)
  case stateCount(Int, recorded: Int)
}

extension CaseProblem: CustomStringConvertible {
  var description: String {
    switch self {
    case .notTranslated(let error): "\(error)"
    case .noModel(let name): "models.json has no model \(PrintableText(name))"
    case .noNoise(let name):
      "initial-noise.json has no noise \(PrintableText(name)) of the model's dimension"
    case .noStatistics(let name):
      "dpm-solver-v3-ems.json has no statistics \(PrintableText(name))"
    case .noLabels: "labels_for_gmm_cond does not fit the model and the batch"
    case .unknownOutput(let name): "model_output \(PrintableText(name)) is not known"
    case .unknownBetas(let text): "trained_betas \(PrintableText(text, limit: 60)) is not known"
    case .noiseShape: "the recorded noise has another shape than the start"
    case .nothingRecorded: "no state is recorded"
    case .noTensor(let name): "io.safetensors has no \(PrintableText(name)) that fits"
    case .network(let reason): "\(PrintableText(reason, limit: 300))"
    case .stopped(let error): "the run stopped: \(error)"
    case .settings(let error): "the translation cannot be run: \(error)"
    case .callCount(let count, let recorded):
      "\(count) calls of the model where \(recorded) are recorded"
    case .stateCount(let count, let recorded): "\(count) states where \(recorded) are recorded"
    }
  }
}
