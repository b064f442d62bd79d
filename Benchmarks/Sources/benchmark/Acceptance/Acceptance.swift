import Quickstep
import Tensors

/// Figures that methods were published or measured with, beside ours: those that are required, and
/// those that are only told, whether they speak for the method or not.
struct Acceptance {
  let kernels = Kernels(pool: ThreadPool(threads: 2))
  let ends = ExactEnds()

  /// What stands beside a figure.
  enum Bar {
    /// What is required, and what was measured before, if that is known.
    case atMost(Double, before: String = "")
    case atLeast(Double, before: String = "")
    /// What was measured before.
    case told(String)
    /// A ratio to something simpler, and what was measured before: below 1 is a gain.
    case gain(before: Double)
  }

  /// The parts in their order, a method each.
  static var parts: [(name: String, print: (Acceptance) -> () throws -> Void)] {
    [
      ("degeneracies", degeneracies), ("deis", deis), ("dpm-solver++", dpmSolverPP),
      ("dpm-solver-v3", dpmSolverV3),
      ("pndm", pndm), ("s3", s3), ("momentum", momentum), ("time-shift", timeShift),
      ("autodiffusion", autoDiffusion), ("boss", boss), ("straightening", straightening),
      ("dpm-ot", optimalTransport), ("one-more-step", oneMoreStep), ("flowturbo", flowTurbo),
      ("refiner", refiner), ("mcd", multistepConsistency), ("tiles", tiles), ("learned", learned),
    ]
  }

  /// - Parameter names: of parts; all where there are none.
  /// - Returns: whether there are such parts.
  func run(_ names: [String]) throws -> Bool {
    guard names.allSatisfy({ name in Self.parts.contains { $0.name == name } }) else {
      return false
    }
    for part in Self.parts where names.isEmpty || names.contains(part.name) {
      print(part.name, "measured", "required or was", "verdict")
      let spent = try time(part.print(self))
      line("\(part.name) took \(duration(spent))", "", "", "", "")
    }
    return true
  }

  func row(_ name: String, _ measured: Double, _ bar: Bar) {
    let (text, verdict) =
      switch bar {
      case .atMost(let limit, let before):
        ("≤ \(brief(limit))" + was(before), measured <= limit ? "met" : "MISSED")
      case .atLeast(let limit, let before):
        ("≥ \(brief(limit))" + was(before), measured >= limit ? "met" : "MISSED")
      case .told(let before): (before, "told")
      case .gain(let before): (format(before), measured < 1 ? "told: a gain" : "told: no gain")
      }
    print(name, format(measured), text, verdict)
  }

  private func print(_ name: String, _ measured: String, _ bar: String, _ verdict: String) {
    line("  " + name.padding(62), measured, "", bar.padding(18), verdict)
  }

  private func was(_ before: String) -> String { before.isEmpty ? "" : ", was \(before)" }
}

extension String {
  fileprivate func padding(_ width: Int) -> String {
    self + String(repeating: " ", count: max(0, width - count))
  }
}
