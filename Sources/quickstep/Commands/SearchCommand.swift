import ArgumentParser
import Experiments
import Runs

/// Searches for a better plan without a screen.
struct SearchCommand: ParsableCommand {
  static let configuration = FamilyCommand<SearchFamily>.configuration

  @OptionGroup var options: SentenceOptions<SearchFamily>
  @OptionGroup var saving: SaveOption
  @OptionGroup var outputs: OutputOptions

  func run() throws {
    let families = Families.all()
    let configuration = Configuration.inForce(families)
    let sentence = try options.sentence(
      among: families,
      opening: families[SearchFamily.declaration.name]?.cards.first.map {
        Choice($0.name)
      }, defaults: configuration.defaults)
    try saving.perform(sentence, outputs, families, configuration)
  }
}

extension SaveOption {
  /// Runs a search and keeps what it finds.
  func perform(
    _ search: Sentence, _ outputs: OutputOptions, _ families: Families,
    _ configuration: Configuration
  ) throws {
    try check(families)
    var finding: Finding?
    do {
      try HeadlessRun(families, search, outputs, configuration) { event in
        if case .found(let found) = event { finding = found }
      }.perform()
    } catch let stop as InterruptedRun {
      StandardError.write("ended after \(stop.step) steps; the same command goes on from there\n")
      throw stop
    }
    try keep(finding, searched: search, families)
  }
}
