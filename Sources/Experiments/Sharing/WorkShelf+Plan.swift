extension WorkShelf {
  /// What runs share, and what that saves, before any of them begins.
  public struct Plan: Sendable {
    /// For each run an earlier one that ends with the same numbers; `nil` for those that have to run.
    public let twins: [Int?]
    /// Evaluations of all runs together, as far as they are foreseen.
    public let asked: Int
    /// Those that are left where every twin is spared and what is shared is computed once.
    public let computed: Int
    /// Those that are taken from the shelf; the rest of the saving is spared with the twins.
    public let copied: Int
    /// How often the evaluations that are kept are asked for.
    let wanted: [Digest: Int]

    /// Kept at once at most, unless told otherwise: 256 MiB.
    public static let budget = 256 << 20

    /// - Parameters:
    ///   - recipes: of the runs, in the order in which they are likely to come; `nil` for one that
    ///     cannot be foreseen.
    ///   - budget: bytes that may be kept. The evaluations that are asked for most often come first,
    ///     of equal ones the earlier.
    public init(_ recipes: [Recipe?], budget: Int = budget) {
      var ends: [Digest: Int] = [:]
      twins = recipes.enumerated().map { index, recipe in
        guard let end = recipe?.end else { return nil }
        if let earlier = ends[end] { return earlier }
        ends[end] = index
        return nil
      }
      let running = zip(recipes, twins).compactMap { $1 == nil ? $0 : nil }
      asked = recipes.reduce(0) { $0 + ($1?.evaluations.count ?? 0) }
      let uses = Self.uses(running)
      var wanted: [Digest: Int] = [:]
      var left = budget
      for use in uses where use.count > 1 && use.bytes <= left {
        left -= use.bytes
        wanted[use.digest] = use.count
      }
      self.wanted = wanted
      copied = wanted.values.reduce(0) { $0 + $1 - 1 }
      computed = running.reduce(0) { $0 + $1.evaluations.count } - copied
    }

    private struct Use {
      let digest: Digest
      let bytes: Int
      var count = 0
    }

    /// Evaluations by how often they are asked for, the most wanted and then the earliest first.
    private static func uses(_ recipes: [Recipe]) -> [Use] {
      var places: [Digest: Int] = [:]
      var uses: [Use] = []
      for recipe in recipes {
        for digest in recipe.evaluations {
          let place = places[digest] ?? uses.count
          if place == uses.count {
            places[digest] = place
            uses.append(Use(digest: digest, bytes: recipe.bytes))
          }
          uses[place].count += 1
        }
      }
      let order = uses.indices.sorted { (-uses[$0].count, $0) < (-uses[$1].count, $1) }
      return order.map { uses[$0] }
    }
  }
}
