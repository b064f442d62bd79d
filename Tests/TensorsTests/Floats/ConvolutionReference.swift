import CKernels

/// 3x3 convolutions of a batch in plain loops. Images are without borders.
struct ConvolutionReference {
  let shape: ck_convolution
  let images: Int

  init(
    height: Int, width: Int, inputs: Int, outputs: Int, stride: Int = 1, lead: Int = 1,
    images: Int = 2
  ) {
    let more = lead == 1 ? stride - 1 : 0
    shape = ck_convolution(
      input_height: height, input_width: width, height: (height + more) / stride,
      width: (width + more) / stride, inputs: inputs, outputs: outputs, stride: stride, lead: lead)
    self.images = images
  }

  var inputCount: Int { images * shape.input_height * shape.input_width * shape.inputs }
  var outputCount: Int { images * shape.height * shape.width * shape.outputs }
  var weightCount: Int { 9 * shape.inputs * shape.outputs }

  /// Calls `body` with the indices of every input, weight and output that belong together.
  private func forEachProduct(_ body: (_ input: Int, _ weight: Int, _ output: Int) -> Void) {
    for n in 0..<images {
      for y in 0..<shape.height {
        for x in 0..<shape.width {
          for tap in 0..<9 {
            let row = shape.stride * y + tap / 3 - shape.lead
            let column = shape.stride * x + tap % 3 - shape.lead
            guard (0..<shape.input_height).contains(row),
              (0..<shape.input_width).contains(column)
            else { continue }
            let from = (n * shape.input_height + row) * shape.input_width + column
            let to = (n * shape.height + y) * shape.width + x
            for i in 0..<shape.inputs {
              for o in 0..<shape.outputs {
                body(
                  from * shape.inputs + i, (tap * shape.inputs + i) * shape.outputs + o,
                  to * shape.outputs + o)
              }
            }
          }
        }
      }
    }
  }

  func output(_ input: [Float], _ weights: [Float]) -> [Double] {
    var result = [Double](repeating: 0, count: outputCount)
    forEachProduct { result[$2] += Double(input[$0]) * Double(weights[$1]) }
    return result
  }

  func inputGradient(_ gradient: [Float], _ weights: [Float]) -> [Double] {
    var result = [Double](repeating: 0, count: inputCount)
    forEachProduct { result[$0] += Double(gradient[$2]) * Double(weights[$1]) }
    return result
  }

  func weightGradient(_ input: [Float], _ gradient: [Float]) -> [Double] {
    var result = [Double](repeating: 0, count: weightCount)
    forEachProduct { result[$1] += Double(gradient[$2]) * Double(input[$0]) }
    return result
  }

  func borderedInput(_ input: [Float], _ kernels: ck_float_kernels) -> Guarded {
    bordered(input, shape.input_height, shape.input_width, shape.inputs, kernels)
  }

  func borderedOutput(_ output: [Float], _ kernels: ck_float_kernels) -> Guarded {
    bordered(output, shape.height, shape.width, shape.outputs, kernels)
  }

  private func bordered(
    _ values: [Float], _ height: Int, _ width: Int, _ channels: Int, _ kernels: ck_float_kernels
  ) -> Guarded {
    let size = (height + 2) * (width + 2) * channels
    let result = Guarded(count: images * size)
    let source = Guarded(values)
    for n in 0..<images {
      kernels.border(
        result.start + n * size, source.start + n * height * width * channels, height, width,
        channels)
    }
    return result
  }
}
