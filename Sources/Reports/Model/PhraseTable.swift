import Notebooks
import Synchronization

/// The phrases of one language, by their keys.
package final class PhraseTable: Sendable {
  /// Forms of number, which end the keys of phrases that count (CLDR's names).
  package enum NumberForm: String, CaseIterable, Sendable {
    case one, few, many, other
  }

  /// A language's file and its forms of number. The one list of the languages' files.
  private static func source(
    of language: FrontMatter.Language
  ) -> (bytes: [UInt8], form: @Sendable (Int) -> NumberForm) {
    switch language {
    case .en: (PackageResources.en_strings, { $0 == 1 ? .one : .other })
    case .zh: (PackageResources.zh_strings, { _ in .other })
    }
  }

  private static let read = Mutex<[FrontMatter.Language: PhraseTable]>([:])

  /// Read at the first use of its language.
  package static func of(_ language: FrontMatter.Language) -> PhraseTable {
    read.withLock { tables in
      if let table = tables[language] { return table }
      let source = source(of: language)
      do {
        let table = try PhraseTable(source.bytes, form: source.form)
        tables[language] = table
        return table
      } catch {
        preconditionFailure("\(language.rawValue).strings:\(error)")
      }
    }
  }

  package let form: @Sendable (Int) -> NumberForm
  private let phrases: [String: Phrase]
  /// In the file's order.
  package let keys: [String]

  /// - Parameter bytes: of a `.strings` file
  /// - Throws: for what is no such file, a key that stands there twice, and braces that are no placeholders
  package init(
    _ bytes: [UInt8], form: @escaping @Sendable (Int) -> NumberForm
  ) throws(StringsError) {
    let entries = try StringsFile(bytes).entries
    var phrases: [String: Phrase] = [:]
    phrases.reserveCapacity(entries.count)
    for entry in entries {
      let problem: String
      do throws(PhraseError) {
        if phrases.updateValue(try Phrase(entry.text), forKey: entry.key) == nil { continue }
        problem = "'\(entry.key)' stands here twice"
      } catch {
        problem = error.description
      }
      throw StringsFile.error(problem, at: entry.offset, in: bytes)
    }
    self.phrases = phrases
    self.form = form
    keys = entries.map(\.key)
  }

  /// nil: the language's file lacks the key.
  package subscript(_ key: String) -> Phrase? { phrases[key] }
}
