import Files
import Glibc
import Testing

@Suite struct PathTests {
  let folder = TemporaryFolder()

  /// Every way to read a file by its path.
  static let readers: [@Sendable (String) throws -> Void] = [
    { _ = try ByteSource(contentsOf: $0) },
    { _ = try IDXFile.read($0, labels: .none) },
    { _ = try PNGFile.read($0) },
    { _ = try NPYFile.read($0) },
    { _ = try SafetensorsFile.open($0) },
    { _ = try JSONFile.read($0) },
    { _ = try MixtureFile.read($0) },
    { _ = try GoldenFile.read($0) },
    { _ = try ThemeFile.read($0) },
    { _ = try PresetFile.read($0, known: { _ in [] }) },
  ]

  @Test func whatIsNoFileIsRefused() {
    mkfifo(folder("pipe"), 0o644)
    symlink(folder("loop"), folder("loop"))
    let expected = [
      folder("missing"): "there is no such file. Check the path.",
      folder("missing/x"): "there is no such file. Check the path.",
      folder.path: "this is a folder, not a file. Give the path of a file.",
      folder("pipe"): "this is a pipe, not a file. Give the path of a file.",
      "/dev/zero": "this is a device, not a file. Give the path of a file.",
      folder("loop"): "cannot read it (too many levels of symbolic links). "
        + "A symbolic link leads back to itself; correct it.",
    ]
    for (path, text) in expected {
      for read in Self.readers { #expect(sentence { try read(path) } == "\(path): \(text)") }
    }
    for read in Self.readers {
      #expect(sentence { try read("") } == "\"\": there is no such file. Check the path.")
    }
    #expect(sentence { try ImageSet.read(folder("missing")) }.contains("there is no such file"))
  }

  @Test(.enabled(if: geteuid() != 0)) func unreadableFile() throws {
    let path = try folder.file("secret", "1")
    chmod(path, 0)
    #expect(
      sentence { try JSONFile.read(path) }
        == "\(path): cannot read it (permission denied). Check the permissions.")
  }

  @Test func namesFromOutsideAreHarmless() {
    let name = "\u{1B}]0;x\u{7}\u{9B}2J\u{202E}a\nb\u{0}"
    for read in Self.readers {
      #expect(
        sentence { try read(name) }
          == #"\e]0;x\u{7}\u{9b}2J\u{202e}a\nb\u{0}: the name holds a NUL character. "#
          + "Check the path.")
    }
    let long = String(repeating: "x", count: 10_000_000)
    #expect(sentence { try JSONFile.read(long) }.utf8.count < 500)
  }

  @Test func writingKeepsLinksAndPermissions() throws {
    let target = try folder.file("target", "old")
    chmod(target, 0o640)
    symlink(target, folder("link"))
    try AtomicFile.write("new", to: folder("link"))
    #expect(try ByteSource(contentsOf: target).text() == "new")
    var status = stat()
    lstat(folder("link"), &status)
    #expect(status.st_mode & S_IFMT == S_IFLNK)
    stat(target, &status)
    #expect(status.st_mode & 0o777 == 0o640)
    #expect(names(in: folder.path) == ["link", "target"])
  }

  @Test func writingProblems() throws {
    #expect(
      sentence { try AtomicFile.write("x", to: folder("no/file")) }
        == "\(folder("no/file")): there is no folder \(folder("no")). Create it first.")
    #expect(
      sentence { try AtomicFile.write("x", to: folder.path) }
        == "\(folder.path): this is a folder, not a file. Give the path of a file.")
    #expect(
      sentence { try AtomicFile.write("x", to: "/dev/full") }
        == "/dev/full: cannot write it (no space left on device). "
        + "Free some space or write elsewhere.")
    try AtomicFile.write("x", to: "/dev/null")
    #expect(names(in: folder.path).isEmpty)
  }

  @Test(.enabled(if: geteuid() != 0)) func writingIntoReadOnlyFolder() throws {
    let path = try folder.file("kept", "old")
    chmod(folder.path, 0o555)
    #expect(
      sentence { try AtomicFile.write("new", to: path) }
        == "\(path): cannot write it (permission denied). Check the permissions.")
    #expect(try ByteSource(contentsOf: path).text() == "old")
  }
}
