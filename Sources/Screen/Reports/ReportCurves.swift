import Experiments

/// One statistic over the steps, a line for each run that has it.
struct ReportCurves {
  let document: ReportDocument
  let statistic: String

  /// The most lines.
  static let limit = 16

  /// The statistics that at least one run has, in the order in which they come.
  static func statistics(of document: ReportDocument) -> [String] {
    var names: [String] = []
    for row in document.rows {
      for curve in row.curves where !names.contains(curve.name) { names.append(curve.name) }
    }
    return names
  }

  /// The class of a colour.
  static func className(_ index: Int) -> Markup { "c\(index)" }

  /// The class of one of several lines, as far from its neighbours as there is room.
  private static func className(_ index: Int, of count: Int) -> Markup {
    className(index * (limit - 1) / max(1, count - 1))
  }

  var markup: Markup {
    let all = document.rows.enumerated().compactMap { index, row in
      row.curves.first { $0.name == statistic }.map { (row: index, points: $0.points) }
    }
    let curves = all.prefix(Self.limit)
    let points = curves.flatMap(\.points)
    let plot = ReportPlot(
      x: points.map(\.x), titled: "step", y: points.map(\.y), titled: statistic)
    let lines = curves.enumerated().map { place, curve -> Markup in
      """
      <a href="#row-\(curve.row + 1)"><g class="curve \(Self.className(place, of: curves.count))">\
      \(plot.line(curve.points.map { ($0.x, $0.y) }))\
      <title>\(document.title(ofRow: curve.row))</title></g></a>

      """
    }
    let names = curves.enumerated().map { place, curve -> Markup in
      """
      <li><svg width="22" height="8" aria-hidden="true"><g class="curve \(Self.className(place, of: curves.count))">\
      <line x1="0" y1="4" x2="22" y2="4"/></g></svg> \
      <a href="#row-\(curve.row + 1)">\(document.title(ofRow: curve.row), limit: 120)</a></li>
      """
    }
    let rest = all.count - curves.count
    let note: Markup =
      rest > 0 ? "<p class=\"dim\">The first \(curves.count) of \(all.count).</p>" : ""
    return plot.picture(titled: "\(statistic) over steps", lines)
      + "<ul class=\"key\">\(names)</ul>"
      + note
  }
}
