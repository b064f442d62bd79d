import Glibc
import Screen

/// A screen as a text file: its characters, and below them where each style is.
///
/// Every row of the style map lists runs of cells: a letter for the style, and how many cells it
/// covers where that is more than one. The styles are listed at the end.
struct GoldenScreen {
  let frame: Frame

  var text: String { frame.text + "\n" }

  var textAndStyles: String {
    var letters: [Style: Character] = [:]
    var legend: [String] = []
    var rows: [String] = []
    for row in 0..<frame.size.rows {
      var line = ""
      var column = 0
      while column < frame.size.columns {
        let style = frame[column, row].style
        var end = column + 1
        while end < frame.size.columns, frame[end, row].style == style { end += 1 }
        if letters[style] == nil {
          let letter = Self.alphabet[letters.count % Self.alphabet.count]
          letters[style] = letter
          legend.append("\(letter) \(describe(style))")
        }
        line += String(letters[style]!) + (end - column > 1 ? "\(end - column)" : "")
        column = end
      }
      rows.append(line)
    }
    return
      (frame.text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
      + [""] + rows + [""] + legend).joined(separator: "\n") + "\n"
  }

  private static let alphabet = Array("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")

  private func describe(_ style: Style) -> String {
    let names: [(Style.Attributes, String)] = [
      (.bold, "bold"), (.dim, "dim"), (.italic, "italic"), (.underline, "underline"),
      (.reverse, "reverse"),
    ]
    return [hex(style.foreground), "on", hex(style.background)].joined(separator: " ")
      + names.filter { style.attributes.contains($0.0) }.map { " " + $0.1 }.joined()
  }

  private func hex(_ color: RGB?) -> String {
    guard let color else { return "default" }
    return "#"
      + [color.red, color.green, color.blue].map {
        let digits = String($0, radix: 16)
        return digits.count == 1 ? "0" + digits : digits
      }.joined()
  }
}

/// Stored screens under `Tests/Golden/screens`.
enum GoldenFiles {
  static let folder = Canned.folder + "Tests/Golden/screens/"

  /// Whether to write the files instead of comparing: QUICKSTEP_RECORD=1.
  static var isRecording: Bool { getenv("QUICKSTEP_RECORD") != nil }

  static func read(_ name: String) -> String? {
    guard let file = fopen(folder + name, "rb") else { return nil }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 65536)
    while case let count = fread(&chunk, 1, chunk.count, file), count > 0 {
      bytes += chunk[..<count]
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Every stored screen.
  static var names: [String] {
    guard let folder = opendir(folder) else { return [] }
    defer { closedir(folder) }
    var names: [String] = []
    while let entry = readdir(folder) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name.hasSuffix(".txt") { names.append(name) }
    }
    return names.sorted()
  }

  static func write(_ text: String, _ name: String) {
    mkdir(folder, 0o755)
    guard let file = fopen(folder + name, "wb") else { return }
    defer { fclose(file) }
    let bytes = Array(text.utf8)
    fwrite(bytes, 1, bytes.count, file)
  }
}
