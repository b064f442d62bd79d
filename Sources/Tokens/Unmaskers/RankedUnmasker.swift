/// A method whose step reveals its share of the tokens, those first whose law ranks highest.
public protocol RankedUnmasker: Unmasker {
  /// What ranks a masked place, the larger the earlier.
  func rank(_ law: [Double], entropy: Double) -> Double
}

extension RankedUnmasker {
  public static var pace: Pace { .upToTokens }

  public func step(_ text: inout MaskedText, _ span: Span) {
    let masked = text.masked
    guard !masked.isEmpty else { return }
    let p = text.ask()
    let order = masked.map { (place: $0, rank: rank(p[$0], entropy: p.entropies[$0])) }
      .sorted { $0.rank != $1.rank ? $0.rank > $1.rank : $0.place < $1.place }
    let chosen = order.prefix(span.share(of: masked.count)).map(\.place)
    text.reveal(chosen, from: p)
    text.time = text.maskedShare
  }
}
