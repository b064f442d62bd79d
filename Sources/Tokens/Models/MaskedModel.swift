import Experiments
import Glibc

/// The exact law of texts of one length: what a perfectly trained masked diffusion model answers.
///
/// Such a network needs to see which tokens are visible and nothing else, not even the time
/// (Zheng et al. 2024, Masked Diffusion Models are Secretly Time-Agnostic Masked Models). A text is
/// a list of L tokens 0 ..< V; `nil` is masked.
public protocol MaskedModel: Sendable {
  /// What each of its V tokens looks like, one cell each.
  var alphabet: [String] { get }
  /// L, in tokens.
  var length: Int { get }
  /// p of each of the V^L texts, the first token being the lowest digit; empty where they are too
  /// many to list.
  var texts: [Double] { get }
  /// H(x) in nats: the mean of -log p over exact draws, and the evidence bound of a perfect network.
  var entropy: Double { get }

  /// One call: p(x_i | visible tokens) for every masked place i, empty rows for visible ones.
  func laws(of tokens: [Int?]) -> [[Double]]

  /// log p(visible tokens), the masked ones summed out; nats.
  func logLikelihood(_ tokens: [Int?]) -> Double

  /// The text with its masked places drawn from their joint law given the visible ones.
  /// - Parameter uniform: a number in [0, 1) for every place.
  func completed(_ tokens: [Int?], _ uniform: (Int) -> Double) -> [Int]

  /// KL(joint || product of the laws) of some masked places given the visible tokens, in nats;
  /// `nil` where it can only be estimated.
  func totalCorrelation(of places: [Int], given tokens: [Int?]) -> Double?
}

extension MaskedModel {
  public var texts: [Double] { [] }
}

/// A model as words describe it: cheap to make, so that a forecast may ask it.
public protocol MaskedModelKind: Component {
  /// L, in tokens.
  var length: Int { get }
  /// Whether total correlations of its tokens are exact or estimated, in a few words.
  var correlations: String { get }
  /// Whether there are so few texts that all of them are listed.
  var listsTexts: Bool { get }

  /// - Parameter corpus: the text that models of real text are counted from.
  func model(_ corpus: Corpus) -> any MaskedModel
}

extension MaskedModelKind {
  public var listsTexts: Bool { false }
}

/// All models, in the order in which lists show them.
public let maskedModels = Catalog<any MaskedModelKind>(
  "model", [NGramText.self, Chain.self, Zipf.self] as [any MaskedModelKind.Type],
  declaration: { $0.declaration }, make: { $0.init($1) })

/// -sum p log p in nats.
func entropy(_ p: [Double]) -> Double {
  p.reduce(0) { $1 > 0 ? $0 - $1 * log($1) : $0 }
}

/// The token at which `u` of the weights, which need not sum to 1, has passed.
func inverted(_ weights: [Double], at u: Double) -> Int {
  var left = u * weights.reduce(0, +)
  var last = 0
  for (token, weight) in weights.enumerated() where weight > 0 {
    left -= weight
    last = token
    if left < 0 { break }
  }
  return last
}
