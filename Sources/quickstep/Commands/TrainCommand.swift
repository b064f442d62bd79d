import ArgumentParser
import Experiments
import Files
import Networks
import Runs
import Tensors

/// Trains a network as a file or flags say.
struct TrainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "train", abstract: "Train a network on pictures or a shape.",
    discussion: """
      CONFIG is a TOML file; examples/train-*.toml show every key. Flags change what it says, and \
      can say all of it. The output folder gets the network as models are loaded, and in \
      training/ the losses, previews and the state that --resume goes on from, bit for bit. \
      Ctrl-C saves and stops. A method that learns from a --teacher is chosen with --method; \
      'quickstep list methods --family train' shows them.
      """)

  @Argument(
    help: ArgumentHelp("What to train.", valueName: "config"),
    completion: .file(extensions: ["toml"]))
  var configuration: String?
  @Flag(help: "Go on from what was saved.") var resume = false
  @Option(
    help: ArgumentHelp(
      "Train nothing; write the saved network in half precision.", valueName: "folder"),
    completion: .directory)
  var export: String?
  @OptionGroup var options: SentenceOptions<TrainingFamily>
  @OptionGroup var outputs: OutputOptions

  func validate() throws {
    guard configuration != nil || !options.isEmpty else {
      throw ValidationError("Missing expected argument '<config>'.")
    }
  }

  func run() throws {
    let training = TrainingFamily(from: resume ? .saved : .nothing, mostPreviews: .max)
    let families = Families.all(training: training)
    let settings = Configuration.inForce(families)
    let file = try configuration.map { training.sentence(try TrainingFile.read($0)) }
    let sentence = try options.sentence(
      among: families, on: file, opening: nil, defaults: settings.defaults)
    let plan = TrainingPlan(sentence)
    if let export {
      let threads = try settings.threads(outputs.threads)
      let kernels = Kernels(pool: ThreadPool(threads: threads))
      let setup = try TrainingFamily.setup(plan, with: Equipment(kernels))
      try TrainingSession(setup, from: .reading, with: kernels).export(to: export)
    } else {
      let previews = TrainingPreviews(plan)
      var found: Finding?
      do {
        try HeadlessRun(
          families, sentence, outputs, settings, for: .files
        ) { event in
          if case .found(let finding) = event { found = finding }
          try previews.take(event)
        }.perform()
      } catch let stop as InterruptedRun {
        StandardError.write("saved at step \(stop.step); --resume goes on\n")
        throw ExitCode(128 + stop.signal)
      }
      if let found { StandardError.write("\(found.text)\n") }
      if !outputs.claimsStandardOutput { try StandardOutput.write("\(plan.folder)\n") }
    }
  }
}
