import ArgumentParser
import Files
import Glibc
import Networks
import Quickstep
import Runs

/// Says in our words what somebody uses elsewhere, and the other way round.
struct TranslateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "translate",
    abstract: "Say another program's sampler in our words, or ours in Python.",
    discussion: """
      A name is PROGRAM:NAME, such as comfy:dpmpp_2m, webui:'DPM++ 2M', diffusers:DDIMScheduler, \
      kdiffusion:sample_heun or sdcpp:euler_a; a file is a scheduler_config.json of diffusers. The \
      words that flags set stay as they are: --schedule scaled-linear is the path of Stable \
      Diffusion. Levels are sigma/alpha. See quickstep list names.
      """)

  @Argument(
    help: ArgumentHelp(
      "The name or file; left out with --to, where flags say the plan.",
      valueName: "name"), completion: .file(extensions: ["json"]))
  var name: String?
  @Option(
    help: ArgumentHelp(
      "Print the plan as Python for diffusers or kdiffusion.", valueName: "library"),
    completion: .list(SnippetLibrary.allCases.map(\.rawValue)))
  var to: String?
  @OptionGroup var options: SentenceOptions<SamplingFamily>
  @OptionGroup var variant: VariantOption

  func run() throws {
    let families = Families.all()
    var sentence = try options.sentence(
      among: families, opening: nil, defaults: Configuration.inForce(families).defaults,
      variant: variant.variant)
    guard let name else {
      guard let library = try library() else { throw TranslateError.nothingToTranslate }
      return try StandardOutput.write(try snippet(Plan(unforked: sentence), for: library))
    }
    let worded = try worded(name, steps: Plan(sentence).steps)
    let family = families[sentence]
    for (key, text) in worded.words where options.words.texts[key] == nil {
      sentence = try family.setting(key, to: text, in: sentence)
    }
    let plan = try Plan(unforked: sentence)
    if let library = try library() {
      return try StandardOutput.write(try snippet(plan, for: library))
    }
    // Where flags place the levels, the peer's own are others.
    let isPlaced = ["schedule", "grid"].contains { options.words.texts[$0] != nil }
    try StandardOutput.write(
      "\(plan.runLine)\n\n\(try levels(of: plan, beside: isPlaced ? nil : worded.levels))"
        + (worded.notes.isEmpty ? "" : "\n")
        + worded.notes.map { "Note: \(stopped($0))\n" }.joined())
  }

  private func library() throws -> SnippetLibrary? {
    try to.map { text in
      guard let library = SnippetLibrary(rawValue: text) else {
        throw DeclarationError.unknownName(
          text, kind: "library", known: SnippetLibrary.allCases.map(\.rawValue))
      }
      return library
    }
  }

  /// A name with a program before its colon, else a file.
  private func worded(_ text: String, steps: Int) throws -> WordedTranslation {
    guard solvers.options.foreign(text) == nil else {
      return try WordedTranslation(name: text, steps: steps)
    }
    let sampler: CheckpointSampler
    do {
      sampler = try SchedulerFile.read(text)
    } catch let error as FileError where error.problem == .missing && !text.hasSuffix(".json") {
      return try WordedTranslation(name: text, steps: steps)
    }
    return try WordedTranslation(sampler, steps: steps)
  }

  private func snippet(_ plan: Plan, for library: SnippetLibrary) throws -> String {
    try Snippet(plan, ModelLibrary.sampler(plan.model), for: library).text
  }

  /// The plan's levels, beside the peer's where they are known.
  private func levels(of plan: Plan, beside peer: [Double]?) throws -> String {
    let sampler = plan.checkpointWords.isEmpty ? nil : try ModelLibrary.sampler(plan.model)
    guard sampler != nil || plan.checkpointWords.isEmpty else {
      return list(peer ?? [], heading: "peer")
    }
    let ours = try plan.makeGrid(sampler).grid.levels.map(\.rho)
    guard let peer, peer.count == ours.count else {
      return list(ours, heading: "sigma/alpha")
    }
    var table = TextTable(
      ["#", "sigma/alpha", "peer", "difference"], sides: [.right, .number, .number, .number])
    for (index, (level, other)) in zip(ours, peer).enumerated() {
      let difference = level == other ? 0 : (level - other) / max(abs(level), abs(other))
      table.add([
        "\(index)", text(level), text(other), format(abs(difference) < 1e-12 ? 0 : difference),
      ])
    }
    return table.text
  }

  private func list(_ levels: [Double], heading: String) -> String {
    var table = TextTable(["#", heading], sides: [.right, .number])
    for (index, level) in levels.enumerated() { table.add(["\(index)", text(level)]) }
    return table.text
  }

  /// Twelve figures, as many as are sure.
  private func text(_ level: Double) -> String {
    guard level.isFinite, level != 0 else { return "\(level)" }
    let scale = pow(10, 11 - floor(log10(abs(level))))
    return "\((level * scale).rounded() / scale)"
  }

  /// A note as a sentence.
  private func stopped(_ note: String) -> String {
    note.prefix(1).uppercased() + note.dropFirst() + (note.hasSuffix(".") ? "" : ".")
  }
}

/// What is asked of `translate` that it cannot do.
enum TranslateError: Error, CustomStringConvertible {
  case nothingToTranslate

  var description: String {
    "translate: there is nothing to translate. Name a sampler, as in quickstep translate "
      + "comfy:heun, or say with --to what to print."
  }
}
