import Files
import Networks
import Quickstep

/// What was read, before the knobs of a choice are applied.
enum LoadedModel: Sendable {
  case mixture(GaussianMixture)
  case images(ImageSet)
  case network(Checkpoint)
}
