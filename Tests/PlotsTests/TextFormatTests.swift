import Diagnostics
import Testing

@testable import Plots

@Suite struct TextFormatTests {
  private func tier(_ environment: [String: String], terminal: Int? = 80) -> TextTier {
    TextFormat(terminal: terminal, environment: environment).tier
  }

  @Test func brailleIsForTerminalsThatKnowUTF8() {
    #expect(tier(["LANG": "en_US.UTF-8"]) == .braille)
    #expect(tier(["LANG": "de_DE.utf8", "TERM": "xterm-256color"]) == .braille)
    #expect(tier(["LANG": "en_US.UTF-8"], terminal: nil) == .ascii)
    #expect(tier(["LANG": "en_US.UTF-8", "TERM": "dumb"]) == .ascii)
    #expect(tier([:]) == .ascii)
    #expect(tier(["LANG": "C"]) == .ascii)
  }

  @Test func theFirstVariableThatIsSetDecides() {
    #expect(tier(["LC_ALL": "C", "LANG": "en_US.UTF-8"]) == .ascii)
    #expect(tier(["LC_ALL": "C.UTF-8", "LC_CTYPE": "C", "LANG": "C"]) == .braille)
    #expect(tier(["LC_ALL": "", "LC_CTYPE": "C.UTF-8", "LANG": "C"]) == .braille)
    #expect(tier(["LC_CTYPE": "POSIX", "LANG": "en_US.UTF-8"]) == .ascii)
  }

  @Test func aTierThatIsAskedForIsTaken() {
    for wanted in TextTier.allCases {
      #expect(TextFormat(terminal: nil, environment: ["LANG": "C"], tier: wanted).tier == wanted)
      #expect(TextFormat(terminal: 80, environment: ["TERM": "dumb"], tier: wanted).tier == wanted)
    }
  }

  @Test func widthIsTheTerminalsUpTo100() {
    #expect(TextFormat(terminal: nil, environment: [:]).columns == 72)
    #expect(TextFormat(terminal: 64, environment: [:]).columns == 64)
    #expect(TextFormat(terminal: 211, environment: [:]).columns == 100)
  }

  @Test func colourIsForTerminalsThatDoNotRefuseIt() {
    func isColored(_ environment: [String: String], terminal: Int? = 80) -> Bool {
      TextFormat(terminal: terminal, environment: environment).isColored
    }
    #expect(isColored([:]) && isColored(["NO_COLOR": ""]))
    #expect(!isColored(["NO_COLOR": "1"]))
    #expect(!isColored(["TERM": "dumb"]))
    #expect(!isColored([:], terminal: nil))
  }

  /// Colour repeats what the characters say: without its sequences the text is the same.
  @Test(arguments: SampleFigures.all)
  func colourAddsNothing(_ figure: Figure) {
    for tier in TextTier.allCases {
      let coloured = figure.text(tier: tier, isColored: true)
      #expect(coloured.contains("\u{1B}["), "\(tier)")
      let plain = coloured.replacing(#/\x{1B}\[[0-9]+m/#, with: "")
      #expect(plain == figure.text(tier: tier), "\(tier)")
      for line in coloured.split(separator: "\n") {
        // No colour reaches beyond its line.
        #expect(
          !line.contains("\u{1B}[") || line.matches(of: #/\x{1B}\[[0-9]+m/#).last?.output == "\u{1B}[0m")
      }
    }
  }
}
