import Diagnostics
import Tensors

/// A pair of IDX files: rows, and the class of each.
struct IDXPair {
  /// What the messages call a file, where it is, and the option that named it.
  struct Place {
    var path: String
    var resolved: String
    var option: String
  }

  let images: IDXFile
  let labels: [Int32]?

  /// Reads the first `limit` rows, all where it is nil.
  init(images: Place, labels: Place?, limit: Int?) throws(DataError) {
    // Labels first: they are small, and a mistake is told soon.
    var labelFile: IDXFile?
    if let labels {
      labelFile = try IDXFile(
        path: labels.path, resolved: labels.resolved, limit: limit, option: labels.option)
    }
    self.images = try IDXFile(
      path: images.path, resolved: images.resolved, limit: limit, option: images.option)
    guard self.images.dimensions.count >= 2 else {
      throw DataError("'\(images.path)' is a list of numbers, not rows of them", option: images.option)
    }
    guard let labels, let labelFile else {
      self.labels = nil
      return
    }
    guard labelFile.dimensions.count == 1, let numbers = labelFile.integers else {
      throw DataError("'\(labels.path)' is not a list of whole numbers", option: labels.option)
    }
    guard labelFile.totalRows == self.images.totalRows else {
      throw DataError(
        "\(self.images.totalRows) images in '\(images.path)', "
          + "but \(labelFile.totalRows) labels in '\(labels.path)'",
        option: labels.option)
    }
    if let wrong = numbers.firstIndex(where: { !(0..<65536).contains($0) }) {
      throw DataError(
        "'\(labels.path)': label \(wrong + 1) is \(numbers[wrong]), not 0 to 65535", option: labels.option)
    }
    self.labels = numbers
  }

  var samples: Samples {
    Samples(inputs: images.features, labels: labels)
  }

  /// Height and width of images of one channel.
  var imageShape: [Int]? {
    images.dimensions.count == 3 ? Array(images.dimensions.dropFirst()) : nil
  }

  /// `pixel_3_14` (row, column, from 0) for images, else `x1`, `x2`, ….
  var columns: [Column] {
    guard let shape = imageShape else { return Column.coordinates(images.rowSize) }
    return (0..<images.rowSize).map { Column("pixel_\($0 / shape[1])_\($0 % shape[1])") }
  }
}

extension DatasetRow {
  /// The user's IDX files, as of MNIST. Bytes are divided by 255. Without labels the task is generation.
  static let idx = DatasetRow(
    name: "idx",
    summary: "Images and labels in IDX files, the format of MNIST, plain or gzip.",
    formula: "x = byte / 255",
    options: [
      OptionSpec("images", .path, default: nil, help: "the images, relative to the experiment file"),
      OptionSpec(
        "labels", .path, default: .automatic,
        help: "the class of each image; without it the task is generation"),
      OptionSpec("test_images", .path, default: .automatic, help: "a test set of their own"),
      OptionSpec("test_labels", .path, default: .automatic, help: "the classes of the test images"),
    ],
    source: "format: LeCun, Cortes & Burges, The MNIST database",
    dependsOnSeed: false,
    task: { if case .string = $0["labels"] { nil } else { .generation } },
    files: { data, context in
      ["images", "labels", "test_images", "test_labels"].compactMap { data.string($0) }.map {
        context.resolve($0)
      }
    },
    load: loadIDX)

  private static func loadIDX(_ data: Component, _ context: DataContext) throws(DataError) -> Dataset {
    func place(_ option: String) -> IDXPair.Place? {
      data.string(option).map { IDXPair.Place(path: $0, resolved: context.resolve($0), option: option) }
    }
    guard let images = place("images") else { throw DataError("idx needs images", option: "images") }
    let labels = place("labels")
    let testImages = place("test_images")
    let testLabels = place("test_labels")
    if testImages == nil, testLabels != nil {
      throw DataError("test_labels without test_images", option: "test_labels")
    }
    if testImages != nil, (labels == nil) != (testLabels == nil) {
      throw DataError(
        labels == nil ? "test_labels without labels" : "test_images without test_labels",
        option: labels == nil ? "test_labels" : "test_images")
    }
    let train = try IDXPair(images: images, labels: labels, limit: nil)
    var test: IDXPair?
    if let testImages { test = try IDXPair(images: testImages, labels: testLabels, limit: nil) }
    if let test, test.images.dimensions.dropFirst() != train.images.dimensions.dropFirst() {
      throw DataError("the test images have another size than the images", option: "test_images")
    }

    var set = Dataset(
      task: .generation, samples: train.samples, testSamples: test?.samples, columns: train.columns,
      provenance: Provenance(source: images.path))
    set.imageShape = train.imageShape
    if let labels = train.labels {
      let classes = Int(max(labels.max() ?? 0, test?.labels?.max() ?? 0)) + 1
      guard classes > 1 else { throw DataError("all labels are 0: there is but one class", option: "labels") }
      set.task = .telling(classes)
      set.classNames = (0..<classes).map { String($0) }
    }
    return set
  }
}
