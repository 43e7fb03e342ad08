import Datasets
import Testing

@testable import Reports

/// What became of the data, in both languages.
@Suite struct DataWordsTests {
  @Test(arguments: [
    (
      DataNote(.inferredTask(target: "y", task: "binary")), "target 'y': binary (told from its values)",
      "目标“y”：二分类（由其取值判断）"
    ),
    (DataNote(.samePoints(4)), "train, validation and test are the same 4 points", "训练、验证与测试为相同的 4 个点"),
    (
      DataNote.fitted(
        "standardize",
        [
          .init(.feature("a"), .moments(mean: 3, std: 1.87083)),
          .init(.feature("年龄"), .moments(mean: 0.1, std: 0)),
        ]), "standardize: a mean 3, std 1.871; 年龄 mean 0.1, std 0",
      "standardize：a 均值 3，标准差 1.871；年龄均值 0.1，标准差 0"
    ),
    (
      DataNote.fitted("standardize_target", [.init(.target, .moments(mean: 1, std: 2))]),
      "standardize_target: target mean 1, std 2", "standardize_target：目标均值 1，标准差 2"
    ),
    (
      DataNote.fitted(
        "one_hot", (1...8).map { .init(.feature("c\($0)"), .categories($0)) }),
      "one_hot: c1 1 value; c2 2 values; c3 3 values; c4 4 values; c5 5 values; c6 6 values; and 2 more columns",
      "one_hot：c1 1 个取值；c2 2 个取值；c3 3 个取值；c4 4 个取值；c5 5 个取值；c6 6 个取值；另有 2 列"
    ),
    (
      DataNote(.unseenCategory(step: "one_hot", column: "k", category: .text("rare")), part: .test),
      "one_hot: k 'rare' is not in the training part: all zeros (test)", "one_hot：k 的“rare”不在训练部分中：全部为零（测试）"
    ),
    (
      DataNote(
        .imputed(step: "impute", count: 1, column: "a", value: .number(2.5), strategy: "most_frequent"),
        part: .training), "impute: 1 value of a set to 2.5 (most frequent) (train)",
      "impute：a 的 1 个值填为众数 2.5（训练）"
    ),
    (
      DataNote(.dropped(step: "drop_missing", rows: 1), part: .validation),
      "drop_missing: 1 row left out (validation)", "drop_missing：舍去 1 行（验证）"
    ),
  ])
  func notes(note: DataNote, english: String, chinese: String) {
    #expect(Words(.en).note(note) == english)
    #expect(Words(.zh).note(note) == chinese)
  }

  @Test func missingData() {
    let near = MissingData.file("data/hauses.csv", similar: "houses.csv")
    #expect(Words(.en).missing(near) == "no file 'data/hauses.csv'; did you mean 'houses.csv'?")
    #expect(Words(.zh).missing(near) == "没有文件“data/hauses.csv”；是否指“houses.csv”？")
    let far = MissingData.file("x.csv", similar: nil)
    #expect(
      Words(.en).missing(far) == "no file 'x.csv'; a path is relative to the folder of the experiment file")
    #expect(
      Words(.zh).missing(.fashionMNIST(file: "i.gz")).hasPrefix("本机没有 Fashion-MNIST：缺少文件“i.gz”；在 Debian 上："))
  }

  /// Between Chinese characters stands no blank, between them and Latin ones it stays.
  @Test func blanksBesidePlaces() throws {
    let phrase = try Phrase("与 {baseline} 相比")
    #expect(phrase.filled(with: ["baseline": "基线"], closesBlanks: true) == "与基线相比")
    #expect(phrase.filled(with: ["baseline": "relu"], closesBlanks: true) == "与 relu 相比")
    #expect(phrase.filled(with: ["baseline": "“a, b”"], closesBlanks: true) == "与“a, b”相比")
    #expect(phrase.filled(with: ["baseline": "基线"]) == "与 基线 相比")
    let words = Words(.zh)
    #expect(words.gap(after: "图 3：") == "" && words.gap(after: "结果。") == "" && words.gap(after: "结果") == " ")
    #expect(words.gap(after: "Figure 3.") == " ")
  }
}
