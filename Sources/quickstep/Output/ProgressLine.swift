import Experiments
import Glibc
import Runs
import Screen
import Terminal

/// How far something is that counts its work.
struct Progress {
  /// Where it stands, as `step 6` or `6` of `places`.
  var place: Int
  /// `nil` where only going on shows how many there are.
  var places: Int?
  /// What takes the time.
  var work: Int
  var workInAll: Int?
  /// What stands between the number of places and the rest: `sigma 0.41`.
  var note = ""

  init(place: Int, places: Int?, work: Int, workInAll: Int?, note: String = "") {
    self.place = place
    self.places = places
    self.work = work
    self.workInAll = workInAll
    self.note = note
  }

  /// Of things that are counted themselves.
  init(place: Int, of places: Int) {
    self.init(place: place, places: places, work: place, workInAll: places)
  }

  var isLast: Bool { place == places }

  var share: Double? {
    let (done, all) = workInAll.map { (work, $0) } ?? (place, places ?? 0)
    return all > 0 ? Double(done) / Double(all) : nil
  }
}

/// Tells on standard error how far something is: on a terminal by a bar that is written over, with
/// speed and time left; where standard error goes elsewhere by a line for every twentieth. Where
/// standard output is a pipe, the next program has the terminal, and nothing is told there.
///
/// The cursor stays at the start of the line, so that a terminal that becomes narrower, and breaks
/// the line in two, lets both be cleared.
struct ProgressLine {
  private enum Form { case bar(DisplayCapabilities.GlyphLevel), lines, nothing }

  /// What is counted in `work`: `NFE`.
  private let unit: String
  /// What a place is called in front of its number; empty where its unit stands behind it.
  private let placeName: String
  private let form: Form
  /// When it began, and the work that an earlier time had done.
  private var origin: (seconds: Double, work: Int)?
  private var shownAt = monotonicSeconds()
  private var before = 0
  private var openColumns: Int?

  /// - Parameter placeName: `step` makes `step 6/10`, an empty one `6/10 runs`.
  init(_ unit: String, placeName: String = "") {
    self.unit = unit
    self.placeName = placeName
    form = Self.form()
  }

  private static func form() -> Form {
    guard isatty(STDERR_FILENO) == 1 else { return .lines }
    var output = stat()
    let hasReader = fstat(STDOUT_FILENO, &output) == 0 && output.st_mode & S_IFMT == S_IFIFO
    guard !hasReader else { return .nothing }
    let surroundings = Surroundings(
      environment: Surroundings.processEnvironment(), describedColors: 0)
    return surroundings.isDumb ? .lines : .bar(surroundings.isUTF8 ? .blocks : .ascii)
  }

  /// The first one says where it begins.
  mutating func show(_ progress: Progress) {
    defer { before = progress.place }
    guard origin != nil else {
      origin = (monotonicSeconds(), progress.work)
      return
    }
    guard isDue(progress) else { return }
    shownAt = monotonicSeconds()
    switch form {
    case .nothing: break
    case .lines: StandardError.write(line(progress).joined(separator: "  ") + "\n")
    case .bar(let glyphs): show(bar(progress), glyphs)
    }
  }

  /// Says something else, above the bar.
  mutating func say(_ text: String) {
    clear()
    StandardError.write(text + "\n")
  }

  /// Leaves how far it came as a line of its own, and takes the bar away.
  /// - Parameter progress: `nil` where it broke off.
  mutating func finish(_ progress: Progress? = nil) {
    guard case .bar = form else { return }
    clear()
    if let progress, progress.place > 0 {
      StandardError.write(line(progress).joined(separator: "  ") + "\n")
    }
  }

  private func isDue(_ progress: Progress) -> Bool {
    let wait = monotonicSeconds() - shownAt
    switch form {
    case .nothing: return false
    case .bar: return wait >= 0.1 && !progress.isLast
    case .lines:
      guard let places = progress.places, places > 0 else { return wait >= 10 }
      return progress.place * 20 / places != before * 20 / places
    }
  }

  private func head(_ progress: Progress) -> String {
    let count = "\(progress.place)\(progress.places.map { "/\($0)" } ?? "")"
    return placeName.isEmpty ? "\(count) \(unit)" : "\(placeName) \(count)"
  }

  /// The work, where the head does not count it.
  private func work(_ progress: Progress) -> String {
    placeName.isEmpty ? "" : "\(unit) \(progress.work)"
  }

  private func bar(_ progress: Progress) -> ProgressBar {
    let (speed, left) = pace(progress)
    return ProgressBar(
      head: head(progress), share: progress.share,
      parts: [
        .init(progress.note, importance: 1), .init(work(progress), importance: 0),
        .init(speed, importance: 2), .init(left, importance: 3),
      ])
  }

  private func line(_ progress: Progress) -> [String] {
    let (speed, left) = pace(progress)
    return [head(progress), progress.note, work(progress), speed, left].filter { !$0.isEmpty }
  }

  private func pace(_ progress: Progress) -> (speed: String, left: String) {
    guard let origin else { return ("", "") }
    let seconds = monotonicSeconds() - origin.seconds, fresh = progress.work - origin.work
    guard fresh > 0, seconds > 0 else { return ("", "") }
    let perSecond = Double(fresh) / seconds
    let rest = progress.workInAll.map { Double(max(0, $0 - progress.work)) / perSecond }
    let left = rest.map { "\(duration($0)) left" } ?? ""
    return (
      "\(rate(perSecond)) \(unit)/s", progress.isLast ? "in \(duration(seconds))" : left
    )
  }

  private mutating func show(_ bar: ProgressBar, _ glyphs: DisplayCapabilities.GlyphLevel) {
    let columns = terminalColumns()
    // What a narrower terminal has broken in two.
    let isBroken = openColumns.map { $0 != columns } ?? false
    if isBroken { clear() }
    openColumns = columns
    clearBarOnSignals()
    StandardError.write("\(bar.text(columns: columns, glyphs: glyphs))\u{1B}[K\r")
  }

  private mutating func clear() {
    guard openColumns != nil else { return }
    openColumns = nil
    StandardError.write("\u{1B}[J")
    leaveSignalsAlone()
  }
}

private func terminalColumns() -> Int {
  var size = winsize()
  let isKnown = ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0
  return isKnown ? Int(size.ws_col) : 80
}

/// Signals that end or stop a program while its bar stands.
private let endings = [SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGTSTP]

/// Takes the bar away before one of them does what it does.
private func clearBarOnSignals() {
  for ending in endings where !isIgnored(ending) { signal(ending, clearBar) }
}

private func leaveSignalsAlone() {
  for ending in endings where !isIgnored(ending) { signal(ending, SIG_DFL) }
}

/// Calls only what a handler may call.
private func clearBar(_ number: Int32) {
  let code = errno
  let clearing: StaticString = "\r\u{1B}[J"
  _ = write(STDERR_FILENO, clearing.utf8Start, clearing.utf8CodeUnitCount)
  signal(number, SIG_DFL)
  raise(number)
  errno = code
}
