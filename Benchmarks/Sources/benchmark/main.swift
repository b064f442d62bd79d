if CommandLine.arguments.dropFirst().first == "fuzz" {
  guard let fuzz = SafetensorsFuzz(CommandLine.arguments.dropFirst(2)) else {
    fatalError("usage: benchmark fuzz [CASES [SEED]]")
  }
  fuzz.run()
} else {
  line("figure", "value", "unit", "bar", "note")
  let limits = MachineLimits()
  limits.print()
  solverUpdate()
  dataSetDenoiser(against: limits)
  try screenCost()
}
