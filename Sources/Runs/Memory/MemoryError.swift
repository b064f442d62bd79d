import Files
import Quickstep

/// Why something does not begin: it would take more memory than there is.
public enum MemoryError: Error, Equatable, Sendable {
  /// - Parameter batch: the most samples that fit; 0 where not even one does.
  case plan(need: Int, free: Int, batch: Int)
  case model(String, need: Int, free: Int)
  /// - Parameter batch: the most samples of a step that fit; 0 where the network alone does not.
  case training(need: Int, free: Int, batch: Int)
}

extension MemoryError {
  /// Refuses to keep more than there is room for.
  /// - Parameter bytes: for each of so many samples.
  public static func check(keeping bytes: Int, samples: Int) throws(MemoryError) {
    try MemoryNeed(perSample: bytes).check(batch: samples, free: FreeMemory().bytes) {
      .plan(need: $0, free: $1, batch: $2)
    }
  }
}

extension MemoryError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .plan(let need, let free, let batch):
      "This plan takes about \(text(need)) of memory, and \(text(free)) are free. "
        + (batch > 0
          ? "Use a batch of 1 … \(batch)."
          : "Use fewer steps or a smaller model, or close other programs.")
    case .model(let name, let need, let free):
      "\(PrintableText(name, limit: 120)) takes about \(text(need)) of memory, and \(text(free)) "
        + "are free. Use a smaller model, or close other programs."
    case .training(let need, let free, let batch):
      "This training takes about \(text(need)) of memory, and \(text(free)) are free. "
        + (batch > 0
          ? "Use a batch of 1 … \(batch) in [optimizer]." : "Use smaller layers in [network].")
    }
  }

  /// 17 MiB, 3.5 GiB, 12 TiB.
  private func text(_ bytes: Int) -> String {
    let mebibytes = Double(bytes) / 0x1p20
    let (value, unit) =
      mebibytes >= 0x1p20
      ? (mebibytes / 0x1p20, "TiB")
      : mebibytes >= 1024 ? (mebibytes / 1024, "GiB") : (mebibytes.rounded(.up), "MiB")
    return "\(KnobValue.real((value * 10).rounded() / 10).text) \(unit)"
  }
}
