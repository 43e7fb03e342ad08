// swift-tools-version: 6.2
import PackageDescription

// Modules by layer, lowest first. A module imports only modules of lower layers.
let settings: [SwiftSetting] = [.swiftLanguageMode(.v6)]
// Executables without debug information, which is four times the rest; backtraces keep their names.
let slim: [LinkerSetting] = [.unsafeFlags(["-Xlinker", "-S"], .when(configuration: .release))]

let package = Package(
  name: "Ablate",
  products: [
    .executable(name: "ablate", targets: ["ablate"])
  ],
  dependencies: [
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
    .package(url: "https://github.com/swiftcsv/SwiftCSV", from: "0.10.0"),
  ],
  targets: [
    // 1
    .target(name: "CKernels"),
    .target(name: "CBenchmarks"),
    .systemLibrary(
      name: "CCommonMark", pkgConfig: "libcmark", providers: [.apt(["libcmark-dev"])]),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .target(
      name: "Diagnostics",
      dependencies: [.product(name: "OrderedCollections", package: "swift-collections")],
      swiftSettings: settings),
    // 2
    .target(name: "Tensors", dependencies: ["CKernels", "Diagnostics"], swiftSettings: settings),
    // 3
    .target(name: "Graphs", dependencies: ["CKernels", "Tensors"], swiftSettings: settings),
    .target(
      name: "Datasets",
      dependencies: ["CZlib", "Tensors", "Diagnostics", "SwiftCSV"],
      resources: [.embedInCode("Resources")],
      swiftSettings: settings),
    .target(name: "Statistics", dependencies: ["Diagnostics", "Tensors"], swiftSettings: settings),
    .target(name: "Exchange", dependencies: ["Diagnostics", "Tensors"], swiftSettings: settings),
    // 4
    .target(
      name: "Notebooks", dependencies: ["CCommonMark", "Diagnostics", "Yams"],
      swiftSettings: settings),
    .target(
      name: "Learning", dependencies: ["Exchange", "Graphs", "Tensors", "Datasets", "Diagnostics"],
      swiftSettings: settings),
    .target(name: "Plots", dependencies: ["Tensors", "Diagnostics"], swiftSettings: settings),
    // 5
    .target(
      name: "Experiments",
      dependencies: [
        "Notebooks", "Learning", "Statistics", "Datasets", "Exchange", "Tensors", "Diagnostics",
        .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "OrderedCollections", package: "swift-collections"),
      ],
      swiftSettings: settings),
    // 6
    .target(
      name: "Reports",
      dependencies: [
        "Experiments", "Learning", "Datasets", "Plots", "Statistics", "Notebooks", "Graphs", "Tensors",
        "Diagnostics",
        .product(name: "Mustache", package: "swift-mustache"),
        .product(name: "OrderedCollections", package: "swift-collections"),
      ],
      resources: [.embedInCode("Resources")],
      swiftSettings: settings),
    // 7
    .executableTarget(
      name: "ablate",
      dependencies: [
        "Experiments", "Reports", "Notebooks", "Learning", "Plots", "Datasets", "Graphs", "Tensors",
        "Diagnostics",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: settings, linkerSettings: slim),
    .executableTarget(
      name: "Benchmarks",
      // The command, so that it is built beside this program, which measures its processes.
      dependencies: [
        "ablate", "CBenchmarks", "CKernels", "Learning", "Datasets", "Exchange", "Tensors", "Diagnostics",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      resources: [.embedInCode("Resources")],
      swiftSettings: settings, linkerSettings: slim),
    // Tests mirror the sources.
    .testTarget(name: "DiagnosticsTests", dependencies: ["Diagnostics"], swiftSettings: settings),
    .testTarget(
      name: "TensorsTests", dependencies: ["Tensors", "CKernels", "Diagnostics"], swiftSettings: settings),
    .testTarget(name: "GraphsTests", dependencies: ["Graphs", "Tensors"], swiftSettings: settings),
    .testTarget(
      name: "DatasetsTests", dependencies: ["Datasets", "Tensors", "Diagnostics", "CZlib"],
      swiftSettings: settings),
    .testTarget(
      name: "StatisticsTests", dependencies: ["Statistics", "Tensors"], swiftSettings: settings),
    .testTarget(name: "ExchangeTests", dependencies: ["Exchange", "Tensors"], swiftSettings: settings),
    .testTarget(
      name: "NotebooksTests", dependencies: ["Notebooks", "Diagnostics"], swiftSettings: settings),
    .testTarget(
      name: "LearningTests",
      dependencies: ["Learning", "Exchange", "Datasets", "Graphs", "Tensors", "Diagnostics"],
      exclude: ["Goldens"], swiftSettings: settings),
    .testTarget(
      name: "PlotsTests", dependencies: ["Plots", "Tensors", "Diagnostics"], exclude: ["Snapshots"],
      swiftSettings: settings),
    .testTarget(
      name: "ExperimentsTests",
      dependencies: [
        "Experiments", "Notebooks", "Learning", "Datasets", "Statistics", "Tensors", "Diagnostics",
        // The types of plots, each of which stands beside what draws it.
        "Reports",
        .product(name: "GRDB", package: "GRDB.swift"),
      ],
      exclude: ["Snapshots"], swiftSettings: settings),
    .testTarget(
      name: "ReportsTests",
      dependencies: [
        "Reports", "Experiments", "Notebooks", "Learning", "Datasets", "Plots", "Statistics", "Tensors",
        "Diagnostics",
      ],
      exclude: ["Snapshots"], swiftSettings: settings),
    .testTarget(
      name: "AblateTests", dependencies: ["ablate", "Learning", "Datasets", "Diagnostics", "Tensors"],
      swiftSettings: settings),
    // The committed reports in browsers and validators.
    .testTarget(name: "PageTests", exclude: ["pages.py"], swiftSettings: settings),
    .testTarget(
      name: "BenchmarksTests", dependencies: ["Benchmarks", "Learning", "Datasets", "Tensors"],
      swiftSettings: settings),
  ]
)
