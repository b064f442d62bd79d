import ArgumentParser
import Files
import Quickstep
import Runs

/// The flags that make a plan, shared by the commands that run or inspect one.
struct PlanOptions: ParsableArguments {
  @Option(help: ArgumentHelp(flag(.model), valueName: "model"), completion: .models)
  var model: String?
  @Option(
    help: ArgumentHelp(
      "Which weights of a network's folder, where there are several, such as fp16.",
      valueName: "name"))
  var variant: String?
  @Option(
    help: ArgumentHelp(flag(.schedule), valueName: "schedule"),
    completion: .names(of: schedules))
  var schedule: String?
  @Option(help: ArgumentHelp(flag(.grid), valueName: "grid"), completion: .names(of: gridRules))
  var grid: String?
  @Option(help: ArgumentHelp(flag(.solver), valueName: "solver"), completion: .names(of: solvers))
  var solver: String?
  @Option(
    help: ArgumentHelp(flag(.guidance), valueName: "guidance"),
    completion: .names(of: guidances))
  var guidance: String?
  @Option(help: ArgumentHelp(flag(.clip), valueName: "clip"), completion: .names(of: clips))
  var clip: String?
  @Option(
    name: .customLong("class"), parsing: .unconditional,
    help: ArgumentHelp(flag(.classes), valueName: "class"), completion: .list(["any", "each"]))
  var classes: String?
  @Option(parsing: .unconditional, help: ArgumentHelp(flag(.steps), valueName: "n"))
  var steps: String?
  @Option(parsing: .unconditional, help: ArgumentHelp(flag(.seed), valueName: "n"))
  var seed: String?
  @Option(parsing: .unconditional, help: ArgumentHelp(flag(.batch), valueName: "n"))
  var batch: String?
  @Option(
    help: ArgumentHelp("A preset file (TOML) that the flags then change.", valueName: "file"),
    completion: .file(extensions: ["toml"]))
  var preset: String?
  @Option(
    name: .customLong("run"),
    help: ArgumentHelp(
      "A run line, 'quickstep:1 --model ...', that the flags then change.", valueName: "line"))
  var runLine: String?

  private static func flag(_ key: PlanKey) -> ArgumentHelp.StringLiteralType {
    "\(key.summary.prefix(1).uppercased())\(key.summary.dropFirst())."
  }

  /// The plan: the defaults, changed by the preset or run line, changed by the flags.
  ///
  /// A preset or a run line stands for every word of the plan; without one, what no flag names is
  /// the model's default, and the model where none is named is `first`.
  /// - Parameter first: `nil` where a model is not needed; the defaults are then those of `Plan`.
  func plan(opening first: Choice? = ModelLibrary.first) throws -> Plan {
    var plan = try runLine.map(RunLine.plan) ?? Plan()
    if let preset {
      try plan.apply(try PresetFile.read(preset, known: PlanKey.allCases.map(\.rawValue)))
    }
    let flags: [(PlanKey, String?)] = [
      (.model, model), (.schedule, schedule), (.grid, grid), (.solver, solver),
      (.guidance, guidance), (.clip, clip), (.classes, classes), (.steps, steps), (.seed, seed),
      (.batch, batch),
    ]
    for (key, text) in flags {
      if let text { try plan.set(key, text) }
    }
    if runLine == nil, preset == nil, model == nil {
      guard let first else { return plan }
      plan.model = first
    }
    if let variant {
      guard !ModelLibrary.entries.map(\.name).contains(plan.model.name) else {
        throw DeclarationError.unknownKnob(
          "variant", of: plan.model.name, known: modelDeclaration.knobs.map(\.name))
      }
      plan.model.name += "#\(variant)"
    }
    if runLine == nil, preset == nil {
      let named = flags.filter { $0.1 != nil }.map(\.0)
      try plan.adopt(try ModelLibrary.defaults(plan.model), except: Set(named))
    }
    return plan
  }
}

extension Plan {
  /// Sets what a preset says; a value that is refused is reported at its place in the file.
  mutating func apply(_ preset: PresetDocument) throws {
    for setting in preset.settings {
      guard let key = PlanKey(rawValue: setting.key) else { continue }
      do {
        try set(key, setting.value)
      } catch {
        throw preset.error(setting, reason: "\(error)")
      }
    }
  }
}
