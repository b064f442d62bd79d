import Files
import Quickstep
import Testing

/// The schedules against the levels of exact paths that were computed elsewhere.
@Suite struct ScheduleReferenceTests {
  static let names = [
    "vp-linear-continuous": "vp-linear",
    "vp-cosine-continuous": "cosine",
    "vp-discrete-linear": "linear",
    "vp-discrete-scaled_linear": "scaled-linear",
    "vp-discrete-squaredcos_cap_v2": "cosine-table",
    "vp-discrete-sigmoid": "sigmoid",
    "edm": "edm",
    "rectified-flow": "flow",
  ]

  @Test func everyReferenceIsOnItsSchedule() throws {
    let folder = #filePath.split(separator: "/").dropLast(3).reduce("") { $0 + "/" + $1 }
    let references = try GoldenReference.read(folder + "/Golden/ode-reference.json.gz")
    #expect(Set(references.map(\.schedule)) == Set(Self.names.keys))
    for reference in references where reference.model == "gmm2d" {
      let schedule = try schedules.make(Choice(try #require(Self.names[reference.schedule])))
      for (index, t) in reference.times.enumerated() {
        let alpha = reference.alphas[index], sigma = reference.sigmas[index]
        let level = sigma == 0 ? schedule.clean : schedule.level(t: t)
        #expect(level.t == t)
        #expect(abs(level.alpha - alpha) <= 1e-12 * max(1e-3, alpha), "\(reference.schedule) \(t)")
        #expect(abs(level.sigma - sigma) <= 1e-12 * sigma, "\(reference.schedule) \(t)")
        guard sigma > 0, alpha > 0 else { continue }
        let back = schedule.level(rho: level.rho)
        #expect(abs(back.t - t) <= 1e-9 * max(1, abs(t)), "\(reference.schedule) \(t)")
        #expect(abs(back.alpha - alpha) <= 1e-12 * alpha)
      }
    }
  }

  @Test(arguments: schedules.declarations.map(\.name)) func ratesAreDerivatives(name: String) throws
  {
    let schedule = try schedules.make(Choice(name))
    let range = schedule.range
    for share in [0.1, 0.37, 0.5, 0.83] {
      // Inside an interval of a table, so that the difference meets no knot.
      let t = range.lowerBound + share * (range.upperBound - range.lowerBound) + 1e-3
      let h = 1e-5 * max(1, t)
      let ahead = schedule.level(t: t + h), behind = schedule.level(t: t - h)
      let rate = schedule.rate(t: t)
      let scale = max(abs(rate.alpha), abs(rate.sigma))
      #expect(abs((ahead.alpha - behind.alpha) / (2 * h) - rate.alpha) <= 1e-5 * scale)
      #expect(abs((ahead.sigma - behind.sigma) / (2 * h) - rate.sigma) <= 1e-5 * scale)
    }
  }

  @Test(arguments: ["linear", "root", "vp"], ["none", "vp"])
  func designSpaceIsConsistent(noise: String, scaling: String) throws {
    let schedule = try schedules.make(
      try schedules.choice("edm-space:noise=\(noise),scaling=\(scaling)"))
    for sigma in [0.01, 0.5, 3, 70] {
      let level = schedule.level(rho: sigma)
      let same = schedule.level(t: level.t)
      #expect(abs(same.rho - sigma) <= 1e-12 * sigma && abs(same.alpha - level.alpha) <= 1e-12)
      let h = 1e-6 * level.t
      let ahead = schedule.level(t: level.t + h), behind = schedule.level(t: level.t - h)
      let rate = schedule.rate(t: level.t)
      let scale = max(abs(rate.alpha), abs(rate.sigma))
      #expect(abs((ahead.alpha - behind.alpha) / (2 * h) - rate.alpha) <= 1e-6 * scale)
      #expect(abs((ahead.sigma - behind.sigma) / (2 * h) - rate.sigma) <= 1e-6 * scale)
    }
  }
}
