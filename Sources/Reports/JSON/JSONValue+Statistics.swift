import Statistics

extension Interval {
  /// Null ends where there are no bounds.
  var json: JSONValue {
    .object([
      ("mean", .double(mean)), ("low", .double(low)), ("high", .double(high)), ("level", .double(level)),
      ("count", .integer(count)),
    ])
  }
}
