import ArgumentParser

/// Which weights of a network are meant.
struct VariantOption: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Which weights of a network's folder, where there are several, such as fp16.",
      valueName: "name"))
  var variant: String?
}
