/// Box-drawing characters of one weight, by the arms that leave a cell. Series differ in weight, so that lines
/// that cross stay apart between their letters.
struct BoxStroke {
  static let north: UInt8 = 1
  static let east: UInt8 = 2
  static let south: UInt8 = 4
  static let west: UInt8 = 8

  /// By the sum of the arms; a single arm is drawn through.
  private let characters: [Character]

  static let light = BoxStroke(characters: Array("·│─╰││╭├─╯─┴╮┤┬┼"))
  static let heavy = BoxStroke(characters: Array("·┃━┗┃┃┏┣━┛━┻┓┫┳╋"))
  static let double = BoxStroke(characters: Array("·║═╚║║╔╠═╝═╩╗╣╦╬"))
  static let dashed = BoxStroke(characters: Array("·┆┄╰┆┆╭├┄╯┄┴╮┤┬┼"))

  private init(characters: [Character]) { self.characters = characters }

  init(_ series: Series) { self = [.heavy, .light, .double, .dashed][series.index % 4] }

  subscript(arms: UInt8) -> Character { characters[Int(arms)] }
}
