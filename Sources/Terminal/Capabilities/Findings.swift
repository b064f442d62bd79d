import Screen

extension Interview {
  /// What has been learnt so far.
  public struct Findings: Hashable, Sendable {
    public var name: String?
    /// The level of conformance that the terminal claims: 62 is a VT220.
    public var level: Int?
    public var hasSixel = false
    public var hasKittyGraphics = false
    public var hasInlinePictures = false
    public var hasSynchronizedUpdates = false
    public var hasKeyboardProtocol = false
    /// Whether it tells when it turns dark or light.
    public var tellsColorScheme = false
    public var hasNotifications = false
    public var provesTrueColor = false
    public var cellPixels: DisplayCapabilities.CellPixels?
    public var sixelLimit: PixelSize?
    public var background: RGB?
    /// Whether a multiplexer stands between, for all that the environment says.
    public var isMultiplexed: Bool

    public init(isMultiplexed: Bool = false) { self.isMultiplexed = isMultiplexed }

    /// Whether tmux answers, which hands sequences on.
    var isTmux: Bool { name?.hasPrefix("tmux ") == true }

    /// Whether strings that the terminal does not know are skipped. tmux and screen take some for a
    /// title and older consoles for text; a VT220 is the first that skips them.
    var skipsStrings: Bool {
      !isMultiplexed && !Surroundings.isMultiplexer(name ?? "") && level ?? 0 >= 62
    }

    /// Takes note of an answer.
    public mutating func take(_ reply: Reply) {
      switch reply {
      case .version(let name): self.name = name
      case .privateMode(let mode, let setting):
        // 1 and 2 can be changed; 3 and 4 are for ever so.
        let isThere = setting == 1 || setting == 2
        if mode == 2026 { hasSynchronizedUpdates = isThere }
        if mode == 2031 { tellsColorScheme = isThere }
      case .kittyGraphics(let answer): hasKittyGraphics = answer == "OK"
      case .notifications: hasNotifications = true
      case .itermFeatures(let features): hasInlinePictures = Self.names("F", in: features)
      case .background(let color): background = color
      case .keyboard: hasKeyboardProtocol = true
      case .sixelLimit(let width, let height):
        let (told, before) = (PixelSize(reportedWidth: width, height: height), sixelLimit)
        sixelLimit = told.map { $0.union(before ?? $0) } ?? before
      case .capability(let isKnown): provesTrueColor = provesTrueColor || isKnown
      case .rendition(let text):
        provesTrueColor = provesTrueColor || Self.isTrueColor(text, [1, 2, 3])
      case .deviceAttributes(let attributes):
        level = attributes.first
        hasSixel = attributes.dropFirst().contains(4)
      case .cellPixels(let width, let height):
        cellPixels =
          DisplayCapabilities.CellPixels(reportedWidth: width, height: height) ?? cellPixels
      case .colorScheme, .ready: break
      }
    }

    /// Whether a feature is among those of iTerm2's answer: a capital, small letters, a number.
    private static func names(_ feature: String, in features: String) -> Bool {
      var names: [String] = []
      for character in features where character.isLetter {
        if character.isUppercase || names.isEmpty {
          names.append(String(character))
        } else {
          names[names.count - 1].append(character)
        }
      }
      return names.contains(feature)
    }

    /// Whether a rendition has this background, with all of its 24 bits.
    private static func isTrueColor(_ rendition: String, _ color: [Int]) -> Bool {
      let words = rendition.split { $0 == ";" || $0 == ":" }.map { Int($0) }
      guard let start = words.firstIndex(of: 48), words.dropFirst(start + 1).first == 2 else {
        return false
      }
      let rest = words.dropFirst(start + 2)
      // A colour space may stand before the colour.
      return rest.prefix(3).elementsEqual(color.map { $0 })
        || rest.dropFirst().prefix(3).elementsEqual(color.map { $0 })
    }
  }
}
