// swift-tools-version: 6.1
import PackageDescription

let package = Package(
  name: "benchmarks",
  dependencies: [.package(name: "quickstep", path: "..")],
  targets: [
    .executableTarget(
      name: "benchmark",
      dependencies: ["Limits", .product(name: "QuickstepParts", package: "quickstep")]),
    .target(name: "Limits"),
  ],
  swiftLanguageModes: [.v6]
)
