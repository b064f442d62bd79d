import Quickstep
import Testing

/// Published placements of noise levels, against levels computed elsewhere from their papers'
/// formulas.
@Suite struct PublishedGridTests {
  /// sigma/alpha on the EDM schedule, 0.002 … 80.
  static let noise: [(grid: String, levels: [Double])] = [
    (
      "ays:end=min", [14.615, 6.475, 3.861, 2.697, 1.886, 1.396, 0.963, 0.652, 0.399, 0.152, 0.029]
    ),
    (
      "ays:table=sdxl,end=min",
      [14.615, 6.315, 3.771, 2.181, 1.342, 0.862, 0.555, 0.380, 0.234, 0.113, 0.029]
    ),
    ("ays:table=svd", [700, 54.5, 15.886, 7.977, 4.248, 1.789, 0.981, 0.403, 0.173, 0.034, 0]),
    ("ays:end=min", [14.615, 2.3938734813363096, 0.7425182963215858, 0.029]),
    (
      "ays:table=sdxl",
      [
        14.615, 5.063012532476823, 2.358452956951455, 1.1825657634279105, 0.6293984011145001,
        0.3545704111917488, 0.15437106722009156, 0,
      ]
    ),
    ("ays:table=svd,end=min", [700, 11.257114283865114, 1.789, 0.2640435570128536, 0.002]),
    (
      "kl-optimal",
      [80, 2.354884173696517, 0.9895553832181438, 0.4123112234334024, 0.002, 0]
    ),
    ("kl-optimal:data=0.5,end=min", [80, 0.8603864886985538, 0.28906416315342115, 0.002]),
    (
      "laplace",
      [80, 1.4140492770661108, 0.9999619367755954, 0.7070812806884367, 0.002, 0]
    ),
    ("laplace:mu=-1.2,b=1.2,end=min", [80, 0.4888475783535594, 0.18750080708543057, 0.002]),
    ("beta", [80, 57.96748756437169, 22.034512435628326, 0.002, 0]),
    ("beta:alpha=0.5,beta=0.7,end=min", [80, 47.745367407680014, 13.46468762554942, 0.002]),
  ]

  /// t of the straight path, on which it is sigma/(alpha + sigma).
  static let flow: [(grid: String, levels: [Double])] = [
    ("linear-quadratic", [1, 0]),
    (
      "linear-quadratic",
      [
        1, 0.9916666666666667, 0.9833333333333333, 0.975, 0.9078125, 0.7229166666666667, 0.4203125,
        0,
      ]
    ),
    ("linear-quadratic:threshold=0.1", [1, 0.95, 0.9, 0.7666666666666666, 0.4666666666666667, 0]),
    ("bong-tangent", [1, 0]),
    (
      "bong-tangent",
      [
        1, 0.9575709271345036, 0.889653579883682, 0.7663322593462428, 0.5, 0.20023640309501045,
        0.0633727467786002, 0,
      ]
    ),
    (
      "bong-tangent:slope=0.4,pivot=0.5",
      [
        1, 0.9398842162634359, 0.822242419313786, 0.5, 0.10617843373400986, 0.028396158079669956,
        0,
      ]
    ),
  ]

  @Test(arguments: noise) func noiseIsThePapers(grid: String, expected: [Double]) throws {
    let levels = try levels(grid, on: "edm", steps: expected.count - 1)
    #expect(isNear(levels.map(\.rho), expected), "\(levels.map(\.rho))")
  }

  @Test(arguments: flow) func flowTimeIsThePapers(grid: String, expected: [Double]) throws {
    let levels = try levels(grid, on: "flow", steps: expected.count - 1)
    #expect(isNear(levels.map(\.t), expected), "\(levels.map(\.t))")
  }

  @Test func movieGenBeginsAsAThousandSteps() throws {
    let levels = try levels("linear-quadratic", on: "flow", steps: 50)
    #expect(isNear(levels.prefix(26).map(\.t), (0...25).map { 1 - Double($0) / 1000 }))
  }

  /// On any schedule the same flow walk: between its ends, in sigma/(alpha + sigma).
  @Test(arguments: ["linear-quadratic", "bong-tangent"]) func walksAreStretched(grid: String) throws
  {
    let straight = try levels(grid, on: "flow", steps: 9).map(\.t)
    for schedule in ["edm", "vp-linear", "scaled-linear"] {
      let tau = try levels(grid, on: schedule, steps: 9).map { $0.sigma / ($0.alpha + $0.sigma) }
      #expect(isNear(tau, straight.map { $0 * tau[0] }), "\(schedule)")
    }
  }

  @Test(arguments: schedules.declarations.map(\.name)) func levelsFall(schedule: String) throws {
    let grids = [
      "ays", "ays:table=sdxl", "ays:table=svd", "kl-optimal", "laplace", "linear-quadratic",
      "linear-quadratic:threshold=0.5", "bong-tangent", "bong-tangent:pivot=0.1",
      "bong-tangent:pivot=0.9",
    ]
    for grid in grids {
      for end in ["zero", "min"] {
        for steps in [1, 2, 3, 7, 10, 20] {
          let name = grid + (grid.contains(":") ? "," : ":") + "end=\(end)"
          let levels = try levels(name, on: schedule, steps: steps)
          #expect(levels.count == steps + 1, "\(name) \(steps)")
          #expect(
            zip(levels, levels.dropFirst()).allSatisfy { $0.rho > $1.rho && $0.t > $1.t },
            "\(name) \(steps)")
          #expect((levels[steps].sigma == 0) == (end == "zero"), "\(name) \(steps)")
        }
      }
    }
  }

  private func levels(_ grid: String, on schedule: String, steps: Int) throws -> [NoiseLevel] {
    try gridRules.make(gridRules.choice(grid))
      .levels(schedules.make(Choice(schedule)), steps: steps)
  }

  private func isNear(_ values: [Double], _ expected: [Double]) -> Bool {
    values.count == expected.count
      && zip(values, expected).allSatisfy { abs($0 - $1) <= 1e-11 * max(1e-3, abs($1)) }
  }
}
