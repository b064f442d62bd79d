import Glibc
import Experiments

/// An axis with round ticks.
public struct Axis: Hashable, Sendable {
  public enum Scale: Hashable, Sendable {
    case linear
    case logarithm
  }

  public struct Tick: Hashable, Sendable {
    public var value: Double
    public var label: String
  }

  public let scale: Scale
  public let range: ClosedRange<Double>
  /// From low to high. A linear range begins and ends with one (but for rounding), a logarithmic
  /// one ends with one.
  public let ticks: [Tick]

  /// The axis that covers the values, logarithmic if they are more than two decades apart and at
  /// least 0 (then 0 has no place on it). Values that are not finite, or beyond 1e150, are left out.
  /// - Parameter count: the most ticks; at least 2, or 3 for values on both sides of 0.
  public init(covering values: some Sequence<Double>, ticks count: Int) {
    let usable = values.filter(Self.isUsable)
    let positive = usable.filter { $0 > 0 }
    let intervals = max(1, count - 1)
    if let low = positive.min(), let high = positive.max(), high > 100 * low,
      usable.allSatisfy({ $0 >= 0 })
    {
      self.init(decadesFrom: low, to: high, intervals: intervals)
    } else {
      self.init(from: usable.min() ?? 0, to: usable.max() ?? 1, intervals: intervals)
    }
  }

  /// Where the value lies, 0 at the low end and 1 at the high end; `nil` if it has no place.
  public func place(of value: Double) -> Double? {
    guard Self.isUsable(value) else { return nil }
    let (low, high) = (range.lowerBound, range.upperBound)
    switch scale {
    case .linear:
      guard range.contains(value) else { return nil }
      return (value - low) / (high - low)
    case .logarithm:
      guard range.contains(value) else { return nil }
      return log(value / low) / log(high / low)
    }
  }

  private static func isUsable(_ value: Double) -> Bool { value.isFinite && abs(value) < 1e150 }

  /// The linear axis from one value to another.
  init(from low: Double, to high: Double, intervals: Int) {
    scale = .linear
    // Nearly equal values: the axis shows how far they are from 0.
    let size = max(abs(low), abs(high))
    let isFlat = high - low <= 1e-8 * size || size < 1e-150
    let start = isFlat ? (size < 1e-150 ? 0 : min(0, low)) : low
    let end = isFlat ? (size < 1e-150 ? 1 : max(0, high)) : high
    let intervals = start < 0 && end > 0 ? max(2, intervals) : intervals
    var exponent = Int(log10((end - start) / Double(intervals)).rounded(.down))
    var factor = 0
    func step() -> Double { [1.0, 2, 5][factor] * pow(10, Double(exponent)) }
    func bounds() -> (first: Double, last: Double) {
      // A bound that is a multiple but for rounding stays where it is.
      ((start / step() + 1e-9).rounded(.down), (end / step() - 1e-9).rounded(.up))
    }
    while bounds().last - bounds().first > Double(intervals) {
      factor += 1
      if factor == 3 { (factor, exponent) = (0, exponent + 1) }
    }
    let (first, last) = bounds()
    let unit = step()
    let decimals = max(0, -exponent)
    let isPlain = exponent >= -5 && max(abs(first), abs(last)) * unit < 1e6
    ticks = stride(from: first, through: last, by: 1).map { multiple in
      // Dividing by a power of ten rounds better than multiplying by its inverse.
      let value =
        exponent < 0
        ? multiple * [1.0, 2, 5][factor] / pow(10, Double(-exponent)) : multiple * unit
      return Tick(value: value, label: isPlain ? fixed(value, decimals: decimals) : brief(value))
    }
    range = min(low, ticks[0].value)...max(high, ticks[ticks.count - 1].value)
  }

  /// The logarithmic axis that covers the values above 0.
  init(decadesCovering values: [Double], ticks count: Int) {
    let positive = values.filter { Self.isUsable($0) && $0 > 0 }
    self.init(
      decadesFrom: positive.min() ?? 1, to: max(positive.max() ?? 10, 1.01 * (positive.min() ?? 1)),
      intervals: max(1, count - 1))
  }

  /// The logarithmic axis whose ticks are the values above 0 themselves; decades where they are more
  /// than there is room for, or fewer than two.
  init(through values: [Double], ticks count: Int) {
    let marks = Set(values.filter { Self.isUsable($0) && $0 > 0 }).sorted()
    guard let low = marks.first, let high = marks.last, low < high, marks.count <= count else {
      self.init(decadesCovering: values, ticks: count)
      return
    }
    self.init(.logarithm, low...high, marks.map { Tick(value: $0, label: brief($0)) })
  }

  private init(_ scale: Scale, _ range: ClosedRange<Double>, _ ticks: [Tick]) {
    self.scale = scale
    self.range = range
    self.ticks = ticks
  }

  private init(decadesFrom low: Double, to high: Double, intervals: Int) {
    scale = .logarithm
    let first = Int((log10(low) + 1e-9).rounded(.down))
    let last = Int((log10(high) - 1e-9).rounded(.up))
    let step = (last - first + intervals - 1) / intervals
    let start = last - (last - first) / step * step
    ticks = stride(from: start, through: last, by: step).map { exponent in
      let value = exponent < 0 ? 1 / pow(10, Double(-exponent)) : pow(10, Double(exponent))
      let isPlain = (-4...5).contains(exponent)
      return Tick(
        value: value, label: isPlain ? fixed(value, decimals: max(0, -exponent)) : "1e\(exponent)")
    }
    range = min(low, pow(10, Double(first)))...max(high, ticks[ticks.count - 1].value)
  }
}
