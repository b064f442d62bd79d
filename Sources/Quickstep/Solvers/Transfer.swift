extension Prediction {
  /// The step that is exact for a prediction that does not change, x' = alpha' D + sigma' eps with
  /// D and eps from an output of this kind at `s`: x' = state x + output m (DDIM; the transfer part
  /// of Liu et al. 2022, PNDM, equation 11).
  package func transfer(from s: NoiseLevel, to t: NoiseLevel) -> Conversion {
    let data = conversion(to: .data, at: s), noise = conversion(to: .noise, at: s)
    return Conversion(
      state: t.alpha * data.state + t.sigma * noise.state,
      output: t.alpha * data.output + t.sigma * noise.output)
  }
}
