// The table `[frames]` of `quickstep.toml`.

private enum FrameKey: String, CaseIterable {
  case frames, channels, patch, width, layers, heads
  case frameWidth = "frame-width"
  case frameHeight = "frame-height"
  case timeFeatures = "time-features"
}

extension FrameLayers {
  /// The lines that `frameLayers` reads back.
  var lines: [String] {
    Self.keys.map { "\($0.key.rawValue) = \(self[keyPath: $0.path])" }
  }

  fileprivate static var keys:
    [(key: FrameKey, path: WritableKeyPath<FrameLayers, Int>, range: ClosedRange<Int>)]
  {
    [
      (.frames, \.frames, framesRange), (.frameWidth, \.frameWidth, sideRange),
      (.frameHeight, \.frameHeight, sideRange), (.channels, \.channels, channelsRange),
      (.patch, \.patch, patchRange), (.width, \.width, widthRange),
      (.layers, \.layers, layersRange), (.heads, \.heads, headsRange),
      (.timeFeatures, \.timeFeatures, timeFeaturesRange),
    ]
  }
}

extension TOMLSection {
  /// - Throws: `FileError` with the place of a number that does not fit.
  func frameLayers() throws(FileError) -> FrameLayers {
    try requireKnownKeys(FrameKey.allCases.map(\.rawValue))
    var layers = FrameLayers()
    for (key, path, range) in FrameLayers.keys {
      if let number = try integer(key.rawValue, in: range) { layers[keyPath: path] = number }
    }
    if let (keys, reason) = layers.misfit {
      throw error(.rejected(place(of: keys[0]), reason: "\(reason). Choose others."))
    }
    return layers
  }
}
