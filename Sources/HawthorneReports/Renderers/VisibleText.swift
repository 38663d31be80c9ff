/// Which characters of hostile text a page must not pass on as they are.
enum VisibleText {
  /// What is shown in place of a scalar; nil where it is shown as itself.
  ///
  /// A control character, an override of the writing direction or a character without a glyph can hide or reorder what
  /// a reader sees: it is spelt out, `[U+202E]`. The zero-width joiners stay, since scripts and emoji need them, and so
  /// do tabs and line feeds.
  static func replacement(for scalar: Unicode.Scalar) -> String? {
    let value = scalar.value
    switch value {
    case 0x09, 0x0A: return nil
    case 0x20..<0x7F: return nil
    case 0x00..<0x20, 0x7F..<0xA0: return spelt(value)
    // Soft hyphen, combining grapheme joiner, Arabic letter mark, Hangul fillers, Khmer vowels without a glyph.
    case 0xAD, 0x34F, 0x61C, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x3164, 0xFFA0: return spelt(value)
    case 0x180B...0x180F: return spelt(value)
    // Zero width space, marks, separators, embeddings, overrides, isolates, invisible operators.
    case 0x200B, 0x200E, 0x200F, 0x2028...0x202E, 0x2060...0x206F, 0xFEFF: return spelt(value)
    case 0xFFF9...0xFFFB, 0x1D173...0x1D17A, 0xE0000...0xE0FFF: return spelt(value)
    case 0xFDD0...0xFDEF: return spelt(value)
    default: return value & 0xFFFE == 0xFFFE ? spelt(value) : nil
    }
  }

  /// Whether the scalar is of a script written from right to left.
  static func isRightToLeft(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x0590...0x08FF, 0xFB1D...0xFDFF, 0xFE70...0xFEFE, 0x10800...0x10FFF, 0x1E800...0x1EFFF: true
    default: false
    }
  }

  private static func spelt(_ value: UInt32) -> String {
    let digits = String(value, radix: 16, uppercase: true)
    return "[U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits + "]"
  }
}
