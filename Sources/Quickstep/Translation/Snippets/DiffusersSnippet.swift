/// Plans as schedulers of diffusers: the class and options whose translation the plan is.
enum DiffusersSnippet {
  static func lines(_ subject: SnippetSubject) throws(SnippetError) -> [String] {
    guard let path = DiffusersVocabulary.path(of: subject.plan.schedule) else {
      throw subject.unsayable("schedule", "no class there has such a path")
    }
    let taken = DiffusersVocabulary.classes(on: path).flatMap { methods($0, path, subject) }
    guard !taken.isEmpty else {
      throw subject.unsayable("solver", "no class there does the same on this schedule")
    }
    let clipped = taken.filter { request in
      translation(request).map {
        subject.plain(limit: $0.clip) == subject.plain(limit: subject.clip)
      } ?? false
    }
    guard !clipped.isEmpty else {
      throw subject.unsayable("clip", "no class there has it with this solver")
    }
    guard let found = clipped.lazy.flatMap({ placements($0) }).first(where: { places($0, subject) })
    else { throw subject.unsayable("grid", "no class there places these levels with this solver") }
    return text(found, subject)
  }

  /// Ways to set up a class that take the plan's steps.
  private static func methods(
    _ name: String, _ path: DiffusersVocabulary.Path, _ subject: SnippetSubject
  ) -> [PeerRequest] {
    let known = CheckpointSampler.classes[name] ?? [:]
    return DiffusersVocabulary.methods(name).map { method in
      var options = path.options.merging(method) { $1 }
      options.merge(DiffusersVocabulary.clip(subject.clip)) { $1 }
      return PeerRequest(
        name: name, configuration: options.filter { known[$0.key] != nil },
        steps: subject.levels.count - 1)
    }.filter { request in
      translation(request).map {
        subject.plain($0.solver) == subject.plain(subject.solver)
      } ?? false
    }
  }

  /// The same with every way to place levels that the class has.
  private static func placements(_ request: PeerRequest) -> [PeerRequest] {
    let known = CheckpointSampler.classes[request.name] ?? [:]
    return DiffusersVocabulary.placements.filter { options in
      options.keys.allSatisfy { known[$0] != nil }
    }.map { options in
      var placed = request
      placed.configuration.merge(options) { $1 }
      return placed
    }
  }

  private static func places(_ request: PeerRequest, _ subject: SnippetSubject) -> Bool {
    guard let grid = translation(request)?.grid, grid.steps.count == subject.levels.count - 1 else {
      return false
    }
    return zip(grid.steps, grid.steps.dropFirst()).allSatisfy { $0.to.rho == $1.from.rho }
      && zip(grid.levels, subject.levels).allSatisfy { WordedPath.isNear($0.rho, $1.rho) }
  }

  private static func translation(_ request: PeerRequest) -> Translation? {
    try? translate(request)
  }

  private static func text(_ request: PeerRequest, _ subject: SnippetSubject) -> [String] {
    let defaults = CheckpointSampler.classes[request.name] ?? [:]
    let options = request.configuration.filter { defaults[$0.key] != $0.value }.sorted {
      $0.key < $1.key
    }
    let isFlow = request.name.hasPrefix("FlowMatch")
    let prediction =
      isFlow
      ? "predicts noise - data"
      : request.name.hasPrefix("EDM")
        ? "gives F of c_skip x + c_out F" : "predicts the noise"
    // The states there may be x/alpha.
    let alpha = translation(request)?.grid.levels[0].alpha ?? 1
    let scale = subject.startScale * (alpha == 1 ? 1 / subject.levels[0].alpha : 1)
    var lines = ["import torch", "from diffusers import \(request.name)", ""]
    lines += Python.lines(
      "levels", subject.rhos, opening: "[  # sigma/alpha of the plan, and of the scheduler",
      closing: "]")
    lines +=
      options.isEmpty
      ? ["scheduler = \(request.name)()"]
      : ["scheduler = \(request.name)("]
        + options.map { "    \($0.key)=\(Python.text($0.value))," } + [")"]
    lines += [
      "scheduler.set_timesteps(\(request.steps))",
      "# network(x, t) \(prediction); shape: of the samples.",
      "x = torch.randn(shape)" + (scale == 1 ? "" : " * \(Python.text(scale))"),
      "for t in scheduler.timesteps:",
      isFlow
        ? "    output = network(x, t)"
        : "    output = network(scheduler.scale_model_input(x, t), t)",
      "    x = scheduler.step(output, t, x).prev_sample", "samples = x",
    ]
    return lines
  }
}
