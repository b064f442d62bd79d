import ArgumentParser
import Experiments
import Runs

/// Runs a sentence of one family without a screen and writes what was asked for.
struct FamilyCommand<Subject: Family>: ParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: Subject.declaration.name,
      abstract: "\(Subject.declaration.title): \(Subject.declaration.summary).",
      discussion: """
        Progress goes to standard error; the statistics, the quality and a preview in characters \
        to standard output. A file named - is standard output.
        """)
  }

  @OptionGroup var options: SentenceOptions<Subject>
  @OptionGroup var fork: ForkOptions<Subject>
  @OptionGroup var outputs: OutputOptions

  func run() throws {
    let families = Families.all()
    let first = families[Subject.declaration.name]?.cards.first
    let configuration = Configuration.inForce(families)
    let sentence = try fork.sentence(
      options.sentence(
        among: families, opening: first.map { Choice($0.name) }, defaults: configuration.defaults),
      among: families, configuration.defaults)
    try HeadlessRun(families, sentence, outputs, configuration).perform()
  }
}
