import Experiments
import Quickstep
import Runs

extension Families {
  static let test = Families([SamplingFamily(ModelLibrary()), TrainingFamily()])
}

extension Sentence {
  static func sample(_ plan: Plan) -> Sentence {
    Sentence(family: SamplingFamily.declaration.name, settings: plan.settings)
  }
}
