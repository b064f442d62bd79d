/// The functions of k-diffusion that place sigmas, as our grid rules.
struct KDiffusionSigmas {
  static let options: [String: JSONValue] = [
    "schedule": "karras", "sigma_min": 0.002, "sigma_max": 80, "rho": nil, "beta_d": 19.9,
    "beta_min": 0.1, "eps_s": 1e-3,
  ]

  private let rule: Choice

  init(_ options: PeerOptions) throws(TranslationError) {
    let name = try options.text("schedule")
    let ends: [String: KnobValue] = [
      "min": .real(try options.real("sigma_min", in: 1e-9...1e9)),
      "max": .real(try options.real("sigma_max", in: 1e-9...1e9)),
    ]
    let rho = try options.optionalReal("rho", in: 1e-3...1e3)
    switch name {
    case "karras", "karras-sd":
      rule = Choice("karras", ends.merging(["rho": .real(rho ?? 7)]) { $1 })
    case "exponential": rule = Choice("exponential", ends)
    case "vp":
      rule = Choice(
        "vp",
        [
          "beta-d": .real(try options.real("beta_d")),
          "beta-min": .real(try options.real("beta_min")),
          "eps": .real(try options.real("eps_s", in: 1e-9...1)),
        ])
    default:
      guard name.hasPrefix("poly"), let power = rho ?? Double(name.dropFirst(4)) ?? Self.one(name)
      else {
        throw options.refused(
          "schedule", needed: "karras, exponential, polyexponential, poly and a power, or vp")
      }
      rule = Choice("polyexponential", ends.merging(["rho": .real(power)]) { $1 })
    }
  }

  private static func one(_ name: String) -> Double? {
    ["poly", "polyexponential"].contains(name) ? 1 : nil
  }

  func levels(steps: Int, _ options: PeerOptions) throws(TranslationError) -> [NoiseLevel] {
    do {
      return try gridRules.make(rule).levels(EDM.standard, steps: steps)
    } catch {
      throw options.unsupported("sigma_min must lie below sigma_max")
    }
  }
}
