import Experiments
import Files
import Networks
import Quickstep
import Testing

@Suite struct TrainingSetupTests {
  @Test func whatDoesNotFitIsRefused() {
    let pictures = PictureData(
      ImageSet(
        name: "t", path: "", width: 6, height: 6, channels: 1,
        pixels: Array(repeating: 0, count: 36 * 100)))
    let points = MixtureData(.ring())
    func plan(_ network: Choice, _ change: (inout TrainingPlan) -> Void = { _ in }) -> TrainingPlan
    {
      var plan = TrainingPlan()
      plan.network = network
      change(&plan)
      return plan
    }
    let unet = plan(Choice("unet")), mlp = plan(Choice("mlp"))
    let classifier = plan(Choice("classifier"))
    let conditional = plan(mlp.network) { $0.isConditional = true }
    let guided = plan(mlp.network) { $0.guidance = Choice("cfg") }
    let classification = plan(mlp.network) { $0.objective = Choice("classification") }
    let deep = plan(Choice("unet", ["attention": .integers([3])]))
    let uneven = plan(Choice("unet", ["groups": .integer(7)]))
    let large = plan(unet.network) { $0.batch = 101 }
    let refusals: [(TrainingPlan, any TrainingData, String)] = [
      (
        unet, points,
        #"[network] kind "unet" takes pictures, but the data are points in 2 dimensions. "#
          + "Use another kind or other data."
      ),
      (
        mlp, pictures,
        #"[network] kind "mlp" takes points, but the data are pictures of 6x6, grey. "#
          + "Use another kind or other data."
      ),
      (
        classifier, pictures,
        #"[network] kind "classifier" learns classes only. Set kind = "classification" "#
          + "in [objective]."
      ),
      (
        conditional, points,
        "[objective] conditional = true needs classes, and the data have none. "
          + "Use labelled data or leave it out."
      ),
      (
        guided, points,
        #"[output] guidance "cfg" needs a network that is told classes. "#
          + "Set conditional = true in [objective] or leave it out."
      ),
      (
        classification, MixtureData(.moons()),
        #"[objective] kind "classification" needs a classifier. Set kind = "classifier" "#
          + "in [network]."
      ),
      (
        deep, pictures,
        "[network] attention names level 3, but there are levels 0 … 2 only. Leave it out."
      ),
      (
        uneven, pictures,
        "[network]: down_blocks.0.resnets.0.norm1 has 32 channels, which 7 groups do not divide. "
          + "Correct the channels or norm_num_groups."
      ),
      (
        unet, pictures,
        "[network]: sample_size do not fit: 6x6 cannot be halved 2 times. Correct them."
      ),
      (
        large, pictures,
        "The data hold 100 samples, fewer than a batch of 101. Use a smaller batch or more data."
      ),
    ]
    for (plan, data, expected) in refusals {
      #expect(throws: TrainingError.self, "\(expected)") {
        do {
          _ = try TrainingSetup(plan, data: data)
        } catch {
          #expect("\(error)" == expected)
          throw error
        }
      }
    }
  }

  @Test func digitsHaveElevenRowsOfClasses() throws {
    var plan = TrainingPlan()
    plan.network = Choice("unet")
    plan.isConditional = true
    let images = ImageSet(
      name: "t", path: "", width: 28, height: 28, channels: 1,
      pixels: Array(repeating: 0, count: 784 * 64), labels: Array(repeating: 9, count: 64),
      classNames: (0..<10).map(String.init))
    let setup = try TrainingSetup(plan, data: PictureData(images))
    #expect(setup.network.classKind == .rows(11))
    #expect(setup.description?.nullClass == 10)
    #expect(setup.network.parameterCount < 2_000_000)
  }
}
