/// Which lines of a long text are visible.
struct ScrolledLines: Hashable, Sendable {
  let shown: Range<Int>
  private let count: Int

  /// - Parameter first: the first line wanted; -1 and below count from the end, -1 being the place
  ///   where the last line is the last row.
  init(count: Int, rows: Int, from first: Int) {
    let last = max(0, count - max(0, rows))
    let start = min(max(0, first < 0 ? last + first + 1 : first), last)
    self.count = count
    shown = start..<min(count, start + max(0, rows))
  }

  /// `3-20 of 41`; empty where everything is visible.
  var note: String {
    shown.count < count ? "\(shown.lowerBound + 1)-\(shown.upperBound) of \(count)" : ""
  }
}
