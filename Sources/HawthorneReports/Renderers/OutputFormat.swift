public import HawthorneCore

/// What a document is written as, told from a file's extension.
public enum OutputFormat: String, Sendable, Hashable, CaseIterable {
  case json, markdown, html, text

  /// - Throws: `UnknownFormat` for an extension that is none of ours.
  public init(path: String) throws(UnknownFormat) {
    let name = path.split(separator: "/").last.map(String.init) ?? path
    let dot = name.lastIndex(of: ".")
    switch dot.map({ name[name.index(after: $0)...].lowercased() }) {
    case "json": self = .json
    case "md", "markdown": self = .markdown
    case "html", "htm": self = .html
    case "txt": self = .text
    default: throw UnknownFormat(path: path)
    }
  }
}

/// An output file whose name does not say what to write.
public struct UnknownFormat: ExplainedError {
  public var path: String

  public init(path: String) { self.path = path }

  public var problem: String { "The extension of '\(path)' names no output format." }
  public var fix: String { "Use .json, .md, .html or .txt, or name the format with --format." }
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
