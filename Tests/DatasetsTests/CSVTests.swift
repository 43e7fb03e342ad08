import Datasets
import Diagnostics
import Tensors
import Testing

@Suite struct CSVTests {
  /// Loads a text as the file `t.csv`.
  private func read(_ text: String, _ options: [String: OptionValue] = ["target": .string("y")]) throws
    -> Dataset
  {
    let folder = try TemporaryFolder()
    try folder.write("t.csv", text)
    let options = options.merging(["path": .string("t.csv")]) { $1 }
    return try Datasets.catalog["csv"]!.load(data("csv", options), folder.context)
  }

  @Test(arguments: [
    "a,b,y\n1,2,u\n3,4,v\n",
    "a,b,y\n1,2,u\n3,4,v",
    "a,b,y\r\n1,2,u\r\n3,4,v\r\n",
    "a,b,y\r1,2,u\r3,4,v",
    "\u{FEFF}a,b,y\n1,2,u\n3,4,v\n",
    "\u{FEFF}\"a\",b,y\r\n1,2,u\r\n3,4,v\r\n",
    "a,b,y\n\n1,2,u\n   \n3,4,v\n\n\n",
    " a , b, y\n 1 ,2 ,u\n3,\t4,v \n",
    "\"a\",\"b\",\"y\"\n\"1\",\"2\",\"u\"\n3,\"4\",v\n",
  ])
  func oneTableInManyForms(text: String) throws {
    let set = try read(text)
    #expect(set.columns.map(\.name) == ["a", "b"])
    #expect(set.samples.inputs.tensor == Tensor([2, 2], [1, 2, 3, 4]))
    #expect(set.samples.labels == [0, 1] && set.classNames == ["u", "v"] && set.task == .binary)
  }

  @Test func quotedCells() throws {
    let set = try read(
      "a,y\n1,\"x, \"\"quoted\"\"\"\n2,\"two\nlines\"\n3,\"\"\"\"\n4,\"x, \"\"quoted\"\"\"\n")
    #expect(set.classNames == ["\"", "two\nlines", "x, \"quoted\""])
    #expect(set.samples.labels == [2, 1, 0, 2])
    #expect(set.lines == [2, 3, 5, 6], "a row begins where its first cell does")
  }

  @Test(arguments: [(";", ";"), ("tab", "\t"), ("|", "|")])
  func delimiters(name: String, character: String) throws {
    let text = "a,y\n1.5,2.5\n3.5,4.5\n".replacing(",", with: character)
    let set = try read(text, ["target": .string("y"), "delimiter": .string(name)])
    #expect(set.task == .regression && set.samples.values == Tensor([2, 1], [2.5, 4.5]))
    let error = dataError { try read(text + "1,2\n") }
    #expect(error != nil)
  }

  @Test func emptyLastCell() throws {
    for text in ["y,a\n1,2\n2,", "y,a\n1,2\n2,\n", "y,a\n1,2\n2,\"\"", "y,a\n1,2\n2,\"\"\r\n"] {
      let set = try read(text)
      #expect(set.samples.inputs[0, 0] == 2 && set.samples.inputs[1, 0].isNaN)
    }
  }

  @Test func missingCells() throws {
    let set = try read("a,b,y\n,x,1\nNA,?,2\nNaN,x,3\n?,NA,4\n1,z,5\n")
    #expect((0..<5).map { set.samples.inputs[$0, 0].isNaN } == [true, true, true, true, false])
    #expect(set.columns[0].categories == nil && set.columns[1].categories == ["x", "z"])
    #expect(set.samples.inputs[0, 1] == 0 && set.samples.inputs[1, 1].isNaN && set.samples.inputs[4, 1] == 1)
  }

  @Test(arguments: [
    ("1", true), ("-1.5e-3", true), ("+2", true), (".5", true), ("1e3", true), ("inf", false),
    ("0x10", false),
    ("1_000", false), ("1 000", false), ("nan", false), ("e", false), ("--1", false),
  ])
  func whatIsANumber(cell: String, isNumber: Bool) throws {
    let set = try read("a,y\n\(cell),1\n2,2\n")
    #expect((set.columns[0].categories == nil) == isNumber)
  }

  @Test(arguments: [
    ("u v u v", "binary", ["u", "v"]), ("b a c b", "classification", ["a", "b", "c"]),
    ("10 9 10 2", "classification", ["2", "9", "10"]), ("0 1 1 0", "binary", ["0", "1"]),
    ("1 1.0 2 02", "binary", ["1", "2"]), ("0.5 1 1 0", "regression", []),
    ("1 2 x 3", "classification", ["1", "2", "3", "x"]),
  ])
  func taskAndClasses(targets: String, task: String, classes: [String]) throws {
    let set = try read("a,y\n" + targets.split(separator: " ").map { "1,\($0)\n" }.joined())
    #expect(set.task.name == task && set.classNames == classes)
    #expect(
      set.notes == [DataNote(.inferredTask(target: "y", task: task))], "what was told from the values is told"
    )
  }

  @Test func manyWholeNumbersAreRegression() throws {
    #expect(try read("a,y\n" + (0..<20).map { "1,\($0)\n" }.joined()).task == .classification(classes: 20))
    #expect(try read("a,y\n" + (0..<21).map { "1,\($0)\n" }.joined()).task == .regression)
  }

  @Test func askedTask() throws {
    let text = "a,y\n1,0\n2,1\n3,0\n"
    func task(_ word: String) throws -> LearningTask {
      try read(text, ["target": .string("y"), "task": .string(word)]).task
    }
    #expect(try task("regression") == .regression)
    #expect(try task("binary") == .binary)
    #expect(try task("classification") == .classification(classes: 2))
    #expect(try task("generation") == .generation)
    let unlabelled = try read(text, ["task": .string("generation")])
    #expect(
      unlabelled.task == .generation && unlabelled.samples.labels == nil && unlabelled.columns.count == 2)
  }

  @Test func drop() throws {
    let set = try read("id,a,y\nq,1,0\nr,2,1\n", ["target": .string("y"), "drop": strings("id")])
    #expect(set.columns.map(\.name) == ["a"])
  }

  @Test(arguments: [
    ("", "'t.csv' is empty", "path"),
    ("a,y\n", "'t.csv' has a header and no rows", "path"),
    ("a,y\n1,2\n3\n", "'t.csv', line 3: 1 cell, but the header names 2 columns", "path"),
    ("a,y\n1,2,3\n", "'t.csv', line 2: 3 cells, but the header names 2 columns", "path"),
    ("a,y\n\"1\n1\",2\n3\n", "'t.csv', line 4: 1 cell, but the header names 2 columns", "path"),
    ("a,a,y\n1,2,3\n", "'t.csv', line 1: two columns are named 'a'", "path"),
    ("\n,a,y\n1,2,3\n", "'t.csv', line 2: column 1 has no name", "path"),
    ("a,y\n1,2\n\"3,4\n5,6\n", "'t.csv', line 3: a quotation mark is opened and never closed", "path"),
    ("a,y\n1,2\n\"3\"x,4\n", "'t.csv', line 3: a quotation mark where none may stand", "path"),
    ("a,y\n1,2\n1e39,4\n", "'t.csv', line 3, column 'a': 1e39 is beyond binary32", "path"),
    ("a,Y\n1,2\n", "'t.csv' has no column 'y'", "target"),
    ("y\n1\n2\n", "'t.csv' has no column left to learn from", "path"),
    ("a,y\n1,2\n1,2\n", "column 'y' has but one class: 2", "target"),
    ("a,y\n1,\n1,NA\n", "column 'y' is empty", "target"),
  ])
  func mistakes(text: String, message: String, option: String) {
    let error = dataError { try read(text) }
    #expect(error?.message == message && error?.option == option && error?.missing == nil)
  }

  @Test func suggestions() {
    let text = "width,height,kind\n1,2,a\n2,3,b\n"
    #expect(dataError { try read(text, ["target": .string("knid")]) }?.hints == ["did you mean 'kind'?"])
    #expect(
      dataError { try read(text, ["target": .string("q")]) }?.hints == ["its columns: width, height, kind"])
    let dropped = dataError { try read(text, ["target": .string("kind"), "drop": strings("wdith")]) }
    #expect(dropped?.hints == ["did you mean 'width'?"] && dropped?.option == "drop")
    #expect(
      dataError { try read(text, ["target": .string("kind"), "drop": strings("kind")]) }?.option == "drop")
    #expect(dataError { try read(text, [:]) }?.message.contains("target") == true)
    let semicolons = dataError { try read("a;y\n1,5;2\n") }
    #expect(semicolons?.hints.first?.contains("delimiter: \";\"") == true)
  }

  @Test func tasksThatTheTargetDoesNotFit() {
    let regression = dataError {
      try read("a,y\n1,2\n1,x\n", ["target": .string("y"), "task": .string("regression")])
    }
    #expect(regression?.message == "'t.csv', line 3, column 'y': 'x' is no number")
    let binary = dataError {
      try read("a,y\n1,2\n1,3\n1,4\n", ["target": .string("y"), "task": .string("binary")])
    }
    #expect(binary?.option == "task" && binary?.hints == ["2, 3, 4"])
  }

  @Test func noSuchFile() throws {
    let folder = try TemporaryFolder()
    try folder.write("houses.csv", "a,y\n1,2\n")
    let component = data("csv", ["path": .string("hauses.csv"), "target": .string("y")])
    let error = dataError { try Datasets.prepare(component, context: folder.context) }
    #expect(
      error?.missing == .file("hauses.csv", similar: "houses.csv") && error?.message == "no file 'hauses.csv'"
    )
    #expect(error?.hints == ["did you mean 'houses.csv'?"])
  }

  @Test func notText() throws {
    let folder = try TemporaryFolder()
    try folder.write("t.csv", [0x61, 0x2C, 0x79, 0x0A, 0xE9, 0x2C, 0x31, 0x0A])
    let component = data("csv", ["path": .string("t.csv"), "target": .string("y")])
    #expect(
      dataError { try Datasets.prepare(component, context: folder.context) }?.message
        == "'t.csv' is not UTF-8")
    let isFolder = data("csv", ["path": .string("."), "target": .string("y")])
    #expect(
      dataError { try Datasets.prepare(isFolder, context: folder.context) }?.message
        == "cannot read '.': it is a folder")
  }

  @Test func compressed() throws {
    let folder = try TemporaryFolder()
    folder.writeCompressed("t.csv.gz", Array("a,y\n1,2.5\n2,3.5\n".utf8))
    let component = data("csv", ["path": .string("t.csv.gz"), "target": .string("y")])
    #expect(
      try Datasets.catalog["csv"]!.load(component, folder.context).samples.values?.values == [2.5, 3.5])
  }

  @Test func severalTargets() throws {
    let text = "a,p,b,q\n1,0.25,2,0.75\n3,1,4,0\n"
    let set = try read(text, ["target": .list([.string("q"), .string("p")])])
    #expect(set.columns.map(\.name) == ["a", "b"] && set.task == .regression && set.targetName == "q, p")
    #expect(set.samples.values == Tensor([2, 2], [0.75, 0.25, 0, 1]) && set.samples.labels == nil)

    func message(_ text: String, _ options: [String: OptionValue]) throws -> String {
      do {
        _ = try read(text, options)
        return "no error"
      } catch let error as DataError {
        return error.message
      }
    }
    #expect(
      try message(text, ["target": .list([.string("q"), .string("q")])])
        == "the target column 'q' stands twice")
    #expect(
      try message(
        text, ["target": .list([.string("q"), .string("p")]), "task": .string("binary")])
        == "several target columns are for regression, not for binary")
    #expect(
      try message("a,p,q\n1,x,2\n", ["target": .list([.string("p"), .string("q")])])
        == "'t.csv', line 2, column 'p': 'x' is no number")
  }
}
