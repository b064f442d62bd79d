import Experiments

extension Theme {
  /// Makes the theme called `name` out of written ones, looking up what it inherits.
  ///
  /// - Parameter sources: every theme there is; of two with one name the later counts, so that a
  ///   user's own theme can replace one that comes with the program.
  /// - Throws: ``ThemeError``, at the first thing that is wrong.
  public init(named name: String, among sources: [ThemeSource]) throws(ThemeError) {
    let lineage = try Self.lineage(of: name, among: sources)
    var palette: [String: RGB] = [:]
    for source in lineage {
      for (entry, value) in source.palette.sorted(by: { $0.key < $1.key }) {
        guard !RoleWord.reserved.contains(entry) else {
          throw .reservedPaletteName(theme: source.name, name: entry)
        }
        palette[entry] = try Self.color(value, entry: entry, theme: source.name)
      }
    }
    var styles: [Role: Style] = [:]
    var foreground = RGB(229, 229, 229)
    var background = RGB(0, 0, 0)
    for source in lineage {
      for (entry, value) in source.roles.sorted(by: { $0.key < $1.key }) {
        guard let role = Role(rawValue: entry) else {
          let nearest = suggestion(for: entry, among: Role.allCases.map(\.rawValue))
          throw .unknownRole(theme: source.name, role: entry, nearest: nearest)
        }
        styles[role] = try Self.style(value, role: entry, theme: source.name, palette: palette)
      }
      if let text = source.foreground {
        foreground = try Self.color(text, entry: "foreground", theme: source.name)
      }
      if let text = source.background {
        background = try Self.color(text, entry: "background", theme: source.name)
      }
    }
    self.init(
      name: name, assumedForeground: foreground, assumedBackground: background,
      promises: try Self.promises(of: lineage[lineage.count - 1]), styles: styles)
  }

  /// The theme and its ancestors, the eldest first.
  private static func lineage(
    of name: String, among sources: [ThemeSource]
  ) throws(ThemeError) -> [ThemeSource] {
    var lineage: [ThemeSource] = []
    var next: String? = name
    while let wanted = next {
      let names = lineage.map(\.name)
      guard !names.contains(wanted) else { throw .cyclicInheritance(names: names + [wanted]) }
      guard let source = sources.last(where: { $0.name == wanted }) else {
        throw .unknownTheme(
          name: wanted, nearest: suggestion(for: wanted, among: sources.map(\.name)))
      }
      lineage.append(source)
      next = source.inherits
    }
    return lineage.reversed()
  }

  private static func promises(
    of source: ThemeSource
  ) throws(ThemeError) -> Set<ThemePromise> {
    var promises: Set<ThemePromise> = []
    for text in source.promises {
      guard let promise = ThemePromise(rawValue: text) else {
        throw .unknownPromise(theme: source.name, promise: text)
      }
      promises.insert(promise)
    }
    return promises
  }

  private static func color(
    _ text: String, entry: String, theme: String
  ) throws(ThemeError) -> RGB {
    guard let color = RGB(hex: text) else {
      throw .malformedColor(theme: theme, entry: entry, value: text)
    }
    return color
  }

  private static func style(
    _ text: String, role: String, theme: String, palette: [String: RGB]
  ) throws(ThemeError) -> Style {
    var style = Style.plain
    var target: WritableKeyPath<Style, RGB?>? = \.foreground
    var isGroundPending = false
    for word in text.split(whereSeparator: { $0 == " " || $0 == "\t" }).map(String.init) {
      switch RoleWord(word, palette: palette) {
      case .attribute(let attribute) where !isGroundPending:
        style.attributes.insert(attribute)
      case .ground where !isGroundPending:
        target = \.background
        isGroundPending = true
      case .color(let color):
        guard let place = target else {
          throw .misplacedWord(theme: theme, role: role, word: word)
        }
        style[keyPath: place] = color
        target = nil
        isGroundPending = false
      case .attribute, .ground:
        throw .misplacedWord(theme: theme, role: role, word: word)
      case .unknown where word.hasPrefix("#"):
        throw .malformedColor(theme: theme, entry: role, value: word)
      case .unknown:
        let known = palette.keys.sorted() + RoleWord.reserved
        throw .unknownColor(
          theme: theme, role: role, word: word, nearest: suggestion(for: word, among: known))
      }
    }
    guard !isGroundPending else { throw .misplacedWord(theme: theme, role: role, word: "on") }
    return style
  }
}

/// One word of a role's value.
private enum RoleWord {
  case color(RGB?)
  case ground
  case attribute(Style.Attributes)
  case unknown

  static let attributes: KeyValuePairs<String, Style.Attributes> = [
    "bold": .bold, "dim": .dim, "italic": .italic, "underline": .underline, "reverse": .reverse,
  ]
  static let reserved = ["on", "default"] + attributes.map(\.key)

  init(_ word: String, palette: [String: RGB]) {
    if let attribute = Self.attributes.first(where: { $0.key == word })?.value {
      self = .attribute(attribute)
    } else if word == "on" {
      self = .ground
    } else if word == "default" {
      self = .color(nil)
    } else if let color = palette[word] ?? RGB(hex: word) {
      self = .color(color)
    } else {
      self = .unknown
    }
  }
}

extension RGB {
  /// The colour as `#rrggbb`.
  public var hex: String {
    "#" + [red, green, blue].map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }

  /// A colour written as `#rrggbb`; `nil` for anything else.
  init?(hex text: String) {
    let digits = text.utf8.dropFirst()
    guard text.utf8.first == UInt8(ascii: "#"), digits.count == 6 else { return nil }
    var value = 0
    for digit in digits {
      guard digit < 0x80, let nibble = Character(Unicode.Scalar(digit)).hexDigitValue else {
        return nil
      }
      value = value * 16 + nibble
    }
    self.init(UInt8(value >> 16), UInt8(value >> 8 & 255), UInt8(value & 255))
  }
}
