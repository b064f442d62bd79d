import Glibc

// Forward-backward. Messages are scaled to a sum of 1, so that texts of any length have them.
extension MarkovText {
  /// f_i(s) ~ p(visible tokens up to place i, state s after it), from i = 0, before the text, on;
  /// and the logarithm of what scaling took away, log p(visible tokens).
  func forward(_ tokens: [Int?]) -> (messages: [[Double]], logLikelihood: Double) {
    var f = [Double](repeating: 0, count: table.states)
    f[table.start] = 1
    var messages = [f]
    var logLikelihood = 0.0
    for token in tokens {
      f = forward(f, over: token)
      logLikelihood += log(normalize(&f))
      messages.append(f)
    }
    return (messages, logLikelihood)
  }

  /// b_i(s) ~ p(visible tokens after place i | state s after it), where f_i(s) > 0.
  func backward(_ tokens: [Int?], within f: [[Double]]) -> [[Double]] {
    var messages = f
    let ones = [Double](repeating: 1, count: table.states)
    messages[tokens.count] = ones
    let last = tokens.lastIndex { $0 != nil } ?? -1
    for place in tokens.indices.reversed() {
      guard place <= last else {
        messages[place] = ones
        continue
      }
      messages[place] = backward(messages[place + 1], over: tokens[place], within: f[place])
      normalize(&messages[place])
    }
    return messages
  }

  /// next(s, c) = sum of f(s) p(c | s) over the states s that lead to it.
  private func forward(_ f: [Double], over token: Int?) -> [Double] {
    let V = table.symbols
    return [Double](unsafeUninitializedCapacity: f.count) { next, count in
      next.initialize(repeating: 0)
      count = f.count
      table.p.withUnsafeBufferPointer { p in
        for s in f.indices where f[s] > 0 {
          let (row, first, weight) = (s * V, table.next(s), f[s])
          if let token {
            next[first + token] += weight * p[row + token]
          } else {
            add(weight, p.baseAddress! + row, to: next.baseAddress! + first, V)
          }
        }
      }
    }
  }

  /// b(s) = sum_c p(c | s) b(s, c), of a visible token its term alone.
  private func backward(_ b: [Double], over token: Int?, within f: [Double]) -> [Double] {
    let V = table.symbols
    var result = [Double](repeating: 0, count: b.count)
    table.p.withUnsafeBufferPointer { p in
      b.withUnsafeBufferPointer { b in
        for s in f.indices where f[s] > 0 {
          let (row, first) = (s * V, table.next(s))
          if let token {
            result[s] = p[row + token] * b[first + token]
          } else {
            result[s] = dot(p.baseAddress! + row, b.baseAddress! + first, V)
          }
        }
      }
    }
    return result
  }

  /// - Returns: the sum that it was divided by.
  @discardableResult private func normalize(_ message: inout [Double]) -> Double {
    let sum = message.reduce(0, +)
    for s in message.indices { message[s] /= sum }
    return sum
  }
}

/// y + a x.
private func add(
  _ a: Double, _ x: UnsafePointer<Double>, to y: UnsafeMutablePointer<Double>, _ count: Int
) {
  let (x8, y8) = (UnsafeRawPointer(x), UnsafeMutableRawPointer(y))
  let whole = count & ~7
  for first in stride(from: 0, to: whole, by: 8) {
    let terms = x8.loadUnaligned(fromByteOffset: 8 * first, as: SIMD8<Double>.self)
    let sums = y8.loadUnaligned(fromByteOffset: 8 * first, as: SIMD8<Double>.self)
    y8.storeBytes(of: sums + a * terms, toByteOffset: 8 * first, as: SIMD8<Double>.self)
  }
  for c in whole..<count { y[c] += a * x[c] }
}

/// sum of x y, in eight sums side by side.
private func dot(_ x: UnsafePointer<Double>, _ y: UnsafePointer<Double>, _ count: Int) -> Double {
  let (a, b) = (UnsafeRawPointer(x), UnsafeRawPointer(y))
  let whole = count & ~7
  var sums = SIMD8<Double>()
  for first in stride(from: 0, to: whole, by: 8) {
    sums +=
      a.loadUnaligned(fromByteOffset: 8 * first, as: SIMD8<Double>.self)
      * b.loadUnaligned(fromByteOffset: 8 * first, as: SIMD8<Double>.self)
  }
  return (whole..<count).reduce(sums.sum()) { $0 + x[$1] * y[$1] }
}
