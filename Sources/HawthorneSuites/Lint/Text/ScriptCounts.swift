/// How many letters of each script a text has.
struct ScriptCounts: Sendable, Hashable {
  enum Script: Sendable, Hashable {
    case latin, cyrillic, greek, han, kana, hangul, arabic, hebrew, devanagari, thai, other
  }

  private(set) var letters = 0
  private var counts: [Script: Int] = [:]

  init(_ text: String) {
    for scalar in text.unicodeScalars where scalar.properties.isAlphabetic {
      letters += 1
      counts[Self.script(of: scalar.value), default: 0] += 1
    }
  }

  /// The scripts' share of all letters, a fraction; 0 without letters.
  func share(of scripts: Script...) -> Double {
    letters == 0 ? 0 : Double(scripts.reduce(0) { $0 + counts[$1, default: 0] }) / Double(letters)
  }

  private static func script(of value: UInt32) -> Script {
    switch value {
    case 0x41...0x24F, 0x1E00...0x1EFF, 0xFF21...0xFF5A: .latin
    case 0x370...0x3FF, 0x1F00...0x1FFF: .greek
    case 0x400...0x52F: .cyrillic
    case 0x590...0x5FF: .hebrew
    case 0x600...0x6FF, 0x750...0x77F, 0xFB50...0xFDFF, 0xFE70...0xFEFF: .arabic
    case 0x900...0x97F: .devanagari
    case 0xE00...0xE7F: .thai
    case 0x3040...0x30FF, 0x31F0...0x31FF, 0xFF66...0xFF9F: .kana
    case 0x1100...0x11FF, 0x3130...0x318F, 0xAC00...0xD7A3: .hangul
    case 0x2E80...0x2FDF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFAFF, 0x20000...0x3FFFF,
      0x3005...0x3007:
      .han
    default: .other
    }
  }

  /// Why the text can hardly be of a language, nil where it may be or nothing is known of the language's script.
  ///
  /// Texts of fewer than 20 letters (8 of Han, kana or Hangul) say nothing.
  func contradiction(with language: String) -> String? {
    let primary = String(language.lowercased().prefix { $0 != "-" && $0 != "_" })
    let east = share(of: .han, .kana, .hangul)
    guard letters >= 20 || (letters >= 8 && east > 0.5) else { return nil }
    switch primary {
    case "ja":
      if share(of: .han, .kana) < 0.2 { return "few of its letters are kana or kanji" }
      return share(of: .kana) == 0 ? "it has no kana" : nil
    case "zh", "yue":
      if share(of: .kana) > 0.05 { return "it has kana" }
      return share(of: .han) < 0.2 ? "few of its letters are Han characters" : nil
    case "ko": return share(of: .hangul) < 0.2 ? "few of its letters are Hangul" : nil
    case "ru", "uk", "bg", "be", "mk", "kk":
      return share(of: .cyrillic) < 0.3 ? "few of its letters are Cyrillic" : nil
    case "el": return share(of: .greek) < 0.3 ? "few of its letters are Greek" : nil
    case "he", "yi": return share(of: .hebrew) < 0.3 ? "few of its letters are Hebrew" : nil
    case "ar", "fa", "ur", "ps": return share(of: .arabic) < 0.3 ? "few of its letters are Arabic" : nil
    case "hi", "mr", "ne": return share(of: .devanagari) < 0.3 ? "few of its letters are Devanagari" : nil
    case "th": return share(of: .thai) < 0.3 ? "few of its letters are Thai" : nil
    case "en", "de", "fr", "es", "pt", "it", "nl", "sv", "da", "nb", "no", "nn", "fi", "pl", "cs", "sk", "hu",
      "ro", "tr", "vi", "id", "ms", "hr", "sl", "et", "lv", "lt", "ca", "eu", "gl", "is", "ga", "cy", "sw",
      "tl":
      return share(of: .latin) < 0.5 ? "most of its letters are not Latin" : nil
    default: return nil
    }
  }
}
