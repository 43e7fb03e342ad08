import Testing

@testable import Reports

@Suite struct StringsFileTests {
  private func table(_ text: String) throws(StringsError) -> PhraseTable {
    try PhraseTable(Array(text.utf8)) { $0 == 1 ? .one : .other }
  }

  @Test func textsKeepWhatStandsInThem() throws {
    let file = try StringsFile(
      Array(
        #"""
        /* A group, with "quotes"; and = signs. */
        "page.title" = "an \"a\", a \\ and a\nline; /* no comment */";
        "empty"="";"twice" = "两个\t";
        """#.replacing("\\t", with: "\t").utf8))
    #expect(file.entries.map(\.key) == ["page.title", "empty", "twice"])
    #expect(file.entries.map(\.text) == ["an \"a\", a \\ and a\nline; /* no comment */", "", "两个\t"])
  }

  @Test(arguments: [
    (#""a" "b";"#, "1:5: expected '=' after the key"),
    (#""a" = "b""#, "1:10: expected ';' after the text"),
    (#""a" = b;"#, "1:7: expected a text in quotation marks"),
    ("a = \"b\";", "1:1: expected a key in quotation marks"),
    ("\"甲\" = \"b\"; x", "1:12: expected a key in quotation marks"),
    ("\n  /* never closed", "2:3: this comment is not closed"),
    ("/*/", "1:1: this comment is not closed"),
    ("\"a\" = \"b\n\";", "1:7: this text is not closed on its line"),
    ("\"a\" = \"b", "1:7: this text is not closed"),
    (#""a" = "b\t";"#, #"1:9: unknown escape; there are \", \\ and \n"#),
    (#""a" = "b\"#, #"1:9: unknown escape; there are \", \\ and \n"#),
    ("\"a\" = \"b\";\n\"a\" = \"c\";", "2:1: 'a' stands here twice"),
    (#""a" = "{b";"#, "1:1: the braces of '{b' are no placeholders such as {name}"),
    (#""a" = "b}";"#, "1:1: the braces of 'b}' are no placeholders such as {name}"),
    (#""a" = "{}";"#, "1:1: the braces of '{}' are no placeholders such as {name}"),
    (#""a" = "{b c}";"#, "1:1: the braces of '{b c}' are no placeholders such as {name}"),
  ])
  func badFilesAreRefused(_ text: String, _ message: String) {
    do {
      _ = try table(text)
      Issue.record("this was read: \(text)")
    } catch {
      #expect(error.description == message)
    }
  }

  @Test func whatIsNotUTF8IsRefused() {
    #expect(throws: StringsError(line: 1, column: 7, message: "this text is not UTF-8")) {
      try StringsFile(Array("\"a\" = \"".utf8) + [0xFF] + Array("\";".utf8))
    }
  }

  @Test func placesAreFilled() throws {
    let phrase = try Phrase("{b} of {all}: {b}")
    #expect(phrase.placeholders == ["b", "all", "b"])
    #expect(phrase.filled(with: ["all": "{b}", "b": 3]) == "3 of {b}: 3")
    #expect(try Phrase("").filled(with: [:]) == "")
    #expect(try Phrase("{count} runs").filled(with: [:], count: 2) == "2 runs")
    #expect(try Phrase("{count} runs").filled(with: ["count": "1,000"], count: 1000) == "1,000 runs")
  }
}
