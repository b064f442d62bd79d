import Experiments

/// Budget against quality: what is on the front stands out, what the spread leaves open is hollow,
/// the rest recedes.
struct ReportScatter {
  let document: ReportDocument
  let measure: ReportDocument.Measure
  let fronts: [ReportDocument.Front?]

  /// The most dominated rows that are drawn.
  static let limit = 5000

  private struct Point {
    let row: Int
    let budget, value, spread: Double
    let front: ReportDocument.Front
  }

  /// `nil` where nothing has budget and mark.
  var markup: Markup? {
    let points = document.rows.indices.compactMap(point)
    guard !points.isEmpty else { return nil }
    let shown = points.filter { $0.front != .dominated }
    let behind = points.filter { $0.front == .dominated }
    let plot = ReportPlot(
      x: points.map(\.budget), titled: "evaluations",
      y: (shown + behind.prefix(Self.limit)).flatMap { [$0.value] } + shown.flatMap(ends),
      titled: measure.label)
    let front = shown.filter { $0.front == .on }.sorted { $0.budget < $1.budget }
    let line: Markup =
      "<g class=\"front\">\(plot.line(front.map { ($0.budget, $0.value) }))</g>"
    let marks =
      behind.prefix(Self.limit).map { mark($0, plot) } + [line] + shown.map { mark($0, plot) }
    let rest = behind.count - Self.limit
    let note: Markup = rest > 0 ? "<p class=\"dim\">\(rest) more lie behind the front.</p>" : ""
    return plot.picture(titled: "\(measure.label) over evaluations", marks) + note
  }

  private func point(_ row: Int) -> Point? {
    guard let front = fronts[row], let budget = document.rows[row].evaluations,
      let mark = document.rows[row].marks[measure.name], let value = mark.value, value.isFinite
    else { return nil }
    return Point(
      row: row, budget: Double(budget), value: value, spread: mark.spread ?? 0, front: front)
  }

  private func ends(_ point: Point) -> [Double] {
    [point.value - point.spread, point.value + point.spread].filter { $0 > 0 || point.value <= 0 }
  }

  private func mark(_ point: Point, _ plot: ReportPlot) -> Markup {
    guard let place = plot.place(point.budget, point.value) else { return "" }
    let ends =
      point.front == .dominated
      ? []
      : ends(point).compactMap {
        plot.place(point.budget, $0)
      }
    let doubt: Markup =
      ends.count == 2
      ? """
      <line class="doubt" x1="\(place.x)" y1="\(ends[0].y)" x2="\(place.x)" y2="\(ends[1].y)"/>
      """ : ""
    return """
      <a href="#row-\(point.row + 1)">\(doubt)\
      <circle class="\(point.front.className)" cx="\(place.x)" cy="\(place.y)" \
      r="\(point.front == .dominated ? 3.0 : 5.0)"><title>\(document.title(ofRow: point.row)): \
      \(format(point.value)) ± \(spreadText(point.spread)), \(Int(point.budget)) evaluations\
      </title></circle></a>

      """
  }
}

extension ReportDocument {
  /// What tells a row from others.
  func title(ofRow index: Int) -> String {
    let text = zip(axes, rows[index].values).map { "\($0.name) \($1)" }.joined(separator: ", ")
    return text.isEmpty ? "run \(index + 1)" : text
  }
}

extension ReportDocument.Front {
  var className: String {
    switch self {
    case .on: "on"
    case .uncertain: "uncertain"
    case .dominated: "dominated"
    }
  }

  /// In a word.
  var word: String {
    switch self {
    case .on: "on the front"
    case .uncertain: "open"
    case .dominated: "behind"
    }
  }
}
