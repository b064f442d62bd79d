/// An entry of the palette and what finds it.
struct PaletteItem {
  let entry: PaletteEntry
  /// What people call it.
  let name: String
  /// What a query is looked for in, the name first.
  let text: String

  init(_ entry: PaletteEntry, called name: String, also: String = "") {
    self.entry = entry
    self.name = name
    text = "\(name) \(also) \(entry.title) \(entry.summary)"
  }
}
