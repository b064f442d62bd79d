import Experiments

/// What the records of a comparison hold.
enum ComparedStatistic: Hashable {
  case step
  /// Where a run stands, by its place: the landmark of its outline, by name.
  case level(Int, String)
  /// How far a run's samples are from those of the first.
  case distance(Int)
  /// What a run measures later than its steps, by the statistic's name.
  case late(Int, String)

  /// In the order of columns.
  static func all(of outlines: [RunOutline]) -> [Self] {
    let late = outlines.enumerated().flatMap { index, outline in
      outline.statistics.filter {
        $0.delay != nil && $0.rank != nil && $0.name != outline.landmark
      }.map { Self.late(index, $0.name) }
    }
    return [.step] + outlines.enumerated().map { .level($0, $1.landmark) }
      + outlines.indices.dropFirst().map { .distance($0) } + late
  }

  var name: String {
    switch self {
    case .step: "step"
    case .level(let run, let name): "\(ComparedRun.letter(run))-\(name)"
    case .distance(let run): "\(ComparedRun.letter(run))-distance"
    case .late(let run, let name): "\(ComparedRun.letter(run))-\(name)"
    }
  }

  /// As it is shown.
  /// - Parameter rank: its place among those that stay in a narrow table.
  func statistic(of outlines: [RunOutline], rank: Int) -> RunStatistic {
    switch self {
    case .step:
      return RunStatistic(
        Statistic(
          name: name, symbol: "#", unit: "", summary: "step of every run that has so many",
          format: .count, scale: .linear),
        rank: rank, largest: outlines.compactMap(\.steps).max() ?? 0)
    case .level(let run, _):
      return RunStatistic(
        outlines[run].landmarkStatistic.of(ComparedRun.letter(run), named: name), rank: rank,
        truth: run > 0 ? Self.level(0, outlines[0].landmark).name : nil)
    case .distance(let run):
      let letter = ComparedRun.letter(run)
      return RunStatistic(
        Statistic(
          name: name, symbol: "\(letter)-A", unit: "",
          summary: "rms distance of \(letter)'s samples to A's; of names the share that differs",
          format: .significant, scale: .logarithmic),
        rank: rank)
    case .late(let run, let own):
      let outline = outlines[run]
      let item = outline.statistics[outline.index(of: own)!]
      let hasFirst = run > 0 && outlines[0].statistics.contains { $0.name == own && $0.rank != nil }
      return RunStatistic(
        item.statistic.of(ComparedRun.letter(run), named: name), rank: rank,
        truth: hasFirst ? Self.late(0, own).name : nil, delay: item.delay)
    }
  }
}

extension RunOutline {
  /// What tells where in the run a record stands.
  var landmarkStatistic: Statistic { statistics[landmarkIndex].statistic }
  var landmarkIndex: Int { index(of: landmark) ?? 0 }
}

extension Statistic {
  /// The same number of one of several runs.
  func of(_ letter: String, named name: String) -> Statistic {
    Statistic(
      name: name, symbol: "\(letter) \(symbol)", unit: unit == symbol ? "" : unit,
      summary: "\(letter): \(summary)", format: format, scale: scale)
  }
}
