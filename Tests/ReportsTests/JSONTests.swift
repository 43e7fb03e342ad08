import Reports
import Testing

@Suite struct JSONTests {
  /// Strings as other programs write them come back the same.
  @Test(arguments: [
    (#""\ud83d\ude00""#, "😀"), (#""caf\u00e9 \u2028""#, "café \u{2028}"), (#""a\/b\"\\""#, #"a/b"\"#),
    (#""\n\t\b""#, "\n\t\u{8}"),
  ])
  func stringsAreRead(json: String, text: String) {
    guard case .string(let read)? = JSONValue(parsing: json) else {
      Issue.record("\(json) was refused")
      return
    }
    #expect(read == text)
  }

  @Test(arguments: [
    #""\ud83d""#, #""\ud83dx""#, #""\ud83d\u0041""#, #""\ude00""#, #""\u12""#, #""\u+123""#, "\"a",
    "{\"a\" 1}",
  ])
  func whatIsNoJSONIsRefused(json: String) {
    #expect(JSONValue(parsing: json) == nil)
  }
}
