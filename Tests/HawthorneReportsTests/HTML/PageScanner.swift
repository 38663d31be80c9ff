import Testing

/// A page of ours taken apart by the strictest reading of it: every `<` begins a tag that we write, with attributes that we
/// write, closed in order. What a text smuggled in cannot pass.
struct PageScanner {
  struct Broken: Error, CustomStringConvertible {
    var description: String
  }

  /// Elements by name, and all text between the tags with its references resolved.
  private(set) var counts: [String: Int] = [:]
  private(set) var text = ""

  private static let void: Set<String> = ["meta", "link", "line", "rect", "path"]
  private static let known: Set<String> = [
    "html", "head", "title", "style", "body", "a", "header", "nav", "p", "ol", "ul", "li", "main", "section",
    "h1", "h2", "h3",
    "div", "details", "summary", "table", "caption", "thead", "tbody", "tr", "th", "td", "figure",
    "figcaption", "span", "bdi",
    "mark", "pre", "footer", "svg", "desc", "text", "meta", "link", "line", "rect", "path",
  ]
  private static let attributes: Set<String> = [
    "lang", "charset", "http-equiv", "content", "name", "rel", "href", "class", "id", "aria-label",
    "aria-labelledby", "role",
    "tabindex", "scope", "dir", "viewBox", "width", "height", "x", "y", "x1", "y1", "x2", "y2", "d",
  ]

  init(_ page: String) throws {
    let bytes = Array(page.utf8)
    let opening = Array("<!DOCTYPE html>\n".utf8)
    guard bytes.starts(with: opening) else { throw Broken(description: "no document type") }
    var index = opening.count
    var open: [String] = []
    var texts: [UInt8] = []
    while index < bytes.count {
      if bytes[index] != UInt8(ascii: "<") {
        texts.append(bytes[index])
        index += 1
        continue
      }
      guard let end = bytes[index...].firstIndex(of: UInt8(ascii: ">")) else {
        throw Broken(description: "an open tag")
      }
      let tag = String(decoding: bytes[(index + 1)..<end], as: UTF8.self)
      index = end + 1
      if tag.hasPrefix("/") {
        guard open.popLast() == String(tag.dropFirst()) else {
          throw Broken(description: "</\(tag)> closes nothing")
        }
        continue
      }
      let name = try element(tag)
      if !Self.void.contains(name) { open.append(name) }
    }
    guard open.isEmpty else { throw Broken(description: "not closed: \(open)") }
    text = Self.resolved(String(decoding: texts, as: UTF8.self))
  }

  private mutating func element(_ tag: String) throws -> String {
    let body = tag.hasSuffix("/") ? String(tag.dropLast()) : tag
    let name = String(body.prefix { $0 != " " })
    guard Self.known.contains(name) else {
      throw Broken(description: "not an element of ours: <\(tag.prefix(80))>")
    }
    counts[name, default: 0] += 1
    var rest = Substring(body.dropFirst(name.count))
    while !rest.isEmpty {
      // Exactly ` name="value"`.
      guard rest.first == " ", let equals = rest.firstIndex(of: "=") else {
        throw Broken(description: "not an attribute: <\(tag.prefix(80))>")
      }
      let attribute = String(rest[rest.index(after: rest.startIndex)..<equals])
      let value = rest[rest.index(after: equals)...]
      guard Self.attributes.contains(attribute), value.first == "\"",
        let end = value.dropFirst().firstIndex(of: "\"")
      else { throw Broken(description: "not an attribute of ours: \(attribute) in <\(tag.prefix(80))>") }
      rest = value[value.index(after: end)...]
    }
    return name
  }

  /// The text that a browser shows for what our escape functions write.
  static func resolved(_ text: String) -> String {
    let bytes = Array(text.utf8)
    let references = [("&amp;", "&"), ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'")].map {
      (Array($0.0.utf8), Array($0.1.utf8))
    }
    var out: [UInt8] = []
    var index = 0
    while index < bytes.count {
      if bytes[index] == UInt8(ascii: "&"),
        let (reference, character) = references.first(where: { bytes[index...].starts(with: $0.0) })
      {
        out += character
        index += reference.count
      } else {
        // A reference that is never written by us is left as it is, so that a comparison fails.
        out.append(bytes[index])
        index += 1
      }
    }
    return String(decoding: out, as: UTF8.self)
  }
}
