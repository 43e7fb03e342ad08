import Exchange
import Tensors
import Testing

@Suite struct NPYTests {
  // python3, numpy 2.4.6:
  //   def npy(a):
  //       b = io.BytesIO(); numpy.save(b, a); return base64.b64encode(b.getvalue())
  //   float32     npy(numpy.array([[1.5, -2, 0], [3, numpy.inf, 1e-45]], numpy.float32))
  //   float64     npy(numpy.array([0.1, -1e300, 5e-324]))
  //   int32       npy(numpy.array([[[1], [-2]], [[2147483647], [-2147483648]]], numpy.int32))
  //   int64       npy(numpy.array(-9007199254740993, numpy.int64))
  //   empty       npy(numpy.zeros((0, 3), numpy.float32))
  //   fortran     npy(numpy.asfortranarray(numpy.ones((2, 3), numpy.float32)))
  //   bigEndian   npy(numpy.ones(2, '>f4'))
  //   object      npy(numpy.array(["a"], object))
  //   structured  npy(numpy.zeros(2, [('a', '<f4')]))
  //   boolean     npy(numpy.ones(2, bool))
  //   version2    numpy.lib.format.write_array(b, numpy.ones(1, numpy.float32), version=(2, 0))
  static let float32 = base64(
    """
    k05VTVBZAQB2AHsnZGVzY3InOiAnPGY0JywgJ2ZvcnRyYW5fb3JkZXInOiBGYWxzZSwgJ3NoYXBlJzogKDIsIDMp
    LCB9ICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgIAoAAMA/
    AAAAwAAAAAAAAEBAAACAfwEAAAA=
    """)
  static let float64 = base64(
    """
    k05VTVBZAQB2AHsnZGVzY3InOiAnPGY4JywgJ2ZvcnRyYW5fb3JkZXInOiBGYWxzZSwgJ3NoYXBlJzogKDMsKSwg
    fSAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgIAqamZmZ
    mZm5P5x1AIg85Df+AQAAAAAAAAA=
    """)
  static let int32 = base64(
    """
    k05VTVBZAQB2AHsnZGVzY3InOiAnPGk0JywgJ2ZvcnRyYW5fb3JkZXInOiBGYWxzZSwgJ3NoYXBlJzogKDIsIDIs
    IDEpLCB9ICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgIAoBAAAA
    /v///////38AAACA
    """)
  static let int64 = base64(
    """
    k05VTVBZAQB2AHsnZGVzY3InOiAnPGk4JywgJ2ZvcnRyYW5fb3JkZXInOiBGYWxzZSwgJ3NoYXBlJzogKCksIH0g
    ICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgIAr/////
    ///f/w==
    """)
  static let empty = base64(
    """
    k05VTVBZAQB2AHsnZGVzY3InOiAnPGY0JywgJ2ZvcnRyYW5fb3JkZXInOiBGYWxzZSwgJ3NoYXBlJzogKDAsIDMp
    LCB9ICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgIAo=
    """)
  static let fortran = base64(
    """
    k05VTVBZAQB2AHsnZGVzY3InOiAnPGY0JywgJ2ZvcnRyYW5fb3JkZXInOiBUcnVlLCAnc2hhcGUnOiAoMiwgMyks
    IH0gICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgIAoAAIA/
    AACAPwAAgD8AAIA/AACAPwAAgD8=
    """)
  static let bigEndian = base64(
    """
    k05VTVBZAQB2AHsnZGVzY3InOiAnPmY0JywgJ2ZvcnRyYW5fb3JkZXInOiBGYWxzZSwgJ3NoYXBlJzogKDIsKSwg
    fSAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgIAo/gAAA
    P4AAAA==
    """)
  static let object = base64(
    """
    k05VTVBZAQB2AHsnZGVzY3InOiAnfE8nLCAnZm9ydHJhbl9vcmRlcic6IEZhbHNlLCAnc2hhcGUnOiAoMSwpLCB9
    ICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgIAqABJWN
    AAAAAAAAAIwWbnVtcHkuX2NvcmUubXVsdGlhcnJheZSMDF9yZWNvbnN0cnVjdJSTlIwFbnVtcHmUjAduZGFycmF5
    lJOUSwCFlEMBYpSHlFKUKEsBSwGFlGgDjAVkdHlwZZSTlIwCTziUiYiHlFKUKEsDjAF8lE5OTkr/////Sv////9L
    P3SUYoldlIwBYZRhdJRiLg==
    """)
  static let structured = base64(
    """
    k05VTVBZAQB2AHsnZGVzY3InOiBbKCdhJywgJzxmNCcpXSwgJ2ZvcnRyYW5fb3JkZXInOiBGYWxzZSwgJ3NoYXBl
    JzogKDIsKSwgfSAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgIAoAAAAA
    AAAAAA==
    """)
  static let boolean = base64(
    """
    k05VTVBZAQB2AHsnZGVzY3InOiAnfGIxJywgJ2ZvcnRyYW5fb3JkZXInOiBGYWxzZSwgJ3NoYXBlJzogKDIsKSwg
    fSAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgIAoBAQ==
    """)
  static let version2 = base64(
    """
    k05VTVBZAgB0AAAAeydkZXNjcic6ICc8ZjQnLCAnZm9ydHJhbl9vcmRlcic6IEZhbHNlLCAnc2hhcGUnOiAoMSwp
    LCB9ICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgIAoAAIA/
    """)

  static let read: [(bytes: [UInt8], file: NPYFile)] = [
    (float32, NPYFile([2, 3], .float32([1.5, -2, 0, 3, .infinity, .leastNonzeroMagnitude]))),
    (float64, NPYFile([3], .float64([0.1, -1e300, .leastNonzeroMagnitude]))),
    (int32, NPYFile([2, 2, 1], .int32([1, -2, .max, .min]))),
    (int64, NPYFile([], .int64([-9_007_199_254_740_993]))),
    (empty, NPYFile([0, 3], .float32([]))),
  ]

  /// What NumPy wrote is read, and written again byte for byte.
  @Test(arguments: read.indices)
  func sameAsNumPy(_ index: Int) throws {
    let (bytes, file) = Self.read[index]
    #expect(try NPYFile(reading: bytes) == file)
    #expect(file.bytes == bytes)
  }

  @Test func tensors() throws {
    let tensor = Tensor([2, 2], [1, 2, 3, 4.5])
    #expect(try NPYFile(reading: NPYFile(tensor).bytes) == NPYFile([2, 2], .float32(tensor.values)))
  }

  /// Rank up to what makes the header longer than 64 bytes.
  @Test func headersAreAligned() throws {
    for rank in 0..<40 {
      let file = NPYFile(Shape([Int](repeating: 1, count: rank)), .int32([7]))
      let bytes = file.bytes
      #expect((bytes.count - 4) % 64 == 0 && bytes[bytes.count - 5] == UInt8(ascii: "\n"))
      #expect(try NPYFile(reading: bytes) == file)
    }
  }

  static let types = ["<f4", "<f8", "<i4", "<i8"]
  static let refused: [(bytes: [UInt8], error: ExchangeError)] = [
    (fortran, .fortranOrder),
    (bigEndian, .elementType(">f4", tensor: nil, read: types)),
    (object, .elementType("|O", tensor: nil, read: types)),
    (structured, .elementType("[…] (structured)", tensor: nil, read: ["plain numbers"])),
    (boolean, .elementType("|b1", tensor: nil, read: types)),
    (version2, .version(major: 2, minor: 0)),
    ([], .notThisFormat(".npy", start: [])),
    (Array("PK\u{3}\u{4} a zip".utf8), .notThisFormat(".npy", start: [80, 75, 3, 4, 32, 97])),
    (Array(float32.dropLast()), .truncated(needed: 152, found: 151)),
    (Array(float32.prefix(100)), .truncated(needed: 128, found: 100)),
    (Array(float32.prefix(8)), .truncated(needed: 10, found: 8)),
    (float32 + [0, 0], .surplus(bytes: 2)),
    (header("{'descr': '<f4', 'fortran_order': False}"), .header("it has no 'shape'")),
    (header("{'shape': (1,), 'shape': (1,)}"), .header("it has 'shape' twice")),
    (header("{'shape': (1,), 'extra': 1}"), .header("it has an unknown key 'extra'")),
    (header("{'shape': (-1,)}"), .header("a dimension is due before '-1,)}'")),
    (header("{'shape': 3}"), .header("'(' is due before '3}'")),
    (header("['descr']"), .header("'{' is due before '['descr']'")),
    (header("{'descr"), .header("a string has no end")),
    (
      header("{'descr': '<f4', 'fortran_order': False, 'shape': (4294967296, 4294967296)}"),
      .shapeTooLarge([4_294_967_296, 4_294_967_296])
    ),
    (
      header("{'descr': '<f4', 'fortran_order': False, 'shape': (9223372036854775807, )}"),
      .shapeTooLarge([.max])
    ),
  ]

  private static func header(_ text: String) -> [UInt8] {
    [0x93] + Array("NUMPY".utf8) + [1, 0, UInt8(text.utf8.count), 0] + Array(text.utf8)
  }

  @Test(arguments: refused.indices)
  func refuses(_ index: Int) {
    let (bytes, error) = Self.refused[index]
    #expect(throws: error) { try NPYFile(reading: bytes) }
    #expect(error.message.first?.isUppercase == false && !error.message.hasSuffix("."))
  }

  /// Keys in another order and double quotes are fine.
  @Test func anyOrderOfKeys() throws {
    let bytes = Self.header("{\"shape\": (1, ), 'fortran_order': False, 'descr': '<i4'}") + [5, 0, 0, 0]
    #expect(try NPYFile(reading: bytes) == NPYFile([1], .int32([5])))
  }

  /// Damaged files are read or refused; nothing else happens.
  @Test func fuzz() {
    var stream = RandomStream(seed: 1, purpose: "fuzz")
    var accepted = 0
    for round in 0..<6000 {
      var bytes = Self.read[round % Self.read.count].bytes
      Fuzz.damage(&bytes, using: &stream)
      if let file = try? NPYFile(reading: bytes) {
        accepted += 1
        #expect((try? NPYFile(reading: file.bytes))?.shape == file.shape)
      }
    }
    // Damage to an element is no mistake that could be seen.
    #expect(accepted > 20 && accepted < 3000, "\(accepted)")
  }
}
