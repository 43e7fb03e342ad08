import Foundation
import Notebooks
import Plots
import Testing

@testable import Reports

/// The languages' files against each other and against the code that looks their phrases up.
@Suite struct PhraseTests {
  private static let tables = FrontMatter.Language.allCases.map { ($0, PhraseTable.of($0)) }
  private static let lookups = Lookup.all()

  /// The key of all forms of number: `count.runs` of `count.runs.one`; nil of a key that has none.
  private static func base(_ key: String) -> String? {
    for form in PhraseTable.NumberForm.allCases where key.hasSuffix("." + form.rawValue) {
      return String(key.dropLast(form.rawValue.count + 1))
    }
    return nil
  }

  /// The forms that a language tells apart.
  private static func forms(_ table: PhraseTable) -> [PhraseTable.NumberForm] {
    let used = Set((0...200).map(table.form))
    return PhraseTable.NumberForm.allCases.filter(used.contains)
  }

  /// In order; forms of number once.
  private static func subjects(_ table: PhraseTable) -> [String] {
    table.keys.map { base($0) ?? $0 }.reduce(into: []) { list, key in
      if list.last != key { list.append(key) }
    }
  }

  @Test func allLanguagesHaveTheSameKeysInOneOrder() {
    let english = Self.subjects(.of(.en))
    #expect(english.count > 200)
    for (language, table) in Self.tables {
      let own = Self.subjects(table)
      #expect(english.filter { !own.contains($0) } == [], "missing in \(language.rawValue).strings")
      #expect(own.filter { !english.contains($0) } == [], "only in \(language.rawValue).strings")
      #expect(own == english, "another order in \(language.rawValue).strings")
      #expect(Set(own).count == own.count, "a subject stands apart in \(language.rawValue).strings")
      let forms = Self.forms(table).map(\.rawValue)
      let lacking = Set(table.keys.compactMap(Self.base)).flatMap { base in
        forms.map { "\(base).\($0)" }.filter { table[$0] == nil }
      }
      #expect(lacking.sorted() == [], "forms of number missing in \(language.rawValue).strings")
      let unused = table.keys.filter { key in
        Self.base(key).map { base in !forms.contains(String(key.dropFirst(base.count + 1))) } ?? false
      }
      #expect(unused == [], "forms of number that \(language.rawValue) does not have")
    }
  }

  @Test func keysAreLowerCaseWords() {
    for key in PhraseTable.of(.en).keys {
      #expect(key.wholeMatch(of: /[a-z]+(\.[a-z]+)+/) != nil, "\(key)")
    }
  }

  @Test func allLanguagesHaveTheSamePlaceholders() {
    let english = Self.placeholders(.of(.en))
    for (language, table) in Self.tables {
      let own = Self.placeholders(table)
      for key in english.keys.sorted() {
        #expect(own[key] == english[key], "\(key) in \(language.rawValue).strings")
      }
    }
  }

  /// By key without its form of number. A form may leave the number itself out: `the one that holds`.
  private static func placeholders(_ table: PhraseTable) -> [String: Set<String>] {
    table.keys.reduce(into: [:]) { sets, key in
      sets[base(key) ?? key, default: []].formUnion(table[key]?.placeholders ?? [])
    }
  }

  @Test func everyPhraseIsUsedAndFilled() {
    let table = PhraseTable.of(.en)
    let plurals = Set(table.keys.compactMap(Self.base))
    let singles = Set(table.keys.filter { Self.base($0) == nil })
    #expect(Self.lookups.count >= 200)
    let placeholders = Self.placeholders(table)
    for lookup in Self.lookups {
      let known = lookup.isPlural ? plurals : singles
      #expect(known.contains(lookup.key), "\(lookup.file) looks up \(lookup.key)")
      guard let places = placeholders[lookup.key], let values = lookup.values else { continue }
      let given = lookup.isPlural ? values.union(["count"]) : values
      #expect(places.subtracting(given) == [], "no value in \(lookup.file) for \(lookup.key)")
      #expect(values.subtracting(places) == [], "not used by \(lookup.key)")
    }
    let used = Set(Self.lookups.map(\.key))
    #expect(plurals.union(singles).subtracting(used).sorted() == [], "phrases that nothing looks up")
  }

  /// Of any language but those of code: Chinese letters and punctuation nowhere outside comments, English
  /// sentences nowhere in the files of words.
  @Test func noPhraseStandsInCode() {
    let sources = Source.all("Reports") + Source.all("Plots") + Source.all("Experiments")
    #expect(sources.count > 100)
    for source in sources {
      let chinese = source.code.unicodeScalars.filter {
        (0x3000...0x9FFF).contains($0.value) || (0xFF00...0xFFEF).contains($0.value)
      }
      #expect(chinese.isEmpty, "\(source.name): \(String(String.UnicodeScalarView(chinese)))")
    }
    for source in sources where source.name.hasPrefix("Words") {
      for literal in source.literals where !literal.contains("strings has no") {
        #expect(literal.firstMatch(of: /\p{L} \p{L}/) == nil, "\(source.name): \"\(literal)\"")
      }
    }
  }

  @Test func numbersChooseTheirForm() {
    let (english, chinese) = (Words(), Words(.zh))
    #expect(
      english.runCount(1) == "1 run" && english.runCount(2) == "2 runs" && english.runCount(0) == "0 runs")
    #expect(chinese.runCount(1) == "1 次运行")
    #expect(english.plan(variants: 40, seeds: 100) == "40 variants × 100 seeds = 4,000 runs")
    #expect(chinese.plan(variants: 1, seeds: 1) == "1 个变体 × 1 个种子 = 1 次运行")
  }

  @Test func listsAreJoinedInTheLanguage() {
    let (english, chinese) = (Words(), Words(.zh))
    #expect(english.list([]) == "" && english.list(["a"]) == "a" && english.list(["a", "b"]) == "a and b")
    #expect(english.list(["a", "b", "c"]) == "a, b and c")
    #expect(english.list(["a", "b"], more: 3) == "a, b and 3 more")
    #expect(chinese.list(["a", "b", "c"]) == "a、b、c")
    #expect(chinese.list(["a", "b"], more: 3) == "a、b 等另外 3 个")
    #expect(english.enumeration("relu", ["1", "2"]) == "relu: 1; 2.")
    #expect(chinese.enumeration("relu", ["1", "2"]) == "relu：1；2。")
  }

  /// Figures outside reports have their own words in English.
  @Test func figuresSayTheSameInEnglish() {
    let (words, figures) = (Words().figures, FigureWords.english)
    #expect(words.space == figures.space && words.boundary == figures.boundary)
    #expect(words.labelled("a", "b") == figures.labelled("a", "b"))
    #expect(words.sentence("a") == figures.sentence("a"))
    #expect(words.atLeastHalf("a") == figures.atLeastHalf("a"))
    for axis in FigureWords.OmittingAxis.allCases {
      for count in [1, 2, 3000] { #expect(words.omitted(count, axis) == figures.omitted(count, axis)) }
    }
  }
}

/// A file of Swift.
struct Source {
  let name: String
  /// Without comments of whole lines.
  let code: String

  /// The sources of a module.
  static func all(_ module: String) -> [Source] {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../../Sources/" + module).standardizedFileURL
    let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
    return (files?.compactMap { $0 as? URL } ?? []).filter { $0.pathExtension == "swift" }
      .sorted { $0.path < $1.path }.compactMap { file in
        guard let text = try? String(contentsOf: file, encoding: .utf8) else { return nil }
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
          .filter { !$0.drop { $0 == " " }.hasPrefix("//") }
        return Source(name: file.lastPathComponent, code: lines.joined(separator: "\n"))
      }
  }

  /// The contents of string literals on one line.
  var literals: [String] { code.matches(of: /"((?:[^"\\\n]|\\.)*)"/).map { String($0.output.1) } }
}

/// A call of `Words` that looks a phrase up.
struct Lookup {
  let file: String
  let key: String
  let isPlural: Bool
  /// The names of the values; nil where they are passed on in a variable.
  let values: Set<String>?

  static func all() -> [Lookup] {
    Source.all("Reports").filter { $0.name.hasPrefix("Words") }.flatMap { source in
      source.code.matches(of: /(?:^|[^A-Za-z.])(text|plural)\(\s*"([^"]*)"/).map { match in
        let rest = source.code[match.range.upperBound...]
        return Lookup(
          file: source.name, key: String(match.output.2), isPlural: match.output.1 == "plural",
          values: names(in: rest))
      }
    }
  }

  /// Up to the bracket that closes the call: the names of its dictionary, not those of calls within it.
  private static func names(in rest: Substring) -> Set<String>? {
    var depth = 0
    var found: Set<String> = []
    var index = rest.startIndex
    var isVariable = false
    while index < rest.endIndex {
      switch rest[index] {
      case "(", "[": depth += 1
      case ")" where depth == 0: return isVariable ? nil : found
      case ")", "]": depth -= 1
      case "\"":
        let after = rest.index(after: index)
        guard let end = rest[after...].firstIndex(of: "\"") else { return found }
        if depth == 1, rest[rest.index(after: end)...].hasPrefix(":") {
          found.insert(String(rest[after..<end]))
        }
        index = end
      case "v" where depth == 0 && rest[index...].hasPrefix("values)"): isVariable = true
      default: break
      }
      index = rest.index(after: index)
    }
    return found
  }
}
