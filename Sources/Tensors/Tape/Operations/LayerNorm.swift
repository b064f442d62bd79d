import CKernels

/// Normalisation of rows; see `Tape.layerNorm`.
struct LayerNorm: Operation {
  let x: Value
  let scale: Weight?
  let shift: Weight?
  let epsilon: Float
  let result: Value

  var inputs: [Value] { [x] }
  var weights: [Weight] { [scale, shift].compactMap(\.self) }
  var readByBackward: [Value] { [x] }
  var needsEveryTarget: Bool { true }

  private var rows: Int { x.shape.rows }
  private var columns: Int { x.shape.channels }
  /// Rows whose gradients by scale and shift are summed together.
  private var chunk: Int { max(64, (rows + 31) / 32) }
  private var chunks: Int { (rows + chunk - 1) / chunk }

  /// Notes: the means of all rows, then 1 / standard deviation of all rows.
  func workspace(_ surroundings: Surroundings) -> Workspace {
    Workspace(notes: 2 * rows, forwardShared: 2 * rows, backwardShared: chunks * 2 * columns)
  }

  private func kernelShape(_ site: Site) -> ck_layer_norm {
    ck_layer_norm(
      columns: columns, epsilon: epsilon, gamma: scale.map { UnsafePointer(site[$0]) },
      beta: shift.map { UnsafePointer(site[$0]) })
  }

  func forward(_ site: Site) {
    site.machine.shareRanges(rows, by: 64, work: 10 * columns) { range in
      var norm = kernelShape(site)
      let mean = (site.notes ?? site.forwardScratch) + range.lowerBound
      site.floats.pointee.layer_norm(
        &norm, site[result] + range.lowerBound * columns, site[x] + range.lowerBound * columns,
        mean, mean + rows, range.count)
    }
  }

  func backward(_ site: Site) {
    let chunks = chunks
    site.backwardScratch.update(repeating: 0, count: chunks * 2 * columns)
    site.machine.shareRanges(rows, by: chunk, work: 20 * columns) { range in
      var norm = kernelShape(site)
      let first = range.lowerBound * columns
      let mean = site.notes! + range.lowerBound
      let byScale = site.backwardScratch + range.lowerBound / chunk * 2 * columns
      let gradient = site.resultGradient + first
      site.floats.pointee.layer_norm_back(
        &norm, site.target(0)!.zeroed(from: first, count: range.count * columns), gradient,
        site[x] + first, mean, mean + rows, byScale, byScale + columns, range.count)
    }
    for (weight, first) in [(scale, 0), (shift, columns)] {
      guard let weight else { continue }
      site.floats.pointee.sum_rows(
        site.gradient(of: weight), site.backwardScratch + first, 2 * columns, chunks, columns)
    }
  }
}

extension Tape {
  /// Layer normalisation (Ba et al. 2016) of every row: y = n scale + shift, where n is the row
  /// with mean zero and variance one.
  /// - Parameters:
  ///   - scale: [channels]; 1 where there is none.
  ///   - shift: [channels]; 0 where there is none.
  ///   - epsilon: added to the variance.
  public func layerNorm(
    _ x: Value, scale: Parameter? = nil, shift: Parameter? = nil, epsilon: Float
  ) -> Value {
    let channels = x.shape.channels
    precondition([scale, shift].allSatisfy { $0.map { $0.count == channels } ?? true })
    let weights = record { recording in
      [scale, shift].map { $0.map { recording.canonical($0) } }
    }
    return record(x.shape) {
      LayerNorm(x: x, scale: weights[0], shift: weights[1], epsilon: epsilon, result: $0)
    }
  }
}
