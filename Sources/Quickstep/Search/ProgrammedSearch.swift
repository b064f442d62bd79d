/// Follows a teacher over fine levels, weighs every step from one of them to another, and takes the
/// cheapest way in as many steps as the plan has: an evaluation a level and one run, whatever the
/// number of ways.
struct ProgrammedSearch {
  let teacher: Choice
  /// Steps of the teacher.
  let fine: Int
  /// Above 1 later steps count more.
  let gamma: Double

  private var c: [[Double]] = []

  init(teacher: Choice, fine: Int, gamma: Double = 1) {
    self.teacher = teacher
    self.fine = fine
    self.gamma = gamma
  }

  /// - Parameter cost: of a step between levels, from how far it misses in each sample.
  mutating func step(
    _ run: SearchContext, cost: (_ misses: [Double], _ end: NoiseLevel) -> Double
  ) throws -> Bool {
    let path = try run.teacher(teacher, steps: fine)
    let count = path.levels.count, steps = run.plan.steps
    if c.isEmpty {
      guard count > steps else { throw SearchError.tooFewLevels(count - 1, steps: steps) }
      c = Array(repeating: Array(repeating: .infinity, count: count), count: count)
    }
    if path.states.count < count, try run.follow(path) {
      let j = path.states.count - 1
      for i in 0..<j { c[i][j] = cost(path.misses(from: i, to: j), path.levels[j]) }
      run.picture = MatrixPicture(c)
      return true
    }
    let knots = StepProgramme(c, steps: steps, gamma: gamma).path(steps: steps)
    run.picture = MatrixPicture(
      c, path: zip(knots, knots.dropFirst()).map { MatrixPicture.Entry(row: $0, column: $1) })
    try run.error(along: knots.map { path.levels[$0] })
    return false
  }
}

extension Knob {
  /// What the number of levels to choose from is called.
  public static let fineName = "fine"

  static func fine(_ steps: Int, upTo most: Int) -> Knob {
    Knob(
      fineName, "levels to choose from: those of the plan's grid with so many steps",
      .integer(2...most), default: .integer(steps))
  }
}
