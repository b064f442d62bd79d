// What starts do.
extension StepContext {
  /// The noise that runs start from: standard normals times the deviation that the schedule says.
  public func pureNoise() -> Slot { combine((noise(.start), startScale)) }

  /// What the start has worked out, sample by sample; a fresh slot.
  public func mapped(_ x: Slot) -> Slot {
    let target = fresh()
    if let startMap { space.apply(startMap, of: .start, to: x, classes: classes, into: target) }
    return target
  }
}
