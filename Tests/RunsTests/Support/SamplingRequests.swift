import Experiments
import Quickstep
import Runs

extension Families {
  static let test = Families([SamplingFamily(ModelLibrary())])
}

extension RunRequest {
  static func sample(_ plan: Plan) -> RunRequest {
    .sentence(Sentence(family: Families.test.all[0].name, settings: plan.settings))
  }
}
