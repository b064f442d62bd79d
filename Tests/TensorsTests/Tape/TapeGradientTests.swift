import Foundation
import Tensors
import Testing

@Suite struct TapeGradientTests {
  /// The gradient by every variable and parameter against central differences, in the direction
  /// of the gradient and in a random one.
  @Test(arguments: TapeCase.all)
  func gradientsAreThoseOfDifferences(_ example: TapeCase) {
    let gradients = Gradients()
    let tape = Tape(kernels: Kernels(pool: ThreadPool(threads: 1)), purpose: .training(gradients))
    let at = CaseRecorder(tape, samples: [0, 1, 2])
    let y = example.record(tape, at)
    let target = tape.input(y.shape)
    let loss = tape.meanSquaredError(y, target)
    tape.keep(y)
    var numbers = TestNumbers(7)
    let targets = numbers.values(y.shape.count).map { Float($0) }
    at.feed()
    tape.write(target, from: targets)
    tape.forward()
    tape.backward(from: loss)
    let lossHere = tape.read(loss)[0]

    /// The loss in double precision.
    func lossNow() -> Double {
      tape.forward()
      return zip(tape.read(y), targets).reduce(0) {
        $0 + (Double($1.0) - Double($1.1)) * (Double($1.0) - Double($1.1))
      } / Double(targets.count)
    }
    func check(_ gradient: [Float], of name: String, at point: [Float], _ set: ([Float]) -> Void) {
      let size = gradient.reduce(0) { $0 + $1 * $1 }.squareRoot()
      guard size > 0 else {
        Issue.record("no gradient reaches \(name)")
        return
      }
      let random = numbers.values(point.count).map { Float($0) }
      for direction in [gradient, random] {
        let length = direction.reduce(0) { $0 + $1 * $1 }.squareRoot()
        // Far enough for the loss to change in its third digit, not more.
        let step = min(0.01 * Float(point.count).squareRoot(), 0.003 * lossHere / size) / length
        func moved(_ factor: Float) -> Double {
          set(zip(point, direction).map { $0 + factor * step * $1 })
          return lossNow()
        }
        let difference = (moved(1) - moved(-1)) / Double(2 * step * length)
        let expected =
          zip(gradient, direction).reduce(0) { $0 + Double($1.0) * Double($1.1) } / Double(length)
        #expect(
          abs(difference - expected) < 4e-3 * Double(size),
          "by \(name): \(expected), differences say \(difference), size \(size)")
      }
      set(point)
    }
    for (index, variable) in at.variables.enumerated() {
      check(tape.readGradient(variable.value), of: "variable \(index)", at: variable.numbers) {
        tape.write(variable.value, from: $0)
      }
      tape.forward()
      tape.backward(from: loss)
    }
    // Backward has run once more for every variable.
    let runs = Float(1 + at.variables.count)
    for parameter in at.parameters where !example.name.contains("Fourier") || parameter.count > 6 {
      check(
        gradients[parameter].copy().map { $0 / runs }, of: parameter.name,
        at: parameter.values.copy()
      ) { _ = parameter.values.mutableValues.update(fromContentsOf: $0) }
    }
  }

  /// Whoever adds an operation must add a case.
  @Test func everyOperationHasACase() throws {
    let folder = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../../Sources/Tensors/Tape/Operations").standardized
    var declared = Set<String>()
    for file in try FileManager.default.contentsOfDirectory(atPath: folder.path) {
      let text = try String(contentsOf: folder.appending(path: file), encoding: .utf8)
      for match in text.matches(of: /struct (\w+): Operation/) {
        declared.insert(String(match.1))
      }
    }
    var covered = Set<String>()
    for example in TapeCase.all {
      let kernels = Kernels(pool: ThreadPool(threads: 1))
      let tape = Tape(kernels: kernels, purpose: .training(Gradients()))
      _ = example.record(tape, CaseRecorder(tape, samples: [0]))
      covered.formUnion(tape.operationNames)
    }
    #expect(declared == covered)
  }
}
