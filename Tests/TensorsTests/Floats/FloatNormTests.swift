import CKernels
import Tensors
import Testing

@Suite struct FloatNormTests {
  private static let groupShapes = [
    (1, 1, 2, 1), (3, 5, 6, 3), (4, 4, 24, 8), (9, 8, 70, 5), (16, 16, 96, 32), (2, 2, 17, 17),
  ]

  @Test(arguments: InstructionSet.available)
  func groupNormEqualsTheFormula(set: InstructionSet) {
    let kernels = floats(set)
    var numbers = TestNumbers()
    for (height, width, channels, groups) in Self.groupShapes {
      for activation in everyActivation {
        let problem = GroupProblem(height, width, channels, groups, activation, &numbers)
        let result = problem.forward(kernels, row: width, at: groups)
        #expect(close(result.output, problem.exact(), 2e-5), "\(height) x \(width) x \(channels)")
        #expect(close(result.mean, problem.exactMoments().map(\.mean), 1e-5))
        for atOnce in [1, 2, 3] {
          let parts = problem.forward(kernels, row: width, at: atOnce)
          #expect(sameBits(parts.output, result.output))
          #expect(sameBits(parts.mean, result.mean))
          #expect(sameBits(parts.precision, result.precision))
        }
        let bordered = problem.forward(kernels, row: width + 2, at: groups).output
        var inside: [Float] = []
        for y in 0..<height {
          let start = y * (width + 2) * channels
          inside += bordered[start..<start + width * channels]
        }
        #expect(sameBits(inside, result.output))
      }
    }
  }

  @Test(arguments: InstructionSet.available)
  func aLargeMeanCostsNoDigits(set: InstructionSet) {
    var numbers = TestNumbers()
    var problem = GroupProblem(16, 16, 8, 2, CK_IDENTITY, &numbers)
    problem.x = problem.x.map { $0 + 1000 }
    let result = problem.forward(floats(set), row: 16, at: 2)
    #expect(close(result.output, problem.exact(), 1e-3))
    problem.x = problem.x.map { _ in 3 }
    let constant = problem.forward(floats(set), row: 16, at: 2).output
    #expect(constant.allSatisfy { $0.isFinite })
  }

  @Test(arguments: InstructionSet.available)
  func groupNormGradientsEqualDifferences(set: InstructionSet) {
    let kernels = floats(set)
    var numbers = TestNumbers()
    for (height, width, channels, groups) in [(3, 5, 6, 3), (2, 3, 17, 1), (9, 8, 4, 2)] {
      for activation in [CK_IDENTITY, CK_SILU, CK_GELU] {
        let problem = GroupProblem(height, width, channels, groups, activation, &numbers)
        let slopes = numbers.floats(problem.x.count)
        let weights = slopes.map(Double.init)
        let before = numbers.floats(problem.x.count)
        let found = problem.backward(kernels, slopes, before: before, at: groups)
        let parameters = [problem.gamma, problem.beta, problem.scale, problem.shift]
          .map { $0.map(Double.init) }
        let x = problem.x.map(Double.init)
        let byInput = gradient(at: x) { dot(problem.exact($0, parameters), weights) }
        #expect(close(found.input, zip(before, byInput).map { Double($0) + $1 }, 2e-4))
        for place in parameters.indices {
          let exact = gradient(at: parameters[place]) {
            var changed = parameters
            changed[place] = $0
            return dot(problem.exact(x, changed), weights)
          }
          #expect(close(found.parameters[place], exact, 1e-4))
        }
        let parts = problem.backward(kernels, slopes, before: before, at: 1)
        #expect(sameBits(parts.input, found.input))
        #expect(zip(parts.parameters, found.parameters).allSatisfy { sameBits($0, $1) })
      }
    }
  }

  @Test(arguments: InstructionSet.available)
  func layerNormAndItsGradients(set: InstructionSet) {
    let kernels = floats(set)
    var numbers = TestNumbers()
    for (rows, columns) in [(1, 2), (3, 7), (2, 33), (4, 16)] {
      let (gamma, beta) = (Guarded(numbers.floats(columns)), Guarded(numbers.floats(columns)))
      let x = Guarded(numbers.floats(rows * columns))
      var shape = ck_layer_norm(
        columns: columns, epsilon: 1e-5, gamma: UnsafePointer(gamma.start),
        beta: UnsafePointer(beta.start))
      let (output, mean) = (Guarded(count: rows * columns), Guarded(count: rows))
      let precision = Guarded(count: rows)
      kernels.layer_norm(&shape, output.start, x.start, mean.start, precision.start, rows)
      let parameters = [gamma, beta].map { $0.values.map(Double.init) }
      let values = x.values.map(Double.init)
      func exact(_ x: [Double], _ parameters: [[Double]]) -> [Double] {
        (0..<rows).flatMap { row in
          let n = normalised(Array(x[row * columns..<(row + 1) * columns]), 1e-5)
          return n.indices.map { n[$0] * parameters[0][$0] + parameters[1][$0] }
        }
      }
      #expect(close(output.values, exact(values, parameters), 1e-5))
      #expect(output.isIntact)

      let slopes = Guarded(numbers.floats(rows * columns))
      let weights = slopes.values.map(Double.init)
      let byInput = Guarded(zeros: rows * columns)
      let (byGamma, byBeta) = (Guarded(zeros: columns), Guarded(zeros: columns))
      kernels.layer_norm_back(
        &shape, byInput.start, slopes.start, x.start, mean.start, precision.start, byGamma.start,
        byBeta.start, rows)
      #expect(
        close(byInput.values, gradient(at: values) { dot(exact($0, parameters), weights) }, 2e-4))
      for (place, found) in [byGamma, byBeta].enumerated() {
        let exact = gradient(at: parameters[place]) {
          var changed = parameters
          changed[place] = $0
          return dot(exact(values, changed), weights)
        }
        #expect(close(found.values, exact, 1e-4))
        #expect(found.isIntact)
      }
    }
  }
}

private func normalised(_ x: [Double], _ epsilon: Double) -> [Double] {
  let mean = x.reduce(0, +) / Double(x.count)
  let variance = x.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(x.count)
  return x.map { ($0 - mean) / squareRoot(variance + epsilon) }
}

/// Numbers for one image, and group normalisation in double.
private struct GroupProblem {
  let height: Int
  let width: Int
  let channels: Int
  let groups: Int
  let activation: ck_activation
  var x: [Float]
  let gamma: [Float]
  let beta: [Float]
  let scale: [Float]
  let shift: [Float]

  init(
    _ height: Int, _ width: Int, _ channels: Int, _ groups: Int, _ activation: ck_activation,
    _ numbers: inout TestNumbers
  ) {
    self.height = height
    self.width = width
    self.channels = channels
    self.groups = groups
    self.activation = activation
    x = numbers.floats(height * width * channels)
    gamma = numbers.floats(channels)
    beta = numbers.floats(channels)
    scale = numbers.floats(channels)
    shift = numbers.floats(channels)
  }

  /// Channels of each group, at every pixel.
  private func places(ofGroup group: Int) -> [Int] {
    let size = channels / groups
    return (0..<height * width).flatMap { pixel in
      (group * size..<(group + 1) * size).map { pixel * channels + $0 }
    }
  }

  func exact() -> [Double] {
    exact(x.map(Double.init), [gamma, beta, scale, shift].map { $0.map(Double.init) })
  }

  func exact(_ x: [Double], _ parameters: [[Double]]) -> [Double] {
    var result = x
    for group in 0..<groups {
      let places = places(ofGroup: group)
      for (place, n) in zip(places, normalised(places.map { x[$0] }, 1e-5)) {
        let c = place % channels
        let affine = n * parameters[0][c] + parameters[1][c]
        result[place] = activated(affine * (1 + parameters[2][c]) + parameters[3][c], activation)
      }
    }
    return result
  }

  func exactMoments() -> [(mean: Double, count: Int)] {
    (0..<groups).map { group in
      let values = places(ofGroup: group).map { Double(x[$0]) }
      return (values.reduce(0, +) / Double(values.count), values.count)
    }
  }

  private func withShape<R>(_ body: (inout ck_group_norm) -> R) -> R {
    let parameters = [gamma, beta, scale, shift].map { Guarded($0) }
    return withExtendedLifetime(parameters) {
      var shape = ck_group_norm(
        height: height, width: width, channels: channels, groups: groups, epsilon: 1e-5,
        activation: activation, gamma: UnsafePointer(parameters[0].start),
        beta: UnsafePointer(parameters[1].start), scale: UnsafePointer(parameters[2].start),
        shift: UnsafePointer(parameters[3].start))
      return body(&shape)
    }
  }

  func forward(
    _ kernels: ck_float_kernels, row: Int, at atOnce: Int
  ) -> (output: [Float], mean: [Float], precision: [Float]) {
    let input = Guarded(x)
    let output = Guarded(zeros: ((height - 1) * row + width) * channels)
    let (mean, precision) = (Guarded(count: groups), Guarded(count: groups))
    let scratch = Guarded(count: 4 * channels)
    withShape { shape in
      for first in stride(from: 0, to: groups, by: atOnce) {
        kernels.group_norm(
          &shape, output.start, row, input.start, mean.start, precision.start, first,
          min(first + atOnce, groups), scratch.start)
      }
    }
    #expect(output.isIntact && mean.isIntact && precision.isIntact && scratch.isIntact)
    return (output.values, mean.values, precision.values)
  }

  func backward(
    _ kernels: ck_float_kernels, _ slopes: [Float], before: [Float], at atOnce: Int
  ) -> (input: [Float], parameters: [[Float]]) {
    let forward = forward(kernels, row: width, at: groups)
    let (mean, precision) = (Guarded(forward.mean), Guarded(forward.precision))
    let (input, byInput, slopes) = (Guarded(x), Guarded(before), Guarded(slopes))
    let byParameters = (0..<4).map { _ in Guarded(count: channels) }
    let scratch = Guarded(count: 8 * channels)
    withShape { shape in
      for first in stride(from: 0, to: groups, by: atOnce) {
        kernels.group_norm_back(
          &shape, byInput.start, slopes.start, input.start, mean.start, precision.start,
          byParameters[0].start, byParameters[1].start, byParameters[2].start,
          byParameters[3].start, first, min(first + atOnce, groups), scratch.start)
      }
    }
    #expect(byInput.isIntact && scratch.isIntact && byParameters.allSatisfy { $0.isIntact })
    return (byInput.values, byParameters.map(\.values))
  }
}
