/// A picture of a state, of one of a few kinds; each has one view.
public enum Preview: Sendable {
  case points(Points)
  case pictures(Pictures)
  case text(MarkedText)
  case graph(GraphPicture)
  case matrix(MatrixPicture)
  case curves([Curve])
  /// Over logarithmic axes; numbers are above 0.
  case decades([Curve])
  /// Several beside each other, each under its title.
  case beside([TitledPreview])
}

/// One of several previews that are shown together.
public struct TitledPreview: Sendable {
  /// A few letters.
  public let title: String
  /// `nil` where there is nothing to show yet.
  public let preview: Preview?

  public init(_ title: String, _ preview: Preview?) {
    self.title = PrintableText(title).text
    self.preview = preview
  }
}

extension Preview {
  /// Itself, or what stands beside each other in it.
  public var parts: [Preview] {
    guard case .beside(let titled) = self else { return [self] }
    return titled.compactMap(\.preview).flatMap(\.parts)
  }

  /// All points that it shows.
  public var points: [Points] {
    parts.compactMap { if case .points(let points) = $0 { points } else { nil } }
  }
}

/// Points by their coordinates.
public struct Points: Sendable {
  /// Rows of `dimensions` numbers.
  public let values: [Double]
  public let dimensions: Int
  /// What lies behind points in the plane.
  public let field: Field?
  /// Lines among points in the plane.
  public let trails: [Trail]
  /// Where points in the plane are shown; `nil` where all of a run's are shown in one place.
  public let box: PlaneBox?
  /// What is seen, in a few words; empty where that needs no words.
  public let caption: String

  public init(
    _ values: [Double], dimensions: Int, field: Field? = nil, trails: [Trail] = [],
    box: PlaneBox? = nil, caption: String = ""
  ) {
    self.values = values
    self.dimensions = dimensions
    self.field = field
    self.trails = trails
    self.box = box
    self.caption = caption
  }

  public var count: Int { dimensions > 0 ? values.count / dimensions : 0 }
}

/// A function over the plane, 0 or more, computed when somebody draws it; told apart by subject and
/// moment.
public struct Field: Hashable, Sendable {
  /// What it is of: one model's fields have one subject.
  public let subject: String
  /// What tells it from others of its subject.
  public let moment: String
  /// Outside of which there is as good as nothing.
  public let x: ClosedRange<Double>
  public let y: ClosedRange<Double>
  /// At every one of some points, rows of x and y.
  public let values: @Sendable ([Double]) -> [Double]

  public init(
    of subject: String, at moment: String, x: ClosedRange<Double>, y: ClosedRange<Double>,
    values: @escaping @Sendable ([Double]) -> [Double]
  ) {
    self.subject = subject
    self.moment = moment
    self.x = x
    self.y = y
    self.values = values
  }

  public static func == (a: Field, b: Field) -> Bool {
    a.subject == b.subject && a.moment == b.moment
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(subject)
    hasher.combine(moment)
  }
}

/// Pictures of one size, in 256 levels of brightness: all that can be seen of them.
public struct Pictures: Hashable, Sendable {
  public let width, height, channels: Int
  /// Picture by picture, row by row, channel by channel.
  public let levels: [UInt8]

  /// - Parameter values: -1 black … 1 white; what lies outside is clipped, what is not a number is
  ///   black.
  public init(_ values: [Double], width: Int, height: Int, channels: Int) {
    self.width = width
    self.height = height
    self.channels = channels
    levels = values.map { $0 > -1 ? UInt8(((min($0, 1) + 1) * 127.5).rounded()) : 0 }
  }

  public var count: Int { size > 0 ? levels.count / size : 0 }

  /// Numbers of one picture.
  public var size: Int { width * height * channels }

  /// One of them.
  public subscript(index: Int) -> ArraySlice<UInt8> {
    levels[index * size..<(index + 1) * size]
  }
}

/// Lines of cells.
public struct MarkedText: Hashable, Sendable {
  public enum Mark: Hashable, Sendable { case plain, hidden, new, accepted, refused, different }

  public struct Cell: Hashable, Sendable {
    /// One character as a rule.
    public let text: String
    public let mark: Mark
    /// 0 … 1, what the colour of a plain cell tells; `nil` where it tells nothing.
    public let tone: Double?

    public init(_ text: String, _ mark: Mark, tone: Double? = nil) {
      self.text = text
      self.mark = mark
      self.tone = tone
    }
  }

  public let lines: [[Cell]]
  /// What the colours tell, in a few words; empty where they tell nothing.
  public let tones: String

  public init(_ lines: [[Cell]], tones: String = "") {
    self.lines = lines
    self.tones = tones
  }
}

/// Places joined by edges; a tree is one.
public struct GraphPicture: Hashable, Sendable {
  public struct Edge: Hashable, Sendable {
    public let from, to: Int

    public init(_ from: Int, _ to: Int) {
      self.from = from
      self.to = to
    }
  }

  /// Where each stands, x to the right and y upwards.
  public let places: [SIMD2<Double>]
  public let edges: [Edge]
  /// How full each is; 1 is as it should be.
  public let fills: [Double]
  /// Where a token went, the last place being where it stands.
  public let trail: [Int]
  /// What the fills are, in a few words.
  public let caption: String

  public init(
    places: [SIMD2<Double>], edges: [Edge], fills: [Double], trail: [Int], caption: String
  ) {
    self.places = places
    self.edges = edges
    self.fills = fills
    self.trail = trail
    self.caption = caption
  }
}

/// Rows of numbers, and a path through them.
public struct MatrixPicture: Hashable, Sendable {
  public struct Entry: Hashable, Sendable {
    public let row, column: Int

    public init(row: Int, column: Int) {
      self.row = row
      self.column = column
    }
  }

  public let rows: [[Double]]
  public let path: [Entry]

  public init(_ rows: [[Double]], path: [Entry] = []) {
    self.rows = rows
    self.path = path
  }
}

/// A line through points.
public struct Curve: Hashable, Sendable {
  public let name: String
  /// From left to right.
  public let points: [SIMD2<Double>]

  public init(_ name: String, _ points: [SIMD2<Double>]) {
    self.name = name
    self.points = points
  }
}
