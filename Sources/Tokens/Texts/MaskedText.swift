import Glibc

/// A text on its way from all masked to all visible.
///
/// A method asks for laws and reveals tokens; calls, draws and what parallel reveals cost are counted
/// as it does.
public struct MaskedText: Sendable {
  /// The tokens; `nil` is masked.
  public private(set) var tokens: [Int?]
  /// t, the share of tokens that are masked in the mean: 1 at the start.
  public var time = 1.0
  private(set) var tally = Tally()
  /// Of each visible place, how it came to be.
  private(set) var births: [Birth]
  /// log p of the visible tokens under the exact model, as of the last `measure`.
  private(set) var logLikelihood = 0.0

  private var isMeasured = true
  private var network: Network
  private var dice: Dice
  private var answer: Laws?

  init(_ number: Int, of network: Network) {
    tokens = Array(repeating: nil, count: network.model.length)
    births = Array(repeating: Birth(), count: network.model.length)
    dice = network.dice(text: number, step: 0)
    self.network = network
  }

  /// The places of masked tokens, from left to right.
  public var masked: [Int] { tokens.indices.filter { tokens[$0] == nil } }
  /// The share of its tokens that are masked: the time of methods that know no other.
  public var maskedShare: Double { Double(masked.count) / Double(tokens.count) }
  /// Whether every token is visible.
  public var isComplete: Bool { !tokens.contains(nil) }

  /// Has a network of the same model asked from now on.
  mutating func turn(to network: Network) {
    if network.temperature != self.network.temperature { answer = nil }
    self.network = network
    dice = network.dice(text: Int(dice.text), step: Int(dice.step))
  }

  mutating func begin(step: Int) { dice.step = UInt32(step) }

  mutating func measure() {
    guard !isMeasured else { return }
    logLikelihood = network.model.logLikelihood(tokens)
    isMeasured = true
  }

  /// Calls the network.
  public mutating func ask() -> Laws {
    let laws = network.laws(of: tokens)
    tally.calls += 1
    tally.note(laws)
    answer = laws
    return laws
  }

  /// The laws of these tokens, from the last answer where no token has been revealed since.
  public mutating func recall() -> Laws {
    guard let answer else { return ask() }
    tally.saved += 1
    return answer
  }

  /// A random number in [0, 1) of this step.
  public func uniform(_ index: Int) -> Double { dice.uniform(.time, index) }

  /// Some of the places, each set of them equally likely.
  public func choice(_ count: Int, of places: [Int]) -> [Int] {
    let ranked = places.map { (place: $0, u: dice.uniform(.place, $0)) }.sorted { $0.u < $1.u }
    return ranked.prefix(count).map(\.place)
  }

  /// Draws the tokens of some masked places, each from its own law.
  public mutating func reveal(_ places: some Sequence<Int>, from p: Laws) {
    reveal(places, from: p, chance: 1)
  }

  /// Draws a token or the mask once more at each of some masked places.
  /// - Parameter chance: of a token, in (0, 1].
  public mutating func reveal(_ places: some Sequence<Int>, from p: Laws, chance: Double) {
    let drawn = places.compactMap { place -> (place: Int, token: Int)? in
      tally.draws += 1
      let token = network.precision.draw(p[place], chance: chance, at: place, dice)
      return token.map { (place, $0) }
    }
    guard !drawn.isEmpty else { return }
    tally.lost += correlation(of: drawn.map(\.place), p)
    for (place, token) in drawn {
      tally.note(token, from: p[place], p.entropies[place], among: tokens)
      births[place] = Birth(dice.step, p.entropies[place], p[place][token])
      tokens[place] = token
    }
    answer = nil
    isMeasured = false
  }

  /// KL(joint || product) of places given what is visible: exact, or log joint - sum of log marginals
  /// of one draw of the joint law, whose mean it is.
  private func correlation(of places: [Int], _ p: Laws) -> Double {
    let model = network.model
    if let exact = model.totalCorrelation(of: places, given: tokens) { return exact }
    let drawn = model.completed(tokens) { dice.uniform(.joint, $0) }
    var filled = tokens
    for place in places { filled[place] = drawn[place] }
    let logJoint = model.logLikelihood(filled) - model.logLikelihood(tokens)
    return places.reduce(logJoint) { $0 - log(p.exact[$1][drawn[$1]]) }
  }
}
