import Files
import Quickstep
import Testing

@Suite struct ClassifierFileTests {
  let document = ClassifierDocument(
    width: 28, height: 20, channels: 1, layers: TrainingDocument.ClassifierLayers(),
    classes: ["zero \"0\"", "1"])

  @Test func textIsReadBack() throws {
    let text = ClassifierFile.text(document)
    #expect(
      text == """
        network = "classifier"
        picture = [28, 20, 1]
        classes = ["zero \\"0\\"", "1"]
        channels = [16, 32, 64]
        features = 64

        """)
    #expect(try ClassifierFile.parse(source(text)) == document)
  }

  @Test(arguments: [
    (
      "picture = [1, 1, 1]",
      "q.toml: the key \"network\" is missing"
    ),
    (
      "network = \"unet\"",
      "q.toml:1:11: network is \"unet\""
    ),
    (
      "network = \"classifier\"\nclasses = [\"a\", \"b\"]",
      "q.toml: the key \"picture\" is missing"
    ),
    (
      "network = \"classifier\"\npicture = [28, 28]\nclasses = [\"a\", \"b\"]",
      "q.toml:2:11: picture is 2 numbers long"
    ),
    (
      "network = \"classifier\"\npicture = [28, 28, 1]\nclasses = [\"a\", \"a\"]",
      "q.toml:3:11: classes is 2 names"
    ),
    (
      "network = \"classifier\"\npicture = [28, 28, 1]\nclasses = [\"a\", \"b\"]\nfeature = 3",
      "q.toml:4:1: unknown key \"feature\""
    ),
  ])
  func whatCannotBeUsedIsRefused(text: String, sentence: String) {
    do {
      let found = try ClassifierFile.parse(source(text))
      Issue.record("\(found)")
    } catch {
      #expect("\(error)".hasPrefix(sentence), "\(error)")
    }
  }

  private func source(_ text: String) -> ByteSource {
    ByteSource(path: "q.toml", bytes: Array(text.utf8))
  }
}
