import Experiments
import Runs

/// A tour under way. Any key hands over to the person, Esc goes on.
public struct Demo: Sendable {
  public enum Status: Hashable, Sendable { case playing, handedOver, ended }

  /// Where the tour was when somebody took over.
  struct Bookmark: Sendable {
    let sentence: Sentence
    let focus: Panel
  }

  public let script: DemoScript
  public internal(set) var status = Status.playing
  /// The step that comes next.
  public internal(set) var place = 0
  public internal(set) var caption = ""
  /// What was kept, by name.
  var kept: [String: Double] = [:]
  /// Checks that did not hold.
  public internal(set) var failed: [DemoCheck] = []
  var bookmark: Bookmark?
  /// The number of the newest alarm.
  var alarms = 0

  init(_ script: DemoScript) { self.script = script }

  /// How much of it is over, 0 … 1.
  public var share: Double { Double(place) / Double(script.steps.count) }

  /// Rows that captions take on a screen.
  public static func rows(onScreenOf rows: Int) -> Int { rows >= 20 ? 4 : rows >= 8 ? 2 : 0 }
}

extension DemoScript.Step {
  /// How long the tour rests after it, in seconds.
  public var rest: Double {
    switch self {
    case .say(let text): max(2.5, 0.32 * Double(text.split(separator: " ").count))
    case .press: 0.5
    case .type: 0.06
    case .wait, .keep, .check: 0
    case .pause(let seconds): seconds
    }
  }
}

extension State {
  /// Begins a tour.
  mutating func begin(_ script: DemoScript) -> [Effect] {
    demo = Demo(script)
    return restDemo(0)
  }

  private mutating func restDemo(_ seconds: Double) -> [Effect] {
    demo?.alarms += 1
    return demo.map { [.wake(.demo($0.alarms), afterSeconds: seconds)] } ?? []
  }

  /// How long a tour waits before it looks again whether a run has ended.
  private static let lookAgain = 0.1

  /// The time to take the next step has come.
  mutating func advanceDemo(_ alarm: Int) -> [Effect] {
    guard let demo, demo.status == .playing, alarm == demo.alarms else { return [] }
    guard demo.place < demo.script.steps.count else {
      self.demo?.status = .ended
      return []
    }
    let step = demo.script.steps[demo.place]
    if step == .wait, isRunActive || run?.isMeasured == false { return restDemo(Self.lookAgain) }
    self.demo?.place += 1
    var effects: [Effect] = []
    switch step {
    case .say(let text): self.demo?.caption = text
    case .press(let key): effects = strike(key)
    case .type(let scalar): effects = strike(.character(scalar))
    case .keep(let name, let quantity):
      let value = demoValue(quantity)
      self.demo?.kept[name] = value
    case .check(let check): if !check.holds(demoValue) { self.demo?.failed.append(check) }
    case .wait, .pause: break
    }
    return effects + restDemo(step.rest)
  }

  /// What a key of the person does while there is a tour.
  mutating func pressBesideDemo(_ key: Key) -> [Effect] {
    switch demo?.status {
    case .playing?:
      takeOverDemo()
      return key == .escape ? [] : strike(key)
    case .handedOver? where key == .escape && open == nil && message?.kind != .error:
      return goOnWithDemo()
    case .ended?:
      demo = nil
      return key == .escape ? [] : strike(key)
    case .handedOver?, nil: return strike(key)
    }
  }

  /// Somebody does something: a tour that plays waits from now on.
  mutating func takeOverDemo() {
    guard demo?.status == .playing else { return }
    demo?.status = .handedOver
    demo?.bookmark = Demo.Bookmark(sentence: sentence, focus: focus)
  }

  private mutating func goOnWithDemo() -> [Effect] {
    if let bookmark = demo?.bookmark {
      if bookmark.sentence != sentence { adopt(bookmark.sentence) }
      if !bookmark.focus.isLower { focus(on: bookmark.focus) }
    }
    demo?.status = .playing
    return restDemo(0)
  }

  private func demoValue(_ name: String) -> Double? {
    if let kept = demo?.kept[name] { return kept }
    switch name {
    case "nfe": return run?.records.last.map { Double($0.spent) }
    case "cells": return sweep.results.map { Double($0.cellsDone) }
    case "front": return sweep.standing.map { Double($0.front.count { $0 != .off }) }
    default: break
    }
    if let score = run?.scores?.first(where: { $0.statistic.name == name }) {
      return score.value.mean
    }
    guard let run, let place = run.outline.index(of: name) else { return nil }
    return run.records.last?.values[place]
  }
}
