import Exchange
import Tensors
import Testing

@Suite struct SafetensorsTests {
  // python3, safetensors 0.8.0, numpy 2.4.6, torch 2.13.0; base64 of
  //   singles  safetensors.numpy.save({
  //                "output.weight": numpy.array([[1, 2, 3], [4, 5, 6.5]], numpy.float32),
  //                "output.bias": numpy.array([-0.0, 1e-40], numpy.float32),
  //                'a "quoted"\\\n\x01é': numpy.zeros((0, 2), numpy.float32),
  //                "scale": numpy.array(2.5, numpy.float32)}, metadata={"format": "pt"})
  //   mixed    t = torch.tensor; safetensors.torch.save({
  //                "double": t([0.1, -1e300, 1e-50], dtype=torch.float64),
  //                "half": t([1.5, -65504, 6e-8, inf, nan, 0.333], dtype=torch.float16),
  //                "brain": t([[1.5], [-3e38], [0.1]], dtype=torch.bfloat16),
  //                "single": t(0.1), "steps": t([7]), "flags": t([True, False])})
  //   nothing  safetensors.numpy.save({})
  static let singles = base64(
    """
    MAEAAAAAAAB7Il9fbWV0YWRhdGFfXyI6eyJmb3JtYXQiOiJwdCJ9LCJhIFwicXVvdGVkXCJcXFxuXHUwMDAxw6ki
    OnsiZHR5cGUiOiJGMzIiLCJzaGFwZSI6WzAsMl0sImRhdGFfb2Zmc2V0cyI6WzAsMF19LCJvdXRwdXQuYmlhcyI6
    eyJkdHlwZSI6IkYzMiIsInNoYXBlIjpbMl0sImRhdGFfb2Zmc2V0cyI6WzAsOF19LCJvdXRwdXQud2VpZ2h0Ijp7
    ImR0eXBlIjoiRjMyIiwic2hhcGUiOlsyLDNdLCJkYXRhX29mZnNldHMiOls4LDMyXX0sInNjYWxlIjp7ImR0eXBl
    IjoiRjMyIiwic2hhcGUiOltdLCJkYXRhX29mZnNldHMiOlszMiwzNl19fSAgICAgAAAAgMIWAQAAAIA/AAAAQAAA
    QEAAAIBAAACgQAAA0EAAACBA
    """)
  static let mixed = base64(
    """
    aAEAAAAAAAB7InN0ZXBzIjp7ImR0eXBlIjoiSTY0Iiwic2hhcGUiOlsxXSwiZGF0YV9vZmZzZXRzIjpbMCw4XX0s
    ImRvdWJsZSI6eyJkdHlwZSI6IkY2NCIsInNoYXBlIjpbM10sImRhdGFfb2Zmc2V0cyI6WzgsMzJdfSwic2luZ2xl
    Ijp7ImR0eXBlIjoiRjMyIiwic2hhcGUiOltdLCJkYXRhX29mZnNldHMiOlszMiwzNl19LCJicmFpbiI6eyJkdHlw
    ZSI6IkJGMTYiLCJzaGFwZSI6WzMsMV0sImRhdGFfb2Zmc2V0cyI6WzM2LDQyXX0sImhhbGYiOnsiZHR5cGUiOiJG
    MTYiLCJzaGFwZSI6WzZdLCJkYXRhX29mZnNldHMiOls0Miw1NF19LCJmbGFncyI6eyJkdHlwZSI6IkJPT0wiLCJz
    aGFwZSI6WzJdLCJkYXRhX29mZnNldHMiOls1NCw1Nl19fSAgICAHAAAAAAAAAJqZmZmZmbk/nHUAiDzkN/4fuNRK
    eu6NNc3MzD3AP2L/zT0APv/7AQAAfAB+VDUBAA==
    """)
  static let nothing = base64(
    """
    CAAAAAAAAAB7fSAgICAgIA==
    """)

  /// In the order in which the reference implementation puts tensors of one type: by the bytes of their
  /// names.
  static let tensors: [(name: String, value: Tensor)] = [
    ("a \"quoted\"\\\n\u{1}é", Tensor([0, 2], [])),
    ("output.bias", Tensor([2], [-0.0, Float(bitPattern: 0x116C2)])),
    ("output.weight", Tensor([2, 3], [1, 2, 3, 4, 5, 6.5])),
    ("scale", Tensor([], [2.5])),
  ]

  /// The reference implementation's bytes, and back.
  @Test func sameAsReference() throws {
    let ours = SafetensorsFile(Self.tensors, metadata: [("format", "pt")])
    #expect(ours.bytes == Self.singles)
    #expect(SafetensorsFile([]).bytes == Self.nothing)
    let file = try SafetensorsFile(reading: Self.singles)
    #expect(file.names == Self.tensors.map(\.name))
    #expect(file.metadata.map(\.name) == ["format"] && file.metadata.map(\.value) == ["pt"])
    for (name, value) in Self.tensors { #expect(try file.tensor(name) == value) }
    #expect(try file.tensor("output.bias").values[0].sign == .minus)
    #expect(file.bytes == Self.singles)
    #expect(try SafetensorsFile(reading: Self.nothing).names == [])
  }

  /// Tensors stand in the order in which they were given.
  @Test func order() throws {
    let reversed = SafetensorsFile(Self.tensors.reversed())
    #expect(
      reversed.bytes != Self.singles && reversed.bytes == SafetensorsFile(Self.tensors.reversed()).bytes)
    let file = try SafetensorsFile(reading: reversed.bytes)
    #expect(file.names == Self.tensors.reversed().map(\.name))
    for (name, value) in Self.tensors { #expect(try file.tensor(name) == value) }
  }

  // print({k: v.float().tolist() for k, v in safetensors.torch.load(mixed).items()})
  @Test func otherTypes() throws {
    let file = try SafetensorsFile(reading: Self.mixed)
    #expect(file.names == ["steps", "double", "single", "brain", "half", "flags"])
    #expect(try file.tensor("double").values == [0.10000000149011612, -.infinity, 0])
    #expect(try file.tensor("single") == Tensor([], [0.10000000149011612]))
    #expect(try file.tensor("brain") == Tensor([3, 1], [1.5, -3.00405527047391e+38, 0.10009765625]))
    let half = try file.tensor("half").values
    #expect(half.filter { !$0.isNaN } == [1.5, -65504, 5.960464477539063e-08, .infinity, 0.3330078125])
    #expect(half.count == 6 && half[4].isNaN)
    let read = ["F32", "F64", "F16", "BF16"]
    #expect(throws: ExchangeError.elementType("I64", tensor: "steps", read: read)) {
      try file.tensor("steps")
    }
    #expect(throws: ExchangeError.elementType("BOOL", tensor: "flags", read: read)) {
      try file.tensor("flags")
    }
    #expect(file.bytes.count % 8 == Self.mixed.count % 8)
  }

  @Test func unknownNames() throws {
    let file = try SafetensorsFile(reading: Self.singles)
    let error = #expect(throws: ExchangeError.self) { try file.tensor("output.weigth") }
    #expect(error?.message == "it has no tensor 'output.weigth'")
    #expect(error?.hint == "did you mean 'output.weight'?")
  }

  private static func file(_ header: String, data: Int = 0) -> [UInt8] {
    let count = header.utf8.count
    return (0..<8).map { UInt8(truncatingIfNeeded: count >> (8 * $0)) } + Array(header.utf8)
      + [UInt8](repeating: 0, count: data)
  }

  private static func entry(_ name: String, _ shape: String, _ offsets: String, _ type: String = "F32")
    -> String
  {
    "\"\(name)\":{\"dtype\":\"\(type)\",\"shape\":\(shape),\"data_offsets\":\(offsets)}"
  }

  static let refused: [(bytes: [UInt8], error: ExchangeError)] = [
    ([], .notThisFormat("safetensors", start: [])),
    ([1, 2, 3], .truncated(needed: 8, found: 3)),
    (
      Array("PK\u{3}\u{4} a PyTorch file".utf8),
      .headerTooLarge(bytes: 0x5020_6120_0403_4B50, limit: 100_000_000)
    ),
    ([1, 0xE1, 0xF5, 5, 0, 0, 0, 0], .headerTooLarge(bytes: 100_000_001, limit: 100_000_000)),
    ([0, 0xE1, 0xF5, 5, 0, 0, 0, 0], .truncated(needed: 100_000_008, found: 8)),
    (Array(singles.prefix(200)), .truncated(needed: 312, found: 200)),
    (Array(singles.dropLast(3)), .truncated(needed: 36, found: 33)),
    (singles + [0], .surplus(bytes: 1)),
    (file(""), .header("it does not begin with '{'")),
    (file("[1, 2]"), .header("it does not begin with '{'")),
    (file("{\"a\":}"), .header("it is not a JSON object")),
    (file("{} {}"), .header("it is not a JSON object")),
    (file("{\"a\":3}"), .header("'a' is missing or of the wrong type")),
    (
      file("{\"a\":{\"dtype\":\"F32\",\"shape\":[1]}}"),
      .header("'a.data_offsets' is missing or of the wrong type")
    ),
    (
      file("{\"a\":{\"dtype\":4,\"shape\":[1],\"data_offsets\":[0,4]}}"),
      .header("'a.dtype' is missing or of the wrong type")
    ),
    (
      file("{\(entry("a", "[1.5]", "[0,4]"))}", data: 4), .header("'a' is missing or of the wrong type")
    ),
    (
      file("{\(entry("a", "[1e30]", "[0,4]"))}", data: 4),
      .header("'a' is missing or of the wrong type")
    ),
    (
      file("{\(entry("a", "[-1]", "[0,4]"))}", data: 4), .header("'a' has shape [-1] and data_offsets [0, 4]")
    ),
    (file("{\(entry("a", "[1]", "[4,0]"))}", data: 4), .header("'a' has shape [1] and data_offsets [4, 0]")),
    (
      file("{\(entry("a", "[1]", "[0,4,8]"))}", data: 4),
      .header("'a' has shape [1] and data_offsets [0, 4, 8]")
    ),
    (file("{\"__metadata__\":{\"a\":1}}"), .header("'__metadata__.a' is missing or of the wrong type")),
    (file("{\(entry("a", "[1]", "[0,4]")),\(entry("a", "[1]", "[4,8]"))}", data: 8), .duplicateName("a")),
    (
      file("{\(entry("a", "[1]", "[0,4]")), \(entry("\\u0061", "[1]", "[0,4]"))}", data: 4),
      .duplicateName("a")
    ),
    (
      file("{\(entry("a", "[1]", "[0,4]", "F33"))}", data: 4),
      .elementType("F33", tensor: "a", read: ["F32", "F64", "F16", "BF16"])
    ),
    (
      file("{\(entry("a", "[2]", "[0,4]"))}", data: 4),
      .offsets(tensor: "a", begin: 0, end: 4, .size(needed: 8))
    ),
    (
      file("{\(entry("a", "[3]", "[0,2]", "F4"))}", data: 2),
      .offsets(tensor: "a", begin: 0, end: 2, .size(needed: 2))
    ),
    (
      file("{\(entry("a", "[1]", "[0,4]")),\(entry("b", "[1]", "[0,4]"))}", data: 4),
      .offsets(tensor: "b", begin: 0, end: 4, .overlap)
    ),
    (
      file("{\(entry("a", "[2]", "[0,8]")),\(entry("b", "[1]", "[4,8]"))}", data: 8),
      .offsets(tensor: "b", begin: 4, end: 8, .overlap)
    ),
    (
      file("{\(entry("a", "[1]", "[4,8]"))}", data: 8),
      .offsets(tensor: "a", begin: 4, end: 8, .gap(after: 0))
    ),
    (
      file("{\(entry("a", "[2]", "[0,8]")),\(entry("b", "[1]", "[8,12]"))}", data: 4),
      .offsets(tensor: "a", begin: 0, end: 8, .outOfRange(bytes: 4))
    ),
    (
      file("{\(entry("a", "[4294967296,4294967296]", "[0,4]"))}", data: 4),
      .shapeTooLarge([4_294_967_296, 4_294_967_296])
    ),
    (file("{\(entry("a", "[9223372036854775807]", "[0,4]"))}", data: 4), .shapeTooLarge([.max])),
  ]

  @Test(arguments: refused.indices)
  func refuses(_ index: Int) {
    let (bytes, error) = Self.refused[index]
    #expect(throws: error) { try SafetensorsFile(reading: bytes) }
    #expect(error.message.first?.isUppercase == false && !error.message.hasSuffix("."))
  }

  /// A nested header is not followed to any depth.
  @Test func deepHeaders() {
    let nested = "{\"a\":" + String(repeating: "[", count: 200_000)
    #expect(throws: ExchangeError.self) { try SafetensorsFile(reading: Self.file(nested)) }
    let closed =
      "{\"a\":" + String(repeating: "{\"a\":", count: 50_000) + "1" + String(repeating: "}", count: 50_001)
    #expect(throws: ExchangeError.self) { try SafetensorsFile(reading: Self.file(closed)) }
    var broken = Self.file("{\"a\":1}")
    broken[10] = 0xFF
    #expect(throws: ExchangeError.header("it is not UTF-8")) { try SafetensorsFile(reading: broken) }
  }

  /// Damaged files are read or refused; nothing else happens.
  @Test func fuzz() {
    var stream = RandomStream(seed: 2, purpose: "fuzz")
    let files = [Self.singles, Self.mixed]
    var accepted = 0
    for round in 0..<6000 {
      var bytes = files[round % 2]
      Fuzz.damage(&bytes, using: &stream)
      guard let file = try? SafetensorsFile(reading: bytes) else { continue }
      accepted += 1
      for entry in file.entries {
        guard let tensor = try? file.tensor(entry.name) else { continue }
        #expect(tensor.shape.dimensions == entry.shape)
      }
      #expect((try? SafetensorsFile(reading: file.bytes))?.entries == file.entries)
    }
    #expect(accepted > 100 && accepted < 4000, "\(accepted)")
  }
}
