import Glibc

@testable import Tokens

/// What ancestral sampling of the chain draws from, followed exactly over all 4^6 ways to see a text.
struct AncestralLaw {
  /// p of each text, as `ChainTable.texts` lists them.
  let texts: [Double]

  init(steps N: Int) {
    let chain = ChainTable()
    let ways = (0..<4096).map { way -> [Int?] in
      (0..<6).map { way >> (2 * $0) & 3 }.map { $0 == 3 ? nil : $0 }
    }
    let laws = ways.map(chain.laws)
    var law = [Double](repeating: 0, count: 4096)
    law[4095] = 1
    for k in 0..<N {
      let span = Span(index: k, count: N)
      let delta = (span.t - span.s) / span.t
      var next = [Double](repeating: 0, count: 4096)
      func spread(_ from: Int, _ to: Int, _ place: Int, _ weight: Double) {
        guard place < 6 else { return next[to] += weight }
        guard ways[from][place] == nil else { return spread(from, to, place + 1, weight) }
        if delta < 1 { spread(from, to, place + 1, weight * (1 - delta)) }
        for c in 0..<3 {
          let filled = to - (3 - c) << (2 * place)
          spread(from, filled, place + 1, weight * delta * laws[from][place][c])
        }
      }
      for way in 0..<4096 where law[way] > 0 { spread(way, way, 0, law[way]) }
      law = next
    }
    texts = complete(3, 6).map { law[ChainTable.way($0.reversed())] }
  }

  /// The mean total variation from `p` of the shares among `count` draws: a share is normal about
  /// its q with variance q (1 - q) / count.
  func meanVariation(from p: [Double], draws count: Int) -> Double {
    zip(texts, p).reduce(0) { sum, pair in
      let (q, p) = pair
      let s = (q * (1 - q) / Double(count)).squareRoot(), d = abs(q - p)
      let folded = s * (2 / Double.pi).squareRoot() * exp(-d * d / (2 * s * s))
      return sum + (folded + d * erf(d / (s * 2.0.squareRoot()))) / 2
    }
  }
}
