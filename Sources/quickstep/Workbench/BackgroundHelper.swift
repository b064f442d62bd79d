import Glibc
import Quickstep
import Runs
import Synchronization
import Tensors
import Workbench

/// Answers questions of the workbench on a thread of its own: densities, and what a model is.
final class BackgroundHelper: Sendable {
  private struct Desk {
    var density: DensityRequest?
    var models: [Choice] = []
    var isBusy = false
    var answers: [Action] = []
  }

  private let library: ModelLibrary
  private let wake: @Sendable () -> Void
  private let kernels = Kernels(pool: ThreadPool(threads: 1))
  private let desk = Mutex(Desk())

  init(library: ModelLibrary, wake: @escaping @Sendable () -> Void) {
    self.library = library
    self.wake = wake
  }

  /// Only the newest request is answered.
  func computeDensity(_ request: DensityRequest) { add { $0.density = request } }

  func inspectModel(_ choice: Choice) { add { $0.models.append(choice) } }

  func takeAnswers() -> [Action] {
    desk.withLock { desk in
      defer { desk.answers = [] }
      return desk.answers
    }
  }

  private func add(_ question: @Sendable (inout Desk) -> Void) {
    let mustStart = desk.withLock { desk in
      question(&desk)
      defer { desk.isBusy = true }
      return !desk.isBusy
    }
    if mustStart { onBackgroundThread { self.work() } }
  }

  private func work() {
    while let answer = nextAnswer() {
      desk.withLock { $0.answers.append(answer) }
      wake()
    }
  }

  private func nextAnswer() -> Action? {
    let (model, density) = desk.withLock { desk -> (Choice?, DensityRequest?) in
      if !desk.models.isEmpty { return (desk.models.removeFirst(), nil) }
      defer { desk.density = nil }
      desk.isBusy = desk.density != nil
      return (nil, desk.density)
    }
    if let model { return inspect(model) }
    return density.map { .densityComputed($0, values: densities($0)) }
  }

  private func inspect(_ choice: Choice) -> Action {
    do {
      let found = try library.inspect(choice)
      return .modelInspected(
        ModelItem(found.entry, classNames: found.classNames, defaults: found.defaults))
    } catch {
      return .modelRefused(name: choice.name, reason: "\(error)")
    }
  }

  private func densities(_ request: DensityRequest) -> [Double] {
    guard
      let mixture = try? library.model(request.model).exact as? GaussianMixture
    else { return [] }
    var points: [Double] = []
    for row in 0..<DensityRequest.height {
      for column in 0..<DensityRequest.width {
        let point = request.point(column: column, row: row)
        points += [point.x, point.y]
      }
    }
    return mixture.logDensity(
      points, at: request.level, ofClass: request.classIndex, with: kernels
    ).map(exp)
  }
}
