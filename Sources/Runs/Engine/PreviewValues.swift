import Quickstep

/// The numbers of a batch as they are kept to be shown: rows of samples.
///
/// Numbers of points stay as they are; those of pictures become one of 256 levels of brightness,
/// which is all that can be seen of them.
public struct PreviewValues: Hashable, Sendable {
  private enum Storage: Hashable, Sendable {
    case numbers([Double])
    case levels([UInt8])
  }

  private let storage: Storage

  /// - Parameter values: rows of samples of the shape; those of pictures are -1 black … 1 white, and
  ///   what lies outside is clipped.
  public init(_ values: [Double], of shape: SampleShape) {
    storage =
      switch shape {
      case .point: .numbers(values)
      case .picture: .levels(values.map(brightness))
      }
  }

  /// The brightness of a number, 0 … 255.
  public func level(_ index: Int) -> UInt8 {
    switch storage {
    case .numbers(let numbers): brightness(numbers[index])
    case .levels(let levels): levels[index]
    }
  }

  /// Bytes that a number of such samples takes.
  static func bytesPerNumber(_ shape: SampleShape) -> Int {
    switch shape {
    case .point: MemoryLayout<Double>.stride
    case .picture: MemoryLayout<UInt8>.stride
    }
  }
}

extension PreviewValues: RandomAccessCollection {
  public var startIndex: Int { 0 }

  public var endIndex: Int {
    switch storage {
    case .numbers(let numbers): numbers.count
    case .levels(let levels): levels.count
    }
  }

  public subscript(index: Int) -> Double {
    switch storage {
    case .numbers(let numbers): numbers[index]
    case .levels(let levels): Double(levels[index]) / 127.5 - 1
    }
  }
}

/// -1 … 1 as 0 … 255; what lies outside is clipped, what is not a number is black.
private func brightness(_ value: Double) -> UInt8 {
  value > -1 ? UInt8(((min(value, 1) + 1) * 127.5).rounded()) : 0
}
