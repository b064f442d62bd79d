import ArgumentParser
import Files
import Networks
import Quickstep
import Runs
import Tensors

/// Trains a network as a file says.
struct TrainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "train", abstract: "Train a network on pictures or a shape.",
    discussion: """
      CONFIG is a TOML file; examples/train-*.toml show every key. The output folder gets the \
      network as models are loaded, and in training/ the losses, previews and the state that \
      --resume goes on from, bit for bit. Ctrl-C saves and stops.
      """)

  @Argument(
    help: ArgumentHelp("What to train.", valueName: "config"),
    completion: .file(extensions: ["toml"]))
  var configuration: String
  @Option(
    help: ArgumentHelp("Train on this instead of [data] path.", valueName: "path"),
    completion: .models)
  var data: String?
  @Option(
    help: ArgumentHelp("Write here instead of [output] folder.", valueName: "folder"),
    completion: .directory)
  var output: String?
  @Flag(help: "Go on from what was saved.") var resume = false
  @Option(
    help: ArgumentHelp(
      "Train nothing; write the saved network in half precision.", valueName: "folder"),
    completion: .directory)
  var export: String?
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Threads that compute, 1 … 64.", valueName: "n"))
  var threads = "2"

  func run() throws {
    let threads = try threadCount(threads)
    var document = try TrainingFile.read(configuration)
    if let data { document.data.path = data }
    if let output { document.output.folder = output }
    let data = try ModelLibrary.trainingData(document.data.path, limit: document.data.limit)
    let setup = try TrainingSetup(document, data: data)
    // Held back before the pool's threads begin, which inherit it.
    let signals = HeldSignals()
    let kernels = Kernels(pool: ThreadPool(threads: threads))
    if let export {
      try TrainingSession(setup, from: .reading, with: kernels).export(to: export)
    } else {
      var training = try HeadlessTraining(
        setup, from: resume ? .saved : .nothing, signals, kernels)
      try training.perform()
    }
  }
}
