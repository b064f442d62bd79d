import Experiments

extension Configuration {
  /// The file as it could be: what is set, where it is set, and everything else behind a `#` as it holds.
  func text(_ tables: [ConfigurationTable], path: String, isThere: Bool) -> String {
    let path = PrintableText(path)
    let head = """
      # \(path)\(isThere ? "" : " (there is no such file yet)")
      # What stands behind a # holds where nothing is said: take the # away to say it.

      """
    return head + tables.map { "\n" + text($0) }.joined()
  }

  private func text(_ table: ConfigurationTable) -> String {
    let summary = wrapped(table.summary).map { "# \($0)\n" }.joined()
    let header = table.path.isEmpty ? "" : "[\(table.path.joined(separator: "."))]\n"
    var group = ""
    var lines = ""
    for entry in table.entries {
      if entry.group != group { lines += "# \(entry.group):\n" }
      group = entry.group
      lines += line(entry, in: table)
    }
    return summary + header + lines
  }

  private func line(_ entry: ConfigurationEntry, in table: ConfigurationTable) -> String {
    let keys = (table.path + [entry.key]).joined(separator: ".")
    let place = places[keys], value = place == nil ? nil : entry.text(self)
    let said = value.map { "\(entry.key) = \($0)" } ?? "# \(entry.key) = \(entry.standard)"
    let note = value == nil ? "" : place.map { "line \($0.line): " } ?? ""
    let blanks = String(repeating: " ", count: max(2, 36 - said.count))
    return said + blanks + "# " + note + entry.summary + "\n"
  }

  /// Lines of at most 96 characters.
  private func wrapped(_ text: String) -> [String] {
    var lines: [String] = []
    for word in text.split(whereSeparator: \.isWhitespace) {
      if let last = lines.last, last.count + word.count < 96 {
        lines[lines.count - 1] = "\(last) \(word)"
      } else {
        lines.append(String(word))
      }
    }
    return lines
  }
}
