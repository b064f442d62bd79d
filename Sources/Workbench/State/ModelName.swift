/// A model of a family.
struct ModelName: Hashable, Sendable {
  let family, name: String
}
