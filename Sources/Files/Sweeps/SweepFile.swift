import Experiments

/// Sweeps as TOML: the words of the plan as in presets, and a table of what varies.
///
/// ```toml
/// model = "ring-8"
/// grid = "karras"
///
/// [sweep]
/// measures = ["sliced W2"]
/// seeds = 3
/// tolerance = 0.05
///
/// [axes]
/// solver = ["euler", "dpm++2m", "unipc:order=3"]
/// steps = "4..16:2"
/// ```
public enum SweepFile {
  /// - Throws: `FileError` with line and column.
  public static func read(_ path: String, among families: Families) throws(FileError) -> Sweep {
    try parse(ByteSource(contentsOf: path), among: families)
  }

  public static func parse(
    _ source: ByteSource, among families: Families
  ) throws(FileError) -> Sweep {
    let root = try TOMLParser.parse(source)
    let base = try SentenceFile.sentence(
      of: root, leavingOut: ["sweep", "axes"], on: families.all[0].standard, among: families)
    var sweep = Sweep(base, [])
    let axes = try root.table("axes")
    for name in axes.names {
      let values = try axes.values(name)
      do throws(SweepError) {
        sweep.axes.append(try AxisGrammar.axis(name, values.joined(separator: ",")))
      } catch {
        throw FileError(
          path: source.path, problem: .rejected(axes.place(of: name), reason: "\(error)"))
      }
    }
    let about = try root.table("sweep")
    try about.requireKnownKeys(["measures", "seeds", "tolerance"])
    sweep.measures = try about.texts("measures")
    if let seeds = try about.integer("seeds", in: 1...Sweep.mostSeeds) { sweep.seeds = seeds }
    if let tolerance = try about.number("tolerance", in: 0...10) { sweep.tolerance = tolerance }
    return sweep
  }
}

extension TOMLSection {
  /// A list of texts and numbers, or one of them.
  fileprivate func values(_ key: String) throws(FileError) -> [String] {
    guard case .list(let nodes) = self[key] else { return [try scalar(key)].compactMap { $0 } }
    var texts: [String] = []
    for node in nodes {
      switch node {
      case .text(let text): texts.append(text)
      case .integer(let value): texts.append("\(value)")
      case .number(let value): texts.append(shortestText(value))
      default: throw wrongType(key, "a list of texts and numbers")
      }
    }
    return texts
  }
}
