extension [WorkShelf.Counts] {
  /// All of them together.
  package var sum: WorkShelf.Counts {
    reduce(into: WorkShelf.Counts()) { sum, counts in
      sum.computed += counts.computed
      sum.copied += counts.copied
    }
  }
}
