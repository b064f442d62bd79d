import Networks
import Quickstep
import Tensors

extension ModelLibrary {
  /// The judge of what a model makes, loaded when it is asked for first; `nil` where there is none
  /// for such samples.
  public func judge(of model: any Denoiser, with kernels: Kernels) -> ImageJudge? {
    guard model.shape == ImageJudge.bundledDigitShape else { return nil }
    return digitJudge.withLock { judge in
      if judge == nil { judge = .bundledDigits(with: kernels) }
      return judge
    }
  }
}
