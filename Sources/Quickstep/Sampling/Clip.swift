/// A limit on the data prediction, applied after guidance.
public protocol Clip: Component {
  /// Limits one sample's data prediction in place.
  /// - Returns: how many elements were outside the limit.
  func apply(_ sample: UnsafeMutableBufferPointer<Double>) -> Int
}

/// All limits, in the order in which lists show them.
public let clips = Catalog<any Clip>(
  "clip", [NoClip.self, RangeClip.self, DynamicThreshold.self] as [any Clip.Type],
  checkpoint: "the limit of the network's scheduler file",
  declaration: { $0.declaration }, make: { $0.init($1) })
