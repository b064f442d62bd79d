import Glibc

func seconds() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_MONOTONIC, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
}

/// The median time of `runs` calls after one that warms up.
func median(runs: Int = 15, _ body: () throws -> Void) rethrows -> Double {
  try body()
  var times: [Double] = []
  for _ in 0..<runs {
    let begin = seconds()
    try body()
    times.append(seconds() - begin)
  }
  return times.sorted()[runs / 2]
}

/// One line of the report.
func report(_ name: String, _ value: Double, _ unit: String, bar: String = "-", _ note: String = "") {
  func padded(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }
  let digits = value >= 100 ? 0 : value >= 10 ? 1 : 3
  let scale = [1.0, 10, 100, 1000][digits]
  let number = "\((value * scale).rounded() / scale)"
  print(
    padded(name, 44), String(repeating: " ", count: max(0, 10 - number.count)) + number,
    padded(unit, 8), "bar", padded(bar, 10), note)
}
