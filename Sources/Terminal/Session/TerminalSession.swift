import Glibc
import Screen

/// The terminal while the workbench has it: frames out, events in.
///
/// A session belongs to the thread that made it, and a process has one at a time. Only `waker`
/// may be used elsewhere. The terminal is given back by `close`, by the session's end, when the
/// process exits, when it stops, and when it crashes.
public final class TerminalSession {
  public private(set) var capabilities: Capabilities
  public let waker: Waker
  /// The terminal's size.
  public var size: Size { window.size }
  /// Bytes that the terminal has taken so far.
  public var bytesWritten: Int { output.bytesWritten }

  private let choices: Capabilities.Choices
  private let surroundings: Surroundings
  private let painter: Painter
  private let signals: SignalPipe
  private var takeover: Takeover
  private let messages: MessageLog?
  private var input: TerminalInput
  private var output: TerminalOutput
  private var window: Window
  private var interview: Interview
  private var link = LinkMeter()
  private var lastFrame: Frame?
  /// Whether `lastFrame` waits for the terminal to take what was sent before.
  private var isFrameDeferred = false
  private var isHangUpReported = false
  private var isOpen = true
  /// Whether the terminal is ours now, and not the shell's.
  private var isTaken = false

  /// Takes the terminal of standard input and output.
  public init(choices: Capabilities.Choices = .init()) throws(TerminalError) {
    guard isatty(STDIN_FILENO) == 1 else { throw .notATerminal(.input) }
    guard isatty(STDOUT_FILENO) == 1 else { throw .notATerminal(.output) }
    var surroundings = Surroundings(
      environment: Surroundings.processEnvironment(), describedColors: 0)
    var choices = choices
    let wantsUnicode = choices.glyphs.map { $0 > .ascii } ?? surroundings.isUTF8
    if wantsUnicode, !Locale.useUTF8() { choices.glyphs = .ascii }

    waker = try Waker()
    output = try TerminalOutput(terminal: STDOUT_FILENO)
    // Before ncurses, which leaves alone the handlers that it finds.
    signals = try SignalPipe(terminal: STDIN_FILENO)
    let screen = try CursesScreen(terminalType: surroundings.terminalType)
    window = Window(of: STDOUT_FILENO)
    surroundings.describedColors = screen.colors
    capabilities = Capabilities(surroundings: surroundings, window: window, choices: choices)
    takeover = try Takeover(
      input: STDIN_FILENO, output: output.descriptor, screen: screen,
      features: capabilities.features)
    painter = Painter(screen: screen, capabilities: capabilities, size: window.size)
    input = TerminalInput(
      descriptor: STDIN_FILENO, sequences: KeySequences(terminfo: screen.terminfo))
    interview = Interview(surroundings)
    messages = MessageLog(stateDirectory: surroundings.stateDirectory)
    self.choices = choices
    self.surroundings = surroundings
    send(try takeover.begin() + takeover.switchingOn)
    isTaken = true
  }

  deinit { close() }

  /// Whether the terminal may still tell what it can do. It is asked once a frame was painted.
  public var isAsking: Bool { interview.isUnasked || interview.deadline != nil }

  /// Whether an answer may come that is too late to count.
  public var isAnswerDue: Bool { interview.isAnswerDue(now: monotonicMilliseconds()) }

  /// What the terminal is asked, what it answered, and what follows.
  public var account: Interview { interview }

  /// Shows the frame. If the terminal is still busy with an earlier one, the newest frame is shown
  /// once it has taken that, and those between are skipped.
  public func paint(_ frame: Frame) {
    guard isOpen else { return }
    lastFrame = frame
    guard isTaken else { return }
    isFrameDeferred = output.isWaiting
    if !isFrameDeferred { sendFrame(painter.paint(frame)) }
  }

  /// How fast the terminal takes what it is sent, in bytes a second.
  public var bytesPerSecond: Double { link.bytesPerSecond }

  /// Milliseconds until a frame may go that nobody waits for. It may end sooner, with an answer.
  public var frameDelay: Int { link.delay(now: monotonicMilliseconds()) }

  private func sendFrame(_ bytes: [UInt8]) {
    let isAnswering = interview.findings.level != nil
    let isAsked = isAnswering && link.send(bytes.count, now: monotonicMilliseconds())
    send(isAsked ? bytes + LinkMeter.question : bytes)
  }

  /// Paints every cell and picture of the last frame anew.
  public func repaint() {
    painter.invalidate()
    if let lastFrame { paint(lastFrame) }
  }

  /// Waits for events, at most so long (`nil`: for ever), and returns those that came; none if the
  /// time is up, or sooner if nothing came of what did.
  public func nextEvents(timeoutMilliseconds: Int? = nil) -> [TerminalEvent] {
    guard isOpen else { return [] }
    // The first frame goes before the questions.
    if interview.isUnasked, lastFrame != nil {
      send(interview.begin(now: monotonicMilliseconds()))
    }
    let deadlines = [
      timeoutMilliseconds.map { monotonicMilliseconds() + $0 }, input.deadline, interview.deadline,
    ]
    let ready = wait(until: deadlines.compactMap { $0 }.min())

    var events: [TerminalEvent] = []
    if ready.output { continueOutput() }
    if ready.signals { events += signals.read().flatMap(handleSignal) }
    if ready.input { events += readInput() }
    if ready.waker {
      waker.reset()
      events.append(.woken)
    }
    link.expire(now: monotonicMilliseconds())
    let isAnswerDue = link.isAwaited || interview.isAnswerDue(now: monotonicMilliseconds())
    events += input.expire(isAnswerDue: isAnswerDue).flatMap(handleInput)
    if let deadline = interview.deadline, monotonicMilliseconds() >= deadline {
      interview.giveUp()
      events += updateCapabilities()
    }
    if ready.hangUp || input.isEnded || output.isBroken { events += hangUp() }
    return events
  }

  /// Stops the program as ^Z does; returns when it is continued and the screen is back.
  public func suspend() {
    guard isOpen else { return }
    give()
    let isToEnd = signals.stop()
    if !isToEnd { resume() }
  }

  /// Gives the terminal back. Nothing happens after that.
  public func close() {
    guard isOpen else { return }
    swallowAnswers()
    isOpen = false
    give()
    takeover.close()
    signals.close()
    messages?.close()
  }

  /// Asks the terminal to keep a text in its clipboard (xterm's OSC 52); many do not, none answers.
  public func copy(_ text: String) {
    guard isOpen, isTaken else { return }
    send(Array("\u{1B}]52;c;\(Base64.text(Array(text.utf8)))\u{7}".utf8))
  }

  /// Calls somebody who looks elsewhere, where that is wanted.
  public func notify(_ text: String) {
    guard isOpen, isTaken, capabilities.features.contains(.notify) else { return }
    send(capabilities.notification.sequence(text))
  }

  /// Shows how far a run is, where the terminal can.
  /// - Parameter percent: 0 to 100; `nil` for none.
  public func showProgress(_ percent: Int?) {
    guard isOpen, isTaken, capabilities.features.contains(.progress) else { return }
    send(Array("\u{1B}]9;4;\(percent.map { "1;\($0)" } ?? "0")\u{1B}\\".utf8))
  }

  private func send(_ bytes: [UInt8]) {
    output.append(bytes)
    output.flush()
  }

  private func give() {
    guard isTaken else { return }
    isTaken = false
    output.finish(takeover.farewell + painter.leaving(), milliseconds: 300)
    takeover.end()
  }

  /// Takes the terminal, which may look and be set in any way.
  private func resume() {
    guard let bytes = try? takeover.begin() else { return }
    isTaken = true
    _ = painter.leaving()
    send(bytes)
    window = Window(of: output.descriptor)
    painter.resize(size)
    if let lastFrame { paint(lastFrame) }
    send(takeover.switchingOn)
  }

  /// How long the end of the program waits for the answer to the last frame, in milliseconds.
  private static let lastWay = 300

  /// Waits for answers that are on their way, which the shell would take for typing.
  private func swallowAnswers() {
    let begin = monotonicMilliseconds()
    while let deadline = interview.deadline ?? (link.isAwaited ? begin + Self.lastWay : nil),
      !input.isEnded, monotonicMilliseconds() < deadline
    {
      let ready = wait(until: deadline)
      if ready.output { output.flush() }
      if ready.input { _ = readInput() }
      if ready.hangUp { return }
    }
  }
}

// Waiting, and what came.
extension TerminalSession {
  private struct Ready {
    var input = false, output = false, signals = false, waker = false, hangUp = false
  }

  private func wait(until deadline: Int?) -> Ready {
    func file(_ descriptor: Int32, _ events: Int32, _ isAwaited: Bool = true) -> pollfd {
      pollfd(fd: isAwaited ? descriptor : -1, events: Int16(events), revents: 0)
    }
    var files = [
      file(input.descriptor, POLLIN, !input.isEnded),
      file(output.descriptor, POLLOUT, output.isWaiting),
      file(signals.descriptor, POLLIN),
      file(waker.descriptor, POLLIN),
    ]
    let timeout = deadline.map { Int32(clamping: max(0, $0 - monotonicMilliseconds())) } ?? -1
    guard poll(&files, nfds_t(files.count), timeout) > 0 else { return Ready() }
    return Ready(
      input: files[0].revents & Int16(POLLIN) != 0, output: files[1].revents != 0,
      signals: files[2].revents != 0, waker: files[3].revents != 0,
      hangUp: files[0].revents & Int16(POLLHUP | POLLERR | POLLNVAL) != 0)
  }

  private func continueOutput() {
    output.flush()
    if isFrameDeferred, let lastFrame { paint(lastFrame) }
  }

  private func handleSignal(_ signal: Int32) -> [TerminalEvent] {
    switch signal {
    case SIGWINCH: return resize()
    case SIGTSTP, SIGTTIN, SIGTTOU:
      let before = size
      suspend()
      return size == before ? [] : [.resized(size)]
    case SIGCONT:
      let before = size
      resume()
      return size == before ? [] : [.resized(size)]
    case SIGHUP: return hangUp()
    default: return [.terminate(signal: signal)]
    }
  }

  private func hangUp() -> [TerminalEvent] {
    input.end()
    defer { isHangUpReported = true }
    return isHangUpReported ? [] : [.hungUp]
  }

  private func resize() -> [TerminalEvent] {
    let before = window
    window = Window(of: output.descriptor)
    var events: [TerminalEvent] = []
    if window.cellPixels != before.cellPixels {
      send(interview.askCellPixels(now: monotonicMilliseconds()))
      events += updateCapabilities()
    }
    if window.size != before.size {
      painter.resize(size)
      events.append(.resized(size))
    }
    return events
  }

  private func readInput() -> [TerminalEvent] {
    input.read().flatMap(handleInput)
  }

  private func handleInput(_ input: Input) -> [TerminalEvent] {
    switch input {
    case .key(let key): return [.key(key)]
    case .paste(let paste): return [.paste(paste)]
    case .mouse(let mouse): return [.mouse(mouse)]
    case .focus(let hasFocus): return [.focused(hasFocus)]
    case .reply(.ready, _):
      link.answer(now: monotonicMilliseconds())
      return []
    case .reply(let reply, let bytes):
      send(interview.hear(reply, bytes: bytes, now: monotonicMilliseconds()))
      return interview.deadline == nil ? updateCapabilities() : []
    }
  }

  private func updateCapabilities() -> [TerminalEvent] {
    let updated = Capabilities(
      surroundings: surroundings, window: window, findings: interview.findings, choices: choices)
    guard updated != capabilities else { return [] }
    let before = capabilities
    capabilities = updated
    painter.adapt(to: updated)
    send(takeover.use(updated.features, insteadOf: before.features))
    return [.capabilitiesChanged(updated)]
  }
}
