import Quickstep
import Testing

@Suite struct NumberTests {
  @Test func threeFigures() {
    let cases: [(Double?, String)] = [
      (nil, "-"), (0, "0"), (-0.0, "0"), (.nan, "nan"), (.infinity, "inf"), (-.infinity, "-inf"),
      (80, "80.0"), (8.4, "8.40"), (0.412, "0.412"), (0.002, "0.00200"), (0.0021, "0.00210"),
      (1, "1.00"), (-1, "-1.00"), (9.999, "10.0"), (9.994, "9.99"), (99.96, "100"), (999.6, "1000"),
      (0.9996, "1.00"), (0.0009996, "0.00100"), (0.00099949, "9.99e-4"), (100, "100"),
      (123.4, "123"), (1234, "1234"), (12345.6, "12346"), (99999, "99999"), (99_949, "99949"),
      (123_456, "1.23e5"), (0.0001, "1.00e-4"), (1.2e-5, "1.20e-5"), (-1.234e-7, "-1.23e-7"),
      (1e-5, "1.00e-5"), (1e100, "1.00e100"), (.leastNonzeroMagnitude, "4.94e-324"),
      (1.7976931348623157e308, "1.80e308"),
      (57.6, "57.6"), (0.125, "0.125"), (-0.0312, "-0.0312"), (1e15, "1.00e15"),
      (999_999, "1.00e6"),
    ]
    for (value, text) in cases { #expect(format(value) == text, "\(String(describing: value))") }
  }

  @Test func whatWasSetIsShownAsBrieflyAsItCanBe() {
    let cases: [(Double, String)] = [
      (80, "80"), (8.4, "8.4"), (0.002, "0.002"), (0, "0"), (7, "7"), (100, "100"), (1000, "1000"),
      (0.12345, "0.123"), (1e-5, "1e-5"), (1.25e-7, "1.25e-7"), (-1.5, "-1.5"), (1e6, "1e6"),
      (.infinity, "inf"), (12345.6, "12346"),
    ]
    for (value, text) in cases { #expect(brief(value) == text) }
  }

  @Test func decimalPointsStandBelowEachOther() {
    let cases: [(Double?, String)] = [
      (nil, "  -      "), (0, "  0      "), (80, " 80.0    "), (8.4, "  8.40   "),
      (0.412, "  0.412  "), (0.0021, "  0.00210"), (0.00021, "  2.10e-4"), (9.999, " 10.0    "),
      (99.96, "100      "), (157.2, "157      "), (-1.5, " -1.50   "), (-15.5, "-15.5    "),
      (-0.0021, " -0.00210"), (1.234e-10, "  1.2e-10"), (-1.234e-10, " -1.2e-10"),
      (12345.6, "  1.23e4 "), (1.5e12, "  1.50e12"), (.nan, "nan      "), (.infinity, "inf      "),
      (-.infinity, "     -inf"), (-1e-100, " -1e-100 "), (-157.2, " -1.57e2 "),
    ]
    for (value, text) in cases {
      #expect(NumberPlace.any.text(value) == text, "\(String(describing: value))")
    }
    let counts: [(Double?, String)] = [(12, " 12      "), (nil, "  -      "), (7, "  7      ")]
    for (value, text) in counts {
      #expect(Statistic.Format.count.text(value, in: .any) == text)
    }
  }

  @Test func theWidthIsAlwaysKeptAndThePointNeverMoves() {
    var values: [Double?] = [nil, 0, .nan, .infinity, -.infinity, .greatestFiniteMagnitude]
    for exponent in -320...308 {
      for mantissa in [1, 9.994, 9.9951, 9.9999999, 2.5, 5.0001] {
        let text = "\(mantissa)e\(exponent)"
        guard let value = Double(text) else { continue }
        values += [value, -value]
      }
    }
    for value in values {
      for whole in 1...6 {
        for rest in 1...9 {
          let text = NumberPlace(whole: whole, rest: rest).text(value)
          #expect(text.count == whole + rest)
          let point = text.firstIndex(of: ".").map { text.distance(from: text.startIndex, to: $0) }
          #expect(point == nil || point == whole, "\(text)")
        }
      }
      guard let value, value.isFinite else { continue }
      let read = Double(format(value))
      #expect(read != nil)
      if let read, value != 0, value.magnitude > 1e-300, value.magnitude < 1e300 {
        #expect(abs(read / value - 1) < 0.0051, "\(value) is \(format(value))")
        let isShort = value.magnitude >= 1e-9 && value.magnitude < 1e9
        let digits = NumberPlace.any.text(value).prefix { $0 != "e" }.filter(\.isNumber)
        let figures = digits.drop { $0 == "0" }
        #expect(!isShort || figures.count >= 3, "\(value) is \(NumberPlace.any.text(value))")
      }
    }
  }

  @Test func timesAndCounts() {
    let times: [(Double?, String)] = [
      (nil, "-"), (0, "0 s"), (41.2, "42 s"), (99.5, "2 min"), (700, "12 min"), (7400, "2 h 04"),
      (.infinity, "-"), (-1, "-"), (1e9, "-"),
    ]
    for (seconds, text) in times { #expect(duration(seconds) == text) }
    let counts = [(812, "812"), (15_400, "15.4k"), (999_600, "1.00M"), (2_560_000, "2.56M")]
    for (count, text) in counts { #expect(shortCount(count) == text) }
    let rates: [(Double?, String)] = [(nil, "-"), (3.1, "3.10"), (512, "512"), (15_400, "15.4k")]
    for (perSecond, text) in rates { #expect(rate(perSecond) == text) }
    let shares: [(Double, String)] = [(0.426, "42 %"), (1.2, "100 %"), (-1, "0 %"), (.nan, "-")]
    for (share, text) in shares { #expect(percent(share) == text) }
  }
}
