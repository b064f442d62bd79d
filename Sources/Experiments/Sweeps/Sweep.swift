/// A sentence with some of its places varied: every combination of the rows of the axes is a cell.
public struct Sweep: Hashable, Sendable {
  public static let mostCells = 100_000
  public static let mostAxes = 3
  public static let mostSeeds = 64

  public var base: Sentence
  /// One to three; the first varies slowest.
  public var axes: [SweepAxis]
  /// Names of scores or of statistics, the first is the one to judge by; empty for all scores.
  public var measures: [String]
  /// How often each cell is run, with one seed after another.
  public var seeds: Int
  /// How much worse than the best counts as near it, as a share.
  public var tolerance: Double

  public init(
    _ base: Sentence, _ axes: [SweepAxis], measures: [String] = [], seeds: Int = 1,
    tolerance: Double = 0.05
  ) {
    self.base = base
    self.axes = axes
    self.measures = measures
    self.seeds = seeds
    self.tolerance = tolerance
  }

  /// How many cells there are.
  /// - Throws: `SweepError.tooManyCells`.
  public func count() throws(SweepError) -> Int {
    var count = 1
    for axis in axes {
      let (product, overflows) = count.multipliedReportingOverflow(by: axis.rows.count)
      guard !overflows, product <= Self.mostCells else {
        throw .tooManyCells(axes.map(\.rows.count), most: Self.mostCells)
      }
      count = product
    }
    return count
  }

  /// The row of each axis that a cell stands in.
  public func rows(of cell: Int) -> [Int] {
    var rest = cell
    var rows: [Int] = []
    for axis in axes.reversed() {
      rows.append(rest % axis.rows.count)
      rest /= axis.rows.count
    }
    return rows.reversed()
  }

  /// The cell that stands in a row of each axis.
  public func cell(at rows: [Int]) -> Int {
    zip(axes, rows).reduce(0) { $0 * $1.0.rows.count + $1.1 }
  }

  /// The sentence of a cell.
  /// - Throws: `SweepError.refused` with the row whose value no place takes.
  public func sentence(
    of cell: Int, among families: Families, saved: SavedChoices = SavedChoices()
  ) throws(SweepError) -> Sentence {
    let family = families[base]
    var sentence = base
    // Components before their knobs, whichever axis has them.
    for knobs in [false, true] {
      for (axis, row) in zip(axes, rows(of: cell)) {
        for (place, text) in zip(axis.places, axis.rows[row])
        where (place.knob != nil) == knobs {
          do throws(DeclarationError) {
            sentence = try family.setting(place, to: text, in: sentence, saved: saved)
          } catch {
            throw .refused(axis: axis.name, row: row + 1, value: text, reason: "\(error)")
          }
        }
      }
    }
    return sentence
  }
}

extension Family {
  /// The sentence with a word, or a knob of its component, set from text.
  /// - Throws: `DeclarationError` naming the place and what it may be.
  public func setting(
    _ place: Place, to text: String, in sentence: Sentence, saved: SavedChoices = SavedChoices()
  ) throws(DeclarationError) -> Sentence {
    guard let name = place.knob else {
      return settled(
        try setting(place.word, to: text, in: sentence, saved: saved), after: place.word)
    }
    guard let word = words[place.word] else {
      throw .unknownName(place.word, kind: "word", known: words.map(\.key))
    }
    let declaration = sentence[place.word].flatMap { word.declaration(of: $0) }
    guard let knob = declaration?.knob(name), var choice = sentence.choice(place.word) else {
      throw .unknownKnob(
        name, of: declaration?.name ?? place.word, known: declaration?.knobs.map(\.name) ?? [])
    }
    choice.knobs[name] = try knob.parse(text)
    var changed = sentence
    changed[place.word] = .component(choice)
    return settled(changed, after: place.word)
  }

  /// The word of the seed; `nil` for a family without chance.
  public var seedWord: Word? {
    words.first { if case .seed = $0.knob?.kind { true } else { false } }
  }

  /// The sentence with a later seed.
  public func reseeded(_ sentence: Sentence, by count: Int) -> Sentence {
    guard count != 0, let word = seedWord, case .value(.seed(let seed)) = sentence[word.key] else {
      return sentence
    }
    var changed = sentence
    changed[word.key] = .value(.seed(seed &+ UInt64(count)))
    return changed
  }
}
