import CKernels

/// Attention; see `Tape.attention`.
struct Attention: Operation {
  let query: Value
  let key: Value
  let value: Value
  let heads: Int
  let result: Value

  var inputs: [Value] { [query, key, value] }
  var readByBackward: [Value] { inputs }
  var needsEveryTarget: Bool { true }

  private var channels: Int { query.shape.channels }
  private var width: Int { channels / heads }
  private var queries: Int { query.shape.pixels }
  private var keys: Int { key.shape.pixels }
  /// Heads of all images.
  private var problems: Int { query.shape.batch * heads }

  private var kernelShape: ck_attention {
    ck_attention(
      queries: queries, keys: keys, width: width, query_stride: channels, key_stride: channels,
      value_stride: channels, out_stride: channels, scale: 1 / Float(width).squareRoot())
  }

  /// Where a problem begins in queries (and results), and in keys and values.
  private func starts(_ problem: Int) -> (query: Int, key: Int) {
    let (image, head) = problem.quotientAndRemainder(dividingBy: heads)
    return (
      image * queries * channels + head * width, image * keys * channels + head * width
    )
  }

  func workspace(_ surroundings: Surroundings) -> Workspace {
    let floats = surroundings.kernels.floats.pointee
    var shape = kernelShape
    let packed = floats.packed_count(width, keys) + floats.packed_count(keys, width)
    return Workspace(
      forwardShared: problems * packed, forwardPerThread: floats.attention_scratch(&shape),
      backwardPerThread: floats.attention_back_scratch(&shape))
  }

  func forward(_ site: Site) {
    let keyCount = site.floats.pointee.packed_count(width, keys)
    let packedCount = keyCount + site.floats.pointee.packed_count(keys, width)
    site.machine.share(problems, work: 8 * keys * width) { problem in
      let packed = site.forwardScratch + problem * packedCount
      let first = starts(problem).key
      site.floats.pointee.pack_transposed(packed, site[key] + first, channels, width, keys)
      site.floats.pointee.pack(packed + keyCount, site[value] + first, channels, keys, width)
    }
    // Rows that one thread takes at a time: a few times as many as kernels compute together.
    let grain = 4 * site.floats.pointee.rows
    let pieces = (queries + grain - 1) / grain
    site.machine.share(problems * pieces, work: 4 * grain * keys * (width + 5)) { piece in
      let problem = piece / pieces
      let first = piece % pieces * grain
      let packed = site.forwardScratch + problem * packedCount
      let start = starts(problem).query
      var shape = kernelShape
      site.withForwardSlot { scratch in
        site.floats.pointee.attention(
          &shape, site[result] + start, site[query] + start, packed, packed + keyCount, first,
          min(first + grain, queries), scratch)
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
    site.machine.share(problems, work: 10 * queries * keys * width) { problem in
      let start = starts(problem)
      var shape = kernelShape
      site.withBackwardSlot { scratch in
        site.floats.pointee.attention_back(
          &shape, byQuery + start.query, byKey + start.key, byValue + start.key,
          site.resultGradient + start.query, site[query] + start.query, site[key] + start.key,
          site[value] + start.key, scratch)
      }
    }
  }
}

extension Tape {
  /// softmax(q k^T / sqrt d) v for every head of every image (Vaswani et al. 2017, section 3.2).
  ///
  /// Tokens are the pixels of an image; head h takes the channels h d …< (h + 1) d with
  /// d = channels / heads.
  /// - Parameters:
  ///   - key: with the channels of `query`, and any number of tokens.
  ///   - value: shaped as `key`.
  ///   - heads: divides the channels.
  public func attention(query: Value, key: Value, value: Value, heads: Int) -> Value {
    precondition(heads >= 1 && query.shape.channels.isMultiple(of: heads))
    precondition(key.shape == value.shape && key.shape.batch == query.shape.batch)
    precondition(key.shape.channels == query.shape.channels)
    return record(query.shape) {
      Attention(query: query, key: key, value: value, heads: heads, result: $0)
    }
  }
}
