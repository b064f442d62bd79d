/// Where a diffusers scheduler places its time steps (Lin et al. 2023, table 2), in the arithmetic
/// of numpy, highest first.
enum DiffusersSpacing: String, CaseIterable {
  case leading, linspace, trailing
}

/// The options that place time steps, with the defaults most classes share.
let diffusersTimeOptions: [String: JSONValue] = [
  "timestep_spacing": "linspace", "steps_offset": 0,
]

extension DiffusersSpacing {
  /// Time steps before they are rounded to whole numbers.
  /// - Parameters:
  ///   - steps: how many; `trailing` may give another number when `top` lies below `trained`.
  ///   - trained: the length of the table.
  ///   - top: one above the highest time step allowed; nil for the whole table.
  ///   - spare: places that are laid out and then dropped at the clean end: 1 for the classes that
  ///     end at time 0 without visiting it.
  func times(steps: Int, trained: Int, top: Int? = nil, offset: Int, spare: Int = 0) -> [Double] {
    let top = top ?? trained
    switch self {
    case .linspace:
      return Array(
        linearlySpaced(0, Double(top - 1), count: steps + spare).reversed().prefix(steps))
    case .leading:
      let ratio = top / (steps + spare)
      return (spare..<steps + spare).reversed().map { Double($0 * ratio + offset) }
    case .trailing:
      // numpy's arange: a count from the division, then equal steps of the rounded second value.
      let ratio = Double(trained) / Double(steps)
      let count = Int((Double(top) / ratio).rounded(.up))
      let delta = Double(top) - (Double(top) - ratio)
      return (0..<count).map { Double(top) - Double($0) * delta }.map {
        $0.rounded(.toNearestOrEven) - 1
      }
    }
  }

  /// Whole time steps.
  /// - Throws: when one of them lies outside the table, which is an error of the peer too.
  func wholeTimes(
    steps: Int, trained: Int, top: Int? = nil, offset: Int, spare: Int = 0,
    _ options: PeerOptions
  ) throws(TranslationError) -> [Int] {
    let times = times(steps: steps, trained: trained, top: top, offset: offset, spare: spare)
      .map { Int($0.rounded(.toNearestOrEven)) }
    try options.check(times, within: trained)
    return times
  }
}

extension PeerOptions {
  /// - Throws: when there is no time step or one lies outside the table.
  func check(_ times: [Int], within trained: Int) throws(TranslationError) {
    guard !times.isEmpty else { throw unsupported("there is no time step") }
    if let outside = times.first(where: { !(0..<trained).contains($0) }) {
      throw unsupported("time step \(outside) lies outside the table of \(trained)")
    }
  }

  /// - Throws: when the number of steps is no number that the peer takes.
  func checkSteps(_ steps: Int, most: Int = 100_000) throws(TranslationError) {
    guard (1...most).contains(steps) else {
      throw unsupported("\(steps) steps; there must be 1 to \(most)")
    }
  }
}
