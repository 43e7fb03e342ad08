import Exchange
import Testing

@Suite struct CSVTableTests {
  private static func text(_ records: [[CSVTable.Field]], _ head: [String], spreadsheet: Bool = false)
    -> String
  {
    var table = CSVTable(head: head)
    table.isForSpreadsheets = spreadsheet
    for record in records { table.append(record) }
    return String(decoding: table.bytes, as: UTF8.self)
  }

  @Test func fieldsAreQuotedWhereTheyMustBe() {
    #expect(
      Self.text(
        [
          [.text("plain"), .text("a, b")], [.text("say \"so\""), .text("two\nlines")],
          [.text("\r"), .text("")], [.missing, .text("学习率 ü")],
        ], ["name", "a,b"])
        == "name,\"a,b\"\r\nplain,\"a, b\"\r\n\"say \"\"so\"\"\",\"two\nlines\"\r\n\"\r\",\"\"\r\n,学习率 ü\r\n")
  }

  @Test(arguments: [
    (0.1, "0.1"), (1.0 / 3, "0.3333333333333333"), (1e-5, "1e-5"), (1e300, "1e300"), (-2, "-2"),
    (.leastNonzeroMagnitude, "5e-324"), (-0.0, "0"), (.nan, ""), (.infinity, ""), (-.infinity, ""),
  ])
  func numbersReadBackTheSame(_ value: Double, _ expected: String) {
    let text = Self.text([[.number(value), .integer(-7)]], ["value", "count"])
    #expect(text == "value,count\r\n\(expected),-7\r\n")
    if !expected.isEmpty { #expect(Double(expected) == value) }
  }

  @Test func formulasAreMadeInertForSpreadsheetsOnly() {
    let records: [[CSVTable.Field]] = [
      [.text("=1+1"), .number(-1)], [.text("@SUM(A1)"), .number(2)], [.text("-dropout, all"), .missing],
      [.text("+bias"), .missing], [.text("\tx"), .missing], [.text("a=b"), .missing],
      [.text("=1+1"), .missing],
    ]
    #expect(
      Self.text(records, ["label", "n"]).hasPrefix("label,n\r\n=1+1,-1\r\n@SUM(A1),2\r\n\"-dropout, all\","))
    #expect(
      Self.text(records, ["label", "n"], spreadsheet: true)
        == "\u{FEFF}label,n\r\n'=1+1,-1\r\n'@SUM(A1),2\r\n\"'-dropout, all\",\r\n'+bias,\r\n'\tx,\r\na=b,\r\n'=1+1,\r\n"
    )
    var table = CSVTable(head: ["label", "n"])
    for record in records { table.append(record) }
    #expect(table.formulas == ["=1+1", "@SUM(A1)", "-dropout, all", "+bias", "\tx"])
  }

  @Test func aTableWithoutRecordsHasAHead() {
    #expect(Self.text([], ["a", "b"]) == "a,b\r\n")
  }
}
