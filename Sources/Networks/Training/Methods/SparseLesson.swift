import Experiments
import Files
import Quickstep
import Tensors

/// A sparse network with its teacher.
struct SparseLesson: Lesson {
  let frames: FrameTransformer
  let teacher: FrozenNetwork
  /// What the layers keep.
  let tiles: [AttentionTiles]
  let description: NetworkDocument
  /// Whether the classes of the data are the teacher's.
  let knowsClasses: Bool
  let seed: UInt64

  var network: any Network { frames }
  var start: NetworkWeights? { teacher.weights }
  var product: TrainingProduct { .network(description) }

  mutating func step(_ run: inout TrainingContext) throws(TrainingError) -> Float {
    run.draw(for: teacher, knowsClasses: knowsClasses)
    let objective = Objective(teacher.model.process, times: .uniform, mean: 0, deviation: 1)
    let questions = run.levels(of: objective).map(objective.question)
    var samples = [Float](repeating: 0, count: run.batch * teacher.model.shape.count)
    samples.withUnsafeMutableBufferPointer { run.mix($0, questions.map(\.input)) }
    let losses = run.compare(
      frames, keeping: tiles, with: teacher, samples, times: questions.map { Float($0.time) })
    try run.descendSparse(losses.output + losses.attention)
    run.told = [losses.output, losses.attention]
    return losses.output + losses.attention
  }

  /// Where runs with the masks end, from noises that nothing was learned from.
  func finding(_ model: NetworkModel?, with kernels: Kernels) -> Finding? {
    guard let model else { return nil }
    func end(_ model: NetworkModel, _ document: NetworkDocument) -> [Double]? {
      var plan = Plan(seed: seed &+ 1, batch: 16)
      do {
        try plan.adopt(NetworkProcess(document).defaults)
        var sampler = Sampler(try plan.job(model: model, with: kernels))
        while try sampler.next() != nil {}
        return sampler.state
      } catch {
        return nil
      }
    }
    var whole = description
    whole.defaults.words["tiles"] = TileMasks.none
    guard let goal = end(teacher.model, whole), let own = end(model, description),
      let before = end(teacher.model, description)
    else { return nil }
    let size = rootMeanSquareDistance(goal, Array(repeating: 0, count: goal.count))
    let (after, first) = (
      100 * rootMeanSquareDistance(own, goal) / size,
      100 * rootMeanSquareDistance(before, goal) / size
    )
    let kept = tiles.reduce(0) { $0 + $1.count }
    let all = tiles.reduce(0) { $0 + $1.frames * $1.frames }
    return Finding(
      "With \(kept) of \(all) tiles it ends \(brief(after)) % of a sample's size from where "
        + "\(teacher.name) leads with all, on fresh noises; \(teacher.name) itself with the same tiles "
        + "ends \(brief(first)) % from there.",
      columns: ["network", "tiles", "error, %"],
      rows: [
        [.text("sparse"), .count(kept), .number(after)],
        [.text("teacher"), .count(kept), .number(first)],
      ], sentence: nil)
  }
}
