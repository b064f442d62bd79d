import Quickstep

extension State {
  var guidanceParameters: [Parameter] {
    [.word(.guidance)] + plan.knobParameters(.guidance) + [.word(.classes), .word(.clip)]
      + plan.knobParameters(.clip)
  }
}
