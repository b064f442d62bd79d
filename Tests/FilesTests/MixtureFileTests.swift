import Files
import Testing

@Suite struct MixtureFileTests {
  @Test func weightsAreScaledToSumOne() throws {
    let models = try parse(
      #"{"d": 1, "weights": [1, 3], "means": [[-1], [1]], "stds": [0.1, 0.2]}"#)
    let parts = MixtureDocument.Components(
      weights: [0.25, 0.75], means: [[-1], [1]], deviations: [0.1, 0.2])
    #expect(models == [MixtureDocument(name: "m", dimension: 1, parts: .mixture(parts))])
  }

  @Test func classes() throws {
    let part = #"{"weights": [1], "means": [[0, 0]], "stds": [1]}"#
    let models = try parse(
      #"{"models": [{"name": "c", "d": 2, "class_priors": [3, 1], "classes": [\#(part), \#(part)]}]}"#
    )
    let parts = MixtureDocument.Components(weights: [1], means: [[0, 0]], deviations: [1])
    let expected = MixtureDocument(
      name: "c", dimension: 2, parts: .classes(priors: [0.75, 0.25], [parts, parts]))
    #expect(models == [expected])
  }

  @Test(arguments: [
    (
      #"{"d": 1, "weights": [1, -0.5], "means": [[0], [1]], "stds": [1, 1]}"#,
      #""weights[1]" is -0.5; it must be a finite number above 0. Correct the value."#
    ),
    (
      #"{"d": 1, "weights": [NaN], "means": [[0]], "stds": [1]}"#,
      #""weights[0]" is nan; it must be a finite number above 0. Correct the value."#
    ),
    (
      #"{"d": 1, "weights": [1], "means": [[0]], "stds": [0]}"#,
      #""stds[0]" is 0; it must be a finite number above 0. Correct the value."#
    ),
    (
      #"{"d": 1, "weights": [1], "means": [[1e999]], "stds": [1]}"#,
      #""means[0][0]" is inf; it must be finite. Correct the value."#
    ),
    (
      #"{"d": 2, "weights": [1], "means": [[0]], "stds": [1]}"#,
      #""means[0]" is 1 long; it must be d = 2 long. Correct the value."#
    ),
    (
      #"{"d": 1, "weights": [1, 2], "means": [[0]], "stds": [1]}"#,
      #""weights" is 2 long; it must be as long as means, 1. Correct the value."#
    ),
    (
      #"{"d": 1, "weights": ["1"], "means": [[0]], "stds": [1]}"#,
      #""weights[0]" must be a number, not a text. Correct the value."#
    ),
    (
      #"{"weights": [1], "means": [[0]], "stds": [1]}"#, #""d" is missing. Add it."#
    ),
    (
      #"{"d": 1, "weights": [1], "stds": [1]}"#, #""means" is missing. Add it."#
    ),
    (#"{"models": []}"#, "there are no models in it. Give a file that holds some."),
    ("[1, 2", #""," or "]" is expected here (line 1, column 6). Correct it."#),
    (
      "{\"d\": 1,\n \"d\": 2}",
      #""d" is given twice (line 2, column 2). Remove one of them."#
    ),
  ])
  func problems(text: String, expected: String) {
    #expect(sentence { try parse(text) } == "m.json: " + expected)
  }

  @Test func choosingByName() throws {
    let path = repository + "/data/mixtures.json"
    #expect(try MixtureFile.read(path, name: "gmm16").dimension == 16)
    #expect(
      sentence { try MixtureFile.read(path, name: "gm16") }
        == "\(path): there is no model \"gm16\" in it. Did you mean \"gmm16\"?")
  }

  private func parse(_ text: String) throws(FileError) -> [MixtureDocument] {
    try MixtureFile.parse(ByteSource(path: "m.json", bytes: Array(text.utf8)))
  }
}
