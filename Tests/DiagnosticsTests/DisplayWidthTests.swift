import Diagnostics
import Testing

@Suite struct DisplayWidthTests {
  /// As terminals that follow Unicode's East Asian Width and emoji presentation lay them out.
  @Test(
    arguments: [
      ("", 0), ("abc", 3), ("é", 1), ("e\u{301}", 1), ("学习率", 6), ("シグモイド", 10), ("쌍곡", 4),
      // Half-width katakana; full-width Latin letters; an ideographic space.
      ("ｼｸﾞ", 3), ("ＡＢ", 4), ("\u{3000}", 2),
      ("🚀", 2), ("👩‍🔬", 2), ("🇨🇳", 2), ("👍🏽", 2), ("⚡", 2), ("❤️", 2), ("❤", 1), ("1️⃣", 2), ("🌡", 1),
      // Marks and joiners alone.
      ("\u{301}", 0), ("\u{200D}", 0), ("\u{200B}", 0),
      ("─│┤├●○░▒▓█⠿→…±−", 15), ("αβ Ж", 4), ("각", 2), ("\u{1112}\u{1161}\u{11AB}", 2),
    ] as [(String, Int)])
  func widths(_ text: String, _ width: Int) {
    #expect(text.displayWidth == width, "\(text)")
    #expect(("a" + text + "b").displayWidth == width + 2 || text.first?.displayWidth == 0)
  }
}
