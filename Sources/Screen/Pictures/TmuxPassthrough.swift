/// Sequences for the terminal outside of tmux, which hands them on where `allow-passthrough` is on
/// and swallows them where it is not.
public enum TmuxPassthrough {
  public static func wrapped(_ sequence: [UInt8]) -> [UInt8] {
    let escape: UInt8 = 0x1B
    return Array("\u{1B}Ptmux;".utf8) + sequence.flatMap { $0 == escape ? [escape, escape] : [$0] }
      + [escape, 0x5C]
  }
}
