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
  for _ in 0..<runs { times.append(try time(body)) }
  return middle(times)
}

func time(_ body: () throws -> Void) rethrows -> Double {
  let begin = seconds()
  try body()
  return seconds() - begin
}

func middle(_ values: [Double]) -> Double { values.sorted()[values.count / 2] }

/// The least and the greatest, in milliseconds.
func spread(_ times: [Double]) -> String {
  "\(Int(times.min()! * 1e3)) … \(Int(times.max()! * 1e3)) ms"
}

/// One line of the report; terminal.py writes the same columns.
func report(
  _ name: String, _ value: Double, _ unit: String, bar: String = "-", _ note: String = ""
) {
  let digits = value >= 100 ? 0 : value >= 10 ? 1 : 3
  let scale = [1.0, 10, 100, 1000][digits]
  line(name, "\((value * scale).rounded() / scale)", unit, bar, note)
}

func line(_ name: String, _ value: String, _ unit: String, _ bar: String, _ note: String) {
  func padded(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }
  let right = String(repeating: " ", count: max(0, 9 - value.count)) + value
  print(padded(name, 48) + right, padded(unit, 12), padded(bar, 6), note)
  fflush(nil)
}
