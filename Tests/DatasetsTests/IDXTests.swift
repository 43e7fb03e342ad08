import Datasets
import Diagnostics
import Tensors
import Testing

@Suite struct IDXTests {
  /// An IDX file: type, dimensions, content.
  private static func idx(_ type: UInt8, _ dimensions: [UInt32], _ content: [UInt8]) -> [UInt8] {
    var bytes: [UInt8] = [0, 0, type, UInt8(dimensions.count)]
    for dimension in dimensions {
      for shift in [24, 16, 8, 0] as [UInt32] { bytes.append(UInt8(dimension >> shift & 255)) }
    }
    return bytes + content
  }

  private static let pixels = (0..<24).map { UInt8($0 * 10) }
  /// Four images of 2 × 3.
  private static let images = idx(8, [4, 2, 3], pixels)
  private static let labels = idx(8, [4], [2, 0, 1, 2])

  private static let pair: [String: OptionValue] = ["images": .string("i"), "labels": .string("l")]

  private func load(_ folder: TemporaryFolder, _ options: [String: OptionValue] = pair) throws -> Dataset {
    try Datasets.catalog["idx"]!.load(data("idx", options), folder.context)
  }

  @Test(arguments: [false, true])
  func plainAndCompressed(isCompressed: Bool) throws {
    let folder = try TemporaryFolder()
    for (name, bytes) in [("i", Self.images), ("l", Self.labels)] {
      if isCompressed { folder.writeCompressed(name, bytes) } else { try folder.write(name, bytes) }
    }
    let set = try load(folder)
    #expect(set.samples.inputs.tensor == Tensor([4, 6], Self.pixels.map { Float($0) / 255 }))
    #expect(set.samples.labels == [2, 0, 1, 2])
    #expect(set.task == .classification(classes: 3) && set.classNames == ["0", "1", "2"])
    #expect(set.imageShape == [2, 3] && set.columns.map(\.name).last == "pixel_1_2")
  }

  /// Bytes stay bytes unless a step changes numbers, and then it sees the same numbers.
  @Test func bytesStayBytes() throws {
    let folder = try TemporaryFolder()
    try folder.write("i", Self.images)
    try folder.write("l", Self.labels)
    func prepared(_ options: [String: OptionValue] = [:]) throws -> PreparedData {
      try Datasets.prepare(data("idx", Self.pair.merging(options) { $1 }), context: folder.context)
    }
    let plain = try prepared()
    let kept = try prepared(["preprocess": steps(("drop_missing", [:]))])
    for part in [plain.train, plain.validation, plain.test, kept.train] { #expect(part.inputs.isBytes) }
    #expect(kept.train == plain.train)

    let scaled = try prepared(["preprocess": steps(("min_max", [:]))])
    #expect(!scaled.train.inputs.isBytes && !scaled.test.inputs.isBytes)
    let column = plain.train.inputs.column(0).map { Double($0) }
    let (least, most) = try (#require(column.min()), #require(column.max()))
    let expected = column.map { Float(($0 - least) / (most - least)) }
    #expect(scaled.train.inputs.column(0) == expected)
  }

  @Test func withoutLabelsItIsGeneration() throws {
    let folder = try TemporaryFolder()
    try folder.write("i", Self.images)
    let options: [String: OptionValue] = ["images": .string("i")]
    #expect(try load(folder, options).task == .generation)
    #expect(Datasets.catalog["idx"]!.task(data("idx", options)) == .generation)
  }

  @Test(
    arguments: [
      (UInt8(0x09), [0xFF, 2], [-1, 2]), (0x0B, [0xFF, 0xFE, 1, 0], [-2, 256]),
      (0x0C, [0, 1, 0, 0, 0xFF, 0xFF, 0xFF, 0xFF], [65536, -1]),
      (0x0D, [0x3F, 0xC0, 0, 0, 0xC0, 0, 0, 0], [1.5, -2]),
      (0x0E, [0x3F, 0xF8, 0, 0, 0, 0, 0, 0, 0xC0, 0, 0, 0, 0, 0, 0, 0], [1.5, -2]),
    ] as [(UInt8, [UInt8], [Float])])
  func elementTypes(type: UInt8, bytes: [UInt8], values: [Float]) throws {
    let folder = try TemporaryFolder()
    try folder.write("i", Self.idx(type, [1, 2], bytes))
    #expect(try load(folder, ["images": .string("i")]).samples.inputs.tensor.values == values)
  }

  @Test func givenTestSetStaysTheTestSet() throws {
    let folder = try TemporaryFolder()
    try folder.write("i", Self.idx(8, [24, 1, 1], (0..<24).map { $0 }))
    try folder.write("l", Self.idx(8, [24], (0..<24).map { $0 % 2 }))
    try folder.write("ti", Self.idx(8, [2, 1, 1], [100, 101]))
    try folder.write("tl", Self.idx(8, [2], [1, 0]))
    var options = Self.pair
    options["test_images"] = .string("ti")
    options["test_labels"] = .string("tl")
    let prepared = try Datasets.prepare(data("idx", options), context: folder.context)
    #expect(prepared.sizes == [22, 2, 2])
    #expect(
      prepared.test.inputs.tensor.values == [100.0 / 255, 101.0 / 255] && prepared.test.labels == [1, 0])
    // A share of test has nothing to say here; the others keep their proportion.
    options["split"] = split(train: 0.6, validation: 0.2, test: 0.2)
    let shared = try Datasets.prepare(data("idx", options), context: folder.context)
    #expect(shared.sizes == [18, 6, 2])
    #expect(shared.notes == [DataNote(.givenTestSet)])
  }

  @Test(
    arguments: [
      ("images cut off", Array(images.dropLast()), labels, "'i' ends too early"),
      ("header cut off", Array(images.prefix(9)), labels, "'i' ends too early"),
      ("nothing", [], labels, "'i' ends too early"),
      (
        "too long", images + [0], labels, "cannot read 'i': it holds more than the 24 bytes that it announces"
      ),
      (
        "no magic", Array("PNG!....".utf8), labels,
        "cannot read 'i': it is no IDX file (it begins with the bytes 80 78 71 33)"
      ),
      (
        "no type", idx(7, [1], [0]), labels,
        "cannot read 'i': it is no IDX file (it begins with the bytes 0 0 7 1)"
      ),
      (
        "absurd", idx(8, [0xFFFF_FFFF, 0xFFFF_FFFF, 0xFFFF_FFFF], []), labels,
        "cannot read 'i': it announces 4294967295 × 4294967295 × 4294967295 elements, more than 2 GiB"
      ),
      ("empty", idx(8, [0, 2, 3], []), labels, "cannot read 'i': it is empty (0 × 2 × 3 elements)"),
      ("one dimension", idx(8, [4], [1, 2, 3, 4]), labels, "'i' is a list of numbers, not rows of them"),
      ("counts", images, idx(8, [3], [0, 1, 2]), "4 images in 'i', but 3 labels in 'l'"),
      ("labels of rank 2", images, idx(8, [4, 1], [0, 1, 2, 2]), "'l' is not a list of whole numbers"),
      ("negative", images, idx(9, [4], [0, 255, 1, 2]), "'l': label 2 is -1, not 0 to 65535"),
      ("one class", images, idx(8, [4], [0, 0, 0, 0]), "all labels are 0: there is but one class"),
    ] as [(String, [UInt8], [UInt8], String)])
  func damaged(what: String, images: [UInt8], labels: [UInt8], message: String) throws {
    let folder = try TemporaryFolder()
    try folder.write("i", images)
    try folder.write("l", labels)
    #expect(dataError { try load(folder) }?.message == message)
  }

  @Test func damagedCompression() throws {
    let folder = try TemporaryFolder()
    try folder.write("l", Self.labels)
    folder.writeCompressed("i", Self.images)
    let whole = try folder.bytes("i")
    for length in [whole.count - 1, whole.count - 8, whole.count / 2, 12] {
      try folder.write("i", Array(whole.prefix(length)))
      #expect(
        dataError { try load(folder) }?.message == "'i' ends too early", "\(length) of \(whole.count) bytes")
    }
    // A wrong checksum, and a flipped bit within.
    for place in [whole.count - 6, 14] {
      var bytes = whole
      bytes[place] ^= 0x10
      try folder.write("i", bytes)
      #expect(dataError { try load(folder) } != nil, "byte \(place) of \(whole.count)")
    }
  }

  @Test func missingFileNamesItsOption() throws {
    let folder = try TemporaryFolder()
    try folder.write("l", Self.labels)
    let error = dataError { try load(folder) }
    #expect(error?.missing != nil && error?.option == "images" && error?.message == "no file 'i'")
  }

  @Test func testSetsMustFit() throws {
    let folder = try TemporaryFolder()
    try folder.write("i", Self.images)
    try folder.write("l", Self.labels)
    try folder.write("other", Self.idx(8, [4, 6], Self.pixels))
    func error(_ options: [String: OptionValue]) -> DataError? {
      dataError { try load(folder, Self.pair.merging(options) { $1 }) }
    }
    #expect(error(["test_images": .string("i")])?.message == "test_images without test_labels")
    #expect(error(["test_labels": .string("l")])?.message == "test_labels without test_images")
    #expect(
      error(["test_images": .string("other"), "test_labels": .string("l")])?.message
        == "the test images have another size than the images")
  }
}
