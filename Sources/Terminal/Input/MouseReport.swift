import Workbench

extension Mouse {
  /// What `ESC [ < b ; x ; y M` tells (mode 1006), with `m` for a button that went up, from the byte
  /// after `<`; `nil` for buttons, notches and modifiers that nothing is done with.
  init?(report body: some BidirectionalCollection<UInt8>) {
    let numbers = String(decoding: body.dropLast(), as: UTF8.self).split(separator: ";").map {
      Int($0)
    }
    guard numbers.count == 3,
      case (let button?, let x?, let y?) = (numbers[0], numbers[1], numbers[2]),
      x > 0, y > 0, let final = body.last
    else { return nil }
    let deed: Deed
    switch (button, final) {
    case (0, UInt8(ascii: "M")): deed = .pressed
    case (0, UInt8(ascii: "m")): deed = .released
    case (32, UInt8(ascii: "M")): deed = .dragged
    case (64, UInt8(ascii: "M")): deed = .wheeledUp
    case (65, UInt8(ascii: "M")): deed = .wheeledDown
    default: return nil
    }
    self.init(deed, column: x - 1, row: y - 1)
  }
}
