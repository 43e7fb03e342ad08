/// One capital letter per series, for canvases without colour: the initial of its name where it is free, else
/// another letter of the name, else the next of the alphabet.
struct SeriesLetters {
  private var letters: [(series: Series, letter: Character)] = []

  init(_ series: [Series]) {
    for series in series where self[series] == nil {
      let own = series.name.unicodeScalars.filter { $0.isASCII && $0.properties.isAlphabetic }
      let candidates = own.map { Character(String($0).uppercased()) } + Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
      let taken = letters.map(\.letter)
      letters.append((series, candidates.first { !taken.contains($0) } ?? "?"))
    }
  }

  subscript(series: Series) -> Character? { letters.first { $0.series == series }?.letter }
}
