internal import CKernels

/// What a model learns from, row by row: a matrix [rows, columns], held in binary32 or, as images come, in bytes of
/// which each stands for byte / 255, rounded as one division in binary32. Bytes take a quarter of the memory; whoever
/// reads the numbers cannot tell the difference.
///
/// Two matrices are equal where their shapes and all their numbers are, however they are held.
package struct FeatureMatrix: Sendable {
  private enum Storage: Sendable {
    case floats([Float])
    case bytes([UInt8])
  }

  private var storage: Storage
  /// The row of the storage that is row 0: a range of rows shares its storage with the others.
  private let first: Int
  package let rows: Int
  package let columns: Int

  private init(_ storage: Storage, first: Int = 0, rows: Int, columns: Int) {
    self.storage = storage
    self.first = first
    self.rows = rows
    self.columns = columns
  }

  /// A tensor of rank 2.
  package init(_ tensor: Tensor) {
    self.init(.floats(tensor.values), rows: tensor.rows, columns: tensor.columns)
  }

  /// Row by row.
  package init(rows: Int, columns: Int, bytes: [UInt8]) {
    precondition(bytes.count == rows * columns, "\(bytes.count) bytes for [\(rows), \(columns)]")
    self.init(.bytes(bytes), rows: rows, columns: columns)
  }

  package var shape: Shape { [rows, columns] }

  /// Whether it is held in bytes, all of which stand for finite numbers.
  package var isBytes: Bool {
    switch storage {
    case .floats: false
    case .bytes: true
    }
  }

  /// What its numbers take in memory, in bytes.
  package var byteCount: Int { rows * columns * (isBytes ? 1 : MemoryLayout<Float>.size) }

  private static func value(_ byte: UInt8) -> Float { Float(byte) / 255 }

  /// Where rows lie in the storage.
  private func place(_ range: Range<Int>) -> Range<Int> {
    precondition(range.lowerBound >= 0 && range.upperBound <= rows, "rows \(range) of shape \(shape)")
    return (first + range.lowerBound) * columns..<(first + range.upperBound) * columns
  }

  private var holdsItsRowsAlone: Bool {
    switch storage {
    case .floats(let values): values.count == rows * columns
    case .bytes(let bytes): bytes.count == rows * columns
    }
  }

  // MARK: - Numbers

  package subscript(row: Int, column: Int) -> Float {
    precondition(
      row >= 0 && row < rows && column >= 0 && column < columns, "(\(row), \(column)) in shape \(shape)")
    let index = (first + row) * columns + column
    return switch storage {
    case .floats(let values): values[index]
    case .bytes(let bytes): Self.value(bytes[index])
    }
  }

  /// The numbers of consecutive rows, row by row.
  package func values(ofRows range: Range<Int>) -> ArraySlice<Float> {
    let place = place(range)
    return switch storage {
    case .floats(let values): values[place]
    case .bytes(let bytes): ArraySlice(bytes[place].map(Self.value))
    }
  }

  package func row(_ i: Int) -> ArraySlice<Float> { values(ofRows: i..<i + 1) }

  package func column(_ j: Int) -> [Float] {
    precondition(j >= 0 && j < columns, "column \(j) of shape \(shape)")
    let places = stride(from: first * columns + j, to: (first + rows) * columns, by: columns)
    return switch storage {
    case .floats(let values): places.map { values[$0] }
    case .bytes(let bytes): places.map { Self.value(bytes[$0]) }
    }
  }

  /// All of it in binary32: of bytes four times their memory.
  package var tensor: Tensor {
    if case .floats(let values) = storage, holdsItsRowsAlone { return Tensor(shape, values) }
    return Tensor(shape, Array(values(ofRows: 0..<rows)))
  }

  /// The first that is NaN or infinite, row by row.
  package var firstNonFinite: (row: Int, column: Int)? {
    guard case .floats(let values) = storage else { return nil }
    let place = place(0..<rows)
    return values[place].firstIndex { !$0.isFinite }.map { index in
      ((index - place.lowerBound) / columns, (index - place.lowerBound) % columns)
    }
  }

  // MARK: - Rows

  /// The rows of these indices, in their order, held as they are now; an index may come more than once.
  package func rows(at indices: [Int]) -> FeatureMatrix {
    func gathered<Value>(_ values: [Value]) -> [Value] {
      var gathered: [Value] = []
      gathered.reserveCapacity(indices.count * columns)
      for i in indices { gathered += values[place(i..<i + 1)] }
      return gathered
    }
    let storage: Storage =
      switch storage {
      case .floats(let values): .floats(gathered(values))
      case .bytes(let bytes): .bytes(gathered(bytes))
      }
    return FeatureMatrix(storage, rows: indices.count, columns: columns)
  }

  /// Consecutive rows, which share the memory of this matrix.
  package func rows(_ range: Range<Int>) -> FeatureMatrix {
    precondition(range.lowerBound >= 0 && range.upperBound <= rows, "rows \(range) of shape \(shape)")
    return FeatureMatrix(
      storage, first: first + range.lowerBound, rows: range.count, columns: columns)
  }

  /// `self = rows(at: order)` for an order that names each row once. Where nobody shares the memory, the rows
  /// move within it.
  package mutating func arrange(_ order: [Int]) {
    precondition(order.count == rows, "an order of \(order.count) for shape \(shape)")
    guard holdsItsRowsAlone else {
      self = rows(at: order)
      return
    }
    switch storage {
    case .floats(var values):
      // Held here alone, so that it is not copied where it is changed.
      storage = .bytes([])
      Self.arrange(&values, order, width: columns)
      storage = .floats(values)
    case .bytes(var bytes):
      storage = .bytes([])
      Self.arrange(&bytes, order, width: columns)
      storage = .bytes(bytes)
    }
  }

  /// Cycle by cycle, each with its first row put aside.
  private static func arrange<Value>(_ values: inout [Value], _ order: [Int], width: Int) {
    var isPlaced = [Bool](repeating: false, count: order.count)
    values.withUnsafeMutableBufferPointer { values in
      func row(_ i: Int) -> Slice<UnsafeMutableBufferPointer<Value>> { values[i * width..<(i + 1) * width] }
      for start in order.indices where !isPlaced[start] {
        let aside = Array(row(start))
        var to = start
        isPlaced[to] = true
        while order[to] != start {
          let from = order[to]
          precondition(!isPlaced[from], "row \(from) comes twice")
          _ = row(to).update(fromContentsOf: row(from))
          isPlaced[from] = true
          to = from
        }
        _ = row(to).update(fromContentsOf: aside)
      }
    }
  }

  /// Changes numbers, which are then held in binary32. The shape may change too.
  package mutating func change(_ body: (inout Tensor) -> Void) {
    var tensor = tensor
    // Held here alone, so that it is not copied where it is changed.
    storage = .bytes([])
    body(&tensor)
    self = FeatureMatrix(tensor)
  }

  // MARK: - For the engine

  /// Where the numbers lie, row by row.
  package enum Memory {
    case floats(UnsafeBufferPointer<Float>)
    case bytes(UnsafeBufferPointer<UInt8>)
  }

  package func withUnsafeMemory<Result>(_ body: (Memory) throws -> Result) rethrows -> Result {
    let place = place(0..<rows)
    switch storage {
    case .floats(let values):
      return try values.withUnsafeBufferPointer { try body(.floats(.init(rebasing: $0[place]))) }
    case .bytes(let bytes):
      return try bytes.withUnsafeBufferPointer { try body(.bytes(.init(rebasing: $0[place]))) }
    }
  }

  /// Writes the numbers of consecutive rows, as many as `memory` takes.
  package func write(
    rows range: Range<Int>, to memory: UnsafeMutableBufferPointer<Float>, _ kernels: Kernels
  ) {
    precondition(
      memory.count == range.count * columns, "rows \(range) of shape \(shape) to \(memory.count) numbers")
    rows(range).withUnsafeMemory { rows in
      guard let to = memory.baseAddress else { return }
      switch rows {
      case .floats(let from): from.baseAddress.map { to.update(from: $0, count: from.count) }
      case .bytes(let from):
        from.baseAddress.map { kernels.table.pointee.byte_values(to, $0, Int64(from.count)) }
      }
    }
  }
}

extension FeatureMatrix: Hashable {
  package static func == (a: FeatureMatrix, b: FeatureMatrix) -> Bool {
    guard a.rows == b.rows, a.columns == b.columns else { return false }
    return switch (a.storage, b.storage) {
    case (.floats(let x), .floats(let y)): x[a.place(0..<a.rows)] == y[b.place(0..<b.rows)]
    case (.bytes(let x), .bytes(let y)): x[a.place(0..<a.rows)] == y[b.place(0..<b.rows)]
    default: (0..<a.rows).allSatisfy { a.row($0) == b.row($0) }
    }
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(shape)
    for i in 0..<rows { hasher.combine(row(i)) }
  }
}
