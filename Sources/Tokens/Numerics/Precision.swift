import Experiments
import Glibc

/// How many bits the numbers have that categorical draws are made from.
///
/// Fewer than 64 draw as released samplers do, by Gumbel-max: of E_i = -log u_i the token with the
/// least E_i / p_i, the mask being one more token (Zheng et al. 2024). With uniforms
/// that are multiples of e = 2^-k no E is below e, and rare tokens lose.
public enum Precision: String, CaseIterable, Sendable {
  case double = "64"
  /// As of 32-bit floats, whose uniforms have 24 bits.
  case single = "32"
  case sixteen = "16"
  case fourteen = "14"
  case twelve = "12"

  /// k, the bits of a uniform.
  public var bits: Int {
    switch self {
    case .double: 52
    case .single: 24
    case .sixteen: 16
    case .fourteen: 14
    case .twelve: 12
    }
  }

  /// The words that `precision` may be set to.
  public static let catalog = Catalog<Precision>(
    "precision", allCases,
    declaration: {
      Declaration(
        $0.rawValue, title: "\($0.rawValue) bits",
        summary: $0 == .double
          ? "exact draws" : "Gumbel-max from uniforms of \($0.bits) bits: rare tokens lose",
        paper: "Zheng et al. 2024, Masked Diffusion Models are Secretly Time-Agnostic Masked Models"
      )
    }, make: { precision, _ in precision })

  /// A token of a law, or `nil` for the mask.
  /// - Parameters:
  ///   - law: looked up where it is needed.
  ///   - chance: delta, of a token; the mask has the rest.
  ///   - place: where in the text.
  func draw(
    _ law: @autoclosure () -> [Double], chance: Double, at place: Int, _ dice: Dice
  ) -> Int? {
    guard self == .double else { return race(law(), chance, place, dice) }
    let u = dice.uniform(.token, place) / chance
    return u < 1 ? inverted(law(), at: u) : nil
  }

  private func race(_ p: [Double], _ delta: Double, _ place: Int, _ dice: Dice) -> Int? {
    let e = scalbn(1, -bits)
    var words = SIMD4<UInt32>()
    var (winner, least) = (p.count, Double.infinity)
    // The mask runs last, so that it wins no tie.
    for i in 0...p.count {
      if i % 4 == 0 { words = dice.words(.token, place, block: i / 4) }
      let weight = i < p.count ? p[i] * delta : 1 - delta
      let E = -log(Double(words[i % 4] >> UInt32(32 - bits)) * e)
      if weight > 0, E / weight < least { (winner, least) = (i, E / weight) }
    }
    if winner < p.count { return winner }
    // With nothing but zeros for u nobody wins, the mask neither where it has no chance.
    return delta < 1 ? nil : p.indices.max { p[$0] < p[$1] }
  }
}
