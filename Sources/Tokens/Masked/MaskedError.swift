/// Why a plan of masked diffusion cannot run.
public enum MaskedError: Error, Hashable, Sendable {
  case tooManyTokens(texts: Int, length: Int, most: Int)
}
