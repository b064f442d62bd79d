import Experiments

/// Something about a theme that eyes would stumble over.
public enum ThemeProblem: Hashable, Sendable {
  /// The theme does not say how to paint the role.
  case unnamed(Role)
  /// The role's contrast with its ground is below what it needs.
  case lowContrast(Role, ratio: Double, needed: Double)
  /// Two roles that mean different things are painted the same.
  case same(Role, Role)
  /// Two roles that mean different things can hardly be told apart by colour.
  case alike(Role, Role, ColorVision)
}

extension Theme {
  /// Everything wrong with the theme; empty for a good one.
  ///
  /// Every role is named; text has a contrast of 4.5:1 (7:1 where the theme promises high
  /// contrast), shapes 3:1, and what recedes 1.5:1 (3:1); roles that appear together and mean
  /// different things differ; and where the theme promises to be safe for colour-blind eyes they
  /// differ by colour in full vision, protanopia and deuteranopia.
  public func problems() -> [ThemeProblem] {
    unnamedRoles.map { .unnamed($0) } + contrastProblems() + likenessProblems()
  }

  /// Roles that appear together, in groups: each must differ from the others of its group.
  private static let groups: [[Role]] = [
    [.running, .good, .warning, .error], [.plotLine, .plotOther, .exact], [.point, .exact],
    [.border, .borderFocus], [.text, .selection, .selectionIdle], [.title, .titleFocus],
    [.text, .dim], [.text, .disabled], [.key, .keyHint], [.text, .match], [.field, .cursor],
  ]

  /// The groups whose members have the same shape on the screen, so that colour must tell.
  private static let colorGroups = groups.prefix(3)

  /// The Oklab distance that still tells two colours of text apart at a glance; steps of 0.02 are
  /// just visible side by side.
  private static let plainDistance = 0.08

  private func contrastProblems() -> [ThemeProblem] {
    let isStrong = promises.contains(.highContrast)
    return Role.allCases.compactMap { role in
      let needed =
        switch role.declaration.kind {
        case .text: isStrong ? 7.0 : 4.5
        case .shape: isStrong ? 4.5 : 3.0
        case .faint: isStrong ? 3.0 : 1.5
        }
      let (ink, ground) = colors(of: role)
      let ratio = contrast(ink, ground)
      return ratio < needed ? .lowContrast(role, ratio: ratio, needed: needed) : nil
    }
  }

  private func likenessProblems() -> [ThemeProblem] {
    let same = Self.pairs(Self.groups).filter { style($0) == style($1) }
    let alike: [ThemeProblem] =
      promises.contains(.colorBlindSafe)
      ? ColorVision.allCases.flatMap { vision in
        Self.pairs(Self.colorGroups).filter { a, b in
          let (x, y) = (vision.seen(colors(of: a).ink), vision.seen(colors(of: b).ink))
          return Oklab(x).distance(to: Oklab(y)) < Self.plainDistance
        }.map { .alike($0, $1, vision) }
      } : []
    return same.map { .same($0, $1) } + alike
  }

  private static func pairs(_ groups: some Sequence<[Role]>) -> [(Role, Role)] {
    groups.flatMap { group in
      group.indices.flatMap { i in group[(i + 1)...].map { (group[i], $0) } }
    }
  }

  /// The two colours that meet the eye; `dim` is taken to mix a third of the ground into the ink.
  private func colors(of role: Role) -> (ink: RGB, ground: RGB) {
    let style = style(role)
    var ink = style.foreground ?? assumedForeground
    var ground = style.background ?? assumedBackground
    if style.attributes.contains(.reverse) { swap(&ink, &ground) }
    guard style.attributes.contains(.dim) else { return (ink, ground) }
    func mixed(_ a: UInt8, _ b: UInt8) -> UInt8 { UInt8((Int(a) * 2 + Int(b)) / 3) }
    let faded = RGB(
      mixed(ink.red, ground.red), mixed(ink.green, ground.green), mixed(ink.blue, ground.blue))
    return (faded, ground)
  }
}

extension Theme {
  /// Which role can hardly be read, the worst of them, in one sentence; `nil` where all can.
  public var contrastNote: String? {
    let low = problems().compactMap { problem -> (role: Role, ratio: Double, needed: Double)? in
      if case .lowContrast(let role, let ratio, let needed) = problem {
        (role, ratio, needed)
      } else {
        nil
      }
    }
    guard let worst = low.min(by: { $0.ratio / $0.needed < $1.ratio / $1.needed }) else {
      return nil
    }
    let more = low.count > 1 ? " So can \(low.count - 1) more." : ""
    return
      "\(worst.role.rawValue) (\(worst.role.declaration.paints)) can hardly be read: its contrast is "
      + "\(format(worst.ratio)):1, and \(format(worst.needed)):1 is needed. Make it lighter or darker."
      + more
  }
}
