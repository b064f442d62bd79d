/// The libraries that a plan can be written down for.
public enum SnippetLibrary: String, CaseIterable, Sendable { case diffusers, kdiffusion }

/// A plan as a few lines of Python.
public struct Snippet: Sendable {
  /// The lines, the plan's own first as a comment.
  public let text: String

  /// - Parameter sampler: what comes with the model, if anything does.
  /// - Throws: `SnippetError` naming the word that the library has no way to say; else what a plan
  ///   throws that cannot be used.
  public init(
    _ plan: Plan, _ sampler: CheckpointSampler?, for library: SnippetLibrary
  ) throws {
    let subject = try SnippetSubject(plan, sampler, library)
    let lines =
      switch library {
      case .kdiffusion: try KDiffusionSnippet.lines(subject)
      case .diffusers: try DiffusersSnippet.lines(subject)
      }
    text = (["# \(plan.runLine)"] + lines).map { $0 + "\n" }.joined()
  }
}

/// The word of a plan that cannot be said in a library.
public struct SnippetError: Error, Hashable, Sendable {
  public let word: String
  public let setting: String
  public let library: String
  /// A sentence without its stop.
  public let reason: String
}

/// What there is to say of a plan.
struct SnippetSubject {
  let plan: Plan
  let solver, clip: Choice
  let schedule: any Schedule
  let levels: [NoiseLevel]
  let startScale: Double
  private let library: SnippetLibrary

  /// - Throws: `SnippetError` for what no library says: guidance, which is a matter of the network
  ///   there, parts that are left out, and levels that do not meet or have no sigma/alpha.
  init(_ plan: Plan, _ sampler: CheckpointSampler?, _ library: SnippetLibrary) throws {
    self.plan = plan
    self.library = library
    let components = try plan.components(sampler)
    solver = try plan.spelled(\.solver, sampler)
    clip = try plan.spelled(\.clip, sampler)
    schedule = components.schedule
    levels = components.grid.levels
    startScale = components.startScale
    guard plan.guidance.name == "none" else {
      throw unsayable("guidance", "there it is a matter of the network")
    }
    guard plan.reading.name == "scheduled" else {
      throw unsayable("reading", "a state is what its sigmas say there")
    }
    guard plan.start.name == "noise" else {
      throw unsayable("start", "there a run starts from noise alone")
    }
    guard plan.skip == Skips.none else {
      throw unsayable("skip", "there every step asks the whole network")
    }
    guard plan.tiles == TileMasks.none else {
      throw unsayable("tiles", "there attention is whole")
    }
    let steps = components.grid.steps
    guard zip(steps, steps.dropFirst()).allSatisfy({ $0.to == $1.from }) else {
      throw unsayable("grid", "its steps do not meet")
    }
    guard steps.allSatisfy({ $0.told == nil }) else {
      throw unsayable("grid", "there a network is told the level of the state")
    }
  }

  var rhos: [Double] { levels.map(\.rho) }
  var endsClean: Bool { levels[levels.count - 1].sigma == 0 }

  /// A limit without the knobs that are at their defaults.
  func plain(limit clip: Choice) -> Choice {
    (try? clips.options.declaration(clip.name))?.shortened(clip) ?? clip
  }

  func unsayable(_ word: String, _ reason: String) -> SnippetError {
    SnippetError(
      word: word, setting: plan.text(word), library: library.rawValue, reason: reason)
  }

  /// A solver without the knobs that change nothing of this run, one name for each method.
  func plain(_ solver: Choice) -> Choice {
    var plain = solver
    if plain.name == "euler-ancestral" {
      plain.name = "euler"
      plain.knobs["eta"] = plain.knobs["eta"] ?? .real(1)
    }
    if plain.name == "euler", plain.knobs["churn"] ?? .real(0) == .real(0) {
      for knob in ["churn", "s-min", "s-max", "reuse", "sigma-data"] { plain.knobs[knob] = nil }
    }
    // To the level without noise these methods are of first order anyway.
    if ["dpm++2m", "sde-dpm++2m"].contains(plain.name), endsClean { plain.knobs["final"] = nil }
    return (try? solvers.options.declaration(plain.name))?.shortened(plain) ?? plain
  }
}
