import Experiments
import Quickstep
import Runs
import Tensors
import Testing

/// Runs that nobody watches.
@Suite struct BareRunTests {
  private let family = SamplingFamily(ModelLibrary())
  private let kernels = Kernels(pool: ThreadPool(threads: 1))

  @Test func itsNumbersAreThoseOfAWatchedRun() throws {
    for model in ["ring-8", "digits"] {
      let plan = Plan(model: Choice(model), steps: 4, batch: 6)
      var watched = try family.begin(plan, with: Equipment(kernels))
      var bare = try family.begin(plan, with: Equipment(kernels, audience: .end))
      #expect(bare.outline.previews == watched.outline.previews)
      while let record = try watched.next() {
        let other = try bare.next()
        #expect(other?.values == record.values)
        #expect(other?.spent == record.spent)
        #expect(other?.equation == record.equation)
      }
      #expect(try bare.next() == nil)
      #expect(bare.products().map(\.values) == watched.products().map(\.values))
      #expect(try bare.scores().map(\.value) == watched.scores().map(\.value))
      #expect(try bare.scores(["sliced-w2"]).map(\.statistic.name) == ["sliced-w2"])
      // The first two are plain: the data prediction and the state.
      let previews = bare.previews(most: 3), all = watched.previews(most: 3)
      #expect(previews.count == all.count)
      #expect(previews.prefix(2).map { $0 == nil } == [false, false])
      #expect(previews.dropFirst(2).allSatisfy { $0 == nil })
      #expect(bare.late().isEmpty && !watched.late().isEmpty)
    }
  }
}
