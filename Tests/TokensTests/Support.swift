import Experiments
import Glibc
import Tensors
import Testing

@testable import Tokens

/// The family on the text that lies in the repository.
let family = MaskedFamily { shakespeare }

private let shakespeare: String = {
  let root = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
  guard let file = fopen("/\(root)/data/shakespeare.txt", "r") else { return "" }
  defer { fclose(file) }
  var bytes = [UInt8](repeating: 0, count: 1 << 18)
  let count = fread(&bytes, 1, bytes.count, file)
  return String(decoding: bytes.prefix(count), as: UTF8.self)
}()

func equipment(threads: Int = 2) -> Equipment {
  Equipment(Kernels(pool: ThreadPool(threads: threads)))
}

func plan(
  _ model: String, _ solver: String, steps: Int = 64, texts: Int = 16, seed: UInt64 = 7
) throws -> MaskedPlan {
  var plan = MaskedPlan()
  try plan.set("model", model)
  try plan.set("solver", solver)
  (plan.steps, plan.batch, plan.seed) = (steps, texts, seed)
  return plan
}

/// A run walked to its end.
struct Walked {
  let run: MaskedRun
  let records: [RunRecord]

  init(_ plan: MaskedPlan, threads: Int = 2) throws {
    var run = try family.begin(plan, with: equipment(threads: threads))
    var records: [RunRecord] = []
    while let record = try run.next() { records.append(record) }
    (self.run, self.records) = (run, records)
  }

  var texts: [[Int]] { run.texts.map { $0.tokens.compactMap { $0 } } }

  func series(_ statistic: String) -> [Double?] {
    let index = run.outline.index(of: statistic)!
    return records.map { $0.values[index] }
  }

  func last(_ statistic: String) -> Double { series(statistic).last!! }
}

/// Every way to see a text of `length` tokens out of `symbols`.
func ways(_ symbols: Int, _ length: Int) -> [[Int?]] {
  (0..<length).reduce([[]]) { ways, _ in
    ways.flatMap { way in ((0..<symbols).map { $0 } + [nil]).map { way + [$0] } }
  }
}

func complete(_ symbols: Int, _ length: Int) -> [[Int]] {
  (0..<length).reduce([[]]) { texts, _ in
    texts.flatMap { text in (0..<symbols).map { text + [$0] } }
  }
}

func fits(_ text: [Int], _ tokens: [Int?]) -> Bool {
  zip(text, tokens).allSatisfy { $1 == nil || $0 == $1 }
}
