import Files
import Quickstep
import Testing

@Suite struct TableTests {
  let table: Table = {
    var table = Table(columns: [
      Table.Column("step"), Table.Column("time", unit: "ms"), Table.Column("note, \"x\""),
    ])
    table.append([.integer(0), .number(0.1), .text("plain")])
    table.append([.integer(1), .number(.nan), .text("a,\"b\"\nc")])
    table.append([.integer(2), Table.Cell(nil), .empty])
    table.append([.integer(3), .number(1e21), .number(-.infinity)])
    table.append([.integer(4), .number(100), .text("\u{1B}")])
    return table
  }()

  @Test func csv() {
    let expected = """
      step,time (ms),"note, ""x\"""
      0,0.1,plain
      1,,"a,""b""
      c"
      2,,
      3,1e+21,
      4,100,\u{1B}

      """
    #expect(table.csv == expected)
  }

  @Test func json() throws {
    let expected = """
      {
        "columns": [
          {"name": "step", "unit": ""},
          {"name": "time", "unit": "ms"},
          {"name": "note, \\"x\\"", "unit": ""}
        ],
        "rows": [
          {"step": 0, "time": 0.1, "note, \\"x\\"": "plain"},
          {"step": 1, "time": null, "note, \\"x\\"": "a,\\"b\\"\\nc"},
          {"step": 2, "time": null, "note, \\"x\\"": null},
          {"step": 3, "time": 1e+21, "note, \\"x\\"": null},
          {"step": 4, "time": 100, "note, \\"x\\"": "\\u001b"}
        ]
      }

      """
    #expect(table.json == expected)
    let tree = try JSONFile.parse(ByteSource(path: "t.json", bytes: Array(table.json.utf8)))
    #expect(tree["rows"]?.array?[4]["note, \"x\""] == .string("\u{1B}"))
  }

  @Test func numbersReadBackExactly() throws {
    let numbers = [0.1, 1 / 3.0, Double.leastNonzeroMagnitude * 7, -0.0, 1e300, 1.5e17 / 7, 2.0]
    let text = JSONValue.array(numbers.map(JSONValue.number)).text
    let tree = try JSONFile.parse(ByteSource(path: "n.json", bytes: Array(text.utf8)))
    #expect(tree.array?.map { $0.number?.bitPattern } == numbers.map(\.bitPattern))
  }
}
