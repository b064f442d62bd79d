import Files
import Glibc

extension AdamWSettings {
  /// The rate of a step of `steps`, counted from 0: it rises in a line during warm-up, then falls to
  /// 0 like a cosine (Loshchilov & Hutter 2017, equation 5).
  public func rate(step: Int, of steps: Int) -> Double {
    if step < warmUp { return rate * Double(step + 1) / Double(warmUp) }
    let share = Double(step - warmUp) / Double(max(1, steps - warmUp))
    return rate * 0.5 * (1 + cos(.pi * min(share, 1)))
  }

  /// The decay of the average of weights at a step: small at first, so that the average leaves the
  /// initial weights behind.
  public func averageDecay(step: Int) -> Double {
    min(averageDecay, Double(1 + step) / Double(10 + step))
  }
}
