/// The words of inlines, without their markup: for titles, anchors and alternative texts.
package func plainText(of inlines: [Inline]) -> String {
  inlines.map { inline in
    switch inline.kind {
    case .text(let text), .code(let text): text
    case .emphasis(let children), .strong(let children): plainText(of: children)
    case .link(_, _, let children), .image(_, _, let children): plainText(of: children)
    case .softBreak, .lineBreak: " "
    case .html, .footnote: ""
    case .result(let result): result.expression
    case .reference(let name): "@" + name
    case .math(let tex, _): tex
    }
  }.joined()
}
