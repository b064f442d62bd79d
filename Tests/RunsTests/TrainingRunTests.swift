import Experiments
import Files
import Glibc
import Networks
import Quickstep
import Runs
import Tensors
import Testing

@Suite struct TrainingRunTests {
  /// A folder that goes with the test.
  final class Place {
    let folder: String

    init(_ name: String) {
      folder = "/tmp/quickstep-training-run-\(name)-\(getpid())"
      mkdir(folder, 0o700)
    }

    deinit { remove(folder) }

    private func remove(_ path: String) {
      for name in (try? FolderNames.first(1000, of: path)) ?? [] { remove("\(path)/\(name)") }
      if unlink(path) != 0 { rmdir(path) }
    }

    var output: String { "\(folder)/out" }

    /// A small network for points.
    func sentence(
      steps: Int, preview: Int = 20, save: Int = 20, more: String = "", widths: [Int] = [16],
      batch: Int = 32, into output: String? = nil
    ) throws -> Sentence {
      let widths = widths.map(String.init).joined(separator: "/")
      let output = (output ?? self.output).split(separator: "'").joined()
      return try Families.test.sentence(
        runLine: "quickstep:1 train --data moons --network mlp:widths=\(widths),time-features=8 "
          + "--batch \(batch) --steps \(steps) --output '\(output)' --preview \(preview) "
          + "--save \(save) \(more)")
    }
  }

  @Test func aTrainingTellsItsEventsInOrder() throws {
    let place = Place("order"), watched = WatchedEngine()
    watched.engine.start(try place.sentence(steps: 50, preview: 20, save: 30))
    let told = watched.events(until: { $0.contains("finished") })
    #expect(
      told.map(\.brief) == ["started"] + (0...29).map { "step \($0)" } + ["saved 30"]
        + (30...50).map { "step \($0)" } + ["saved 50", "finished"])
    let steps = told.compactMap { event -> (record: RunRecord, preview: [Preview?]?)? in
      if case .step(let record, let preview) = event { (record, preview) } else { nil }
    }
    guard case .started(let start) = told[0] else { return }
    #expect(start.outline.steps == 50)
    #expect(start.outline.budget.total == 50 * 32)
    #expect(start.outline.budget.unit == "points")
    #expect(steps.map(\.record.spent) == (0...50).map { $0 * 32 })
    #expect(steps.allSatisfy { $0.record.values.count == start.outline.statistics.count })
    #expect(steps.dropFirst().allSatisfy { $0.record.values.allSatisfy { $0?.isFinite == true } })
    // There may be others by the clock.
    #expect([0, 20, 40, 50].allSatisfy { steps[$0].preview != nil })
    for case let preview? in steps.map(\.preview) {
      guard case .points(let points) = preview[0] else {
        Issue.record("no points")
        continue
      }
      #expect(points.dimensions == 2)
      #expect(points.values.count == 2 * 1024 && points.values.allSatisfy(\.isFinite))
      #expect(points.field?.subject == "moons")
    }
  }

  /// Folder and memory are looked at before the first step.
  @Test func whatWouldEndATrainingLaterIsFoundFirst() throws {
    let place = Place("early")
    func answer(_ sentence: Sentence) throws -> String {
      let watched = WatchedEngine()
      watched.engine.start(sentence)
      let told = watched.events(until: { $0.contains("failed, one line") })
      guard told.count == 1, case .failed(let reason) = told[0] else { return "\(told)" }
      return reason
    }
    #expect(
      try answer(place.sentence(steps: 1_000_000, into: place.output + "\0x"))
        .contains("NUL"))
    #expect(FolderListing.read(place.folder).entries.allSatisfy { !$0.name.hasPrefix("out") })
    #expect(
      try answer(place.sentence(steps: 1_000_000, into: "/proc/no")).hasPrefix("/proc/no: "))
  }

  @Test func aTrainingThatDoesNotFitIsRefused() throws {
    let place = Place("memory")
    func answer(widths: [Int], batch: Int) throws -> String {
      let sentence = try place.sentence(steps: 10, widths: widths, batch: batch)
      let setup = try TrainingFamily.setup(TrainingPlan(sentence))
      do {
        let kernels = Kernels(pool: ThreadPool(threads: 1))
        _ = try TrainingSession(setup, from: .nothing, with: kernels, free: { 1 << 30 })
        return ""
      } catch { return "\(error)" }
    }
    #expect(try answer(widths: [16], batch: 32) == "")
    let wide = Array(repeating: 65_536, count: 100)
    #expect(try answer(widths: wide, batch: 1).hasSuffix("Use smaller layers in [network]."))
    let many = try answer(widths: [512, 512, 512], batch: 65_536)
    #expect(many.hasPrefix("This training takes about "))
    // What is said to fit fits.
    let batch = try #require(
      many.split(separator: " ").drop { $0 != "…" }.dropFirst().first.flatMap { Int($0) })
    #expect((1000..<65_536).contains(batch))
    #expect(try answer(widths: [512, 512, 512], batch: batch) == "")
    #expect(try answer(widths: [512, 512, 512], batch: batch + 1) != "")
  }

  @Test func aLongTrainingHasAtMostAFewThousandRecords() throws {
    let place = Place("long"), watched = WatchedEngine()
    watched.engine.start(try place.sentence(steps: 6000, preview: 5, save: 6000))
    let told = watched.events(until: { $0.contains("finished") })
    let steps = told.compactMap { event -> (step: Int, isShown: Bool)? in
      if case .step(let record, let preview) = event { (record.step, preview != nil) } else { nil }
    }
    #expect(steps.count <= 2300)
    #expect(steps.filter(\.isShown).count <= 202 + PreviewPace.mostByClock)
    #expect(steps.last?.step == 6000 && steps.last?.isShown == true)
    #expect(zip(steps, steps.dropFirst()).allSatisfy { $0.step < $1.step })
  }

  @Test func stoppingSavesAndTheNextRunGoesOn() throws {
    let place = Place("stop"), watched = WatchedEngine()
    let sentence = try place.sentence(steps: 40, save: 1000)
    watched.engine.start(sentence, pace: .stepping(7))
    #expect(
      watched.briefs(until: "paused") == ["started"] + (0...7).map { "step \($0)" } + ["paused"])
    watched.engine.cancel()
    #expect(watched.briefs(until: "cancelled") == ["saved 7", "cancelled"])
    let again = WatchedEngine()
    again.engine.start(sentence)
    let told = again.briefs(until: "finished")
    #expect(told == ["started"] + (1...40).map { "step \($0)" } + ["saved 40", "finished"])
  }

  @Test func whatWasStoppedEndsAsWhatWasNot() throws {
    let whole = Place("whole"), parts = Place("parts")
    let one = WatchedEngine()
    one.engine.start(try whole.sentence(steps: 30))
    let expected = one.events(until: { $0.contains("finished") })
    let sentence = try parts.sentence(steps: 30)
    let first = WatchedEngine()
    first.engine.start(sentence, pace: .stepping(11))
    _ = first.briefs(until: "paused")
    first.engine.cancel()
    _ = first.briefs(until: "cancelled")
    let second = WatchedEngine()
    second.engine.start(sentence)
    let found = second.events(until: { $0.contains("finished") })
    #expect(lastPreview(found) == lastPreview(expected))
    #expect(lastPreview(found)?.isEmpty == false)
  }

  @Test func closingWaitsForTheCheckpoint() throws {
    let place = Place("close"), watched = WatchedEngine()
    watched.engine.start(try place.sentence(steps: 1_000_000, save: 1_000_000))
    _ = watched.events(until: { $0.contains("step 500") })
    watched.engine.close()
    let told = watched.engine.takeEvents().map(\.brief)
    #expect(told.suffix(2).last == "cancelled")
    #expect(FolderListing.read(place.output).model == "network")
  }

  @Test func aFinishedTrainingIsShown() throws {
    let place = Place("finished"), watched = WatchedEngine()
    let sentence = try place.sentence(steps: 10)
    watched.engine.start(sentence)
    _ = watched.briefs(until: "finished")
    let again = WatchedEngine()
    again.engine.start(sentence)
    #expect(
      again.briefs(until: "finished")
        == ["started"] + (1...10).map { "step \($0)" } + ["finished"])
  }

  @Test(arguments: [
    "--objective classification", "--network unet", "--data ring --conditional yes",
    "--data nowhere", "--data /nowhere/at/all", "--data moons-flow", "--guidance cfg",
    "--network mlp:widths=65536/65536/65536/65536/65536/65536/65536/65536/65536",
  ])
  func whatCannotBeTrainedFailsWithOneSentence(more: String) throws {
    let place = Place("bad\(abs(more.hashValue))"), watched = WatchedEngine()
    watched.engine.start(try place.sentence(steps: 10, more: more))
    #expect(watched.briefs(until: "failed, one line") == ["failed, one line"])
  }

  @Test func aFolderThatCannotBeWrittenFailsTheStop() throws {
    let place = Place("readonly"), watched = WatchedEngine()
    watched.engine.start(try place.sentence(steps: 1000, save: 1000), pace: .stepping(3))
    _ = watched.briefs(until: "paused")
    // What would be replaced is a folder now.
    mkdir("\(place.output)/training/state.safetensors", 0o700)
    mkdir("\(place.output)/training/state.safetensors/x", 0o700)
    watched.engine.cancel()
    #expect(watched.briefs(until: "failed, one line") == ["failed, one line"])
  }

  private func lastPreview(_ events: [RunEvent]) -> [UInt64]? {
    var values: [Double]?
    for event in events {
      if case .step(_, let previews?) = event, case .points(let points) = previews[0] {
        values = points.values
      }
    }
    return values?.map(\.bitPattern)
  }
}
