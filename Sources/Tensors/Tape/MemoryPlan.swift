/// Places in one arena for arrays that live at different times.
///
/// Arrays are placed by falling size, each at the lowest place that is free for all of its life
/// (the greedy rule of Pisarchyk and Lee, 2020, arXiv:2001.03288, section 4.2).
package struct MemoryPlan {
  /// An array of `size` floats that is in use at the times `first` … `last`, both included.
  package struct Lifetime: Hashable, Sendable {
    package var size: Int
    package var first: Int
    package var last: Int

    package init(size: Int, first: Int, last: Int) {
      precondition(size >= 0 && first <= last)
      self.size = size
      self.first = first
      self.last = last
    }

    func overlaps(_ other: Lifetime) -> Bool { first <= other.last && other.first <= last }
  }

  /// Where each array begins, in floats: a multiple of a cache line.
  package let offsets: [Int]
  /// Floats of the arena.
  package let total: Int

  package init(_ lifetimes: [Lifetime]) {
    var offsets = [Int](repeating: 0, count: lifetimes.count)
    var placed: [(range: Range<Int>, lifetime: Lifetime)] = []
    let order = lifetimes.indices.sorted {
      (lifetimes[$1].size, $0) < (lifetimes[$0].size, $1)
    }
    for index in order where lifetimes[index].size > 0 {
      let size = lines(lifetimes[index].size)
      var start = 0
      // `placed` is ordered by place, so the first gap that is wide enough is the lowest.
      for (range, lifetime) in placed where lifetime.overlaps(lifetimes[index]) {
        if start + size <= range.lowerBound { break }
        start = max(start, range.upperBound)
      }
      offsets[index] = start
      let position = placed.firstIndex { $0.range.lowerBound > start } ?? placed.count
      placed.insert((start..<start + size, lifetimes[index]), at: position)
    }
    self.offsets = offsets
    total = placed.map(\.range.upperBound).max() ?? 0
  }
}
