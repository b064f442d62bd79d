import Experiments
import Files
import Quickstep

/// Where the statistics of a model lie: in the folder of a network or of pictures, beside another
/// file, and those of a bundled model in the user's folder for data.
struct StatisticsFiles {
  private let folder: String
  /// What the names begin with.
  private let stem: String
  private let isBundled: Bool

  /// - Parameter data: the user's folder for data.
  init(of model: Choice, or data: String) {
    isBundled = bundledModels.contains { $0.card.name == model.name }
    let name = "statistics-"
    if isBundled {
      folder = "\(data)/quickstep/statistics/\(model.name)"
      stem = name
    } else if let path = ModelPath(model.name), let network = path.network {
      folder = network.path
      stem = (path.part.map { "\($0)." } ?? "") + name
    } else if let path = ModelPath(model.name), !isFolder(path.path) {
      let parts = path.path.split(separator: "/", omittingEmptySubsequences: false)
      folder = parts.count > 1 ? parts.dropLast().joined(separator: "/") : "."
      stem = "\(parts.last ?? "").\(path.part.map { "\($0)." } ?? "")\(name)"
    } else {
      folder = expandingHome(model.name)
      stem = name
    }
  }

  /// The file for statistics that hold for a key.
  func path(_ key: StatisticsKey) -> String {
    let words = [key.model, key.guidance, key.guide, key.classes, key.clip]
    let plain = ["", "none", "none", "any", "none"]
    let told = zip(words, plain).filter { $0.0 != $0.1 }.map(\.0)
    let name = (told.isEmpty ? ["none"] : told).joined(separator: "-").map { letter in
      letter.isASCII && (letter.isLetter || letter.isNumber || letter == ".") ? letter : "-"
    }
    return "\(folder)/\(stem)\(String(name.prefix(120)))\(StatisticsFile.ending)"
  }

  /// Makes the folder that bundled models have not.
  func prepare() throws(FileError) {
    guard isBundled else { return }
    try makeFolders(folder)
  }

  /// All statistics of the model.
  /// - Throws: `FileError` for one that is damaged.
  func stored() throws -> [StoredStatistics] {
    let names: [String]
    do throws(FileError) {
      names = try FolderNames.read(folder, limit: 100_000)
    } catch {
      // Where the model itself lies nowhere nobody has stored anything either.
      if case .missing = error.problem { return [] }
      throw error
    }
    return try names.filter { $0.hasPrefix(stem) && $0.hasSuffix(StatisticsFile.ending) }.map {
      let path = "\(folder)/\($0)"
      let header = try StatisticsFile.header(SafetensorsFile.open(path))
      return StoredStatistics(path, key: header.key, lambdas: header.lambdas) { width in
        try StatisticsFile.read(SafetensorsFile.open(path), width: width)
      }
    }
  }
}
