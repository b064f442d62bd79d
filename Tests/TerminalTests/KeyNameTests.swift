import Testing
import Workbench

@Suite struct KeyNameTests {
  @Test func namesReadBackAsTheSameKey() {
    let keys: [Key] =
      InputDecoderTests.keys.map(\.1) + [.insert, .function(63), .alt(" "), .control("]")]
    for key in keys { #expect(Key(name: key.name) == key, "\(key)") }
  }

  @Test func names() {
    let cases: [(Key, String)] = [
      (.character("q"), "q"), (.character(" "), "space"), (.control("x"), "C-x"),
      (.alt("x"), "M-x"), (.function(5), "F5"), (.escape, "esc"), (.backTab, "S-tab"),
      (.character("F"), "F"), (.pageDown, "pagedown"),
    ]
    for (key, name) in cases { #expect(key.name == name) }
  }

  @Test(arguments: ["", "F0", "F64", "Fx", "C-", "C-xy", "M-", "enterr", "ab"])
  func otherNamesAreNoKeys(name: String) { #expect(Key(name: name) == nil) }
}
