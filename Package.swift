// swift-tools-version: 6.1
import PackageDescription

let package = Package(
  name: "quickstep",
  products: [
    .library(name: "Quickstep", targets: ["Quickstep"]),
    .library(
      name: "QuickstepParts",
      targets: ["Tensors", "Quickstep", "Files", "Networks", "Runs", "Workbench", "Screen"]),
    .executable(name: "quickstep", targets: ["quickstep"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2")
  ],
  targets: [
    .target(name: "CKernels", linkerSettings: [.linkedLibrary("m")]),
    .target(name: "Tensors", dependencies: ["CKernels"]),
    .target(name: "Quickstep", dependencies: ["Tensors"]),

    .target(name: "CResources"),
    .systemLibrary(name: "CPNG", providers: [.apt(["libpng-dev"])]),
    .systemLibrary(name: "CZlib", providers: [.apt(["zlib1g-dev"])]),
    .target(name: "Files", dependencies: ["Quickstep", "CResources", "CPNG", "CZlib"]),
    .target(name: "Networks", dependencies: ["Tensors", "Quickstep", "Files"]),
    .target(name: "Runs", dependencies: ["Quickstep", "Files", "Networks"]),
    .target(name: "Workbench", dependencies: ["Runs"]),
    .target(name: "Screen", dependencies: ["Quickstep", "Workbench"]),

    .systemLibrary(name: "CNcurses", providers: [.apt(["libncurses-dev"])]),
    .target(name: "CTermGuard"),
    .target(name: "Terminal", dependencies: ["Screen", "CNcurses", "CTermGuard"]),
    .executableTarget(
      name: "quickstep",
      dependencies: [
        "Terminal", .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),

    .testTarget(name: "TensorsTests", dependencies: ["Tensors", "CKernels"]),
    .testTarget(name: "QuickstepTests", dependencies: ["Quickstep", "Files"]),
    .testTarget(name: "FilesTests", dependencies: ["Files", "Quickstep", "CZlib"]),
    .testTarget(name: "NetworksTests", dependencies: ["Networks", "Files"]),
    .testTarget(name: "RunsTests", dependencies: ["Runs"]),
    .testTarget(name: "WorkbenchTests", dependencies: ["Workbench", "Networks"]),
    .testTarget(name: "ScreenTests", dependencies: ["Screen", "Files", "Networks"]),
    .testTarget(name: "TerminalTests", dependencies: ["Terminal"]),
  ],
  swiftLanguageModes: [.v6]
)
