/// Text as HTML: the one place where it is escaped.
package enum HTMLText {
  /// Plain text that HTML shows as it is, wherever text may stand: in an element, a `<title>` or a quoted attribute.
  ///
  /// Characters that hide or reorder others are spelt out; nothing in the result can begin or end markup.
  package static func escaped(_ text: String) -> String {
    if text.utf8.allSatisfy(isPlain) { return text }
    var out = ""
    out.reserveCapacity(text.utf8.count + 16)
    for scalar in text.unicodeScalars { append(scalar, to: &out) }
    return out
  }

  /// As `escaped`, for the content of an element: each stretch of a right-to-left script stands in a `<bdi>`, so that it
  /// cannot move the numbers and names around it.
  ///
  /// A number and its per cent sign stay on one line.
  package static func isolated(_ text: String) -> String {
    let text = text.utf8.contains(UInt8(ascii: "%")) ? withUnitsBound(text) : text
    guard text.unicodeScalars.contains(where: VisibleText.isRightToLeft) else { return escaped(text) }
    var out = ""
    // Spaces and signs belong to a stretch only if it goes on after them.
    var pending = ""
    var isOpen = false
    for scalar in text.unicodeScalars {
      if VisibleText.isRightToLeft(scalar) {
        if !isOpen { out += "<bdi>" }
        isOpen = true
        out += pending
        pending = ""
        append(scalar, to: &out)
      } else if isOpen, !scalar.properties.isAlphabetic, scalar.properties.numericType == nil {
        append(scalar, to: &pending)
      } else {
        if isOpen { out += "</bdi>" }
        isOpen = false
        out += pending
        pending = ""
        append(scalar, to: &out)
      }
    }
    return out + (isOpen ? "</bdi>" : "") + pending
  }

  private static func withUnitsBound(_ text: String) -> String {
    var out = String.UnicodeScalarView()
    var isAfterDigit = false
    var isSpacePending = false
    for scalar in text.unicodeScalars {
      if isSpacePending { out.append(scalar == "%" ? "\u{A0}" : " ") }
      isSpacePending = isAfterDigit && scalar == " "
      if !isSpacePending { out.append(scalar) }
      isAfterDigit = ("0"..."9").contains(scalar)
    }
    if isSpacePending { out.append(" ") }
    return String(out)
  }

  private static func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "&"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\""), UInt8(ascii: "'"): false
    case 0x0A, 0x20..<0x7F: true
    default: false
    }
  }

  private static func append(_ scalar: Unicode.Scalar, to out: inout String) {
    switch scalar {
    case "&": out += "&amp;"
    case "<": out += "&lt;"
    case ">": out += "&gt;"
    case "\"": out += "&quot;"
    case "'": out += "&#39;"
    default:
      if let spelt = VisibleText.replacement(for: scalar) {
        out += spelt
      } else {
        out.unicodeScalars.append(scalar)
      }
    }
  }
}
