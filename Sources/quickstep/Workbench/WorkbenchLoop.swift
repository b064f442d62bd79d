import Experiments
import Files
import Glibc
import Runs
import Screen
import Terminal
import Workbench

/// The workbench in a terminal: events become actions, states become frames, effects are done.
struct WorkbenchLoop {
  private let session: TerminalSession
  private let themes: Themes
  private let engine: RunEngine
  private let helper: BackgroundHelper
  /// `nil` where nothing is kept.
  private var books: Bookkeeper?
  private var state: State
  private var alarms: [(time: Double, alarm: Alarm)] = []
  private let demo: DemoScript?
  private var recording: DemoRecorder?
  private var isStale = true
  /// Whether somebody waits for the next frame.
  private var isUrgent = false
  /// Whether the terminal tells of its focus.
  private var isFocusTold = false
  /// The newest frame.
  private var frame: Frame?
  private var watch = RunWatch()
  /// For frames while a run reports; keys are answered at once.
  private var pace = FramePace(processors: Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))))

  init(_ families: Families, _ sentence: Sentence, _ settings: WorkbenchSettings) throws {
    themes = settings.themes
    demo = settings.demo
    recording = settings.recording
    let session = try TerminalSession(choices: settings.choices)
    self.session = session
    let folder = SavedChoiceFolder.own(for: families)
    let saved = folder?.read()
    let runner = SweepRunner(
      families, threads: settings.threads, folder: sweepFolder(),
      saved: saved?.choices ?? SavedChoices())
    engine = RunEngine(families: families, threads: settings.threads, sweeps: runner) {
      [waker = session.waker] in waker.wake()
    }
    helper = BackgroundHelper(families: families, saving: folder, presets: .own, sweeps: runner) {
      [waker = session.waker] in waker.wake()
    }
    books = settings.last.map { _ in
      Bookkeeper(HistoryDesk(families) { [waker = session.waker] in waker.wake() })
    }
    let last = settings.last
    let theme =
      settings.theme
      ?? last?.theme.flatMap {
        settings.themes.names.contains($0) ? $0 : nil
      }
    state = State(
      families, sentence, themes: themes.names, theme: themes.suited(to: nil),
      chosenTheme: theme,
      previewModes: PreviewModes(
        session.capabilities.display, chosen: settings.preview?.rawValue),
      saved: saved?.choices ?? SavedChoices(),
      problem: settings.configuration.note ?? saved.flatMap { $0.problems.note } ?? last?.problem
        ?? themes.note,
      focus: last?.focus ?? .model, offered: last?.killed,
      commands: settings.configuration.commands,
      starts: settings.configuration.defaults.openings(families),
      columns: session.size.columns, rows: session.size.rows)
  }

  /// Runs until somebody quits.
  /// - Returns: the status to exit with: 0, or 128 and the number of the signal that ended it.
  mutating func run() -> Int32 {
    defer { close() }
    if let status = send([.opened] + (demo.map { [.demoChosen($0)] } ?? [])) { return status }
    while true {
      if isStale, timeToPaint <= 0 { paint() }
      let events = session.nextEvents(timeoutMilliseconds: patience)
      if let status = send(events.flatMap { actions(of: $0) }) { return status }
      if let status = events.lazy.compactMap(\.exitStatus).first { return status }
      if let status = raiseAlarms() { return status }
    }
  }

  /// Gives the terminal back, then waits for what must be saved.
  private mutating func close() {
    session.close()
    engine.close()
    let events = engine.takeEvents()
    do { try recording?.write() } catch { StandardError.report("\(error)") }
    books?.close(events, state)
    for event in events {
      switch event {
      case .saved(let model, let step):
        StandardError.write("saved \(PrintableText(model).text), step \(step)\n")
      case .presetSaved(let path), .fileSaved(let path, _):
        StandardError.write("saved \(PrintableText(path).text)\n")
      case .failed(let reason): StandardError.report(reason)
      default: break
      }
    }
  }

  /// Seconds until the next frame may be painted.
  private var timeToPaint: Double {
    guard state.isRunActive, !isUrgent else { return 0 }
    return max(pace.delay(at: monotonicSeconds()), Double(session.frameDelay) / 1000)
  }

  /// What the terminal shows, with pictures as large as its link carries.
  private var display: DisplayCapabilities {
    var display = session.capabilities.display
    display.limitPictures(bytesPerSecond: session.bytesPerSecond)
    return display
  }

  private mutating func tellNews() {
    for news in watch.look(at: state, now: monotonicSeconds()) {
      switch news {
      case .progress(let percent): session.showProgress(percent)
      case .ended(let text): if !(pace.isSeen && isFocusTold) { session.notify(text) }
      }
    }
  }

  private var patience: Int? {
    let alarm = alarms.map { $0.time - monotonicSeconds() }.min()
    let note = books?.planDue.map { $0 - monotonicSeconds() }
    let times = [alarm, note, isStale ? timeToPaint : nil].compactMap { $0 }
    return times.min().map { Int(max(0, $0 * 1000).rounded(.up)) }
  }

  private mutating func paint() {
    let began = FramePace.clock
    let next = render(
      state, theme: themes[state.theme], display: display, after: frame)
    session.paint(next)
    frame = next
    isStale = false
    isUrgent = false
    pace.painted(since: began)
    tellNews()
  }

  private mutating func actions(of event: TerminalEvent) -> [Action] {
    switch event {
    case .key(let key):
      isUrgent = true
      recording?.add(key, at: monotonicSeconds())
      return [.keyPressed(key)]
    case .paste(let paste):
      recording?.add(pasted: paste.text, at: monotonicSeconds())
      return [.pasted(paste.text)]
    case .mouse(let mouse):
      guard let pointer = frame?.pointer(column: mouse.column, row: mouse.row) else { return [] }
      isUrgent = true
      return [.pointed(mouse.deed, pointer)]
    case .focused(let hasFocus):
      (pace.isSeen, isFocusTold) = (hasFocus, true)
      return []
    case .resized(let size): return [.resized(columns: size.columns, rows: size.rows)]
    case .capabilitiesChanged(let capabilities):
      let modes = PreviewModes(capabilities.display)
      return [
        .themeFound(themes.suited(to: capabilities.background)),
        .previewModesFound(usable: modes.usable, automatic: modes.automatic),
      ]
    case .woken:
      let events = engine.takeEvents()
      books?.record(events, of: state)
      return (events.isEmpty ? [] : [.runReported(events)]) + helper.takeAnswers()
        + (books?.takeAnswers() ?? [])
    case .terminate, .hungUp: return []
    }
  }

  private mutating func raiseAlarms() -> Int32? {
    let now = monotonicSeconds()
    books?.notePlan(of: state, now: now)
    let due = alarms.filter { $0.time <= now }
    alarms.removeAll { $0.time <= now }
    return send(due.map { .timePassed($0.alarm) })
  }

  /// Takes in what happened and does what follows from all of it.
  private mutating func send(_ actions: [Action]) -> Int32? {
    guard !actions.isEmpty else { return nil }
    isStale = true
    let before = state.sentence
    let effects = state.reduce(actions)
    books?.look(at: state, planBefore: before, now: monotonicSeconds())
    for effect in effects {
      if let status = perform(effect) { return status }
    }
    return nil
  }

  private mutating func perform(_ effect: Effect) -> Int32? {
    switch effect {
    case .start(let sentence, .running): engine.start(sentence)
    case .start(let sentence, .oneStep): engine.start(sentence, pace: .stepping(1))
    case .weigh(let sweep): helper.weigh(sweep)
    case .sweep(let sweep, let scope): engine.start(.sweep(sweep, scope))
    case .compare(let sentences): engine.start(.compare(sentences))
    case .pause: engine.pause()
    case .resume: engine.resume()
    case .stepOnce: engine.stepOnce()
    case .cancel: engine.cancel()
    case .computeField(let field): helper.compute(field)
    case .inspectModel(let family, let choice): helper.inspectModel(choice, of: family)
    case .readSentence(let family, let path): helper.readSentence(path, of: family)
    case .listFolder(let folder): helper.listFolder(folder)
    case .save(let choices): helper.keep(.save(choices))
    case .delete(let choice): helper.keep(.delete(choice))
    case .rename(let old, let new): helper.keep(.rename(old, to: new))
    case .write(let path, let form, let meeting):
      if let run = state.run {
        helper.write(
          RunWriting(
            run: run, line: state.families.runLine(run.sentence), shown: state.shownPreview.preview,
            path: path, form: form, meeting: meeting))
      }
    case .copy(let text): session.copy(text)
    case .readPlan(let path): helper.readPlan(.file(path))
    case .listPresets: helper.listPresets()
    case .readPreset(let name): helper.readPlan(.preset(name))
    case .history(let question): books?.ask(question)
    case .wake(let alarm, let seconds):
      alarms.append((monotonicSeconds() + seconds, alarm))
    case .repaint: session.repaint()
    case .suspend: session.suspend()
    case .quit: return 0
    }
    return nil
  }
}

extension TerminalEvent {
  /// The status to exit with; `nil` where the program goes on.
  var exitStatus: Int32? {
    switch self {
    case .terminate(let signal): 128 + signal
    case .hungUp: 128 + 1
    case .key, .paste, .mouse, .focused, .resized, .capabilitiesChanged, .woken: nil
    }
  }
}

extension PreviewModes {
  /// The ways to show pictures on a display.
  init(_ display: DisplayCapabilities, chosen: String? = nil) {
    self.init(
      usable: PictureMode.allCases.filter { $0.obstacle(on: display) == nil }.map(\.rawValue),
      automatic: PictureMode.best(for: display).rawValue, chosen: chosen)
  }
}
