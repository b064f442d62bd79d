import Experiments

// What runs in lock-step show, and what their ends come to.
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
}
