import Foundation

/// The JSON header of a safetensors file.
enum SafetensorsHeader {
  // MARK: - Writing

  /// Without spaces, `__metadata__` first, keys and escapes as the reference implementation writes them.
  static func text(
    _ entries: [SafetensorsFile.Entry], metadata: [(name: String, value: String)]
  ) -> [UInt8] {
    var members: [String] = []
    if !metadata.isEmpty {
      let texts = metadata.map { "\(quoted($0.name)):\(quoted($0.value))" }
      members.append("\(quoted(SafetensorsFile.metadataName)):{\(texts.joined(separator: ","))}")
    }
    for entry in entries {
      let shape = entry.shape.map { "\($0)" }.joined(separator: ",")
      members.append(
        "\(quoted(entry.name)):{\"dtype\":\(quoted(entry.type)),\"shape\":[\(shape)],"
          + "\"data_offsets\":[\(entry.bytes.lowerBound),\(entry.bytes.upperBound)]}")
    }
    return Array("{\(members.joined(separator: ","))}".utf8)
  }

  private static func quoted(_ text: String) -> String {
    var json = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": json += "\\\""
      case "\\": json += "\\\\"
      case "\n": json += "\\n"
      case "\r": json += "\\r"
      case "\t": json += "\\t"
      case "\u{8}": json += "\\b"
      case "\u{c}": json += "\\f"
      case _ where scalar.value < 0x20:
        let digits = String(scalar.value, radix: 16)
        json += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: json.unicodeScalars.append(scalar)
      }
    }
    return json + "\""
  }

  // MARK: - Reading

  /// Entries in the order of their data, metadata by name.
  static func parse(_ bytes: ArraySlice<UInt8>) throws(ExchangeError)
    -> (entries: [SafetensorsFile.Entry], metadata: [(name: String, value: String)])
  {
    // A byte order mark or UTF-16 would be taken as JSON, too.
    guard bytes.first == UInt8(ascii: "{") else {
      throw .header("it does not begin with '{'")
    }
    guard String(validating: bytes, as: UTF8.self) != nil else { throw .header("it is not UTF-8") }
    let members: Members
    do {
      members = try JSONDecoder().decode(Members.self, from: Data(bytes))
    } catch let error as DecodingError {
      throw .header(Self.clause(error))
    } catch {
      throw .header("it is not JSON")
    }
    var seen: Set<String> = []
    for name in topLevelNames(bytes) where !seen.insert(name).inserted { throw .duplicateName(name) }
    var entries: [SafetensorsFile.Entry] = []
    for (name, member) in members.tensors {
      guard member.shape.allSatisfy({ $0 >= 0 }), member.data_offsets.count == 2,
        member.data_offsets[0] >= 0, member.data_offsets[0] <= member.data_offsets[1]
      else {
        throw .header(
          "'\(name)' has shape \(member.shape) and data_offsets \(member.data_offsets)")
      }
      entries.append(
        SafetensorsFile.Entry(
          name: name, type: member.dtype, shape: member.shape,
          bytes: member.data_offsets[0]..<member.data_offsets[1]))
    }
    // Tensors without elements share their place with the one that follows.
    entries.sort { a, b in
      (a.bytes.lowerBound, a.bytes.upperBound, a.name) < (b.bytes.lowerBound, b.bytes.upperBound, b.name)
    }
    return (entries, members.metadata)
  }

  /// In our own words: Foundation's change between versions.
  private static func clause(_ error: DecodingError) -> String {
    let path: [any CodingKey] =
      switch error {
      case .typeMismatch(_, let context), .valueNotFound(_, let context): context.codingPath
      case .keyNotFound(let key, let context): context.codingPath + [key]
      case .dataCorrupted(let context): context.codingPath
      @unknown default: []
      }
    guard !path.isEmpty else { return "it is not a JSON object" }
    let place = path.filter { $0.intValue == nil }.map(\.stringValue).joined(separator: ".")
    return "'\(place)' is missing or of the wrong type"
  }

  private struct Name: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }

    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }

  private struct Member: Decodable {
    let dtype: String
    let shape: [Int]
    let data_offsets: [Int]
  }

  private struct Members: Decodable {
    var metadata: [(name: String, value: String)] = []
    var tensors: [(name: String, value: Member)] = []

    init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: Name.self)
      // The container has no order: by name, so that of several mistakes the same one is told.
      for key in container.allKeys.sorted(by: { $0.stringValue < $1.stringValue }) {
        if key.stringValue == SafetensorsFile.metadataName {
          let texts = try container.decode([String: String].self, forKey: key)
          metadata = texts.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
        } else {
          do {
            tensors.append((key.stringValue, try container.decode(Member.self, forKey: key)))
          } catch  where !(error is DecodingError) {
            // A number that does not fit into Int: Foundation would blame it on the JSON as a whole.
            throw DecodingError.dataCorrupted(
              DecodingError.Context(codingPath: [key], debugDescription: "not a whole number"))
          }
        }
      }
    }
  }

  /// The keys of the outermost object of valid JSON, in their order and as often as they stand there:
  /// Foundation keeps one of several.
  private static func topLevelNames(_ bytes: ArraySlice<UInt8>) -> [String] {
    var names: [String] = []
    var depth = 0
    var start: Int?
    var last: ArraySlice<UInt8> = []
    var isEscaped = false
    for (index, byte) in zip(bytes.indices, bytes) {
      if let begin = start {
        if isEscaped {
          isEscaped = false
        } else if byte == UInt8(ascii: "\\") {
          isEscaped = true
        } else if byte == UInt8(ascii: "\"") {
          last = bytes[begin...index]
          start = nil
        }
        continue
      }
      switch byte {
      case UInt8(ascii: "\""): start = index
      case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
      case UInt8(ascii: ":") where depth == 1:
        names.append(
          (try? JSONDecoder().decode(String.self, from: Data(last)))
            ?? String(decoding: last.dropFirst().dropLast(), as: UTF8.self))
      default: break
      }
    }
    return names
  }
}
