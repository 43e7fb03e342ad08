import Diagnostics

/// Why a file of arrays cannot be read. The caller knows its path and where it is named, and says so in
/// front: `cannot read 'weights.safetensors': it ends too early`.
package enum ExchangeError: Error, Hashable, Sendable {
  /// The file begins otherwise than its format does.
  case notThisFormat(String, start: [UInt8])
  case version(major: Int, minor: Int)
  /// What is wrong with the header, as a clause: `it has no 'shape'`.
  case header(String)
  case headerTooLarge(bytes: UInt64, limit: Int)
  case truncated(needed: Int, found: Int)
  case surplus(bytes: Int)
  /// Elements of a type that is not read; the tensor's name where the file holds several.
  case elementType(String, tensor: String?, read: [String])
  case fortranOrder
  /// More elements than a number of bytes can count.
  case shapeTooLarge([Int])
  case duplicateName(String)
  /// Offsets that leave the data, overlap, leave a gap, or are not as far apart as type and shape ask for.
  case offsets(tensor: String, begin: Int, end: Int, OffsetMistake)
  case unknownTensor(String, among: [String])

  package enum OffsetMistake: Hashable, Sendable {
    case outOfRange(bytes: Int)
    case overlap
    case gap(after: Int)
    case size(needed: Int)
  }

  /// A clause about the file, lower case, no full stop.
  package var message: String {
    switch self {
    case .notThisFormat(let format, let start):
      start.isEmpty
        ? "it is empty"
        : "it is no \(format) file (it begins with the bytes \(start.map { "\($0)" }.joined(separator: " ")))"
    case .version(let major, let minor): "it is of version \(major).\(minor), and 1.0 is read"
    case .header(let clause): "its header is wrong: \(clause)"
    case .headerTooLarge(let bytes, let limit): "its header claims \(bytes) bytes, more than \(limit)"
    case .truncated(let needed, let found): "it ends too early: \(needed) bytes announced, \(found) there"
    case .surplus(let bytes): "it goes on for \(bytes) bytes after its end"
    case .elementType(let type, let tensor?, _): "'\(tensor)' holds elements of type \(type)"
    case .elementType(let type, nil, _): "its elements are of type \(type)"
    case .fortranOrder: "its elements stand column by column (Fortran order)"
    case .shapeTooLarge(let shape): "its shape \(shape) is too large"
    case .duplicateName(let name): "'\(name)' stands twice in its header"
    case .offsets(let tensor, let begin, let end, let mistake):
      "the data offsets of '\(tensor)', \(begin) to \(end), " + mistake.clause
    case .unknownTensor(let name, _): "it has no tensor '\(name)'"
    }
  }

  /// What would be right; nil where the message says it.
  package var hint: String? {
    switch self {
    case .truncated: "copy or download it again"
    case .version: "write it with numpy.save, and fewer fields than need version 2"
    case .elementType(_, _, let read): "read are \(read.joined(separator: ", "))"
    case .fortranOrder: "save numpy.ascontiguousarray(…) of it"
    case .unknownTensor(let name, let names):
      names.isEmpty ? "it holds no tensors" : Suggestion.hintOrList(for: name, in: Self.few(names))
    case .headerTooLarge: "is it a safetensors file?"
    default: nil
    }
  }

  /// A list fit for a line.
  private static func few(_ names: [String]) -> [String] {
    names.count <= 24 ? names : Array(names.prefix(24)) + ["…"]
  }
}

extension ExchangeError.OffsetMistake {
  fileprivate var clause: String {
    switch self {
    case .outOfRange(let bytes): "leave the \(bytes) bytes of data"
    case .overlap: "overlap those of another tensor"
    case .gap(let after): "leave a gap behind byte \(after)"
    case .size(let needed): "do not hold the \(needed) bytes of its type and shape"
    }
  }
}
