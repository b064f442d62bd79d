/// The extents of a tensor of floats, channels last: element (n, y, x, c) stands at
/// ((n * height + y) * width + x) * channels + c.
///
/// A matrix of R rows is (R, 1, 1, channels), or (1, 1, R, channels) where the rows belong to one
/// sample.
public struct TensorShape: Hashable, Sendable {
  public var batch: Int
  public var height: Int
  public var width: Int
  public var channels: Int

  public init(batch: Int, height: Int = 1, width: Int = 1, channels: Int) {
    precondition(batch >= 1 && height >= 1 && width >= 1 && channels >= 1)
    self.batch = batch
    self.height = height
    self.width = width
    self.channels = channels
  }

  /// Numbers in all.
  public var count: Int { rows * channels }

  /// Vectors of `channels` numbers.
  public var rows: Int { batch * pixels }

  /// Vectors of one sample.
  public var pixels: Int { height * width }

  /// Numbers of one sample.
  public var sampleCount: Int { pixels * channels }

  /// The same extents with other channels.
  public func with(channels: Int) -> TensorShape {
    TensorShape(batch: batch, height: height, width: width, channels: channels)
  }

  /// The same batch and channels on another grid.
  func with(height: Int, width: Int) -> TensorShape {
    TensorShape(batch: batch, height: height, width: width, channels: channels)
  }
}
