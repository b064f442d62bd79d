import Experiments

/// The values of an axis, being typed or picked.
public struct AxisDraft: Equatable, Sendable {
  public let side: AxisSide
  /// What it moves: `solver`, `solver.order`, `solver@grid`.
  public let name: String
  /// The axis whose rows these values are to join, one by one.
  public let partner: SweepAxis?
  /// What can be picked; empty for what is typed.
  public let options: [ChoiceOption]
  public internal(set) var input: TextInput
  /// Among the options, at first the first that is picked; `nil` while the line has the keys.
  public internal(set) var selected: Int?

  init(
    _ side: AxisSide, _ name: String, _ text: String, options: [ChoiceOption],
    joining partner: SweepAxis? = nil
  ) {
    self.side = side
    self.name = name
    self.options = options
    self.partner = partner
    input = TextInput(text, limit: 4096)
    selected = options.firstIndex(where: isPicked)
  }

  /// The values between commas.
  public var values: [String] {
    (try? AxisGrammar.axis(name, input.text))?.rows.map { $0.joined(separator: "@") } ?? []
  }

  /// `solver@grid`: all that moves.
  public var title: String { partner.map { "\($0.name)@\(name)" } ?? name }

  /// The rows of both, as far as there are values: `euler @ karras`; empty without a partner.
  public var joinedRows: [String] {
    guard let partner else { return [] }
    let values = values
    return partner.rows.indices.map { row in
      let value = values.indices.contains(row) ? values[row] : "?"
      return (partner.rows[row] + [value]).joined(separator: " @ ")
    }
  }

  /// The axis that they make; as many rows as values.
  /// - Throws: `SweepError`.
  func axis() throws(SweepError) -> SweepAxis? {
    let text = input.text.filter { $0 != " " }
    guard !text.isEmpty else { return partner }
    let axis = try AxisGrammar.axis(name, text)
    guard let partner else { return axis }
    return SweepAxis(
      partner.places + axis.places, zip(partner.rows, axis.rows).map { $0 + $1 })
  }

  /// What keeps the values from joining the partner's.
  var unevenness: String? {
    guard let partner, !input.text.isEmpty, values.count != partner.rows.count else { return nil }
    return "\(partner.name) has \(partner.rows.count) values and \(name) \(values.count): "
      + "each needs one to go with."
  }

  /// Whether an option is among the values.
  public func isPicked(_ option: ChoiceOption) -> Bool { values.contains(option.value) }

  mutating func toggle(_ index: Int) {
    let value = options[index].value
    var values = input.text.isEmpty ? [] : self.values
    // Beside a partner one value may stand in many rows.
    if let partner, values.count < partner.rows.count {
      values.append(value)
    } else if let place = values.lastIndex(of: value) {
      values.remove(at: place)
    } else if partner == nil {
      values.append(value)
    }
    input = TextInput(values.joined(separator: ","), limit: 4096)
  }
}

extension State {
  /// Opens the values of an axis through the place that the cursor stands on.
  mutating func openAxis(_ side: AxisSide) -> [Effect] {
    showLines()
    guard let place = axisPlace else { return [] }
    let old = sweep.axes[side]
    if let old, old.places.count > 1, old.places.contains(place) {
      open = .axis(AxisDraft(side, old.name, old.values, options: []))
      return []
    }
    let options = options(of: place) ?? []
    let text =
      old?.name == place.text
      ? old?.values ?? "" : usualValues(of: place)
    open = .axis(AxisDraft(side, place.text, text, options: options))
    return []
  }

  /// Opens the values of the place that the cursor stands on, to join an axis row by row.
  mutating func coupleAxis(_ side: AxisSide) -> [Effect] {
    showLines()
    guard let place = axisPlace, let old = sweep.axes[side] else { return [] }
    let options = options(of: place) ?? []
    guard let index = old.places.firstIndex(of: place) else {
      open = .axis(AxisDraft(side, place.text, "", options: options, joining: old))
      return []
    }
    func without(_ row: [String]) -> [String] {
      row.enumerated().filter { $0.offset != index }.map(\.element)
    }
    let partner = SweepAxis(
      old.places.filter { $0 != place }, old.rows.map(without))
    let text = old.rows.map { $0[index] }.joined(separator: ",")
    open = .axis(AxisDraft(side, place.text, text, options: options, joining: partner))
    return []
  }

  /// Why the value that the cursor stands on cannot join an axis.
  func couplingObstacle(_ side: AxisSide) -> String? {
    guard let place = axisPlace else { return "only on a value" }
    guard let axis = sweep.axes[side] else { return "no axis \(side.rawValue) yet" }
    return axis.places == [place] ? "this value is the axis; go to another" : nil
  }

  /// The place that the cursor stands on, of a list the word that it chooses.
  var axisPlace: Place? {
    switch cursor {
    case .place(let place): place.element == nil ? place : nil
    case .option: focus.role.flatMap(family.listWord).map { Place($0.key) }
    case nil:
      // Of a closed list, the word that it chooses.
      focus.role.flatMap { role in
        (family.listWord(role) ?? family.rankedWords.first { $0.home == role }).map {
          Place($0.key)
        }
      }
    }
  }

  /// Values around the present one.
  func usualValues(of place: Place) -> String {
    guard let setting = sentence[place.word], let word = word(place) else { return "" }
    if let knob = knob(place), let value = setting.choice?.value(knob) {
      return knob.valuesAround(value)
    }
    switch (word.form, setting) {
    case (.value(let knob), .value(let value)):
      if case .label = knob.kind {
        return (options(of: place) ?? []).prefix(Self.mostUsual).map(\.value)
          .joined(separator: ",")
      }
      return knob.valuesAround(value)
    default:
      let all = options(of: place) ?? []
      let present = setting.choice?.name ?? ""
      let group = all.first { $0.value == present }?.group
      let together = all.filter { $0.group == group && $0.value != Choice.automatic.name }
      var names = together.prefix(Self.mostUsual).map(\.value)
      if !names.contains(present), !present.isEmpty { names.insert(present, at: 0) }
      return names.joined(separator: ",")
    }
  }

  private static let mostUsual = 12

  mutating func pressInAxis(_ draft: AxisDraft, _ key: Key) -> KeyFate {
    var draft = draft
    switch key {
    case .enter: return .taken(finishAxis(draft))
    case .escape: return .passedOn
    case .down, .up:
      guard !draft.options.isEmpty else { return .taken([]) }
      let next = (draft.selected ?? -1) + (key == .down ? 1 : -1)
      draft.selected = next < 0 ? nil : min(next, draft.options.count - 1)
    case .character(" "):
      guard let selected = draft.selected else { return .taken([]) }
      draft.toggle(selected)
    default:
      draft.selected = nil
      _ = draft.input.take(key)
    }
    open = .axis(draft)
    return .taken([])
  }

  private mutating func finishAxis(_ draft: AxisDraft) -> [Effect] {
    do {
      if let unevenness = draft.unevenness {
        complain(unevenness)
        return []
      }
      guard let axis = try draft.axis() else {
        open = nil
        sweep.axes[draft.side] = nil
        return axesChanged()
      }
      try check(axis)
      open = nil
      for side in AxisSide.allCases
      where sweep.axes[side]?.places.contains(where: axis.places.contains) == true {
        sweep.axes[side] = nil
      }
      sweep.axes[draft.side] = axis
      return axesChanged()
    } catch {
      complain("\(error)")
      return []
    }
  }

  /// - Throws: which of its values no place takes.
  func check(_ axis: SweepAxis) throws(SweepError) {
    try Sweep(sentence, [axis]).checkAxes(among: families, saved: saved)
  }
}

extension SweepAxis {
  /// The rows as `AxisGrammar` reads them.
  fileprivate var values: String { rows.indices.map(text).joined(separator: ",") }
}

extension Knob {
  /// Values on both sides of one, as an axis takes them.
  fileprivate func valuesAround(_ value: KnobValue) -> String {
    switch (kind, value) {
    case (.choice, _): return (words ?? []).joined(separator: ",")
    case (.integer(let range), .integer(let number)):
      let step = max(1, number / 5)
      let low = max(range.lowerBound, number - 3 * step),
        high = min(range.upperBound, number + 3 * step)
      return step == 1 ? "\(low)..\(high)" : "\(low)..\(high):\(step)"
    default:
      var values = [value]
      for _ in 0..<3 { values.insert(moved(values[0], by: -1), at: 0) }
      for _ in 0..<3 { values.append(moved(values[values.count - 1], by: 1)) }
      var texts: [String] = []
      for value in values where value != .automatic && !texts.contains(value.text) {
        texts.append(value.text)
      }
      return texts.joined(separator: ",")
    }
  }
}
