import ArgumentParser
import Experiments
import Files
import Quickstep
import Runs

// What a shell offers for a value that is being typed. All of it comes from the declarations.
extension CompletionKind {
  /// What is found out when somebody asks.
  /// - Parameter find: what there is for what has been typed; what begins otherwise is left out.
  static func offering(_ find: @escaping @Sendable (_ begun: String) -> [String]) -> CompletionKind
  {
    custom { _, _, begun in
      find(begun).filter { $0.hasPrefix(begun) }.map { value in
        // zsh takes what stands behind a colon for a description.
        CompletionShell.requesting == .zsh
          ? value.split(
            separator: ":", omittingEmptySubsequences: false
          ).joined(separator: "\\:") : value
      }
    }
  }

  /// The names of components of one kind with their knobs, other programs' names and saved ones.
  static func names(of options: Options) -> CompletionKind {
    offering { options.offers($0) }
  }

  /// As `names(of:)`, of a catalog.
  static func names<Product>(of catalog: Catalog<Product>) -> CompletionKind {
    names(of: catalog.options)
  }

  /// What a word of a family can be.
  static func values(of word: Word) -> CompletionKind? {
    switch word.form {
    case .named(let declaration):
      offering { begun in
        ModelLibrary.cards.map(\.name) + paths(begun) + declaration.offers(begun)
      }
    case .component(let options): names(of: options)
    case .value(let knob): knob.offers.isEmpty ? nil : offering { _ in knob.offers }
    }
  }

  /// The bundled models, and whatever lies in the folder that is being typed.
  static let models = offering { begun in ModelLibrary.cards.map(\.name) + paths(begun) }

  /// The bundled themes, one's own, and files.
  static let themes = offering { begun in Themes.own().names + paths(begun) }

  /// Presets by name, and files.
  static let presets = offering { begun in Presets.own.names + paths(begun) }

  /// A word, and what it is to be, as a sweep takes its axes.
  static let axes = offering { begun in
    let family = Families.all().all[0]
    guard let equals = begun.firstIndex(of: "=") else { return family.words.map { $0.key + "=" } }
    let key = begun[..<equals]
    let values = begun[begun.index(after: equals)...]
    let last = values.lastIndex(of: ",").map { values.index(after: $0) } ?? values.startIndex
    guard let word = family.words[String(key)] else { return [] }
    let names = word.options?.offers(String(values[last...])) ?? word.knob?.offers ?? []
    return names.map { begun[..<last] + $0 }
  }

  /// What cells of a sweep can be judged by.
  static let measures = offering { _ in
    let family = Families.all().all[0]
    return family.forecast(family.standard, ModelCard("", kind: "")).outline.measures.map(\.name)
  }

  /// What was kept by name, as `saved` takes it.
  static let saved = offering { _ in
    let families = Families.all()
    let folder = SavedChoiceFolder.own(for: families)
    return folder?.read().choices.all.map { "\($0.kind)/\($0.name)" } ?? []
  }
}

extension Options {
  /// What can be typed: names, and behind a colon knobs and what they can be.
  fileprivate func offers(_ begun: String) -> [String] {
    guard !begun.contains(":") else {
      let names = foreignNames.filter { $0.hasPrefix(begun) }
      let own = declarations.first { begun.hasPrefix($0.name + ":") }
      return names + (own?.offers(begun) ?? [])
    }
    let saved = SavedChoiceFolder.own(for: Families.all())?.read().choices.offered(self) ?? []
    return declarations.map(\.name).filter { $0 != Choice.checkpoint.name } + foreignNames
      + saved.map(\.name)
  }

  /// Other programs' names that are one word of a shell.
  private var foreignNames: [String] {
    phrasebooks.flatMap { book in book.names.map(book.typed) }.filter { !$0.contains(" ") }
  }
}

extension Declaration {
  /// Behind a name and a colon: the knobs that are not set yet, or what the last one can be.
  fileprivate func offers(_ begun: String) -> [String] {
    guard let colon = begun.firstIndex(of: ":") else { return [] }
    let said = begun[begun.index(after: colon)...]
    let start = said.lastIndex(of: ",").map { said.index(after: $0) } ?? said.startIndex
    let before = begun[..<start], last = said[start...]
    if let equals = last.firstIndex(of: "=") {
      let knob = knobs.first { $0.name == last[..<equals] }
      return (knob?.offers ?? []).map { "\(before)\(last[...equals])\($0)" }
    }
    let set = said[..<start].split(separator: ",").map { $0.prefix { $0 != "=" } }
    return knobs.filter { knob in !set.contains { $0 == knob.name } }.map { "\(before)\($0.name)=" }
  }
}

extension Knob {
  /// What it can be, where that is a short list; of others what it is by default.
  fileprivate var offers: [String] {
    switch kind {
    case .choice: words ?? []
    case .truth: ["true", "false"]
    case .label(let words, _): words.map(\.text)
    case .text, .seed: []
    case .real, .integer, .list, .integers:
      fallback == .automatic ? [KnobValue.automatic.text] : [fallback.text]
    }
  }
}

/// Paths that begin so, folders with a slash at their end.
private func paths(_ begun: String) -> [String] {
  let cut = begun.lastIndex(of: "/").map { begun.index(after: $0) } ?? begun.startIndex
  let folder = begun[..<cut], start = begun[cut...]
  guard let names = try? FolderNames.first(10_000, of: folder.isEmpty ? "." : String(folder)) else {
    return []
  }
  return names.filter { $0.hasPrefix(start) && $0.hasPrefix(".") == start.hasPrefix(".") }
    .sorted().map { folder + $0 }.map { isFolder($0) ? $0 + "/" : $0 }
}
