import Experiments

/// Runs of one family in lock-step, itself a run: a step of it is the next step of each, and a run
/// with fewer steps waits at its end.
///
/// Steps are aligned by their numbers, so that a run that tells of fewer of them at once takes more
/// until all are level. Runs of one seed begin with the same noise.
public struct ComparedExperiment: Experiment {
  public let outline: RunOutline
  private(set) var runs: [ComparedRun]
  let statistics: [ComparedStatistic]
  /// Record by record, which record of each run it tells of.
  private(set) var places: [[Int]] = []
  /// Run by run from the second, where in steps it was how far from the first.
  private(set) var curves: [Curve]
  /// Of runs that begin otherwise.
  private let seedNotes: [String]

  /// Begins every run.
  /// - Parameters:
  ///   - sentences: 2 to 16, the first of which the others are compared with.
  /// - Throws: `CompareError`, which names the run.
  public init(
    _ sentences: [Sentence], among families: Families, with equipment: Equipment
  ) throws(CompareError) {
    try Self.check(sentences, among: families)
    let differing = families.differing(among: sentences)
    var runs: [ComparedRun] = []
    for (index, sentence) in sentences.enumerated() {
      let letter = ComparedRun.letter(index)
      let line = families.runLine(sentence)
      do {
        runs.append(
          ComparedRun(
            letter: letter, line: line, title: "\(letter) \(differing[index])",
            try families[sentence].begin(sentence, with: equipment)))
      } catch {
        throw .failed(letter, line: line, reason: "\(error)")
      }
    }
    let outlines = runs.map(\.outline)
    self.runs = runs
    statistics = ComparedStatistic.all(of: outlines)
    outline = RunOutline(comparing: runs.map(\.title), outlines)
    curves = runs.dropFirst().map { Curve($0.title, []) }
    let seeds = families.differences(among: sentences).filter { difference in
      families[sentences[0]].words[difference.place.word]?.isSeed == true
    }
    seedNotes = seeds.isEmpty ? [] : ["The seeds differ: runs start from different noise."]
  }

  /// - Throws: `CompareError` where there are too few or too many, where they are of several families,
  ///   or would write to one place.
  public static func check(
    _ sentences: [Sentence], among families: Families
  ) throws(CompareError) {
    guard sentences.count >= CompareError.counts.lowerBound else { throw .tooFew(sentences.count) }
    guard sentences.count <= CompareError.counts.upperBound else { throw .tooMany(sentences.count) }
    for (index, sentence) in sentences.enumerated() where sentence.family != sentences[0].family {
      throw .differentFamilies(
        ComparedRun.letter(index), sentence.family, from: sentences[0].family)
    }
    let family = families[sentences[0]]
    guard let word = family.outputWord else { return }
    let places = sentences.map { family.text(word, of: $0) }
    for (index, place) in places.enumerated() {
      guard let first = places.firstIndex(of: place), first < index else { continue }
      throw .samePlace(
        ComparedRun.letter(index), ComparedRun.letter(first), word: word, place: place)
    }
  }

  public mutating func next() throws -> RunRecord? {
    let isStart = places.isEmpty
    for index in runs.indices { try runs[index].advance() }
    guard isStart || runs.contains(where: { !$0.isAtEnd }) else { return nil }
    let front = runs.map(\.step).max() ?? 0
    for index in runs.indices {
      while !runs[index].isAtEnd, runs[index].step < front { try runs[index].advance() }
    }
    places.append(runs.map { $0.told - 1 })
    return record(at: max(0, front), notes: isStart ? seedNotes + sampleNotes : [])
  }

  private mutating func record(at step: Int, notes: [String]) -> RunRecord {
    let distances = distances(at: step)
    for (index, distance) in distances.enumerated() {
      guard let distance else { continue }
      curves[index] = Curve(
        curves[index].name, curves[index].points + [[Double(step), distance]])
    }
    let told = runs.compactMap { run in run.record.map { (run.outline, $0) } }
    return RunRecord(
      step: step,
      values: statistics.map { statistic in
        switch statistic {
        case .step: Double(step)
        case .level(let run, _): runs[run].record?.values[runs[run].outline.landmarkIndex]
        case .distance(let run): distances[run - 1]
        case .late: nil
        }
      },
      spent: runs.reduce(0) { $0 + ($1.record?.spent ?? 0) },
      warnings: notes
        + runs.flatMap { run in
          run.isAtEnd ? [] : (run.record?.warnings ?? []).map { "\(run.letter): \($0)" }
        },
      details: RunDetail.beside(told))
  }

  /// Of every run but the first, as often as previews are made.
  private func distances(at step: Int) -> [Double?] {
    guard step.isMultiple(of: outline.previewStride) || step == outline.steps,
      let first = runs[0].run.products().first
    else { return runs.dropFirst().map { _ in nil } }
    return runs.dropFirst().map { $0.run.products().first?.distance(to: first) }
  }

  public mutating func save(_ occasion: SaveOccasion) throws -> Saved? {
    var saved: [Saved] = []
    for index in runs.indices {
      if let one = try runs[index].save(occasion) { saved.append(one) }
    }
    return saved.isEmpty ? nil : .several(saved)
  }

  /// What has been made, the first product of each run that has one.
  public func products() -> [Product] {
    runs.compactMap { run in
      run.run.products().first.map {
        Product("\(run.letter)-\($0.name)", shape: $0.shape, of: $0.kind, $0.values)
      }
    }
  }

  /// Of runs whose samples are not those of the first.
  private var sampleNotes: [String] {
    let products = runs.map { $0.run.products().first }
    guard let first = products[0] else { return [] }
    return zip(runs, products).dropFirst().compactMap { run, product in
      guard let product, product.shape != first.shape else { return nil }
      guard product.shape.dropFirst() == first.shape.dropFirst() else {
        return "\(run.letter) makes samples of another shape than A: they have no distance."
      }
      let common = min(product.shape.first ?? 0, first.shape.first ?? 0)
      return "\(run.letter) has \(product.shape[0]) samples and A \(first.shape[0]): distances are "
        + "over the first \(common)."
    }
  }

  /// Once every run has begun.
  /// - Throws: `CompareError.differentShapes` where samples cannot be set against each other.
  public func checkShapes() throws(CompareError) {
    let shapes = runs.map { run in run.run.products().first.map { Array($0.shape.dropFirst()) } }
    for (run, shape) in zip(runs, shapes) {
      guard let first = shapes[0], let shape, shape != first else { continue }
      throw .differentShapes(run.letter, shape, from: first)
    }
  }
}

extension Word {
  /// Whether it decides what is drawn.
  fileprivate var isSeed: Bool { if case .seed = knob?.kind { true } else { false } }
}
