import Diagnostics
import Tensors

extension DatasetRow {
  /// 60000 training and 10000 test images of clothes, 28 × 28 grey values on [0, 1], ten classes. The test
  /// set stays the test set; of the training images 1/12 (5000 of 60000) are validation unless `split` says
  /// otherwise.
  ///
  /// `samples` takes the first training images of the file, which are in random order, for every seed the
  /// same; `test_samples` likewise.
  static let fashionMNIST = DatasetRow(
    name: "fashion_mnist",
    summary: "Fashion-MNIST: 70000 grey images of clothes, 28 by 28, in ten classes.",
    formula: "x = byte / 255",
    options: [
      OptionSpec(
        "folder", .path, default: .automatic,
        help:
          "where its four files are; ABLATE_FASHION_MNIST, else where Debian's package puts them"
      ),
      OptionSpec(
        "samples", .integer(2...60000), default: .integer(60000),
        help: "training images to use, the first ones"),
      OptionSpec(
        "test_samples", .integer(1...10000), default: .integer(10000),
        help: "test images to use, the first ones"),
    ],
    source: "Xiao, Rasul & Vollgraf, Fashion-MNIST, 2017; MIT licence",
    dependsOnSeed: false,
    task: { _ in .classification(classes: 10) },
    files: { data, context in fashionFiles.map { fashionPlace($0, data, context).resolved } },
    load: loadFashionMNIST)

  /// The environment variable that names the folder.
  package static let fashionMNISTVariable = "ABLATE_FASHION_MNIST"

  private static let fashionFiles = [
    "train-images-idx3-ubyte.gz", "train-labels-idx1-ubyte.gz", "t10k-images-idx3-ubyte.gz",
    "t10k-labels-idx1-ubyte.gz",
  ]

  private static let fashionClasses = [
    "T-shirt/top", "trouser", "pullover", "dress", "coat", "sandal", "shirt", "sneaker", "bag", "ankle boot",
  ]

  private static func fashionPlace(_ file: String, _ data: Component, _ context: DataContext) -> IDXPair.Place
  {
    let folder: String
    if let chosen = data.string("folder") {
      folder = context.resolve(chosen)
    } else if let named = context.environment[fashionMNISTVariable], !named.isEmpty {
      folder = named
    } else {
      folder = "/usr/share/datasets/fashion-mnist"
    }
    return IDXPair.Place(path: file, resolved: "\(folder)/\(file)", option: "folder")
  }

  private static func loadFashionMNIST(_ data: Component, _ context: DataContext) throws(DataError) -> Dataset
  {
    let places = fashionFiles.map { fashionPlace($0, data, context) }
    func pair(_ images: Int, limit: Int?) throws(DataError) -> IDXPair {
      do {
        return try IDXPair(images: places[images], labels: places[images + 1], limit: limit)
      } catch {
        guard error.missing != nil else { throw error }
        throw DataError(
          "Fashion-MNIST is not here: \(error.message)",
          hints: [
            "on Debian: apt install dataset-fashion-mnist",
            "else set the option folder, or \(fashionMNISTVariable), to the folder of its four .gz files",
          ], option: data.string("folder") == nil ? nil : "folder",
          missing: .fashionMNIST(file: places[images].path))
      }
    }
    let train = try pair(0, limit: data.integer("samples"))
    let test = try pair(2, limit: data.integer("test_samples"))
    for pair in [train, test] {
      guard pair.images.dimensions.dropFirst() == [28, 28], pair.labels?.allSatisfy({ $0 < 10 }) == true
      else {
        throw DataError(
          "these are not the files of Fashion-MNIST: 28 × 28 images in ten classes", option: "folder")
      }
    }
    var set = Dataset(
      task: .classification(classes: 10), samples: train.samples, testSamples: test.samples,
      columns: train.columns,
      classNames: fashionClasses,
      provenance: Provenance(
        source: "H. Xiao, K. Rasul, R. Vollgraf, Fashion-MNIST, 2017", licence: "MIT",
        url: "https://arxiv.org/abs/1708.07747"))
    set.imageShape = [28, 28]
    return set
  }
}
