import Files
import Quickstep
import Testing

@Suite struct ClassifierFileTests {
  let document = ClassifierDocument(
    width: 28, height: 20, channels: 1, layers: ClassifierLayers(knobs: [:]),
    classes: ["zero \"0\"", "1"])

  @Test func textIsReadBack() throws {
    let text = ClassifierFile.text(document)
    #expect(
      text == #"""
        network = "classifier"
        picture = [28, 20, 1]
        classes = ["zero \"0\"", "1"]
        channels = [16, 32, 64]
        features = 64

        """#)
    #expect(try ClassifierFile.parse(source(text)) == document)
  }

  @Test(arguments: [
    (
      "picture = [1, 1, 1]",
      "q.toml: \"network\" is missing"
    ),
    (
      "network = \"unet\"",
      "q.toml: \"network\" is \"unet\"; it must be \"classifier\" (line 1"
    ),
    (
      "network = \"classifier\"\nclasses = [\"a\", \"b\"]",
      "q.toml: \"picture\" is missing"
    ),
    (
      "network = \"classifier\"\npicture = [28, 28]\nclasses = [\"a\", \"b\"]",
      "q.toml: \"picture\" is 2 numbers long"
    ),
    (
      "network = \"classifier\"\npicture = [28, 28, 1]\nclasses = [\"a\", \"a\"]",
      "q.toml: \"classes\" is \"a\", \"a\""
    ),
    (
      "network = \"classifier\"\npicture = [28, 28, 1]\nclasses = [\"a\", \"b\"]\nfeature = 3",
      "q.toml: \"feature\" is not known here (line 4, column 1). Did you mean \"features\""
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
