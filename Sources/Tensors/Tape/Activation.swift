/// A function applied to every number.
public enum Activation: String, CaseIterable, Sendable {
  case none
  /// max(x, 0)
  case relu
  /// x / (1 + e^-x)
  case silu
  /// x (1 + erf(x / sqrt 2)) / 2
  case gelu
  /// x tanh(log(1 + e^x)) (Misra 2019)
  case mish
}
