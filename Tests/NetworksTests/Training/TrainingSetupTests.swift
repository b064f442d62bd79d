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
    var unet = TrainingDocument()
    unet.network = .unet(TrainingDocument.UNetLayers())
    var mlp = TrainingDocument()
    mlp.network = .mlp(NetworkDocument.Layers())
    var classifier = TrainingDocument()
    classifier.network = .classifier(TrainingDocument.ClassifierLayers())
    var conditional = mlp
    conditional.objective.isConditional = true
    var guided = mlp
    guided.output.guidance = Choice("cfg")
    var classification = mlp
    classification.objective.kind = .classification
    var deep = unet
    var layers = TrainingDocument.UNetLayers()
    layers.attention = [3]
    deep.network = .unet(layers)
    layers = TrainingDocument.UNetLayers()
    layers.groups = 7
    var uneven = unet
    uneven.network = .unet(layers)
    var large = unet
    large.optimizer.batch = 101
    let refusals: [(TrainingDocument, any TrainingData, String)] = [
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
    for (document, data, expected) in refusals {
      #expect(throws: TrainingError.self, "\(expected)") {
        do {
          _ = try TrainingSetup(document, data: data)
        } catch {
          #expect("\(error)" == expected)
          throw error
        }
      }
    }
  }

  @Test func digitsHaveElevenRowsOfClasses() throws {
    var document = TrainingDocument()
    document.objective.isConditional = true
    let images = ImageSet(
      name: "t", path: "", width: 28, height: 28, channels: 1,
      pixels: Array(repeating: 0, count: 784 * 64), labels: Array(repeating: 9, count: 64),
      classNames: (0..<10).map(String.init))
    let setup = try TrainingSetup(document, data: PictureData(images))
    #expect(setup.network.classKind == .rows(11))
    #expect(setup.description?.nullClass == 10)
    #expect(setup.network.parameterCount < 2_000_000)
  }
}
