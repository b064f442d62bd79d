import Glibc

/// The mean of -log softmax(logits)[label] over rows.
struct CrossEntropy: Operation {
  let logits: Value
  let labels: IndexInput
  let result: Value

  var inputs: [Value] { [logits] }

  private var rows: Int { logits.shape.rows }
  private var classes: Int { logits.shape.channels }

  /// The probabilities.
  func workspace(_ surroundings: Surroundings) -> Workspace {
    Workspace(notes: rows * classes)
  }

  func forward(_ site: Site) {
    if let notes = site.notes {
      site.floats.pointee.softmax(notes, site[logits], rows, classes)
    }
    var sum = 0.0
    for row in 0..<rows {
      let logits = UnsafeBufferPointer(start: site[logits] + row * classes, count: classes)
      // log sum e^l = m + log sum e^(l - m)
      let largest = logits.max()!
      let mass = logits.reduce(0.0) { $0 + exp(Double($1 - largest)) }
      sum += log(mass) + Double(largest) - Double(logits[label(row, site)])
    }
    site[result].pointee = Float(sum / Double(rows))
  }

  // The gradient by the logits of a row is (softmax - the label's unit vector) / rows.
  func backward(_ site: Site) {
    let target = site.target(0)!
    let factor = site.resultGradient.pointee / Float(rows)
    site.pass(site.notes!, times: factor, count: rows * classes, to: target)
    for row in 0..<rows { target.start[row * classes + label(row, site)] -= factor }
  }

  private func label(_ row: Int, _ site: Site) -> Int {
    let label = Int(site[labels][row])
    precondition((0..<classes).contains(label), "there is no class \(label)")
    return label
  }
}

extension Tape {
  /// The mean over rows of -log softmax(logits)[label], one number.
  /// - Parameter labels: one for each row, below the number of channels and not negative.
  public func crossEntropy(_ logits: Value, labels: IndexInput) -> Value {
    precondition(labels.count == logits.shape.rows)
    return record(TensorShape(batch: 1, channels: 1)) {
      CrossEntropy(logits: logits, labels: labels, result: $0)
    }
  }
}
