// The one place where this target's errors become sentences: what, where, what to do next.

extension MaskedError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .tooManyTokens(let texts, let length, let most):
      "\(texts) texts of \(length) tokens are more than \(most) tokens. "
        + "Take at most \(most / length) texts, or shorter ones."
    }
  }
}
