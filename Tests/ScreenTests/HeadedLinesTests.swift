import Screen
import Testing

@Suite struct HeadedLinesTests {
  @Test func groupsStandUnderTheirTitles() {
    let headed = HeadedLines([nil, "a", "a", "b"], rows: 9)
    #expect(headed.lines == [.item(0), .heading("a"), .item(1), .item(2), .heading("b"), .item(3)])
    #expect(headed.line(of: 3) == 5 && headed.line(of: nil) == nil)
  }

  @Test func whereThereIsNoRoomThereAreNoTitles() {
    #expect(HeadedLines(["a", "b"], rows: 5).lines == [.item(0), .item(1)])
  }
}
