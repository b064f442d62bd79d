import Terminal

extension Input {
  /// An answer, whatever its bytes were.
  static func reply(_ reply: Reply) -> Input { .reply(reply, bytes: []) }

  /// Without the bytes of an answer.
  var meaning: Input {
    if case .reply(let reply, _) = self { .reply(reply) } else { self }
  }
}
