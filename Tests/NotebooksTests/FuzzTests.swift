import Diagnostics
import Testing

@testable import Notebooks

/// A small linear congruential generator, so that a failure can be repeated.
private struct Generator {
  var state: UInt64

  mutating func next(_ count: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int((state >> 33) % UInt64(count))
  }

  mutating func pick<T>(_ choices: [T]) -> T { choices[next(choices.count)] }
}

/// Random texts of the pieces that are hard to place.
@Suite struct FuzzTests {
  private static let pieces = [
    "a", "ä", "数", "🎉", " ", " ", "\n", "\n", "\n  ", "\n\n", "\n> ", "\n>", "\n- ", "\n  - ", "\n1. ",
    "\\\n", "  \n", "*", "**", "_", "`= x`",
    "`= x`", "`= x`", "``= x``", "[", "](u)", "](u\n'v')", "![", "<b>", "<b\nc>", "<!-- y -->", "&amp;",
    "\\*", "@fig-a", "@tbl-b", "$x_1$", "$$x$$",
    "$`y`$", "\n$$\nz\n$$\n", "\n# ", " #\n", "\n===\n", "\n---\n", "\n| a | b |\n|---|---|\n| ", " | ",
    "\\|", "\n    ", "\t", "\n```\n", "\n[r]: u\n",
    "[^1]", "\n[^1]: ", "\n\n    ", "\n> [^2]: ", "[^2]", "\n```mermaid\ngraph LR\na -->", "\n1) ",
    "`", "$", "<http://a.b>", "é\u{301}", "\r\n",
  ]

  @Test(arguments: 0..<100)
  func placesResultsAndReferences(seed: Int) {
    var generator = Generator(state: UInt64(seed) &* 7919 &+ 17)
    for _ in 0..<50 {
      var text = ""
      for _ in 0..<(1 + generator.next(30)) { text += generator.pick(Self.pieces) }
      let parsed = Parsed(text)
      for inline in parsed.document.blocks.allInlines {
        let found = parsed.text(inline.range)
        switch inline.kind {
        case .result(let result) where result.expression == "x":
          #expect(parsed.text(result.range) == "x", "\(text.debugDescription)")
          let isSpan = found.wholeMatch(of: /(`+)= x\1/) != nil
          #expect(isSpan, "\(text.debugDescription)")
        case .reference(let id): #expect(found == "@" + id, "\(text.debugDescription)")
        case .math(let tex, _):
          #expect(
            found == "…" || (found.first == "$" && found.last == "$" && found.contains(tex)),
            "\(text.debugDescription)")
        case .footnote(let key): #expect(found == "[^\(key)]", "\(text.debugDescription)")
        case .text, .code: #expect(found != "outside", "\(text.debugDescription)")
        default: break
        }
      }
      _ = ProseHTML().html(parsed.document.blocks)
    }
  }

  @Test(arguments: 0..<60)
  func survivesBrokenFiles(seed: Int) {
    let whole = """
      ---
      title: Ü
      params: {lr: 1e-3, w: [32, "a: b"]}
      seeds: [1, 2]
      ---
      # T

      > ```yaml {#a .experiment}
      > data: {name: moons, 数: ${lr}}
      > list:
      >   - &x {k: 'v', w: ${w}}
      >   - *x
      > text: |
      >   🎉
      >   b
      > ```

      ```yaml {.claims}
      A is better: test.a[x] > 0.5   # ${no}
      ```
      """
    let noise = [
      "", "\n", "\t", ":", ": ", "- ", "{", "}", "[", "]", "\"", "'", "&a ", "*a", "!", "#", "${", "}", "|",
      ">", "---\n", "ä", "🎉", "\0", "`", "? ", "%", "@",
    ]
    var generator = Generator(state: UInt64(seed) &* 104_729 &+ 3)
    for _ in 0..<40 {
      var characters = Array(whole)
      for _ in 0..<(1 + generator.next(4)) {
        let start = generator.next(characters.count)
        let end = min(start + generator.next(4), characters.count)
        characters.replaceSubrange(start..<end, with: Array(generator.pick(noise)))
      }
      let parsed = Parsed(String(characters))
      for diagnostic in parsed.diagnostics {
        guard let range = diagnostic.range else { continue }
        let line = parsed.document.source.line(range.start.line)
        let isInside =
          range.start.line <= parsed.document.source.lines.count && range.start.column <= line.count + 1
        #expect(isInside, "\(diagnostic) \(String(characters).debugDescription)")
      }
    }
  }
}
