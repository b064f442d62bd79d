import Experiments
import Glibc

/// A measure over the last two axes that vary, one map for each combination of the others.
struct ReportHeatMap {
  let document: ReportDocument
  let measure: ReportDocument.Measure
  let colors: ColorMap

  /// The most maps, and the most cells of all of them.
  static let mapLimit = 12, cellLimit = 10_000

  private static let width = 58.0, height = 30.0, letter = 8.2

  /// Indices of the axes along which something changes.
  private var varied: [Int] {
    document.axes.indices.filter { document.axes[$0].values.count > 1 }
  }

  /// `nil` where nothing varies.
  var markup: Markup? {
    guard let x = varied.last else { return nil }
    let y = varied.dropLast().last
    var others = Array(varied.dropLast(2))
    let count = others.map { document.axes[$0].values.count }.reduce(1, *)
    let isMerged = count > Self.mapLimit
    if isMerged { others = [] }
    var cells: [[String]: [Key: Int]] = [:]
    var order: [[String]] = []
    for (index, row) in document.rows.enumerated() {
      let group = others.map { row.values[$0] }
      if cells[group] == nil { order.append(group) }
      let key = Key(x: row.values[x], y: y.map { row.values[$0] } ?? "")
      if let rival = cells[group]?[key], isWorse(index, than: rival) { continue }
      cells[group, default: [:]][key] = index
    }
    guard cells.values.map(\.count).reduce(0, +) <= Self.cellLimit else {
      return "<p class=\"dim\">More cells than a picture shows; the table has all of them.</p>"
    }
    let best: Markup =
      isMerged ? "<p class=\"dim\">Each cell is the best over the other axes.</p>" : ""
    let names = [y, x].compactMap { $0 }.map { document.axes[$0].name }.joined(separator: " × ")
    let maps = order.map { group -> Markup in
      let title = zip(others, group).map { "\(document.axes[$0].name) \($1)" }
      let heading: Markup = title.isEmpty ? "" : "<h4>\(title.joined(separator: ", "))</h4>"
      return "<div>\(heading)\(map(cells[group] ?? [:], x: x, y: y))</div>"
    }
    return "<h3>\(names)</h3>\(best)<div class=\"maps\">\(maps)</div>\(legend)"
  }

  private struct Key: Hashable {
    let x, y: String
  }

  private func isWorse(_ row: Int, than rival: Int) -> Bool {
    (distance(row) ?? .infinity) >= (distance(rival) ?? .infinity)
  }

  private func distance(_ row: Int) -> Double? {
    measure.distance(document.rows[row].marks[measure.name])
  }

  /// Values from best to worst, on a logarithmic scale where they span more than two decades.
  private var scale: (best: Double, worst: Double, isLogarithmic: Bool)? {
    let known = document.rows.indices.compactMap(distance)
    guard let best = known.min(), let worst = known.max() else { return nil }
    return (best, worst, best > 0 && worst > 100 * best)
  }

  /// 1 for the best, 0 for the worst.
  private func shade(_ distance: Double) -> Double {
    guard let scale, scale.worst > scale.best else { return 1 }
    let (best, worst) = (scale.best, scale.worst)
    return scale.isLogarithmic
      ? log(worst / distance) / log(worst / best) : (worst - distance) / (worst - best)
  }

  private func map(_ cells: [Key: Int], x: Int, y: Int?) -> Markup {
    let columns = document.axes[x].values
    let lines = y.map { document.axes[$0].values } ?? [""]
    let left = 16 + Self.letter * Double(min(28, lines.map(\.count).max() ?? 0))
    let widest = Self.letter * Double(columns.map(\.count).max() ?? 0)
    let width = max(Self.width, min(widest + 8, 160))
    let size = (
      width: left + width * Double(columns.count) + 8,
      height: 44 + Self.height * Double(lines.count)
    )
    let heads = columns.enumerated().map { index, text -> Markup in
      let middle = left + (Double(index) + 0.5) * width
      return "<text x=\"\(middle)\" y=\"38\" text-anchor=\"middle\">\(text, limit: 24)</text>"
    }
    let sides = lines.enumerated().map { index, text -> Markup in
      let middle = 44 + (Double(index) + 0.64) * Self.height
      return "<text x=\"\(left - 8)\" y=\"\(middle)\" text-anchor=\"end\">\(text, limit: 28)</text>"
    }
    let squares = lines.indices.flatMap { line in
      columns.indices.map { column -> Markup in
        cell(
          cells[Key(x: columns[column], y: lines[line])], x: left + Double(column) * width,
          y: 44 + Double(line) * Self.height, width: width)
      }
    }
    return """
      <div class="wide"><svg class="map" width="\(size.width)" height="\(size.height)" \
      viewBox="0 0 \(size.width) \(size.height)" role="img" aria-label="\(measure.label)">
      <g class="axis"><text x="\(left)" y="16">\(document.axes[x].name)</text>\(heads)\(sides)</g>
      \(squares)
      </svg></div>

      """
  }

  private func cell(_ row: Int?, x: Double, y: Double, width: Double) -> Markup {
    guard let row else { return "" }
    let mark = document.rows[row].marks[measure.name]
    let known = distance(row)
    let fill: Markup = known.map { "fill=\"\(colors[shade($0)])\"" } ?? "class=\"unknown\""
    // Letters take the other end of the map.
    let ink: Markup =
      known.map { "fill=\"\(colors[shade($0) > 0.5 ? 0 : 1])\"" } ?? "class=\"trouble\""
    let text = known == nil ? (document.rows[row].failure == nil ? "-" : "!") : format(mark?.value)
    let spread = mark?.spread.map { " ± \(spreadText($0))" } ?? ""
    let why = document.rows[row].failure.map { ": \($0)" } ?? ""
    return """
      <a href="#row-\(row + 1)"><rect x="\(x + 1)" y="\(y + 1)" width="\(width - 2)" \
      height="\(Self.height - 2)" \(fill)/><text x="\(x + width / 2)" y="\(y + Self.height * 0.64)" \
      text-anchor="middle" \(ink)>\(text)</text><title>\(document.title(ofRow: row)): \
      \(format(mark?.value))\(spread)\(why)</title></a>

      """
  }

  private var legend: Markup {
    guard let scale, scale.worst > scale.best else { return "" }
    let steps = (0..<32).map { step -> Markup in
      let share = (Double(step) + 0.5) / 32
      return
        "<rect x=\"\(Double(step) * 5)\" width=\"5.5\" height=\"10\" fill=\"\(colors[share])\"/>"
    }
    let way = scale.isLogarithmic ? ", in factors" : ""
    return """
      <p class="dim">worse <svg class="key" width="160" height="10" aria-hidden="true">\(steps)</svg> \
      better\(way)</p>
      """
  }
}
