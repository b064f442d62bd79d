import Files
import Glibc
import Networks
import Quickstep
import Runs
import Tensors
import Testing

@Suite struct ModelLibraryTests {
  let library = ModelLibrary()
  let kernels = Kernels(pool: ThreadPool(threads: 1))

  @Test func everyBundledModelLoads() throws {
    #expect(
      ModelLibrary.cards.map { "\($0.name) \($0.kind)" } == [
        "digits-flow net 1.11M", "digits-noise net 1.11M",
        "ring-8 mixture", "ring mixture", "grid-25 mixture", "moons mixture", "spiral mixture",
        "checkerboard mixture", "gmm2d mixture", "gmm16 mixture", "gmm-cond mixture",
        "digits data 512", "moving-digits data 2048", "ring-flow net 42.0k",
        "grid-25-flow net 42.0k",
        "moons-flow net 42.4k", "spiral-flow net 42.0k",
        "checkerboard-flow net 42.0k",
      ])
    for entry in ModelLibrary.cards {
      let model = try library.model(Choice(entry.name))
      if let network = model as? NetworkModel {
        #expect(entry.kind == "net \(shortCount(network.parameterCount))")
      } else {
        let exact = try #require(model.exact)
        let samples = exact.trueSamples(classes: [anyClass], seed: 1, with: kernels)
        #expect(samples.count == model.shape.count)
      }
      #expect(!entry.summary.isEmpty && entry.summary.count <= 60)
    }
    let digits = try #require(try library.model(Choice("digits")) as? DataSetModel)
    #expect(digits.count == 512)
    #expect(digits.classNames == (0..<10).map(String.init))
    #expect(digits.shape == .picture(width: 28, height: 28, channels: 1))
    #expect(try library.model(Choice("gmm-cond")).classNames.count == 4)
  }

  @Test func aChoiceIsLoadedOnceAndItsKnobsApply() throws {
    let choice = Choice("digits", ["limit": .integer(20)])
    let model = try library.model(choice)
    #expect((model as? DataSetModel)?.count == 20)
    #expect(try library.model(choice) === model)
    var recast = choice
    recast.knobs["predicts"] = .word("velocity")
    let velocity = try library.model(recast)
    #expect(velocity.prediction == .velocity)
    #expect(velocity.exact === model)
  }

  @Test func pathsAreRead() throws {
    let folder = "/tmp/quickstep-model-library-\(getpid())"
    mkdir(folder, 0o700)
    defer { rmdir(folder) }
    let path = folder + "/two.json"
    defer { unlink(path) }
    let text =
      #"{"models": [{"name": "a", "d": 1, "weights": [1], "means": [[0]], "stds": [1]},"#
      + #"{"name": "b", "d": 3, "weights": [1], "means": [[0, 1, 2]], "stds": [1]}]}"#
    try AtomicFile.write(Array(text.utf8), to: path)
    #expect(try library.model(Choice(path)).shape.count == 1)
    let second = Choice(path + "#b")
    #expect(try library.model(second).shape.count == 3)
    let card = try library.inspect(second)
    #expect(card.kind == "mixture" && card.summary == "3 dimensions")
    #expect(throws: FileError.self) {
      try library.model(Choice(path + "#c"))
    }
  }

  @Test func whatIsNotThereGivesOneClearError() {
    #expect(message(Choice("ring8")) == #"There is no model "ring8". Did you mean ring-8?"#)
    #expect(
      message(Choice("zzz\u{1B}[2J"))
        == #"There is no model "zzz\e[2J". Choose one of digits-flow, digits-noise, ring-8, ring, "#
        + "grid-25, moons, spiral, checkerboard, gmm2d, gmm16, gmm-cond, digits, ….")
    #expect(
      message(Choice("/nowhere/x.idx"))
        == "/nowhere/x.idx: there is no such file. Check the path.")
    #expect(
      message(Choice("ring-8", ["limit": .integer(3)]))
        == #"ring-8 has no knob "limit". Choose one of predicts, blur."#)
  }

  private func message(_ choice: Choice) -> String {
    do {
      _ = try library.model(choice)
      return ""
    } catch {
      return "\(error)"
    }
  }
}
