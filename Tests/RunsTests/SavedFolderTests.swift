import Experiments
import Files
import Glibc
import Quickstep
import Runs
import Testing

/// The folder of saved choices, with whatever people put there.
@Suite final class SavedFolderTests {
  private let path = "/tmp/quickstep-saved-\(getpid())-\(UInt32.random(in: 0 ... .max))"
  private var folder: SavedChoiceFolder {
    SavedChoiceFolder(path, for: Families([SamplingFamily(ModelLibrary())]))
  }

  deinit { for name in ["grid", "solver"] { remove(name) } }

  private func remove(_ kind: String) {
    for name in (try? FolderNames.first(1000, of: "\(path)/\(kind)")) ?? [] {
      unlink("\(path)/\(kind)/\(name)")
    }
    rmdir("\(path)/\(kind)")
    rmdir(path)
  }

  private func saved(_ name: String) -> SavedChoice {
    SavedChoice(
      kind: "grid", name: name, choice: Choice("list", ["sigmas": .list([9, 1, 0])]),
      origin: "quickstep:1 --model ring-8")
  }

  @Test func nothingIsThere() {
    let read = folder.read()
    #expect(read.choices.all.isEmpty && read.problems.isEmpty)
  }

  @Test func theGoodOnesAreReadWhateverLiesBesideThem() throws {
    #expect(try folder.write(saved("one")) == "\(path)/grid/one.toml")
    try folder.write(saved("two"))
    func put(_ name: String, _ text: String) throws {
      try AtomicFile.write(text, to: "\(path)/grid/\(name)")
    }
    try put("broken.toml", "value = ")
    try put("karras.toml", "value = \"karras:rho=3\"")
    try put("notes.txt", "not a choice")
    try put(".hidden.toml", "value = ")
    try put("huge.toml", String(repeating: "#", count: 2 << 20))
    mkfifo("\(path)/grid/pipe.toml", 0o600)
    let read = folder.read()
    #expect(read.choices.all == [saved("one"), saved("two")])
    let names = read.problems.map { $0.path.split(separator: "/").last }
    #expect(names == ["broken.toml", "huge.toml", "karras.toml", "pipe.toml"])
  }

  @Test func whatIsDeletedIsGone() throws {
    try folder.write(saved("one"))
    try AtomicFile.write("value = ", to: "\(path)/grid/broken.toml")
    try folder.remove("one", kind: "grid")
    try folder.remove("broken", kind: "grid")
    let read = folder.read()
    #expect(read.choices.all.isEmpty && read.problems.isEmpty)
    #expect(throws: FileError.self) { try folder.remove("one", kind: "grid") }
  }

  @Test func whatCannotBeWrittenSaysWhy() throws {
    #expect(throws: FileError.self) { try folder.write(saved("karras")) }
    try AtomicFile.write("", to: path)
    defer { unlink(path) }
    #expect(throws: FileError.self) { try folder.write(saved("one")) }
  }
}
