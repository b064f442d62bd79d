import Experiments
import Quickstep
import Runs
import Tensors
import Testing

/// What a run tells of its solver: formulas, steps that are too long, paths.
@Suite struct UnderstandingTests {
  private func run(_ words: String) throws -> (records: [RunRecord], late: LatePreviews) {
    let family = SamplingFamily(ModelLibrary())
    let sentence = try Families([family]).sentence(runLine: "quickstep:1 \(words)")
    var run = try family.begin(
      Plan(sentence), with: Equipment(Kernels(pool: ThreadPool(threads: 1))))
    var records: [RunRecord] = []
    while let record = try run.next() {
      records.append(record)
      #expect(run.previews(most: 8).count == run.outline.previews.count)
    }
    let late = try #require(run.late().first)
    _ = try late.measure { false }
    return (records, try #require(late.previews?()))
  }

  @Test func everyStepTellsItsFormula() throws {
    let (records, _) = try run("--model gmm2d --solver dpm++2m --steps 6 --batch 4")
    #expect(records[0].equation == nil)
    #expect(records.dropFirst().allSatisfy { $0.equation?.result == "x'" })
    #expect(records[3].equation?.terms.map(\.symbol) == ["x", "D", "D₋₁"])
    #expect(records.allSatisfy { $0.warnings.isEmpty })
  }

  /// A high order under strong guidance; the exact solution stays where the data is.
  @Test func stepsThatAreTooLongWarn() throws {
    let words =
      "--model gmm-cond --class 0 --schedule vp-linear --grid uniform-t --steps 8 --batch 8 "
    let (records, _) = try run(words + "--guidance cfg:scale=12 --solver plms")
    #expect(records.contains { !$0.warnings.isEmpty })
    let (calm, _) = try run(words + "--guidance cfg:scale=1 --solver dpm++2m")
    #expect(calm.allSatisfy { $0.warnings.isEmpty })
  }

  @Test func pathsStandBesideExactOnes() throws {
    let (records, late) = try run("--model gmm2d --solver heun --steps 5 --batch 3")
    #expect(late.records.count == records.count)
    guard case .points(let points) = late.records[5] else {
      Issue.record("no points")
      return
    }
    #expect(points.trails.count { $0.kind == .taken } == 3)
    #expect(points.trails.count { $0.kind == .exact } == 3)
    #expect(points.trails.count { $0.kind == .gap } == 3 * 5)
    #expect(points.trails.allSatisfy { $0.kind == .gap || $0.places.count == 6 })
  }

  /// Nearly all of a path of a picture lies in three directions.
  @Test func pathsOfPicturesHaveAxes() throws {
    let (records, late) = try run("--model digits --solver dpm++2m --steps 8 --batch 1")
    guard case .curves(let curves) = late.records[8] else {
      Issue.record("no curves")
      return
    }
    #expect(curves.count == 6 && curves[0].name.hasPrefix("axis 1: "))
    #expect(curves.allSatisfy { $0.points.count == records.count })
  }
}
