import CNcurses
import CTermGuard
import Glibc
import Screen

/// ncurses as what it is here for: it compares the screen that is wanted with the one that is
/// there, and tells the bytes that lead from one to the other.
///
/// ncurses writes to a file in memory. So the bytes can be counted, joined with a picture's to one
/// write, and held back when the terminal is slow, where ncurses itself would spin. ncurses keeps
/// its state in globals: one screen at a time, on one thread.
final class CursesScreen {
  let terminalType: String
  private let memory: UnsafeMutablePointer<FILE>
  private let input: UnsafeMutablePointer<FILE>
  private let screen: OpaquePointer

  init(terminalType: String) throws(TerminalError) {
    guard !terminalType.isEmpty else { throw .noTerminalType }
    try Self.checkFileLimit()
    let descriptor = ctg_memory_file()
    guard descriptor >= 0 else { throw .systemCall("memfd_create", code: errno) }
    guard let memory = fdopen(descriptor, "w"), let input = fopen("/dev/null", "r") else {
      throw .systemCall("fdopen", code: errno)
    }
    self.terminalType = terminalType
    self.memory = memory
    self.input = input
    // The size is told by `resize`; what the environment says may be anything.
    for name in ["LINES", "COLUMNS"] { unsetenv(name) }
    guard let screen = newterm(terminalType, memory, input) else {
      fclose(memory)
      fclose(input)
      throw .unknownTerminalType(terminalType)
    }
    self.screen = screen
    guard terminfo("cup") != nil else { throw .noCursorAddressing(terminalType) }
    start_color()
    // -1 is the terminal's own colour from here on, also where it cannot be returned to.
    if use_default_colors() != OK { assume_default_colors(7, 0) }
    typeahead(-1)
    nonl()
    curs_set(0)
    leaveok(qsc_screen(), true)
    // Characters that are moved would take a picture's pixels with them.
    idcok(qsc_screen(), false)
  }

  /// What paints the largest window completely has room in this many bytes.
  private static let largestFrame = 16 << 20

  private static func checkFileLimit() throws(TerminalError) {
    var limit = rlimit()
    guard getrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit) == 0,
      limit.rlim_cur < rlim_t(largestFrame)
    else { return }
    throw .fileLimit(Int(limit.rlim_cur))
  }

  deinit {
    endwin()
    delscreen(screen)
    fclose(memory)
    fclose(input)
  }

  /// The number of colours in the terminal's description.
  var colors: Int { Int(qsc_colors()) }

  /// The string `name` of the terminal's description, without its padding (`$<…>`).
  func terminfo(_ name: String) -> [UInt8]? {
    guard let value = qsc_terminfo(name) else { return nil }
    var bytes = Array(String(cString: value).utf8)
    while let start = bytes.indices.dropLast().first(where: { bytes[$0...].starts(with: "$<".utf8) }
    ),
      let end = bytes[start...].firstIndex(of: UInt8(ascii: ">"))
    {
      bytes.removeSubrange(start...end)
    }
    return bytes
  }

  func resize(_ size: Size) {
    resize_term(Int32(max(1, size.rows)), Int32(max(1, size.columns)))
  }

  /// Writes the cells to the right of (column, row), on this screen only.
  func put(_ cells: [cchar_t], column: Int, row: Int) {
    _ = cells.withUnsafeBufferPointer {
      mvwadd_wchnstr(qsc_screen(), Int32(row), Int32(column), $0.baseAddress, Int32($0.count))
    }
  }

  /// Makes the next `difference` assume nothing about the terminal.
  func distrust() { clearok(qsc_physical_screen(), true) }

  func clear() { werase(qsc_screen()) }

  /// Lets ncurses find how the terminal gets to look like this screen.
  func compare() {
    wnoutrefresh(qsc_screen())
    doupdate()
  }

  /// What makes the terminal look like this screen.
  func difference() -> [UInt8] {
    compare()
    return taken()
  }

  /// What makes the whole screen the scroll region. ncurses sets the one of the size that the
  /// terminal's description has, and a picture that reaches below that would scroll it.
  func wholeScrollRegion() -> [UInt8] {
    terminfo("csr") == nil ? [] : Array("\u{1B}7\u{1B}[r\u{1B}8".utf8)
  }

  /// What gives the terminal back; the next `difference` takes it again.
  func leaving() -> [UInt8] {
    endwin()
    return taken()
  }

  private func taken() -> [UInt8] {
    let descriptor = fileno(memory)
    let length = Int(lseek(descriptor, 0, SEEK_CUR))
    lseek(descriptor, 0, SEEK_SET)
    return [UInt8](unsafeUninitializedCapacity: max(0, length)) { buffer, count in
      count = max(0, pread(descriptor, buffer.baseAddress, max(0, length), 0))
    }
  }
}
