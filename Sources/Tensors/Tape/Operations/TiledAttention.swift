import CKernels

/// Attention by tiles; see `Tape.attention(query:key:value:heads:tiles:)`.
///
/// A reference frame attends to every key where the keys lie. For every other frame the keys and
/// values of the frames that it attends to are put together first, so that both are plain attention
/// over fewer keys, and what is left out takes no time.
struct TiledAttention: Operation {
  let query: Value
  let key: Value
  let value: Value
  let heads: Int
  let tiles: AttentionTiles
  let result: Value

  var inputs: [Value] { [query, key, value] }
  var readByBackward: [Value] { inputs }
  var needsEveryTarget: Bool { true }

  private var channels: Int { query.shape.channels }
  private var width: Int { channels / heads }
  private var tokens: Int { query.shape.pixels }
  /// Tokens of a frame.
  private var n: Int { tokens / tiles.frames }
  /// Keys of a frame that is no reference.
  private var few: Int { n * (tiles.references.count + 1) }
  /// Heads of all images.
  private var problems: Int { query.shape.batch * heads }

  private func shape(queries: Int, keys: Int, stride: Int) -> ck_attention {
    ck_attention(
      queries: queries, keys: keys, width: width, query_stride: channels, key_stride: stride,
      value_stride: stride, out_stride: channels, scale: 1 / Float(width).squareRoot())
  }

  private var wholeShape: ck_attention { shape(queries: tokens, keys: tokens, stride: channels) }
  private var fewShape: ck_attention { shape(queries: n, keys: few, stride: width) }

  /// Where a problem begins in queries, keys, values and results.
  private func start(_ problem: Int) -> Int {
    let (image, head) = problem.quotientAndRemainder(dividingBy: heads)
    return image * tokens * channels + head * width
  }

  func workspace(_ surroundings: Surroundings) -> Workspace {
    let floats = surroundings.kernels.floats.pointee
    var whole = wholeShape, part = fewShape
    return Workspace(
      forwardShared: problems * packedCount(floats),
      forwardPerThread: max(
        floats.attention_scratch(&whole), floats.attention_scratch(&part), few * width),
      backwardPerThread: max(
        floats.attention_back_scratch(&whole),
        4 * few * width + floats.attention_back_scratch(&part)))
  }

  /// Of the packed keys and values of one problem: all of them, and those of each other frame.
  private func packedCount(_ floats: ck_float_kernels) -> Int {
    wholeCount(floats) + (tiles.frames - tiles.references.count) * fewCount(floats)
  }

  private func wholeCount(_ floats: ck_float_kernels) -> Int {
    floats.packed_count(width, tokens) + floats.packed_count(tokens, width)
  }

  private func fewCount(_ floats: ck_float_kernels) -> Int {
    floats.packed_count(width, few) + floats.packed_count(few, width)
  }

  /// The packed keys and values of a problem: of all frames, or of the other frame `set` - 1.
  private func packed(_ problem: Int, _ set: Int, _ site: Site) -> Site.Floats {
    let floats = site.floats.pointee
    return site.forwardScratch + problem * packedCount(floats)
      + (set == 0 ? 0 : wholeCount(floats) + (set - 1) * fewCount(floats))
  }

  func forward(_ site: Site) {
    let others = tiles.others
    let sets = 1 + others.count
    site.machine.share(problems * sets, work: 8 * few * width) { index in
      let floats = site.floats.pointee
      let (problem, set) = index.quotientAndRemainder(dividingBy: sets)
      let target = packed(problem, set, site), first = start(problem)
      guard set > 0 else {
        floats.pack_transposed(target, site[key] + first, channels, width, tokens)
        floats.pack(
          target + floats.packed_count(width, tokens), site[value] + first, channels, tokens, width)
        return
      }
      site.withForwardSlot { scratch in
        gather(site[key] + first, others[set - 1], into: scratch)
        floats.pack_transposed(target, scratch, width, width, few)
        gather(site[value] + first, others[set - 1], into: scratch)
        floats.pack(target + floats.packed_count(width, few), scratch, width, few, width)
      }
    }
    // Rows that one thread takes at a time: a few times as many as kernels compute together.
    let grain = 4 * site.floats.pointee.rows
    let perFrame = (n + grain - 1) / grain
    let pieces = tiles.frames * perFrame
    site.machine.share(problems * pieces, work: 4 * grain * few * (width + 5)) { index in
      let (problem, piece) = index.quotientAndRemainder(dividingBy: pieces)
      let (frame, part) = piece.quotientAndRemainder(dividingBy: perFrame)
      let set = others.firstIndex(of: frame).map { $0 + 1 } ?? 0
      var shape = set == 0 ? wholeShape : fewShape
      let target = packed(problem, set, site)
      let place = start(problem) + frame * n * channels
      site.withForwardSlot { scratch in
        site.floats.pointee.attention(
          &shape, site[result] + place, site[query] + place, target,
          target + site.floats.pointee.packed_count(width, shape.keys), part * grain,
          min((part + 1) * grain, n), scratch)
      }
    }
  }

  /// Copies the rows of one head of the frames that a frame attends to, without gaps.
  private func gather(_ rows: Site.Floats, _ frame: Int, into target: Site.Floats) {
    for (index, kept) in tiles.kept(by: frame).enumerated() {
      for token in 0..<n {
        (target + (index * n + token) * width).update(
          from: rows + (kept * n + token) * channels, count: width)
      }
    }
  }

  func backward(_ site: Site) {
    let targets = (0..<3).map { site.target($0)! }
    for (target, input) in zip(targets, inputs) {
      _ = target.zeroed(from: 0, count: input.shape.count)
    }
    nonisolated(unsafe) let (byQuery, byKey) = (targets[0].start, targets[1].start)
    nonisolated(unsafe) let byValue = targets[2].start
    site.machine.share(problems, work: 10 * tokens * few * width) { problem in
      let floats = site.floats.pointee
      let first = start(problem)
      site.withBackwardSlot { scratch in
        for frame in tiles.references {
          let place = first + frame * n * channels
          var shape = shape(queries: n, keys: tokens, stride: channels)
          floats.attention_back(
            &shape, byQuery + place, byKey + first, byValue + first, site.resultGradient + place,
            site[query] + place, site[key] + first, site[value] + first, scratch)
        }
        let size = few * width
        let (keys, values) = (scratch, scratch + size)
        let (keySlopes, valueSlopes) = (scratch + 2 * size, scratch + 3 * size)
        for frame in tiles.others {
          let place = first + frame * n * channels
          var shape = fewShape
          gather(site[key] + first, frame, into: keys)
          gather(site[value] + first, frame, into: values)
          keySlopes.update(repeating: 0, count: 2 * size)
          floats.attention_back(
            &shape, byQuery + place, keySlopes, valueSlopes, site.resultGradient + place,
            site[query] + place, keys, values, scratch + 4 * size)
          scatter(keySlopes, frame, addingTo: byKey + first)
          scatter(valueSlopes, frame, addingTo: byValue + first)
        }
      }
    }
  }

  /// Adds what `gather` would have copied from there.
  private func scatter(_ rows: Site.Floats, _ frame: Int, addingTo target: Site.Floats) {
    for (index, kept) in tiles.kept(by: frame).enumerated() {
      for token in 0..<n {
        let from = rows + (index * n + token) * width
        let to = target + (kept * n + token) * channels
        for i in 0..<width { to[i] += from[i] }
      }
    }
  }
}

extension Tape {
  /// Attention of the frames of a video, as `attention`, but that a token attends only to the tiles
  /// that are kept: the softmax is over their keys alone.
  ///
  /// Tokens lie frame after frame. With all frames as references the numbers are those of
  /// `attention`, bit for bit.
  /// - Parameters:
  ///   - key: shaped as `query`.
  ///   - value: shaped as `query`.
  ///   - tiles: whose frames divide the tokens.
  public func attention(
    query: Value, key: Value, value: Value, heads: Int, tiles: AttentionTiles
  ) -> Value {
    precondition(heads >= 1 && query.shape.channels.isMultiple(of: heads))
    precondition(key.shape == query.shape && value.shape == query.shape)
    precondition(query.shape.pixels.isMultiple(of: tiles.frames))
    return record(query.shape) {
      TiledAttention(
        query: query, key: key, value: value, heads: heads, tiles: tiles, result: $0)
    }
  }
}
