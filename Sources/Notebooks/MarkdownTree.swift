import CCommonMark

/// A node of libcmark's tree as a Swift value, with libcmark's own lines and byte columns (1-based,
/// inclusive ends).
struct MarkdownNode {
  enum Kind {
    case document, blockQuote, item, paragraph, thematicBreak
    case list(ListStyle)
    case codeBlock(info: String, text: String)
    case htmlBlock(String)
    case heading(Int)
    case text(String)
    case code(String)
    case html(String)
    case softBreak, lineBreak, emphasis, strong
    case link(destination: String, title: String)
    case image(destination: String, title: String)
    /// Something that libcmark makes only for its own extensions.
    case other
  }

  var kind: Kind
  var startLine: Int
  var startColumn: Int
  var endLine: Int
  var endColumn: Int
  var children: [MarkdownNode] = []
  /// Its children were left out, since it is nested deeper than the limit.
  var isCut = false
}

/// libcmark. The only file that knows it: its pointers never leave `parse`.
enum MarkdownTree {
  /// Deepest nesting of what is kept, so that whoever walks the tree may recur on it.
  static let maximumDepth = 100

  /// Reads CommonMark; never fails, since every text is CommonMark.
  static func parse(_ bytes: [UInt8]) -> MarkdownNode {
    let root = (bytes.isEmpty ? [0x0A] : bytes).withUnsafeBufferPointer { buffer in
      buffer.withMemoryRebound(to: CChar.self) { characters in
        cmark_parse_document(characters.baseAddress, characters.count, CMARK_OPT_SOURCEPOS)
      }
    }
    guard let root else {
      return MarkdownNode(kind: .document, startLine: 1, startColumn: 1, endLine: 1, endColumn: 0)
    }
    defer { cmark_node_free(root) }
    cmark_consolidate_text_nodes(root)

    // Depth first with a stack of its own; a frame is a node whose children are being gathered.
    var frames = [node(root)]
    var current: OpaquePointer? = cmark_node_first_child(root)
    if current == nil { return frames[0] }
    while let pointer = current {
      let isCut = frames.count >= maximumDepth && cmark_node_first_child(pointer) != nil
      var value = node(pointer)
      value.isCut = isCut
      if !isCut, let child = cmark_node_first_child(pointer) {
        frames.append(value)
        current = child
        continue
      }
      frames[frames.count - 1].children.append(value)
      var finished: OpaquePointer = pointer
      current = cmark_node_next(finished)
      while current == nil, frames.count > 1, let parent = cmark_node_parent(finished) {
        let frame = frames.removeLast()
        frames[frames.count - 1].children.append(frame)
        finished = parent
        current = cmark_node_next(finished)
      }
    }
    return frames[0]
  }

  private static func node(_ pointer: OpaquePointer) -> MarkdownNode {
    MarkdownNode(
      kind: kind(pointer), startLine: Int(cmark_node_get_start_line(pointer)),
      startColumn: Int(cmark_node_get_start_column(pointer)), endLine: Int(cmark_node_get_end_line(pointer)),
      endColumn: Int(cmark_node_get_end_column(pointer)))
  }

  private static func kind(_ pointer: OpaquePointer) -> MarkdownNode.Kind {
    switch cmark_node_get_type(pointer) {
    case CMARK_NODE_DOCUMENT: .document
    case CMARK_NODE_BLOCK_QUOTE: .blockQuote
    case CMARK_NODE_LIST:
      .list(
        ListStyle(
          isOrdered: cmark_node_get_list_type(pointer) == CMARK_ORDERED_LIST,
          start: Int(cmark_node_get_list_start(pointer)), isTight: cmark_node_get_list_tight(pointer) != 0))
    case CMARK_NODE_ITEM: .item
    case CMARK_NODE_CODE_BLOCK:
      .codeBlock(
        info: string(cmark_node_get_fence_info(pointer)), text: string(cmark_node_get_literal(pointer)))
    case CMARK_NODE_HTML_BLOCK: .htmlBlock(string(cmark_node_get_literal(pointer)))
    case CMARK_NODE_PARAGRAPH: .paragraph
    case CMARK_NODE_HEADING: .heading(Int(cmark_node_get_heading_level(pointer)))
    case CMARK_NODE_THEMATIC_BREAK: .thematicBreak
    case CMARK_NODE_TEXT: .text(string(cmark_node_get_literal(pointer)))
    case CMARK_NODE_SOFTBREAK: .softBreak
    case CMARK_NODE_LINEBREAK: .lineBreak
    case CMARK_NODE_CODE: .code(string(cmark_node_get_literal(pointer)))
    case CMARK_NODE_HTML_INLINE: .html(string(cmark_node_get_literal(pointer)))
    case CMARK_NODE_EMPH: .emphasis
    case CMARK_NODE_STRONG: .strong
    case CMARK_NODE_LINK:
      .link(destination: string(cmark_node_get_url(pointer)), title: string(cmark_node_get_title(pointer)))
    case CMARK_NODE_IMAGE:
      .image(destination: string(cmark_node_get_url(pointer)), title: string(cmark_node_get_title(pointer)))
    default: .other
    }
  }

  private static func string(_ characters: UnsafePointer<CChar>?) -> String {
    characters.map { String(cString: $0) } ?? ""
  }
}
