import Files
import Quickstep
import Tensors

/// The numbers under `Tests/Golden` that the tests of models and paths compare with.
struct GoldenNumbers {
  func path(_ name: String) -> String {
    let folder = #filePath.split(separator: "/").dropLast(3).reduce("") { $0 + "/" + $1 }
    return "\(folder)/Golden/\(name)"
  }

  func mixtures() throws -> [String: GaussianMixture] {
    let models = try GoldenModels.read(path("models.json")).models
    return Dictionary(uniqueKeysWithValues: models.map { ($0.name, $0.model) })
  }
}

let golden = GoldenNumbers()
let kernels = Kernels(pool: ThreadPool(threads: 2))
