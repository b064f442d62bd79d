import Experiments

/// A report as one HTML file for people who have no Quickstep: no network, no library, readable in
/// light and dark, on paper and on a phone, and without a script too.
public struct HTMLReport {
  private let document: ReportDocument
  private let style: ReportStyle
  private let colors = ColorMap.field

  /// - Parameters:
  ///   - light: what a page on a light ground looks like.
  ///   - dark: what it looks like on a dark one.
  public init(_ document: ReportDocument, light: Theme, dark: Theme) {
    self.document = document
    style = ReportStyle(light: light, dark: dark, lines: ReportCurves.limit)
  }

  /// The whole file.
  public var text: String { page.text }

  private var page: Markup {
    let fronts = document.measures.enumerated().map { index, measure in
      let own = document.fronts(by: measure)
      return document.rows.indices.map { row in
        index == 0 ? document.rows[row].front ?? own[row] : own[row]
      }
    }
    return """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta http-equiv="Content-Security-Policy" content="\(policy)">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="color-scheme" content="light dark">
      <meta name="referrer" content="no-referrer">
      <title>\(document.title, limit: 120)</title>
      <style>\(style.markup)</style>
      </head>
      <body>
      \(head)
      \(measures(fronts))
      \(curves)
      \(ReportTable(document: document, fronts: fronts.first ?? []).markup)
      <footer class="dim">Written by quickstep. This page asks no network for anything.</footer>
      <script>\(ReportScript.markup)</script>
      </body>
      </html>

      """
  }

  /// Nothing is loaded, nothing is sent, and no script runs but ours.
  private var policy: Markup {
    let digest = SHA256.digest(Array(ReportScript.markup.text.utf8))
    return """
      default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src 'sha256-\(base64: digest)'; \
      base-uri 'none'; form-action 'none'
      """
  }

  private var head: Markup {
    let finding: Markup =
      document.finding.isEmpty ? "" : "<p class=\"finding\">\(document.finding)</p>"
    let line: Markup =
      document.line.isEmpty ? "" : "<p class=\"line\">\(RunLineMarkup(document.line).markup)</p>"
    let evaluations = document.rows.compactMap(\.evaluations).reduce(0, +)
    let seconds = document.rows.compactMap(\.seconds).reduce(0, +)
    let failed = document.rows.count { $0.failure != nil }
    let facts = [
      "\(document.rows.count) \(document.rows.count == 1 ? "row" : "rows")",
      evaluations > 0 ? "\(evaluations) evaluations" : nil,
      seconds > 0 ? "\(format(seconds)) s" : nil,
      document.tolerance.map { "within \(brief($0 * 100)) % of the best counts as near it" },
      failed > 0 ? "\(failed) failed" : nil,
    ].compactMap { $0 }.joined(separator: " · ")
    return """
      <header><h1>\(document.title, limit: 120)</h1>\(finding)\(line)<p class="dim">\(facts)</p></header>
      """
  }

  private func measures(_ fronts: [[ReportDocument.Front?]]) -> Markup {
    let sections = zip(document.measures, fronts).map { measure, fronts -> Markup in
      let map = ReportHeatMap(document: document, measure: measure, colors: colors).markup
      let scatter = ReportScatter(document: document, measure: measure, fronts: fronts).markup
      let way: Markup =
        switch measure.better {
        case .lower: "lower is better"
        case .higher: "higher is better"
        case .nearer: "nearer to the floor is better"
        }
      let mapFigure: Markup =
        map.map { "<figure>\($0)</figure>" } ?? ""
      let scatterFigure: Markup =
        scatter.map {
          """
          <figure><h3>Budget and quality</h3>\($0)<p class="dim key"><b class="on">●</b> on the \
          front <b class="uncertain">○</b> open: the spread leaves it undecided \
          <b class="dominated">●</b> behind</p></figure>
          """
        } ?? ""
      return """
        <div class="choice"><h2>\(measure.label) <small class="dim">\(way)</small></h2>
        <div class="figures">\(mapFigure)\(scatterFigure)</div></div>

        """
    }
    return choices("measure", document.measures.map(\.label), sections)
  }

  private var curves: Markup {
    let statistics = ReportCurves.statistics(of: document)
    return choices(
      "statistic", statistics,
      statistics.map { name in
        """
        <div class="choice"><h2>\(name) over the steps</h2><figure>\
        \(ReportCurves(document: document, statistic: name).markup)</figure></div>

        """
      })
  }

  /// All of some parts; the script shows the one that is chosen.
  private func choices(_ what: Markup, _ names: [String], _ parts: [Markup]) -> Markup {
    guard !parts.isEmpty else { return "" }
    let options = names.enumerated().map { index, name -> Markup in
      "<option value=\"\(index)\">\(name, limit: 120)</option>"
    }
    return """
      <section class="choices"><label hidden>\(what) <select>\(options)</select></label>
      \(parts)</section>
      """
  }
}
