import ArgumentParser
import Experiments
import Runs

/// Finds the fewest evaluations that a model's samples take.
struct FewestCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fewest", abstract: "Find the fewest evaluations that come near enough.",
    discussion: """
      Tries solvers on grids with 1 evaluation of the model, with 2 and so on, until one comes \
      within the tolerance: root mean square distance to the exact path, or to a run of many steps \
      for networks, over the spread of the samples. The samples of --batch are the noises that it is \
      measured on. --solver and --grid name what is compared, with commas between the names; \
      without them all solvers without noise and all rules for grids. It ends with a table, best \
      first, one sentence and the run line of the best plan.
      """)

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Error that is near enough, in percent.", valueName: "x%"))
  var tolerance: String?
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Most evaluations that the search may spend.", valueName: "n"))
  var budget: String?
  @OptionGroup var options: SentenceOptions<SamplingFamily>
  @OptionGroup var variant: VariantOption
  @OptionGroup var saving: SaveOption
  @OptionGroup var outputs: OutputOptions

  /// Samples that errors are measured on where nobody says how many.
  private static let noises = "64"

  func run() throws {
    let families = Families.all()
    let configuration = Configuration.inForce(families)
    var options = options
    var texts = ["tolerance": tolerance, "budget": budget]
    texts["solvers"] = options.words.take("solver")
    texts["grids"] = options.words.take("grid")
    let isWhole = options.preset != nil || options.runLine != nil
    if !isWhole, options.words.texts["batch"] == nil { texts["batch"] = Self.noises }
    let plan = try options.sentence(
      among: families, opening: ModelLibrary.first, defaults: configuration.defaults,
      variant: variant.variant)
    guard plan.origin == nil else { throw ForkError.onePlanOnly }
    try checkWords(of: plan, families[plan])
    guard var search = families[plan].best(of: plan) else { throw SearchlessError(plan.family) }
    let family = families[search]
    let lists = ["solvers": "solver", "grids": "grid"]
    let names = lists.keys.compactMap { texts[$0] ?? nil }
    let saved = names.isEmpty ? SavedChoices() : OwnChoices(families).read()
    for (word, text) in texts {
      guard var text else { continue }
      if let options = lists[word].flatMap({ family.words[$0]?.options }) {
        text = saved.spelledOut(text, options)
      }
      search = try family.setting(word, to: text, in: search)
    }
    try saving.perform(search, outputs, families, configuration)
  }

  /// Refuses what somebody chose and a search would not heed.
  private func checkWords(of plan: Sentence, _ family: any Family) throws {
    guard plan.family == SamplingFamily.declaration.name else { return }
    let known = SearchFamily.Plan.words.all
    let lost = family.words.first { word in
      known[word.key] == nil && plan[word.key].map(word.text) != word.text(word.standard)
    }
    if let lost {
      throw DeclarationError.unknownName(
        lost.key, kind: "word of \(SearchFamily.declaration.name)", known: known.map(\.key))
    }
  }
}

/// The plan is of a kind that nothing is searched for.
struct SearchlessError: Error, CustomStringConvertible {
  private let family: String

  init(_ family: String) { self.family = family }

  var description: String {
    "Nothing can be searched for in runs of the kind \(family). Give a run line of sampling."
  }
}
