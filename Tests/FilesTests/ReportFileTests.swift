import Experiments
import Files
import Testing

@Suite struct ReportFileTests {
  private static let sweep = """
    {"sweep": "quickstep:1 --model ring-8", "axes": [{"name": "steps", "values": ["4", "8"]}],
     "measures": [{"name": "w2", "unit": "", "better": "lower"}], "tolerance": 0.05,
     "finding": "found", "cells": [
     {"cell": 0, "values": {"steps": "4"}, "run": "quickstep:1 --steps 4", "evaluations": 4,
      "seconds": 0.5, "seeds": 2, "front": "uncertain",
      "scores": [{"name": "w2", "value": 1.5, "spread": 0.1, "floor": 1, "floor-spread": 0.2}]},
     {"cell": 1, "values": {"steps": "8"}, "run": "quickstep:1 --steps 8", "failed": "why",
      "scores": []}]}
    """

  private func document(_ text: String) throws -> ReportDocument {
    guard
      case .sweep(let document) = try ReportFile.parse(
        ByteSource(path: "sweep.json", bytes: Array(text.utf8)))
    else { throw NoSweep() }
    return document
  }

  private struct NoSweep: Error {}

  @Test func aSweepIsRead() throws {
    let document = try document(Self.sweep)
    #expect(document.finding == "found" && document.tolerance == 0.05)
    #expect(document.axes == [ReportDocument.Axis("steps", values: ["4", "8"])])
    #expect(document.measures == [ReportDocument.Measure("w2", better: .lower)])
    let mark = ReportDocument.Mark(value: 1.5, spread: 0.1, floor: 1, floorSpread: 0.2)
    #expect(document.rows[0].marks == ["w2": mark] && document.rows[0].front == .uncertain)
    #expect(document.rows[0].evaluations == 4 && document.rows[0].seeds == 2)
    #expect(document.rows[1].failure == "why" && document.rows[1].evaluations == nil)
  }

  /// One line for each, with the place.
  @Test(arguments: [
    ("\"front\": \"uncertain\"", "\"front\": \"best\"", "cells[0].front"),
    ("\"value\": 1.5", "\"value\": \"1.5\"", "cells[0].scores[0].value"),
    ("\"evaluations\": 4", "\"evaluations\": -4", "cells[0].evaluations"),
    ("\"steps\": \"8\"", "\"steps\": \"9\"", "cells[1].values.steps"),
    ("\"better\": \"lower\"", "\"better\": \"down\"", "measures[0].better"),
    ("\"seeds\"", "\"seed\"", "cells[0].seed"),
    ("\"name\": \"steps\", ", "", "\"name\" is missing in axes[0]"),
    ("\"failed\": \"why\"", "\"failed\": 1", "cells[1].failed"),
  ]) func problemsAreNamedByTheirPlace(old: String, new: String, place: String) throws {
    let text = Self.sweep.replacing(old, with: new)
    #expect(text != Self.sweep)
    do {
      _ = try document(text)
      Issue.record("read \(new)")
    } catch let error as FileError {
      #expect(error.description.contains(place), "\(error)")
    }
  }

  @Test func aRunIsReadWithItsCurves() throws {
    let text = """
      {"run": "quickstep:1 --steps 2", "evaluations": 2, "seconds": 0.1,
       "statistics": ["step", "sigma", "rms"], "quality": [{"name": "w2", "unit": "", "value": null,
       "spread": 1, "floor": 1, "floor-spread": 1, "samples": 3, "samples-needed": 4}],
       "steps": [{"step": 0, "sigma": 80, "rms": null}, {"step": 1, "sigma": 1, "rms": 3},
       {"step": 2, "sigma": 0, "rms": 4}]}
      """
    guard
      case .run(let run) = try ReportFile.parse(
        ByteSource(path: "run.json", bytes: Array(text.utf8)))
    else { throw NoSweep() }
    #expect(
      run.curves == [
        Curve("sigma", [[0, 80], [1, 1], [2, 0]]), Curve("rms", [[1, 3], [2, 4]]),
      ])
    #expect(run.marks["w2"]?.value == nil && run.measures[0].better == .lower)
  }
}
