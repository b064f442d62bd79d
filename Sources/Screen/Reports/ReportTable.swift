import Experiments

/// One row a cell or run: what it is set to, what it cost, how good it is, what makes it again.
struct ReportTable {
  let document: ReportDocument
  /// By the first measure.
  let fronts: [ReportDocument.Front?]

  var markup: Markup {
    guard !document.rows.isEmpty else { return "<p class=\"dim\">There are no rows.</p>" }
    let rows = document.rows.indices.map(row)
    return """
      <section><h2>All of them</h2>
      <p><label>filter <input id="filter" type="search" autocomplete="off" spellcheck="false" \
      placeholder="unipc steps=10"></label> <span id="count" role="status"></span></p>
      <div class="wide"><table id="table"><thead><tr>\(headings)</tr></thead><tbody>
      \(rows)</tbody></table></div></section>
      """
  }

  private var hasPictures: Bool { document.rows.contains { $0.thumbnail != nil } }
  private var hasSeeds: Bool { document.rows.contains { $0.seeds > 1 } }

  private var headings: [Markup] {
    let axes = document.axes.map { heading($0.name) }
    let cost = [heading("evaluations"), heading("seconds")] + (hasSeeds ? [heading("seeds")] : [])
    let measures = document.measures.flatMap { [heading($0.label), heading("floor")] }
    return [heading("#")] + (hasPictures ? ["<th scope=\"col\">picture</th>"] : []) + axes + cost
      + [heading("front")] + measures + ["<th scope=\"col\">run line</th>"]
  }

  private func heading(_ name: String) -> Markup {
    "<th scope=\"col\" aria-sort=\"none\"><button type=\"button\">\(name, limit: 80)</button></th>"
  }

  private func row(_ index: Int) -> Markup {
    let row = document.rows[index]
    let picture: Markup =
      row.thumbnail.map { png in
        """
        <td><img tabindex="0" alt="what was made" src="data:image/png;base64,\(base64: png)"></td>
        """
      } ?? (hasPictures ? "<td></td>" : "")
    let values = row.values.map { value -> Markup in
      let number: Markup = Double(value).map { " data-value=\"\(exactly: $0)\"" } ?? ""
      return "<td\(number)>\(value, limit: 200)</td>"
    }
    let seeds: [Markup] = hasSeeds ? [number(Double(row.seeds), "\(row.seeds)")] : []
    let marks = document.measures.flatMap { measure -> [Markup] in
      let mark = row.marks[measure.name]
      return [
        estimate(mark?.value, mark?.spread), estimate(mark?.floor, mark?.floorSpread),
      ]
    }
    let front: Markup =
      row.failure.map { "<td class=\"trouble\">! \($0)</td>" }
      ?? fronts[index].map {
        "<td data-value=\"\($0.rank)\" class=\"\($0.className)\">\($0.word)</td>"
      } ?? "<td></td>"
    return """
      <tr id="row-\(index + 1)">\(number(Double(index + 1), "\(index + 1)"))\(picture)\(values)\
      \(number(row.evaluations.map(Double.init), row.evaluations.map { "\($0)" } ?? "-"))\
      \(number(row.seconds, format(row.seconds)))\(seeds)\(front)\(marks)\
      <td class="line">\(RunLineMarkup(row.line).markup)</td></tr>

      """
  }

  private func number(_ value: Double?, _ text: String) -> Markup {
    guard let value, value.isFinite else { return "<td class=\"number\">-</td>" }
    return "<td class=\"number\" data-value=\"\(exactly: value)\">\(text)</td>"
  }

  private func estimate(_ value: Double?, _ spread: Double?) -> Markup {
    guard let value, value.isFinite else { return "<td class=\"number\">-</td>" }
    let doubt: Markup = spread.map { " <small>± \(spreadText($0))</small>" } ?? ""
    return """
      <td class="number" data-value="\(exactly: value)">\(format(value))\(doubt)</td>
      """
  }
}

extension ReportDocument.Front {
  /// What is best comes first.
  fileprivate var rank: Int {
    switch self {
    case .on: 0
    case .uncertain: 1
    case .dominated: 2
    }
  }
}
