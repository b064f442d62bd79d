/// What a diffusers scheduler is configured to be given by the model.
enum DiffusersPrediction: String, CaseIterable {
  case noise = "epsilon"
  case data = "sample"
  case velocity = "v_prediction"
  case flow = "flow_prediction"

  var prediction: Prediction {
    switch self {
    case .noise: .noise
    case .data: .data
    case .velocity: .velocity
    case .flow: .flow
    }
  }
}

/// The options for limits on the data prediction, with the defaults all classes share.
let diffusersClipOptions: [String: JSONValue] = [
  "thresholding": false, "dynamic_thresholding_ratio": 0.995, "sample_max_value": 1.0,
]

extension PeerOptions {
  /// The prediction type, which must be one that the class knows.
  func prediction(
    among allowed: [DiffusersPrediction] = [.noise, .data, .velocity]
  ) throws(TranslationError) -> Prediction {
    let word = try word("prediction_type", as: DiffusersPrediction.self)
    guard allowed.contains(word) else {
      throw refused("prediction_type", needed: allowed.map(\.rawValue).joined(separator: " or "))
    }
    return word.prediction
  }

  /// That of the classes that know no data prediction.
  func noiseOrVelocity() throws(TranslationError) -> Prediction {
    try prediction(among: [.noise, .velocity])
  }

  /// Dynamic thresholding, else `clip_sample` where the class has it.
  func clip(hasRange: Bool) throws(TranslationError) -> Choice {
    if try flag("thresholding") {
      // The peer clamps at a quantile held within 1 … maximum and divides by it.
      let maximum = try real("sample_max_value", in: 0.01...1e9)
      return Choice(
        "dynamic",
        [
          "quantile": .real(try real("dynamic_thresholding_ratio", in: 0...1)), "floor": .real(1),
          "ceiling": .real(maximum),
        ])
    }
    return hasRange ? try sampleClip() : Choice("none")
  }

  /// `clip_sample`.
  func sampleClip() throws(TranslationError) -> Choice {
    guard try flag("clip_sample") else { return Choice("none") }
    return Choice("range", ["limit": .real(try real("clip_sample_range", in: 0...1e9))])
  }
}
