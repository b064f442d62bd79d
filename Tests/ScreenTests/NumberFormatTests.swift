import Screen
import Testing

@Suite struct NumberFormatTests {
  @Test func threeFigures() {
    let cases: [(Double?, String)] = [
      (nil, "-"), (0, "0"), (-0.0, "0"), (.nan, "nan"), (.infinity, "inf"), (-.infinity, "-inf"),
      (80, "80.0"), (8.4, "8.40"), (0.412, "0.412"), (0.002, "0.00200"), (0.0021, "0.00210"),
      (1, "1.00"), (-1, "-1.00"), (9.999, "10.0"), (9.994, "9.99"), (99.96, "100"), (999.6, "1000"),
      (0.9996, "1.00"), (0.0009996, "0.00100"), (0.00099949, "9.99e-4"), (100, "100"),
      (123.4, "123"), (1234, "1234"), (12345.6, "12346"), (99999, "99999"), (99_949, "99949"),
      (123_456, "1.23e5"), (0.0001, "1e-4"), (1.2e-5, "1.2e-5"), (-1.234e-7, "-1.23e-7"),
      (1e-5, "1e-5"), (1e100, "1e100"), (.leastNonzeroMagnitude, "4.94e-324"),
      (1.7976931348623157e308, "1.8e308"),
      (57.6, "57.6"), (0.125, "0.125"), (-0.0312, "-0.0312"), (1e15, "1e15"), (999_999, "1e6"),
    ]
    for (value, text) in cases { #expect(format(value) == text, "\(String(describing: value))") }
  }

  @Test func decimalPointsStandBelowEachOther() {
    let cases: [(Double?, String)] = [
      (nil, " -     "), (0, " 0     "), (80, "80.0   "), (8.4, " 8.40  "), (0.412, " 0.412 "),
      (0.0021, " 0.0021"), (0.00213, " 0.0021"), (0.00021, " 2.1e-4"), (9.999, "10.0   "),
      (99.96, "    100"), (157.2, "    157"), (-1.5, "-1.50  "), (-15.5, "  -15.5"),
      (-0.0021, "-0.0021"), (1.234e-10, "1.2e-10"), (-1.234e-10, " -1e-10"), (12345.6, "  12346"),
      (1.5e12, " 1.5e12"), (.nan, "    nan"), (.infinity, "    inf"), (-.infinity, "   -inf"),
      (-1e-100, "-1e-100"), (-1.5e-101, "-2e-101"),
    ]
    for (value, text) in cases {
      #expect(format(value, width: 7) == text, "\(String(describing: value))")
    }
    #expect(format(157.2, width: 9, whole: 3) == "157      ")
    #expect(format(1.5, width: 9, whole: 3) == "  1.50   ")
    #expect(format(0.00123, width: 9, whole: 3) == "  0.00123")
  }

  @Test func theWidthIsAlwaysKept() {
    var values: [Double?] = [nil, 0, .nan, .infinity, -.infinity, .greatestFiniteMagnitude]
    for exponent in -320...308 {
      for mantissa in [1, 9.994, 9.9951, 9.9999999, 2.5, 5.0001] {
        let text = "\(mantissa)e\(exponent)"
        guard let value = Double(text) else { continue }
        values += [value, -value]
      }
    }
    for value in values {
      for width in 0...12 {
        for whole in 0...4 {
          #expect(format(value, width: width, whole: whole).count == width)
        }
      }
      guard let value, value.isFinite else { continue }
      let read = Double(format(value))
      #expect(read != nil)
      if let read, value != 0, value.magnitude > 1e-300, value.magnitude < 1e300 {
        #expect(abs(read / value - 1) < 0.0051, "\(value) is \(format(value))")
      }
    }
  }
}
