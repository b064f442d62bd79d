import Experiments
import Files
import Glibc
import Tensors
import Testing

/// The presets that come with the program.
@Suite struct BundledPresetTests {
  private static let families = FamilyTests.families

  private static func sentence(_ name: String) throws -> Sentence {
    let source = try #require(try Presets(in: nil).source(named: name))
    return try SentenceFile.parse(source, on: families.all[0].standard, among: families)
  }

  @Test func thereIsOneForEveryFamily() throws {
    let used = try Presets(in: nil).names.map { try Self.sentence($0).family }
    #expect(Set(used) == Set(FamilyTests.names))
  }

  /// A few steps of each, which is enough for what cannot run to say so.
  @Test(arguments: Presets(in: nil).names) func eachRuns(name: String) throws {
    var sentence = try Self.sentence(name)
    let family = Self.families[sentence]
    let folder = "/tmp/quickstep-preset-\(getpid())-\(name)"
    for (word, text) in [("output", folder), ("steps", "4"), ("batch", "4")]
    where family.words[word] != nil && family.text(word, of: sentence) != "none" {
      if let changed = try? family.setting(word, to: text, in: sentence) { sentence = changed }
    }
    let card = try family.inspect(sentence.choice(family.modelWord.key) ?? Choice(""))
    #expect(family.forecast(sentence, card).problem == nil)
    var run = try family.begin(sentence, with: Equipment(Kernels(pool: ThreadPool(threads: 2))))
    for _ in 0..<3 where try run.next() == nil { break }
    #expect(run.outline.statistics.count > 1)
  }
}
