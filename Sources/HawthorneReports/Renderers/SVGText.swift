/// Text inside a drawing: the one place where it is escaped for SVG.
enum SVGText {
  /// Plain text on one line that SVG shows as it is, in an HTML page as in a file of its own.
  static func escaped(_ text: String) -> String {
    var out = ""
    out.reserveCapacity(text.utf8.count + 8)
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": out += "&amp;"
      case "<": out += "&lt;"
      case ">": out += "&gt;"
      case "\"": out += "&quot;"
      case "'": out += "&#39;"
      case "\n", "\t": out += " "
      default:
        if let spelt = VisibleText.replacement(for: scalar) {
          out += spelt
        } else {
          out.unicodeScalars.append(scalar)
        }
      }
    }
    return out
  }
}
