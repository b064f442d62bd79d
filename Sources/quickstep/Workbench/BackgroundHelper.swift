import Glibc
import Quickstep
import Runs
import Synchronization
import Tensors
import Workbench

/// Answers questions of the workbench on a thread of its own: densities, and what a model is.
final class BackgroundHelper: Sendable {
  private struct Desk {
    var density: TrueDensity?
    var models: [Choice] = []
    var folder: String?
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
  func computeDensity(_ density: TrueDensity) { add { $0.density = density } }

  func inspectModel(_ choice: Choice) { add { $0.models.append(choice) } }

  /// Only the newest request is answered.
  func listFolder(_ folder: String) { add { $0.folder = folder } }

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
    switch nextQuestion() {
    case .folder(let folder): .folderListed(FolderListing.read(folder))
    case .model(let choice): inspect(choice)
    case .density(let density): .densityComputed(image(of: density))
    case nil: nil
    }
  }

  private enum Question {
    case folder(String)
    case model(Choice)
    case density(TrueDensity)
  }

  /// What is quick comes first.
  private func nextQuestion() -> Question? {
    desk.withLock { desk in
      if let folder = desk.folder.take() { return .folder(folder) }
      if !desk.models.isEmpty { return .model(desk.models.removeFirst()) }
      if let density = desk.density.take() { return .density(density) }
      desk.isBusy = false
      return nil
    }
  }

  private func inspect(_ choice: Choice) -> Action {
    do {
      return .modelInspected(ModelItem(try library.inspect(choice)))
    } catch {
      return .modelRefused(name: choice.name, reason: "\(error)")
    }
  }

  private func image(of density: TrueDensity) -> DensityImage {
    guard let mixture = try? library.model(density.model).exact as? GaussianMixture else {
      return DensityImage(unknown: density)
    }
    let bounds = mixture.bounds(at: density.level, ofClass: density.classIndex)
    return DensityImage(density, x: bounds[0], y: bounds[1]) { points in
      mixture.logDensity(
        points, at: density.level, ofClass: density.classIndex, with: kernels
      ).map(exp)
    }
  }
}
