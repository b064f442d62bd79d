import Files
import Synchronization
import Tensors

extension Checkpoint {
  /// Reads the weights, several tensors at a time.
  /// - Parameters:
  ///   - progress: told the share that is read, from 0 to 1, on any thread.
  ///   - isCancelled: asked between tensors.
  /// - Throws: `FileError` where the file cannot be read or holds NaN or infinities, by tensor;
  ///   `NetworkError` when cancelled.
  public func loadWeights(
    with kernels: Kernels, progress: @Sendable (Double) -> Void = { _ in },
    isCancelled: @Sendable () -> Bool = { false }
  ) throws -> NetworkWeights {
    guard
      let weights = try tensors.loadWeights(
        with: kernels, progress: progress, isCancelled: isCancelled)
    else { throw NetworkError(path: folder.path, problem: .cancelled) }
    return weights
  }
}

extension TensorMatch {
  /// As `Checkpoint.loadWeights`; `nil` when cancelled.
  func loadWeights(
    with kernels: Kernels, progress: @Sendable (Double) -> Void = { _ in },
    isCancelled: @Sendable () -> Bool = { false }
  ) throws(FileError) -> NetworkWeights? {
    let pairs = pairs
    let weights = NetworkWeights(pairs.map(\.weight))
    let state = Mutex(LoadState())
    let total = Double(max(1, weights.count))
    // The largest first, so that no thread is left alone with one at the end.
    let order = pairs.indices.sorted { pairs[$0].weight.count > pairs[$1].weight.count }
    kernels.pool.parallelFor(order.count) { index in
      let pair = pairs[order[index]]
      guard !isCancelled(), state.withLock({ $0.error == nil }) else { return }
      do throws(FileError) {
        let bad = try load(pair, into: weights[pair.weight.name])
        let done = state.withLock { state in
          if bad > 0 {
            let tensor = NonFiniteTensor(name: pair.tensor.name, count: bad)
            state.bad[pair.file.path, default: []].append(tensor)
          }
          state.read += pair.weight.count
          return state.read
        }
        progress(Double(done) / total)
      } catch {
        state.withLock { $0.error = $0.error ?? error }
      }
    }
    let (error, bad) = state.withLock { ($0.error, $0.bad) }
    if let error { throw error }
    if isCancelled() { return nil }
    if let (path, tensors) = bad.min(by: { $0.key < $1.key }) {
      throw FileError(path: path, problem: .nonFinite(tensors.sorted { $0.name < $1.name }))
    }
    return weights
  }
}

private struct LoadState {
  var read = 0
  /// By file.
  var bad: [String: [NonFiniteTensor]] = [:]
  var error: FileError?
}

/// - Returns: how many of its numbers are NaN or infinite.
private func load(
  _ pair: TensorMatch.Pair, into parameter: Parameter
) throws(FileError) -> Int {
  let (weight, tensor, file) = (pair.weight, pair.tensor, pair.file)
  let target = UnsafeMutableBufferPointer(
    start: parameter.values.start, count: parameter.values.count)
  guard let exchange = weight.exchange else {
    try file.read(tensor, into: target)
    return nonFiniteCount(UnsafeBufferPointer(target))
  }
  // Nothing as large follows that could use the heap's memory again.
  let stored = FloatBuffer(count: tensor.count, lifetime: .long)
  try file.read(tensor, into: stored.mutableValues)
  return withExtendedLifetime(stored) {
    fromFileLayout(stored.values, target, exchange)
    return nonFiniteCount(stored.values)
  }
}

/// [out][in][pixel] to [pixel][in][out], sixteen outputs at a time so that a line of the target is
/// written at once.
private func fromFileLayout(
  _ stored: UnsafeBufferPointer<Float>, _ target: UnsafeMutableBufferPointer<Float>,
  _ size: (pixels: Int, input: Int, output: Int)
) {
  let (pixels, input, output) = size
  for first in stride(from: 0, to: output, by: 16) {
    let last = min(first + 16, output)
    for i in 0..<input {
      for p in 0..<pixels {
        let row = (p * input + i) * output
        for o in first..<last { target[row + o] = stored[(o * input + i) * pixels + p] }
      }
    }
  }
}

/// [pixel][in][out] to [out][in][pixel].
func toFileLayout(
  _ values: UnsafeBufferPointer<Float>, _ target: UnsafeMutableBufferPointer<Float>,
  _ size: (pixels: Int, input: Int, output: Int)
) {
  let (pixels, input, output) = size
  for i in 0..<input {
    for p in 0..<pixels {
      let row = (p * input + i) * output
      for o in 0..<output { target[(o * input + i) * pixels + p] = values[row + o] }
    }
  }
}
