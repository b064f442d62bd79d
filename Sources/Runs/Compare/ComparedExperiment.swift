import Experiments

/// Runs of one family in lock-step, itself a run: a step of it is the next step of each, and a run
/// with fewer steps waits at its end.
///
/// Steps are aligned by their numbers, so that a run that tells of fewer of them at once takes more
/// until all are level. Runs of one seed begin with the same noise.
public struct ComparedExperiment: Experiment {
  public let outline: RunOutline
  private var runs: [ComparedRun]
  private let statistics: [ComparedStatistic]
  /// Record by record, which record of each run it tells of.
  private var places: [[Int]] = []
  /// Run by run from the second, where in steps it was how far from the first.
  private var curves: [Curve]
  /// Of runs that begin otherwise.
  private let seedNotes: [String]

  /// Begins every run.
  /// - Parameters:
  ///   - sentences: 2 to 16, the first of which the others are compared with.
  /// - Throws: `CompareError`, which names the run.
  public init(
    _ sentences: [Sentence], among families: Families, with equipment: Equipment
  ) throws(CompareError) {
    try Self.check(sentences)
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

  /// - Throws: `CompareError` where there are too few or too many, or of several families.
  public static func check(_ sentences: [Sentence]) throws(CompareError) {
    guard sentences.count >= CompareError.counts.lowerBound else { throw .tooFew(sentences.count) }
    guard sentences.count <= CompareError.counts.upperBound else { throw .tooMany(sentences.count) }
    for (index, sentence) in sentences.enumerated() where sentence.family != sentences[0].family {
      throw .differentFamilies(
        ComparedRun.letter(index), sentence.family, from: sentences[0].family)
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

extension ComparedExperiment {
  public func previews(most: Int) -> [Preview?] {
    ComparedPreview(
      titles: runs.map(\.title), outlines: runs.map(\.outline),
      previews: runs.map { $0.run.previews(most: most) }
    ).all(curves.filter { !$0.points.isEmpty })
  }

  public func late() -> [LateStatistic] {
    let all = runs.enumerated().map { index, run in
      run.run.late().filter { statistics.contains(.late(index, $0.name)) }
    }
    return zip(runs, all).enumerated().flatMap { index, pair in
      pair.1.map { late in
        let name = ComparedStatistic.late(index, late.name).name
        // All are drawn again together, when the last is measured.
        let isLast = all.lastIndex { $0.contains { $0.name == late.name } } == index
        return LateStatistic(
          name, title: "\(late.title) of \(pair.0.letter)",
          doing: "\(pair.0.letter): \(late.doing)",
          previews: isLast ? redrawn(all.map { $0.first { $0.name == late.name } }) : nil
        ) { [places] isCancelled in
          let values = try late.measure(isCancelled)
          return places.map { values.indices.contains($0[index]) ? values[$0[index]] : nil }
        }
      }
    }
  }

  /// The previews of all runs that show more once a statistic is measured, beside each other.
  private func redrawn(_ late: [LateStatistic?]) -> (@Sendable () -> LatePreviews)? {
    guard late.contains(where: { $0?.previews != nil }) else { return nil }
    let titles = runs.map(\.title)
    return { [places] in
      let drawn = late.map { $0?.previews?() }
      return LatePreviews(
        drawn.lazy.compactMap { $0?.kind }.first ?? "",
        places.map { places in
          .beside(
            zip(titles, drawn).enumerated().map { run, pair in
              let records = pair.1?.records ?? []
              let place = places[run]
              return TitledPreview(pair.0, records.indices.contains(place) ? records[place] : nil)
            })
        })
    }
  }

  /// Those that there are; what a run lacks it lacks in all the others too, unless models differ.
  public func scores(_ names: Set<String>?) throws -> [Score] {
    let results = runs.map { run in
      Result {
        try run.run.scores(
          names.map { names in
            let own = names.filter { $0.hasPrefix("\(run.letter)-") }
            return Set(own.map { String($0.dropFirst(2)) })
          })
      }
    }
    let scores = results.map { (try? $0.get()) ?? [] }
    if scores.allSatisfy(\.isEmpty) { for result in results { _ = try result.get() } }
    return ComparedScores.scores(scores)
  }

  public func finding() -> Finding? {
    let findings = runs.compactMap { run in run.run.finding().map { (run.letter, $0) } }
    guard let (_, first) = findings.first else { return nil }
    return Finding(
      findings.map { "\($0): \($1.text)" }.joined(separator: " "),
      columns: ["run"] + first.columns,
      rows: findings.filter { $1.columns == first.columns }.flatMap { letter, finding in
        finding.rows.map { [.text(letter)] + $0 }
      }, sentence: nil)
  }

  public mutating func save(_ occasion: SaveOccasion) throws -> Saved? {
    var saved: [Saved] = []
    for index in runs.indices {
      if let one = try runs[index].save(occasion) { saved.append(one) }
    }
    return saved.isEmpty ? nil : .several(saved)
  }
}

extension Word {
  /// Whether it decides what is drawn.
  fileprivate var isSeed: Bool { if case .seed = knob?.kind { true } else { false } }
}
