import Files
import Glibc
import Tensors

/// Clips of the bundled digits that move with constant velocities and bounce inside a square,
/// frames side by side (after Srivastava et al. 2015, Unsupervised Learning of Video
/// Representations using LSTMs, whose clips hold two digits each).
///
/// The path of a clip is a function of the seed and the clip's index; digits come in turn.
public struct MovingDigits: Sendable {
  /// Of a clip.
  public static let frames = 8
  /// Pixels of the side of a frame.
  public static let side = 16
  /// Pixels that a digit moves from frame to frame.
  static let speeds = 0.5...1.5

  private static let purpose: UInt32 = 0x6d6f_7665
  private let seed: UInt64
  private let digits: [Digit]
  private let labels: [Int]
  private let classNames: [String]

  /// - Throws: `FileError`.
  public init(seed: UInt64 = 1) throws(FileError) {
    self.seed = seed
    let set = try ImageSet.bundledDigits()
    let size = set.width * set.height
    digits = (0..<set.count).map {
      Digit(set.pixels[$0 * size..<($0 + 1) * size], width: set.width)
    }
    labels = set.labels ?? []
    classNames = set.classNames
  }

  /// The first clips.
  public func clips(_ count: Int) -> ImageSet {
    let kernels = Kernels(pool: ThreadPool(threads: 1))
    let draws = AlignedBuffer(count: 4 * count)
    kernels.fillUniforms(
      draws.mutableValues, samples: 0..<UInt32(count),
      key: NoiseKey(seed: seed, step: 0, purpose: Self.purpose))
    let width = Self.frames * Self.side
    var pixels = [UInt8](repeating: 0, count: count * width * Self.side)
    for clip in 0..<count {
      let digit = digits[clip % digits.count]
      let path = Path(digit, (0..<4).map { draws[4 * clip + $0] })
      for frame in 0..<Self.frames {
        let (x, y) = path.place(at: Double(frame))
        digit.draw(
          x: x, y: y, into: &pixels, from: clip * width * Self.side + frame * Self.side,
          stride: width)
      }
    }
    return ImageSet(
      name: "moving-digits", path: "", width: width, height: Self.side, channels: 1,
      pixels: pixels, labels: (0..<count).map { labels[$0 % digits.count] },
      classNames: classNames)
  }

  /// Where the corner of a digit is.
  struct Path {
    private let start, velocity, room: SIMD2<Double>

    /// - Parameter draws: numbers in [0, 1) for the place, the direction and the speed.
    init(_ digit: Digit, _ draws: [Double]) {
      room = SIMD2(
        Double(MovingDigits.side - digit.width), Double(MovingDigits.side - digit.height))
      start = room * SIMD2(draws[0], draws[1])
      let speeds = MovingDigits.speeds
      let speed = speeds.lowerBound + (speeds.upperBound - speeds.lowerBound) * draws[3]
      let angle = 2 * Double.pi * draws[2]
      velocity = speed * SIMD2(cos(angle), sin(angle))
    }

    func place(at time: Double) -> (x: Double, y: Double) {
      let free = start + time * velocity
      return (Self.bounced(free.x, in: room.x), Self.bounced(free.y, in: room.y))
    }

    /// A place thrown back at 0 and at `room`.
    private static func bounced(_ place: Double, in room: Double) -> Double {
      guard room > 0 else { return 0 }
      let turn = place - 2 * room * (place / (2 * room)).rounded(.down)
      return min(turn, 2 * room - turn)
    }
  }
}
