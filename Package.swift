// swift-tools-version: 6.1
import PackageDescription

let argumentParser: Target.Dependency = .product(
  name: "ArgumentParser", package: "swift-argument-parser")

let package = Package(
  name: "quickstep",
  products: [
    .library(name: "Quickstep", targets: ["Quickstep"]),
    .library(
      name: "QuickstepParts",
      targets: [
        "Tensors", "Experiments", "Quickstep", "Tokens", "Studies", "Files", "History", "Networks",
        "Runs", "Workbench", "Screen",
      ]),
    .executable(name: "quickstep", targets: ["quickstep"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2")
  ],
  targets: [
    .target(name: "CKernels", linkerSettings: [.linkedLibrary("m")]),
    .target(name: "Tensors", dependencies: ["CKernels"]),
    .target(name: "Experiments", dependencies: ["Tensors"]),
    .target(name: "Quickstep", dependencies: ["Tensors", "Experiments"]),

    .target(name: "Tokens", dependencies: ["Tensors", "Experiments"]),
    .target(name: "Studies", dependencies: ["Tensors", "Experiments"]),

    .target(name: "CResources"),
    .systemLibrary(name: "CPNG", providers: [.apt(["libpng-dev"])]),
    .systemLibrary(name: "CZlib", providers: [.apt(["zlib1g-dev"])]),
    .target(
      name: "Files", dependencies: ["Experiments", "Quickstep", "CResources", "CPNG", "CZlib"]),
    .systemLibrary(
      name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"])]),
    .target(name: "History", dependencies: ["Experiments", "Files", "CSQLite"]),
    .target(name: "Networks", dependencies: ["Tensors", "Experiments", "Quickstep", "Files"]),
    .target(
      name: "Runs", dependencies: ["Tensors", "Experiments", "Quickstep", "Files", "Networks"]),
    .target(name: "Workbench", dependencies: ["Experiments", "Runs"]),
    .target(name: "Screen", dependencies: ["Experiments", "Runs", "Workbench", "CZlib"]),

    .systemLibrary(name: "CNcurses", providers: [.apt(["libncurses-dev"])]),
    .target(name: "CTermGuard"),
    .target(
      name: "Terminal", dependencies: ["Workbench", "Screen", "CNcurses", "CTermGuard"]),
    .executableTarget(
      name: "quickstep",
      dependencies: [
        "Tensors", "Experiments", "Quickstep", "Tokens", "Studies", "Files", "History", "Networks",
        "Runs", "Workbench", "Screen", "Terminal", argumentParser,
      ]),

    .testTarget(name: "TensorsTests", dependencies: ["Tensors", "CKernels"]),
    .testTarget(name: "QuickstepTests", dependencies: ["Tensors", "Quickstep", "Files"]),
    .testTarget(name: "TokensTests", dependencies: ["Tensors", "Experiments", "Tokens"]),
    .testTarget(name: "StudiesTests", dependencies: ["Tensors", "Experiments", "Studies"]),
    .testTarget(
      name: "FilesTests", dependencies: ["Experiments", "Files", "Quickstep", "CZlib"]),
    .testTarget(
      name: "HistoryTests", dependencies: ["Experiments", "Files", "History", "CSQLite"]),
    .testTarget(
      name: "NetworksTests",
      dependencies: ["Tensors", "Experiments", "Quickstep", "Files", "Networks"]),
    .testTarget(
      name: "RunsTests",
      dependencies: [
        "Tensors", "Experiments", "Quickstep", "Studies", "Files", "Networks", "Runs",
      ]),
    .testTarget(
      name: "WorkbenchTests",
      dependencies: [
        "Experiments", "Quickstep", "Tokens", "Studies", "Files", "Networks", "Runs", "Workbench",
      ]),
    .testTarget(
      name: "ScreenTests",
      dependencies: [
        "Tensors", "Experiments", "Quickstep", "Tokens", "Studies", "Files", "Networks", "Runs",
        "Workbench", "Screen", "CZlib",
      ]),
    .testTarget(name: "TerminalTests", dependencies: ["Workbench", "Screen", "Terminal"]),
  ],
  swiftLanguageModes: [.v6]
)
