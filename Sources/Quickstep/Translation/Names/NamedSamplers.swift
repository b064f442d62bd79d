/// Samplers by the names that users of other programs choose them by, `comfy:heun`, along a list of
/// sigmas.
enum NamedSamplers: PeerSampler {
  static let names = solverPhrasebooks.flatMap { book in
    book.names.flatMap(\.spellings).map { "\(book.program):\($0)" }
  }

  static func translate(_ request: PeerRequest) throws(TranslationError) -> Translation {
    let options = try PeerOptions(
      of: request.name, request.configuration, defaults: ["sigmas": nil])
    guard let sigmas = try options.optionalReals("sigmas"), sigmas.count > 1 else {
      throw options.refused("sigmas", needed: "a list of two or more, from high to low")
    }
    var translation = Translation(
      schedule: EDM.standard, grid: Grid(levels: sigmas.map { NoiseLevel(sigma: $0) }),
      solver: try solver(options), prediction: .data, startScale: sigmas[0], recording: .final,
      draws: .asNeeded)
    if let precision = sums[request.name] { translation.precision = precision }
    return translation
  }

  /// How closely programs are met that sum where integrals are exact here.
  private static let sums = ["comfy:deis": 1e-3, "webui:DEIS": 1e-3, "comfy:er_sde": 1e-2]

  private static func solver(_ options: PeerOptions) throws(TranslationError) -> Choice {
    do throws(DeclarationError) {
      return try solvers.choice(options.sampler)
    } catch {
      guard case .untranslatable(_, let reason) = error else {
        throw options.unsupported("\(error)")
      }
      throw options.unsupported(reason)
    }
  }
}
