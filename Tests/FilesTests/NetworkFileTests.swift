import Files
import Quickstep
import Testing

/// `quickstep.toml`: what is written is read, and what is wrong is named with its place.
@Suite struct NetworkFileTests {
  static let documents = [
    NetworkDocument(kind: .unet, prediction: .flow, schedule: Choice("flow"), timeScale: 1000),
    NetworkDocument(
      kind: .unet, prediction: .data, schedule: Choice("edm"), preconditioning: .edm,
      sigmaData: 0.25, time: .logSigma, classes: ["a \"b\"", "c"], nullClass: 2,
      defaults: PlanDefaults([
        "solver": "dpm++2m", "grid": "karras:rho=5", "steps": "12", "guidance": "cfg:scale=3",
      ])),
    NetworkDocument(
      kind: .mlp, prediction: .noise,
      schedule: Choice("linear", ["b1": .real(0.01), "entries": .integer(100)]),
      layers: NetworkDocument.Layers(
        dimensions: 3, widths: [16, 32], timeFeatures: 8, timeInput: .concatenated)),
    NetworkDocument(
      kind: .frames, prediction: .flow, schedule: Choice("flow"),
      defaults: PlanDefaults(["tiles": "1,1,2"]),
      frames: FrameLayers(
        frames: 4, patch: 2, width: 12, layers: 3, heads: 3, timeFeatures: 8)),
  ]

  @Test(arguments: documents)
  func aDocumentReadsBackAsItIsWritten(document: NetworkDocument) throws {
    let text = NetworkFile.text(document)
    let source = ByteSource(path: "quickstep.toml", bytes: Array(text.utf8))
    #expect(try NetworkFile.parse(source) == document, "\(text)")
  }

  private static let start = "prediction = \"flow\"\nschedule = \"flow\"\n"

  @Test(arguments: [
    ("", "\"schedule\" is missing"),
    ("schedule = \"flow\"", "\"prediction\" is missing"),
    ("prediction = \"score\"\nschedule = \"flow\"", "(line 1, column 1)"),
    (
      "prediction = \"flow\"\nschedule = \"flaw\"",
      "line 2, column 1: There is no schedule \"flaw\". Did you mean flow?"
    ),
    (start + "sigma = 3", "\"sigma\" is not known here (line 3, column 1)"),
    (start + "preconditioning = \"edm\"", "\"sigma-data\" is missing"),
    (start + "time-scale = 0", "\"time-scale\" is 0; it must be"),
    (start + "time-scale = \"1\"", "\"time-scale\" must be a number"),
    (start + "network = \"mlp\"", "\"mlp\" is missing"),
    (start + "classes = [1]", "\"classes\" must be a list of texts"),
    (start + "null-class = -1", "\"null-class\" is -1"),
    (start + "[defaults]\nsolver = \"eular\"", "Did you mean euler?"),
    (start + "[defaults]\nmodel = \"x\"", "\"defaults.model\" is not known"),
    (start + "defaults = 3", "\"defaults\" must be a table"),
    (start + "[mlp]\nwidths = []", "\"mlp.widths\" is 0 numbers long"),
    (start + "[mlp]\nwidths = [0]", "\"mlp.widths\" is 0; it must be"),
    (start + "[mlp]\ntime-features = 1.5", "\"mlp.time-features\" must be a whole number"),
    (start + "network = \"frames\"", "\"frames\" is missing"),
    (start + "[frames]\nframes = 0", "\"frames.frames\" is 0; it must be"),
    (start + "[frames]\nheigth = 3", "\"frames.heigth\" is not known"),
    (
      start + "[frames]\npatch = 3",
      "line 4, column 1: frames of 16x16 cannot be cut into squares of 3."
    ),
    (
      start + "[frames]\nheads = 7\nwidth = 64",
      "line 4, column 1: 64 channels cannot be shared by 7 heads."
    ),
  ])
  func whatIsWrongIsNamed(text: String, sentence: String) {
    let source = ByteSource(path: "quickstep.toml", bytes: Array(text.utf8))
    do {
      let document = try NetworkFile.parse(source)
      Issue.record("taken: \(document)")
    } catch {
      #expect("\(error)".contains(sentence), "\(error)")
    }
  }
}
