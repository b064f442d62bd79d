import Networks
import Quickstep
import Tensors

/// A prediction as a run asks for it: of a batch of doubles, which the model cuts as it sees fit.
func prediction(
  _ model: NetworkModel, batch: Int, with kernels: Kernels
) -> () -> Void {
  let x = AlignedBuffer(count: batch * model.shape.count)
  for index in 0..<x.count { x[index] = Double(index * 7919 % 2003) / 1001 - 1 }
  let output = AlignedBuffer(count: x.count)
  let count = Int32(model.classNames.count)
  let classes = (0..<Int32(batch)).map { count == 0 ? anyClass : $0 % count }
  let level = NoiseLevel(t: 0.5, alpha: 0.6, sigma: 0.8)
  return { model.evaluate(x, at: level, classes: classes, into: output, with: kernels) }
}
