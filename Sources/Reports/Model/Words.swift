import Datasets
import Diagnostics
import Experiments
import Notebooks

/// The words that reports add to the author's own, in the file's language. They stand in `Resources/<language>.strings`.
package struct Words: Hashable, Sendable {
  package let language: FrontMatter.Language
  private let phrases: PhraseTable

  package init(_ language: FrontMatter.Language = .en) {
    self.language = language
    phrases = .of(language)
  }

  package static func == (left: Words, right: Words) -> Bool { left.language == right.language }
  package func hash(into hasher: inout Hasher) { hasher.combine(language) }

  /// The language's text of a key, its places filled in.
  /// - Precondition: the language has the key, and the values every placeholder
  func text(_ key: String, _ values: KeyValuePairs<String, any PhraseValue> = [:]) -> String {
    phrase(key).filled(with: values, closesBlanks: language == .zh)
  }

  /// The form of a text that goes with a number: of `count.runs` it is `count.runs.one` or `count.runs.other`. `{count}`
  /// is the number, unless the values have one.
  func plural(
    _ key: String, _ count: Int, _ values: KeyValuePairs<String, any PhraseValue> = [:]
  ) -> String {
    phrase("\(key).\(phrases.form(count).rawValue)").filled(
      with: values, count: count, closesBlanks: language == .zh)
  }

  private func phrase(_ key: String) -> Phrase {
    guard let phrase = phrases[key] else {
      preconditionFailure("\(language.rawValue).strings has no '\(key)'")
    }
    return phrase
  }

  // MARK: Between words and sentences

  /// Between two sentences.
  var space: String { text("join.space") }
  /// Clauses: `test.accuracy, width 8`
  func commas(_ parts: [String]) -> String { parts.joined(separator: text("join.comma")) }
  func semicolons(_ parts: [String]) -> String { parts.joined(separator: text("join.semicolon")) }
  func sentences(_ parts: [String]) -> String {
    parts.filter { !$0.isEmpty }.joined(separator: space)
  }
  /// `relu: 0.96`
  func labelled(_ name: String, _ value: String) -> String {
    text("join.label", ["name": name, "value": value])
  }
  /// `relu: 0.96; tanh: 0.95.`
  func enumeration(_ name: String, _ parts: [String]) -> String {
    sentence(labelled(name, semicolons(parts)))
  }
  /// With a full stop, unless it ends already.
  func sentence(_ words: String) -> String {
    // The last three are the full-width full stop, question and exclamation mark.
    words.last.map { ".?!\u{3002}\u{FF1F}\u{FF01}".contains($0) } ?? false
      ? words : text("join.sentence", ["text": words])
  }
  /// ` (higher is better)`
  func bracketed(_ words: String) -> String { text("join.brackets", ["text": words]) }
  func quoted(_ words: String) -> String { text("join.quotes", ["text": words]) }
  /// `a, b, c`
  func listed(_ names: [String]) -> String { names.joined(separator: text("list.comma")) }

  /// `a`, `a and b`, `a, b and c`, `a, b and 3 more`
  func list(_ names: [String], more: Int = 0) -> String {
    if more > 0 { return text("list.more", ["names": listed(names), "count": more]) }
    guard let last = names.last, names.count > 1 else { return names.first ?? "" }
    return text("list.and", ["names": listed(names.dropLast()), "last": last])
  }

  /// `12–17`
  func range(_ low: String, _ high: String) -> String {
    text("range.numbers", ["low": low, "high": high])
  }
  /// `12`, `12–17`
  func span(_ numbers: [Int]) -> String {
    guard let low = numbers.min(), let high = numbers.max() else { return "" }
    return low == high ? String(low) : range(String(low), String(high))
  }
  /// `1,250`, or `1,250–4,802`; nil of no numbers
  func groupedSpan(_ numbers: [Int]) -> String? {
    guard let low = numbers.min(), let high = numbers.max() else { return nil }
    return low == high ? Format.grouped(low) : range(Format.grouped(low), Format.grouped(high))
  }

  /// Before a caption: `Figure 1.`
  func captionHead(_ label: String) -> String { text("join.caption", ["label": label]) }
  /// The same in Markdown, with what parts it from the caption. Asterisks that follow full-width punctuation close nothing.
  func boldCaptionHead(_ label: String) -> String { text("join.caption.bold", ["label": label]) }
  /// Between two pieces of text that stand on one line: nothing behind full-width punctuation, which has its own room.
  func gap(after text: String) -> String {
    text.last.map { $0.isWide && $0.isPunctuation } ?? false ? "" : " "
  }

  /// Before what it names, in bold: `Notes:`
  func head(_ label: String) -> String { text("join.head", ["label": label]) }

  // MARK: Page

  var report: String { text("page.report") }
  var contents: String { text("page.contents") }
  var skipToContent: String { text("page.skip") }
  var footnotes: String { text("page.footnotes") }
  func backToReference(_ number: String) -> String { text("page.footnotes.back", ["number": number]) }
  var provenance: String { text("page.provenance") }
  var source: String { text("page.source") }
  var reproduce: String { text("page.reproduce") }
  var authors: String { text("page.authors") }
  var date: String { text("page.date") }
  var tags: String { text("page.tags") }
  var seeds: String { text("page.seeds") }
  var allReports: String { text("page.reports") }
  var experiments: String { text("page.experiments") }
  var variants: String { text("page.variants") }
  var runs: String { text("page.runs") }
  var baseline: String { text("page.baseline") }
  var metric: String { text("page.metric") }
  var parameters: String { text("page.parameters") }
  var steps: String { text("page.steps") }
  var statistics: String { text("page.statistics") }
  var statisticsExplained: String { text("page.statistics.explained") }

  func seedList(_ seeds: [Int]) -> String {
    if seeds.count > 2, seeds.indices.allSatisfy({ seeds[$0] == seeds[0] + $0 }) {
      return text("range.to", ["low": seeds[0], "high": seeds[seeds.count - 1]])
    }
    return listed(seeds.map(String.init))
  }

  func sharedSeeds(_ count: Int) -> String {
    count == 1 ? String(count) : text("page.seeds.shared", ["count": count])
  }

  /// Of the data: `test`
  func part(_ name: String) -> String {
    switch name {
    case "train": text("part.train")
    case "validation": text("part.validation")
    case "test": text("part.test")
    default: name
    }
  }

  // MARK: Experiments

  var experiment: String { text("experiment.name") }
  var varied: String { text("experiment.varied") }
  var heldFixed: String { text("experiment.fixed") }
  var nothingVaried: String { text("experiment.nothing.varied") }
  var asWritten: String { text("experiment.written") }
  var notes: String { text("experiment.notes") }
  func defaults(_ count: Int) -> String { plural("count.defaults", count) }
  /// What the data's notes stand under, where each seed has its own.
  func notes(ofSeed seed: Int) -> String { text("experiment.notes.seed", ["seed": seed]) }
  func notRun(_ data: MissingData) -> String { text("experiment.skipped", ["reason": missing(data)]) }
  var notRunElsewhere: String { text("experiment.skipped.elsewhere") }
  func plan(variants: Int, seeds: Int) -> String {
    let runs = variants * seeds
    return text(
      "experiment.plan",
      [
        "variants": plural("count.variants", variants), "seeds": plural("count.seeds", seeds),
        "runs": plural("count.runs", runs, ["count": Format.grouped(runs)]),
      ])
  }

  // MARK: Tables

  func table(_ number: Int) -> String { text("table.number", ["number": number]) }
  var variant: String { text("table.variant") }
  var mean: String { text("table.mean") }
  var eachSeed: String { text("table.seeds") }
  func against(_ baseline: String) -> String { text("table.against", ["baseline": baseline]) }
  var difference: String { text("table.difference") }
  var differenceSign: String { text("table.difference.sign") }
  func differenceFrom(_ baseline: String) -> String {
    text("table.difference.from", ["baseline": baseline])
  }
  var interval: String { text("table.interval") }
  var range: String { text("table.range") }
  /// Head of the column that counts seeds; a metric without a better side is merely higher.
  func wonSeeds(_ metric: MetricName?) -> String {
    metric?.hasDirection == false ? text("table.won.higher") : text("table.won.better")
  }
  var adjustedP: String { text("table.p") }
  var effectSizes: String { text("table.effects") }
  var probabilityOfSuperiority: String { text("table.effects.superiority") }
  var cliffsDelta: String { text("table.effects.cliff") }
  var pairedR: String { text("table.effects.paired") }
  var interquartileMean: String { text("table.effects.mean") }
  var count: String { text("table.count") }
  var tiesCountHalf: String { text("table.ties") }
  var verdict: String { text("table.verdict") }
  var isBaseline: String { text("table.baseline") }
  var reference: String { text("table.reference") }
  var higher: String { text("table.higher") }
  var lower: String { text("table.lower") }
  var noDifference: String { text("table.same") }
  var exploratory: String { text("table.exploratory") }
  var notTested: String { text("table.untested") }
  var better: String { text("table.direction.higher") }
  var betterLower: String { text("table.direction.lower") }
  func won(_ wins: Double, of all: Int) -> String {
    text("table.share", ["part": Format.shortest(wins), "all": all])
  }
  func seedCount(_ present: Int, of all: Int) -> String {
    text("table.share", ["part": present, "all": all])
  }
  func moreRows(_ count: Int) -> String { plural("count.rows.more", count) }
  func averaged(over factors: [String]) -> String {
    text("table.averaged", ["factors": factors.joined(separator: text("table.averaged.and"))])
  }

  func tableMeaning(seeds: Int, fewest: Int) -> String {
    if seeds == 1 { return text("table.meaning.single") }
    return seeds < fewest
      ? text("table.meaning.exploratory", ["seeds": seeds, "fewest": fewest])
      : text("table.meaning.seeds", ["seeds": seeds])
  }
  func comparisonMeaning(baseline: String, comparisons: Int) -> String {
    let family =
      comparisons == 1
      ? text("table.comparison.test") : text("table.comparison.holm", ["count": comparisons])
    return text("table.comparison", ["baseline": baseline, "family": family])
  }
  var boldMeaning: String { text("table.bold") }
  var boldLegend: String { text("table.bold.legend") }
  var nobodyBold: String { text("table.bold.nobody") }
  func detectable(_ amount: String, variant: String, seeds: Int) -> String {
    text("table.detectable", ["amount": amount, "variant": variant, "seeds": seeds])
  }
  var failedMeaning: String { text("table.failed") }
  func defaultCaption(_ experiment: String) -> String {
    text("table.caption", ["experiment": experiment])
  }

  // MARK: Index

  var indexTitle: String { text("index.title") }
  func reportCount(_ count: Int) -> String { plural("count.reports", count) }
  func notRunCount(_ count: Int) -> String { plural("count.skipped", count) }
  var notRunName: String { text("index.skipped") }
  func experimentCount(_ count: Int) -> String { plural("count.experiments", count) }
  func sparkline(_ metric: String, variant: String, epochs: Int, from start: String, to end: String) -> String
  {
    let variant = variant.isEmpty ? "" : text("index.sparkline.variant", ["variant": variant])
    return plural(
      "index.sparkline", epochs, ["metric": metric, "variant": variant, "start": start, "end": end])
  }
  func resultLine(metric: String, value: String) -> String { labelled(metric, value) }
  func noBestLine(metric: String, value: String) -> String {
    text("index.nobest", ["metric": metric, "value": value])
  }
  func resultLine(metric: String, value: String, equals: [String]) -> String {
    if equals.isEmpty { return text("index.best", ["metric": metric, "value": value]) }
    let names = equals.count <= 3 ? list(equals) : text("index.best.others", ["count": equals.count])
    return text("index.best.equals", ["metric": metric, "value": value, "names": names])
  }
}
