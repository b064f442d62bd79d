import Experiments
import Files
import Glibc
import Quickstep
import Runs
import Tensors
import Testing

/// Statistics of models that lie in files.
@Suite struct StatisticsRunTests {
  private let library = ModelLibrary()
  private let equipment = Equipment(Kernels(pool: ThreadPool(threads: 1)))
  private var family: StatisticsFamily { StatisticsFamily(library) }

  /// A bundled network in a folder of its own.
  private func folder(_ name: String) throws -> String {
    let root = "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
    let folder = "/tmp/quickstep-statistics-\(name)-\(getpid())"
    mkdir(folder, 0o755)
    for file in ["diffusion_pytorch_model.safetensors", "quickstep.toml"] {
      let bytes = try ByteSource(contentsOf: "\(root)/models/ring-flow/\(file)").bytes
      try AtomicFile.write(Array(bytes), to: "\(folder)/\(file)")
    }
    return folder
  }

  private func remove(_ folder: String) {
    for name in FolderListing.read(folder).entries.map(\.name) {
      unlink("\(folder)/\(name)")
    }
    rmdir(folder)
  }

  private func plan(_ folder: String) throws -> StatisticsPlan {
    var plan = StatisticsPlan()
    for (word, text) in [
      "model": folder, "schedule": "flow", "grid": "uniform-t", "knots": "20", "samples": "32",
      "steps": "20", "data": "ring",
    ] { try plan.set(word, text) }
    return plan
  }

  private func sampling(_ folder: String, _ words: [String: String] = [:]) throws -> Plan {
    var plan = Plan(
      model: Choice(folder), schedule: Choice("flow"), grid: Choice("uniform-t"),
      solver: Choice("dpm-v3"), steps: 6, batch: 4)
    for (word, text) in words { try plan.set(word, text) }
    return plan
  }

  @Test func whatIsWrittenIsFoundAndServes() throws {
    let folder = try folder("found")
    defer { remove(folder) }
    #expect(throws: SamplingError.self) {
      try SamplingFamily(library).begin(sampling(folder), with: equipment)
    }
    var run = try family.begin(plan(folder), with: equipment)
    var records: [RunRecord] = []
    while let record = try run.next() {
      #expect(try run.save(.step) == nil && run.finding() == nil || records.count == 20)
      records.append(record)
    }
    #expect(records.count == 21 && records.last?.spent == run.outline.budget.total)
    let path = "\(folder)/statistics-none.safetensors"
    #expect(try run.save(.end) == .file(path, beside: folder))
    #expect(run.finding()?.sentence?.choice("solver")?.name == "dpm-v3")

    var sampled = try SamplingFamily(library).begin(sampling(folder), with: equipment)
    while try sampled.next() != nil {}
    let samples = sampled.products()[0].values
    #expect(samples.allSatisfy { $0.isFinite })
    // Others do not serve.
    for words in [["clip": "range"], ["grid": "uniform-lambda:min=0.0001,max=80"]] {
      let error = #expect(throws: SamplingError.self) {
        try SamplingFamily(library).begin(sampling(folder, words), with: equipment)
      }
      #expect(error.map { "\($0)".contains("but for \"guidance none from") } == true)
    }
  }

  /// A model without data is looked at on what it makes.
  @Test func theModelMakesItsOwnSamples() throws {
    let folder = try folder("own")
    defer { remove(folder) }
    var plan = try plan(folder)
    plan.data = StatisticsPlan.noData
    plan.knots = 5
    var run = try family.begin(plan, with: equipment)
    var spent = 0
    while let record = try run.next() { spent = record.spent }
    #expect(run.outline.steps == 55 && spent == run.outline.budget.total)
    #expect(run.products()[0].shape == [5, 3, 2])
    let numbers = run.products()[0].values
    #expect(numbers.allSatisfy { $0.isFinite })
  }

  @Test func damagedFilesAreNamed() throws {
    let folder = try folder("damaged")
    defer { remove(folder) }
    let path = "\(folder)/statistics-none.safetensors"
    func problem() -> String? {
      let error = #expect(throws: FileError.self) {
        try SamplingFamily(library).begin(sampling(folder), with: equipment)
      }
      return error.map { "\($0)" }
    }
    try AtomicFile.write([1, 2, 3], to: path)
    #expect(problem()?.hasPrefix(path) == true)
    try SafetensorsFile.write(path, tensors: [])
    #expect(problem()?.contains("format") == true)
    let header = StatisticsHeader(
      key: StatisticsKey(
        model: "", guidance: "none", guide: "none", classes: "any", clip: "none"),
      lambdas: -9...9, notes: [:])
    func write(_ width: Int, _ l: Double) throws {
      let coordinate = ModelStatistics.Coordinate(l: [l, 1], s: [0, 0], b: [0, 0])
      try StatisticsFile.write(
        ModelStatistics(
          knots: [-9, 9], coordinates: Array(repeating: coordinate, count: width),
          rule: .parabolas), header, to: path)
    }
    try write(3, 1)
    #expect(problem()?.contains("2 x 3") == true)
    try write(2, .nan)
    #expect(problem() != nil)
    try write(2, 1)
    _ = try SamplingFamily(library).begin(sampling(folder), with: equipment)
  }

  @Test func networksAreNoData() throws {
    var plan = StatisticsPlan()
    try plan.set("model", "ring-flow")
    try plan.set("data", "moons-flow")
    try plan.set("output", "/tmp/never")
    #expect(throws: StatisticsError.noTrueSamples("moons-flow")) {
      try family.begin(plan, with: equipment)
    }
    try plan.set("data", "gmm16")
    #expect(throws: StatisticsError.self) { try family.begin(plan, with: equipment) }
  }
}
