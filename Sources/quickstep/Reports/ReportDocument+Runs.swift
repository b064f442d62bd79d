import Experiments
import Files

extension ReportDocument {
  /// The most bytes of a picture in a report, and the longest side of one that has more.
  private static let pictureLimit = 48 << 10, thumbnailSize = 256

  /// Several runs: what their sentences differ in tells them apart.
  /// - Throws: `FileError` for a run line that cannot be read.
  init(_ runs: [RunReportFile], among families: Families) throws {
    var sentences: [Sentence] = []
    for run in runs {
      do {
        sentences.append(try families.sentence(runLine: run.line))
      } catch {
        throw FileError(
          path: run.path, problem: .rejected(ValuePlace("run"), reason: "\(error)"))
      }
    }
    let axes = Self.axes(sentences, families)
    var measures: [Measure] = []
    var rows: [Row] = []
    for (index, run) in runs.enumerated() {
      for measure in run.measures where !measures.contains(where: { $0.name == measure.name }) {
        measures.append(measure)
      }
      var row = Row(values: axes.map { $0.texts[index] }, line: run.line)
      (row.evaluations, row.seconds) = (run.evaluations, run.seconds)
      (row.marks, row.curves) = (run.marks, run.curves)
      (row.failure, row.thumbnail) = (run.failure, run.thumbnail)
      rows.append(row)
    }
    self.init(
      title: runs.count == 1 ? "One run" : "\(runs.count) runs",
      finding: runs.count == 1 ? runs[0].finding : "",
      axes: axes.map { Axis($0.name, values: ordered($0.texts)) }, measures: measures, rows: rows)
  }

  /// Every word that is not the same everywhere, with its text in each sentence; `-` where the family
  /// lacks it.
  private static func axes(
    _ sentences: [Sentence], _ families: Families
  ) -> [(name: String, texts: [String])] {
    var keys: [String] = []
    for word in sentences.flatMap({ families[$0].words }) where !keys.contains(word.key) {
      keys.append(word.key)
    }
    let words = keys.map { key in
      (
        name: key,
        texts: sentences.map { sentence in
          let family = families[sentence]
          return family.words[key] == nil ? "-" : family.text(key, of: sentence)
        }
      )
    }
    let all = [(name: "family", texts: sentences.map(\.family))] + words
    return all.filter { Set($0.texts).count > 1 }
  }

  /// Puts a picture beside the rows that its run line makes.
  /// - Returns: whether there is such a row.
  mutating func show(_ picture: PixelPicture, of line: String) -> Bool {
    let shown = rows.indices.filter { rows[$0].line == line }
    guard !shown.isEmpty else { return false }
    let whole = PNGFile.encode(picture)
    let bytes =
      whole.count > Self.pictureLimit
      ? PNGFile.encode(picture.reduced(toFit: Self.thumbnailSize)) : whole
    for index in shown { rows[index].thumbnail = bytes }
    return true
  }
}

/// Numbers by their size, other texts as they first come.
private func ordered(_ texts: [String]) -> [String] {
  var values: [String] = []
  for text in texts where !values.contains(text) { values.append(text) }
  let numbers = values.compactMap(Double.init)
  guard numbers.count == values.count else { return values }
  return zip(numbers, values).sorted { $0.0 < $1.0 }.map(\.1)
}
