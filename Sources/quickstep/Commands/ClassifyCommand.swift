import ArgumentParser
import Files
import Networks
import Quickstep
import Screen
import Tensors

/// Tells how well a trained classifier knows pictures.
struct ClassifyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "classify", abstract: "Test a classifier on pictures it was not trained on.",
    discussion: """
      Prints how many pictures of each class are recognised. --reference writes what the quality \
      of samples is measured by: for each class the mean and covariance of the features.
      """)

  @Argument(
    help: ArgumentHelp("A folder that 'quickstep train' wrote.", valueName: "classifier"),
    completion: .directory)
  var classifier: String
  @Argument(
    help: ArgumentHelp("An IDX file or a folder of PNG pictures.", valueName: "pictures"),
    completion: .file())
  var pictures: String
  @Option(
    help: ArgumentHelp("Write the reference (safetensors).", valueName: "file"),
    completion: .file())
  var reference: String?
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(threadsHelp, valueName: "n"))
  var threads: String?

  func run() throws {
    let threads = try Configuration.inForce(.all()).threads(threads)
    let kernels = Kernels(pool: ThreadPool(threads: threads))
    let classifier = try TrainedClassifier(classifier, with: kernels)
    if let reference { try AtomicFile.check(reference) }
    let samples = try JudgedSamples(
      try ImageSet.read(pictures), to: classifier, with: kernels)
    if let reference {
      let found = try JudgeReference(samples, of: classifier, path: pictures)
      try JudgeReferenceFile.write(found, to: reference)
    }
    try StandardOutput.write(table(samples, classifier.classNames))
  }

  private func table(_ samples: JudgedSamples, _ names: [String]) -> String {
    var table = TextTable(
      ["class", "pictures", "recognized", "%"], sides: [.left, .right, .right, .number])
    func add(_ name: String, _ rows: [Int]) {
      let right = rows.count { samples.verdicts[$0] == samples.asked[$0] }
      let share = rows.isEmpty ? "-" : format(100 * Double(right) / Double(rows.count))
      table.add([name, "\(rows.count)", "\(right)", share])
    }
    for (index, name) in names.enumerated() {
      add(PrintableText(name).text, samples.asked.indices.filter { samples.asked[$0] == index })
    }
    add("all", Array(samples.asked.indices))
    return table.text
  }
}
