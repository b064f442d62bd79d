import Files
import Quickstep
import Tensors

/// The numbers under `Tests/Golden`, and the mixtures they were made with, that the tests of models and paths compare with.
struct GoldenNumbers {
  func path(_ name: String) -> String { "\(repository)/Tests/Golden/\(name)" }

  var mixtureFile: String { "\(repository)/data/mixtures.json" }

  private var repository: String {
    #filePath.split(separator: "/").dropLast(4).reduce("") { $0 + "/" + $1 }
  }

  func mixtures() throws -> [String: GaussianMixture] {
    let models = try GoldenModels.read(mixtureFile).models
    return Dictionary(uniqueKeysWithValues: models.map { ($0.name, $0.model) })
  }
}

let golden = GoldenNumbers()
let kernels = Kernels(pool: ThreadPool(threads: 2))
