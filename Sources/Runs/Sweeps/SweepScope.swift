/// Which cells of a sweep run.
public struct SweepScope: Hashable, Sendable {
  public enum Cells: Hashable, Sendable {
    case all
    case range(Range<Int>)
    case some(Set<Int>)
  }

  public var cells: Cells
  /// How often each of them is run.
  public var seeds: Int

  public init(_ cells: Cells = .all, seeds: Int) {
    self.cells = cells
    self.seeds = seeds
  }

  func contains(_ cell: Int) -> Bool {
    switch cells {
    case .all: true
    case .range(let range): range.contains(cell)
    case .some(let cells): cells.contains(cell)
    }
  }
}
