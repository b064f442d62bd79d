import Experiments
import Quickstep

/// What each cause of error contributes to a run on Gaussian data, as lines with bars; the data are
/// taken to have the mean and the covariance of the model.
enum LedgerPreview {
  static let name = "ledger"
  /// Larger ledgers are left to those who ask for them by name: coordinates, and these times steps.
  private static let mostCoordinates = 64, mostWork = 8192
  /// Cells of a line and of the longest bar: the narrowest screens have room for them.
  private static let width = 38, barWidth = 12

  static func make(_ plan: Plan, _ job: SamplingJob) -> Preview {
    let width = job.model.shape.count
    let isKnown = GaussianLaw.mostCoordinates >= width && job.model.exact != nil
    guard !isKnown || width <= mostCoordinates && width * job.grid.steps.count <= mostWork else {
      return nothing("This ledger is long: quickstep ledger tells it.")
    }
    do {
      return lines(table(try ErrorLedger(plan, model: job.model)))
    } catch {
      return nothing("\(error)")
    }
  }

  /// Why there is none.
  static func nothing(_ reason: String) -> Preview { lines(broken(reason)) }

  private static func table(_ ledger: ErrorLedger) -> [String] {
    let largest = ledger.entries.map(\.distance).max() ?? 0
    let entries = ledger.entries.map { entry in
      let share = largest > 0 ? entry.distance / largest * Double(barWidth) : 0
      let bar = String(repeating: "█", count: share > 0 ? max(1, Int(share.rounded())) : 0)
      return row(entry.cause.rawValue, entry.distance) + " " + bar
    }
    return ["2-Wasserstein distance to the data", ""] + entries
      + [row("all together", ledger.total), "", "of Gaussians like the model's data"]
  }

  private static func row(_ name: String, _ value: Double) -> String {
    let blanks = String(repeating: " ", count: max(0, 14 - name.count))
    return "\(name)\(blanks) \(NumberPlace.any.text(value))"
  }

  /// A sentence on lines as wide as the table.
  private static func broken(_ text: String) -> [String] {
    text.split(separator: " ").reduce(into: [""]) { lines, word in
      let last = lines[lines.count - 1]
      if last.isEmpty {
        lines[lines.count - 1] = String(word)
      } else if last.count + 1 + word.count <= width {
        lines[lines.count - 1] += " \(word)"
      } else {
        lines.append(String(word))
      }
    }
  }

  private static func lines(_ texts: [String]) -> Preview {
    .text(MarkedText(texts.map { [MarkedText.Cell($0, .plain)] }))
  }
}
