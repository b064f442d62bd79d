import Glibc
import Testing

@testable import Tokens

/// The tables against sums over all 729 texts.
struct ChainTests {
  let chain = ChainTable()
  let texts = complete(3, 6)

  func p(_ text: [Int]) -> Double { exp(chain.logLikelihood(text)) }

  @Test func theTimeFreeBoundIsTheEntropy() {
    #expect(abs(chain.texts.reduce(0, +) - 1) < 1e-12)
    #expect(abs(chain.entropy - entropy(chain.texts)) < 1e-12)
    #expect(abs(chain.entropy - 4.49112) < 1e-5)
  }

  @Test func lawsAreSumsOverTexts() {
    for way in ways(3, 6).enumerated().filter({ $0.offset % 97 == 0 }).map(\.element) {
      let fitting = texts.filter { fits($0, way) }
      let total = fitting.reduce(0) { $0 + p($1) }
      #expect(abs(exp(chain.logLikelihood(way)) - total) < 1e-13)
      let laws = chain.laws(of: way)
      for place in way.indices where way[place] == nil {
        for symbol in 0..<3 {
          let share = fitting.filter { $0[place] == symbol }.reduce(0) { $0 + p($1) } / total
          #expect(abs(laws[place][symbol] - share) < 1e-12)
        }
      }
    }
  }

  /// Expected totals of a fixed order of commits, enumerated: over exact draws the total correlations
  /// sum to KL(model || method), over the method's own draws the excess to KL(method || model).
  @Test(arguments: [
    [[0, 1, 2, 3, 4, 5]], [[0, 2, 4], [1, 3, 5]], [[2, 3], [0, 5], [1, 4]],
    [[5], [0, 1], [2, 3, 4]],
  ])
  func losesTheDivergence(commits: [[Int]]) {
    let q = texts.map { text in
      var (seen, q) = ([Int?](repeating: nil, count: 6), 1.0)
      for places in commits {
        let laws = chain.laws(of: seen)
        for place in places { q *= laws[place][text[place]] }
        for place in places { seen[place] = text[place] }
      }
      return q
    }
    #expect(abs(q.reduce(0, +) - 1) < 1e-12)
    var (lost, excess) = (0.0, 0.0)
    for (text, q) in zip(texts, q) {
      var seen = [Int?](repeating: nil, count: 6)
      for places in commits {
        lost += p(text) * chain.totalCorrelation(of: places, given: seen)!
        let laws = chain.laws(of: seen)
        excess += q * places.reduce(chain.logLikelihood(seen)) { $0 + log(laws[$1][text[$1]]) }
        for place in places { seen[place] = text[place] }
        excess -= q * chain.logLikelihood(seen)
      }
    }
    let forward = zip(texts, q).reduce(0) { $0 + p($1.0) * log(p($1.0) / $1.1) }
    let backward = zip(texts, q).reduce(0) { $0 + $1.1 * log($1.1 / p($1.0)) }
    #expect(abs(lost - forward) < 1e-10)
    #expect(abs(excess - backward) < 1e-10)
  }

  /// What a run tells is what the enumeration over its own draws expects.
  @Test func runsTellTheExpectedLoss() throws {
    let commits = sets(of: 3)
    var (lost, excess) = (0.0, 0.0)
    for first in commits {
      let none = [Int?](repeating: nil, count: 6)
      let rest = (0..<6).filter { !first.contains($0) }
      for text in texts {
        let laws = chain.laws(of: none)
        var seen = none
        for place in first { seen[place] = text[place] }
        let after = chain.laws(of: seen)
        let logq =
          first.reduce(0) { $0 + log(laws[$1][text[$1]]) }
          + rest.reduce(0) { $0 + log(after[$1][text[$1]]) }
        let weight = exp(logq) / Double(commits.count)
        lost +=
          weight
          * (chain.totalCorrelation(of: first, given: none)!
            + chain.totalCorrelation(of: rest, given: seen)!)
        excess += weight * (logq - chain.logLikelihood(text))
      }
    }
    let walked = try Walked(plan("chain", "first-hitting-parallel", steps: 2, texts: 100_000))
    #expect(abs(walked.last("lost") - lost) < 0.005)
    #expect(abs(walked.last("excess") - excess) < 0.02)
  }

  private func sets(of size: Int) -> [[Int]] {
    (0..<64).map { bits in (0..<6).filter { bits >> $0 & 1 == 1 } }.filter { $0.count == size }
  }
}
