import Runs
import Testing
import Workbench

@Suite struct PathCompletionTests {
  static let entries = [
    FolderEntry(".hidden", isFolder: true),
    FolderEntry("model-a", isFolder: true, model: "network"),
    FolderEntry("model-b", isFolder: true), FolderEntry("other", isFolder: true),
    FolderEntry("model.json", isFolder: false, model: "JSON"),
    FolderEntry("größe", isFolder: false), FolderEntry("gr\u{1B}[2J", isFolder: false),
  ]

  @Test(arguments: [
    ("", "", ["model-a", "model-b", "other", "model.json", "größe", "gr\u{1B}[2J"]),
    ("m", "model", ["model-a", "model-b", "model.json"]),
    ("model", "model", ["model-a", "model-b", "model.json"]),
    ("model-", "model-", ["model-a", "model-b"]), ("model-a", "model-a/", ["model-a"]),
    ("model.", "model.json", ["model.json"]), (".", ".hidden/", [".hidden"]),
    ("g", "gr", ["größe", "gr\u{1B}[2J"]), ("grö", "größe", ["größe"]), ("x", "x", []),
    ("M", "M", []),
  ])
  func commonStart(start: String, common: String, names: [String]) {
    let completion = PathCompletion(start, among: Self.entries)
    #expect(completion.common == common)
    #expect(completion.entries.map(\.name) == names)
  }

  @Test(arguments: [
    ("", "", "", "../"), ("a", "", "a", "../"), ("a/", "a/", "", ""), ("a/b", "a/", "b", ""),
    ("a/b/", "a/b/", "", "a/"), ("/", "/", "", "/"), ("/a", "/", "a", "/"),
    ("/a/", "/a/", "", "/"), ("../", "../", "", "../../"), ("./", "./", "", "./../"),
    ("~/", "~/", "", "~/../"), ("~/x/y", "~/x/", "y", "~/"), ("a//", "a//", "", "a//../"),
  ])
  func parts(text: String, folder: String, name: String, parent: String) {
    let path = TypedPath(text)
    #expect(path.folder == folder && path.name == name)
    #expect(path.parent == parent)
  }
}
