import Experiments
@testable import Screen
import Testing

@Suite struct HTMLReportTests {
  @Test func foreignTextIsNoMarkup() {
    let evil = "<script>\"a\" & 'b'</script>\u{1B}[2J\n]]>"
    let markup: Markup = "<td title=\"\(evil)\">"
    #expect(
      markup.text == "<td title=\"&lt;script&gt;&quot;a&quot; &amp; &#39;b&#39;&lt;/script&gt;"
        + "\\e[2J\\n]]&gt;\">")
    let long: Markup = "\(String(repeating: "<", count: 1_000_000))"
    #expect(long.text.count < 5 * Markup.limit)
  }

  /// FIPS 180-2, appendix B, and a message of many blocks; RFC 4648, section 10.
  @Test func hashAndBase64OfTheirStandards() {
    func hex(_ text: String) -> String {
      SHA256.digest(Array(text.utf8)).map { byte in
        let digits = String(byte, radix: 16)
        return digits.count == 1 ? "0" + digits : digits
      }.joined()
    }
    #expect(hex("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    #expect(hex("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
    #expect(
      hex("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq")
        == "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1")
    #expect(
      hex(String(repeating: "a", count: 1_000_000))
        == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0")
    for (text, coded) in [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foobar", "Zm9vYmFy")] {
      #expect(Base64.text(Array(text.utf8)) == coded)
    }
  }

  private func document(_ marks: [(budget: Int, value: Double?, spread: Double)]) -> ReportDocument
  {
    let rows = marks.enumerated().map { index, mark in
      var row = ReportDocument.Row(values: ["\(index)"], line: "quickstep:1 --steps \(index)")
      row.evaluations = mark.budget
      row.marks["w2"] = ReportDocument.Mark(value: mark.value, spread: mark.spread)
      return row
    }
    return ReportDocument(
      title: "t",
      axes: [ReportDocument.Axis("steps", values: marks.indices.map(String.init))],
      measures: [ReportDocument.Measure("w2", better: .lower)], rows: rows)
  }

  @Test func whatIsBehindOnOrOpen() {
    let document = document([
      (4, 1, 0.01), (8, 0.5, 0.01), (8, 0.8, 0.01), (10, 0.505, 0.01), (12, nil, 0),
      (14, 0.1, 0.01),
      (16, 0.095, 0.01),
    ])
    #expect(
      document.fronts(by: document.measures[0])
        == [.on, .on, .dominated, .uncertain, nil, .on, .uncertain])
  }

  @Test func aPageHasOneScriptAndNoNetwork() {
    let text = HTMLReport(
      document([(4, 1, 0.1), (8, 0.5, 0.1)]), light: .unstyled, dark: .unstyled
    )
    .text
    #expect(text.contains("default-src &#39;none&#39;") || text.contains("default-src 'none'"))
    #expect(
      text.components("<script>") == 2 && !text.contains("http://") && !text.contains("https://"))
    #expect(text.components("<tr id=\"row-") == 3 && text.contains("<svg class=\"map\""))
    #expect(text.contains("circle class=\"on\"") && text.contains("prefers-color-scheme:dark"))
  }

  @Test func emptyReportsAreWritten() {
    let empty = ReportDocument(title: "", axes: [], measures: [], rows: [])
    #expect(HTMLReport(empty, light: .unstyled, dark: .unstyled).text.contains("There are no rows"))
  }
}

extension String {
  /// Into how many parts a text cuts it.
  fileprivate func components(_ separator: String) -> Int { ranges(of: separator).count + 1 }
}
