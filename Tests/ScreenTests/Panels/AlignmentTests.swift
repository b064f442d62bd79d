import Glibc
import Screen
import Testing

/// Numbers that stand below each other have their points below each other, on every stored screen.
@Suite struct AlignmentTests {
  @Test func everyColumnOfEveryStoredScreenIsAligned() {
    let names = GoldenFiles.names.filter { $0.hasSuffix("-mono.txt") }
    #expect(names.count > 80)
    var compared = 0
    for name in names {
      let lines = GoldenFiles.read(name)!.split(separator: "\n", omittingEmptySubsequences: false)
        .map { isTable($0) ? Array($0.unicodeScalars) : [] }
      for (row, (above, below)) in zip(lines, lines.dropFirst()).enumerated() {
        let upper = points(above)
        for point in points(below) {
          // Columns are wider than this.
          let near = upper.filter { abs($0 - point) < 6 }
          guard !near.isEmpty else { continue }
          compared += 1
          #expect(near == [point], "\(name), line \(row + 2): \(String(below))")
        }
      }
    }
    #expect(compared > 800)
  }

  /// Whether a line is no title, top line, sentence or part of a graph.
  private func isTable(_ line: Substring) -> Bool {
    !line.unicodeScalars.contains { "╭┏├┡┢○◐◆".unicodeScalars.contains($0) }
      && !line.hasPrefix(" quickstep") && !line.hasPrefix(" ring-8") && !line.contains("floor ")
  }

  /// The places of decimal points, but those of labels beside an axis and in sentences.
  private func points(_ line: [Unicode.Scalar]) -> [Int] {
    let ends: [Unicode.Scalar] = ["\u{2524}"]
    return line.indices.dropFirst().dropLast().filter { place in
      guard line[place] == ".", isDigit(line[place - 1]), isDigit(line[place + 1]) else {
        return false
      }
      let rest = line[place...].drop { isDigit($0) || $0 == "." || $0 == "e" || $0 == "-" }
      let isLabel = rest.first == " " && rest.dropFirst().first.map(ends.contains) == true
      return !isLabel
    }
  }

  private func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }
}

extension String {
  fileprivate init(_ scalars: [Unicode.Scalar]) {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars)
    self.init(view)
  }
}
