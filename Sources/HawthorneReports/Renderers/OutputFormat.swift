public import HawthorneCore

/// What a document is written as, told from a file's extension.
public enum OutputFormat: String, Sendable, Hashable, CaseIterable {
  case json, markdown, html, text

  /// - Parameter known: the formats that the document has.
  /// - Throws: `UnknownFormat` for an extension that is none of theirs.
  public init(path: String, among known: [OutputFormat] = OutputFormat.allCases) throws(UnknownFormat) {
    let name = path.split(separator: "/").last.map(String.init) ?? path
    let dot = name.lastIndex(of: ".")
    let format: OutputFormat? =
      switch dot.map({ name[name.index(after: $0)...].lowercased() }) {
      case "json": .json
      case "md", "markdown": .markdown
      case "html", "htm": .html
      case "txt": .text
      default: nil
      }
    guard let format, known.contains(format) else { throw UnknownFormat(path: path, known: known) }
    self = format
  }

  /// The extension that is written for it.
  var fileExtension: String {
    switch self {
    case .json: ".json"
    case .markdown: ".md"
    case .html: ".html"
    case .text: ".txt"
    }
  }
}

/// An output file whose name does not say what to write.
public struct UnknownFormat: ExplainedError {
  public var path: String
  public var known: [OutputFormat]
  /// Extensions that are taken besides.
  public var others: [String] = []

  public init(path: String, known: [OutputFormat] = OutputFormat.allCases) {
    self.path = path
    self.known = known
  }

  public var problem: String { "The extension of '\(path)' names no output format." }
  public var fix: String {
    let names = known.map(\.fileExtension) + others
    return "Use \(names.dropLast().joined(separator: ", ")) or \(names.last ?? "")."
  }
  public var exitStatus: ExitStatus { .usage }
}

/// A document of ours that can be written in every format.
public protocol RenderableDocument {
  /// Canonical JSON.
  func text() throws -> String
}

/// A document that blocks can be made of.
protocol BlockDocument: RenderableDocument {
  var blocks: [Block] { get }
}

extension RenderableDocument {
  /// The document in a format.
  ///
  /// - Parameter color: for `.text` alone: whether escape sequences may be used.
  /// - Throws: what the canonical JSON throws.
  public func rendered(as format: OutputFormat, color: Bool = false) throws -> String {
    switch format {
    case .json: return try text()
    case .markdown: return MarkdownRenderer.render(allBlocks)
    case .html: return HTMLRenderer.render(allBlocks)
    case .text: return TerminalRenderer(color: color).render(allBlocks)
    }
  }

  private var allBlocks: [Block] { (self as? any BlockDocument)?.blocks ?? [] }
}
