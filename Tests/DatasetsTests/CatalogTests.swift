import Datasets
import Diagnostics
import Testing

@Suite struct CatalogTests {
  /// The sets that experiments may rely on.
  @Test(arguments: [
    "xor", "two_moons", "circles", "spirals", "blobs", "gaussian_ring", "sine", "iris", "csv", "idx",
    "fashion_mnist",
  ])
  func isThereAndTakesSplitAndPreprocess(name: String) throws {
    let row = try #require(Datasets.catalog[name])
    #expect(row.options.map(\.name).suffix(2) == ["split", "preprocess"])
    #expect(!row.summary.isEmpty && row.summary.hasSuffix("."))
    #expect(row.options.allSatisfy { !$0.help.isEmpty })
  }

  @Test(arguments: ["xor", "two_moons", "circles", "spirals", "blobs", "gaussian_ring", "sine", "iris"])
  func loadsWithDefaultsAndHasTheTaskItAnnounces(name: String) throws {
    let prepared = try prepare(name)
    #expect(Datasets.catalog[name]!.task(data(name)) == prepared.task)
    #expect(prepared.featureNames.count == prepared.inputWidth)
    if let classes = prepared.task.classes { #expect(prepared.classNames.count == classes) }
    #expect((prepared.train.labels == nil) == (prepared.task == .regression))
    #expect(Datasets.catalog[name]!.files(data(name), DataContext(seed: 0)).isEmpty)
  }

  @Test(arguments: ["xor", "two_moons", "circles", "spirals", "blobs", "gaussian_ring", "sine", "iris"])
  func dependsOnSeedAsItAnnounces(name: String) throws {
    let row = try #require(Datasets.catalog[name])
    // Four points without noise are the same for every seed.
    let options: [String: OptionValue] = name == "xor" ? ["samples": .integer(40)] : [:]
    let sets = try [3, 3, 4].map { try load(name, options, seed: $0) }
    #expect(sets[0].samples == sets[1].samples)
    #expect((sets[0].samples != sets[2].samples) == row.dependsOnSeed)
  }

  @Test func pathsAreResolvedFromTheExperimentsFolder() {
    let row = Datasets.catalog["csv"]!
    let component = row.component(["path": .string("data/a.csv")])
    #expect(
      row.files(component, DataContext(seed: 0, baseDirectory: "experiments")) == ["experiments/data/a.csv"])
    #expect(row.files(component, DataContext(seed: 0, baseDirectory: "/e/")) == ["/e/data/a.csv"])
    #expect(row.files(component, DataContext(seed: 0, baseDirectory: "")) == ["data/a.csv"])
    let absolute = row.component(["path": .string("/data/a.csv")])
    #expect(row.files(absolute, DataContext(seed: 0, baseDirectory: "experiments")) == ["/data/a.csv"])
  }
}
