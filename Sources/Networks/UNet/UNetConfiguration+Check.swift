extension UNetConfiguration {
  /// - Throws: `NetworkProblem` for lists that do not fit each other.
  func check() throws(NetworkProblem) {
    let count = blockChannels.count
    guard (1...12).contains(count) else {
      throw .badOption(
        "block_out_channels", found: "a list of \(count)", needed: "1 to 12 channel counts")
    }
    for (name, blocks) in [("down_block_types", downBlocks), ("up_block_types", upBlocks)] {
      guard blocks.count == count else {
        throw .unfitting(
          options: [name, "block_out_channels"],
          reason: "one has \(blocks.count) entries, the other \(count)")
      }
    }
    try checkPictures()
  }

  /// The picture of skip blocks changes its size with them alone, and must keep up with the
  /// features wherever it is joined to them.
  private func checkPictures() throws(NetworkProblem) {
    let down = downBlocks.dropLast(), up = upBlocks.dropLast()
    if down.contains(where: \.hasSkip), inChannels != UNet2D.pictureChannels {
      throw .unfitting(
        options: ["down_block_types", "in_channels"], reason: "skip blocks take 3 channels")
    }
    if up.contains(where: \.hasSkip), outChannels != UNet2D.pictureChannels {
      throw .unfitting(
        options: ["up_block_types", "out_channels"], reason: "skip blocks draw 3 channels")
    }
    if down.drop(while: \.hasSkip).contains(where: \.hasSkip) {
      throw .unfitting(
        options: ["down_block_types"],
        reason: "a skip block after another kind is given a picture of another size")
    }
    if let first = up.firstIndex(where: \.hasSkip),
      !upBlocks[first...].allSatisfy(\.hasSkip)
    {
      throw .unfitting(
        options: ["up_block_types"],
        reason: "another kind after a skip block leaves its picture at another size")
    }
  }
}
