import Files
import Glibc
import Runs
import Testing

@Suite struct FolderListingTests {
  @Test func modelsAreMarked() throws {
    var template = Array("/tmp/quickstep-test-XXXXXX".utf8CString)
    try #require(mkdtemp(&template) != nil)
    let root = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
    var made = [root]
    func folder(_ name: String) {
      mkdir("\(root)/\(name)", 0o755)
      made.append("\(root)/\(name)")
    }
    func file(_ name: String) throws {
      try AtomicFile.write("x", to: "\(root)/\(name)")
      made.append("\(root)/\(name)")
    }
    defer { for path in made.reversed() { remove(path) } }
    for name in ["net", "toml", "pipe", "pipe/unet", "half", "png", "classes", "classes/a", "none"]
    {
      folder(name)
    }
    for name in [
      "net/config.json", "net/diffusion_pytorch_model.safetensors", "toml/quickstep.toml",
      "pipe/model_index.json", "pipe/unet/config.json", "half/config.json", "png/1.PNG",
      "classes/a/1.png", "t10k-images-idx3-ubyte.gz", "m.json", "read.me", ".hidden", "e\u{1B}[2J",
    ] {
      try file(name)
    }
    let listing = FolderListing.read(root + "/")
    #expect(
      listing.entries == [
        FolderEntry("classes", isFolder: true, model: "pictures"),
        FolderEntry("half", isFolder: true, model: "network"),
        FolderEntry("net", isFolder: true, model: "network"),
        FolderEntry("none", isFolder: true), FolderEntry("pipe", isFolder: true, model: "network"),
        FolderEntry("png", isFolder: true, model: "pictures"),
        FolderEntry("toml", isFolder: true, model: "network"),
        FolderEntry(".hidden", isFolder: false), FolderEntry("e\u{1B}[2J", isFolder: false),
        FolderEntry("m.json", isFolder: false, model: "JSON"),
        FolderEntry("read.me", isFolder: false),
        FolderEntry("t10k-images-idx3-ubyte.gz", isFolder: false, model: "IDX"),
      ])
    #expect(listing.place.hasSuffix(root) && listing.model == "pictures" && listing.leftOut == 0)
    #expect(FolderListing.read("\(root)/net/").model == "network")
    #expect(
      FolderListing.read("\(root)/gone/").problem
        == "\(root)/gone/: there is no such file. Check the path.")
    #expect(
      FolderListing.read("\(root)/m.json/").problem
        == "\(root)/m.json/: this is not a folder. Give the path of a folder.")
    #expect(FolderListing.read("a\u{0}b/").problem?.contains("NUL") == true)
  }

  @Test func longFoldersAreCut() throws {
    let system = FolderListing.read("/proc/self/fd/")
    #expect(system.problem == nil && !system.entries.isEmpty)
    #expect(FolderListing.read("").problem == nil)
  }
}
