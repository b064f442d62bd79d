/// Under what a component is remembered with the knobs that it had when it was last chosen.
struct KnobMemory: Hashable, Sendable {
  let family, word, name: String
}
