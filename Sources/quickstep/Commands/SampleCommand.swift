import ArgumentParser
import Experiments
import Runs

/// Runs a plan without a screen and writes what was asked for.
struct SampleCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sample", abstract: "Run a plan without the workbench.",
    discussion: """
      Progress goes to standard error; the statistics, the quality and a preview in characters \
      to standard output. A file named - is standard output.
      """)

  @OptionGroup var options: SentenceOptions<SamplingFamily>
  @OptionGroup var fork: ForkOptions<SamplingFamily>
  @OptionGroup var variant: VariantOption
  @Option(
    help: ArgumentHelp(
      """
      Start from this noise: NPY of rows, N,H,W,C or N,C,H,W; or torch:SEED, all that PyTorch's CPU \
      generator draws.
      """, valueName: "file"), completion: .file(extensions: ["npy", "gz"]))
  var noise: String?
  @OptionGroup var outputs: OutputOptions

  func run() throws {
    let library = ModelLibrary()
    let sampling =
      noise.map { noise in
        SamplingFamily(library) {
          try StartNoise.read(noise, shape: $0, batch: $1, seed: $2)
        }
      } ?? SamplingFamily(library)
    let families = Families.all(sampling)
    let configuration = Configuration.inForce(families)
    let sentence = try fork.sentence(
      options.sentence(
        among: families, opening: ModelLibrary.first, defaults: configuration.defaults,
        variant: variant.variant), among: families, configuration.defaults)
    try HeadlessRun(families, sentence, outputs, configuration).perform()
  }
}
