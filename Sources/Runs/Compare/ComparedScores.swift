import Experiments

/// The scores of several runs in one list, those of one measure together.
enum ComparedScores {
  static func statistics(_ measures: [[Statistic]]) -> [Statistic] {
    merged(measures, name: \.name) { $1.scored(by: $0) }
  }

  static func scores(_ scores: [[Score]]) -> [Score] {
    merged(scores, name: \.statistic.name) { letter, score in
      Score(
        score.statistic.scored(by: letter), better: score.better, samples: score.samples,
        samplesNeeded: score.samplesNeeded, value: score.value, floor: score.floor)
    }
  }

  private static func merged<Item>(
    _ runs: [[Item]], name: (Item) -> String, _ renamed: (String, Item) -> Item
  ) -> [Item] {
    var names: [String] = []
    for item in runs.joined() where !names.contains(name(item)) { names.append(name(item)) }
    return names.flatMap { wanted in
      runs.enumerated().flatMap { index, items in
        items.filter { name($0) == wanted }.map { renamed(ComparedRun.letter(index), $0) }
      }
    }
  }
}

extension Statistic {
  fileprivate func scored(by letter: String) -> Statistic { of(letter, named: "\(letter)-\(name)") }
}
