import ArgumentParser
import Experiments
import Files
import Quickstep
import Runs

// What a shell offers for a value that is being typed.
extension CompletionKind {
  /// The names of components of one kind.
  static func names<Product>(of catalog: Catalog<Product>) -> CompletionKind {
    .list(catalog.declarations.map(\.name) + catalog.options.foreignNames)
  }

  /// The names of components of one kind, other programs' and saved ones.
  static func names(of options: Options) -> CompletionKind {
    custom { _, _, begun in
      let families = Families.all()
      let saved = SavedChoiceFolder.own(for: families)?.read().choices.offered(options) ?? []
      return
        (options.declarations.map(\.name).filter { $0 != Choice.checkpoint.name }
        + options.foreignNames + saved.map(\.name)).filter { $0.hasPrefix(begun) }
    }
  }

  /// The bundled models, and whatever lies in the folder that is being typed.
  static let models = custom { _, _, begun in
    ModelLibrary.cards.map(\.name).filter { $0.hasPrefix(begun) } + paths(begun)
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

extension Options {
  /// Other programs' names that are one word of a shell.
  var foreignNames: [String] {
    phrasebooks.flatMap { book in book.names.map(book.typed) }.filter { !$0.contains(" ") }
  }
}
