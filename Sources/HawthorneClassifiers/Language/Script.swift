/// The kinds of letters that tell languages apart, by their ISO 15924 codes.
enum Script: String, Sendable, CaseIterable {
  case latin = "latn"
  case han = "hani"
  case kana = "kana"
  case hangul = "hang"
  case cyrillic = "cyrl"
  case greek = "grek"
  case arabic = "arab"
  case hebrew = "hebr"
  case devanagari = "deva"
  case thai = "thai"
  /// Every other one.
  case other = "zzzz"

  /// nil for what is no letter.
  init?(_ scalar: Unicode.Scalar) {
    let value = scalar.value
    switch value {
    case 0x41...0x5A, 0x61...0x7A, 0xC0...0xD6, 0xD8...0xF6, 0xF8...0x24F, 0x1E00...0x1EFF, 0xFF21...0xFF3A,
      0xFF41...0xFF5A, 0x1D400...0x1D6A3:
      self = .latin
    case 0..<0x370: return nil
    case 0x370...0x3FF, 0x1F00...0x1FFF: self = .greek
    case 0x400...0x52F: self = .cyrillic
    case 0x5D0...0x5EA: self = .hebrew
    case 0x620...0x64A, 0x66E...0x6D3, 0x750...0x77F, 0xFB50...0xFDFB, 0xFE70...0xFEFC: self = .arabic
    case 0x904...0x939, 0x958...0x961: self = .devanagari
    case 0xE01...0xE30, 0xE32, 0xE33, 0xE40...0xE46: self = .thai
    case 0x1100...0x11FF, 0x3131...0x318E, 0xAC00...0xD7A3: self = .hangul
    default:
      if WideLetter.isKana(value) {
        self = .kana
      } else if WideLetter.isHan(value) {
        self = .han
      } else if scalar.properties.isAlphabetic {
        self = .other
      } else {
        return nil
      }
    }
  }

  /// How much a letter counts: a syllable or a morpheme takes up as much of a text as three letters of an alphabet.
  var weight: Int {
    switch self {
    case .han, .kana, .hangul: 3
    default: 1
    }
  }

  /// The script of a language's primary tag; Latin for one that is not known to use another.
  static func of(_ language: String) -> Script {
    switch language {
    case "ja": .kana
    case "zh", "yue", "wuu", "lzh", "cmn", "zho": .han
    case "ko", "kor": .hangul
    case "ru", "uk", "be", "bg", "sr", "mk", "kk", "ky", "mn", "tg", "tt", "rus", "ukr": .cyrillic
    case "el", "ell": .greek
    case "ar", "fa", "ur", "ps", "ug", "sd", "ckb", "ara", "fas", "urd": .arabic
    case "he", "yi", "heb": .hebrew
    case "hi", "mr", "ne", "sa", "hin", "mar": .devanagari
    case "th", "tha": .thai
    case "am", "bn", "bo", "dz", "gu", "hy", "ka", "km", "kn", "lo", "ml", "my", "or", "pa", "si", "ta", "te",
      "ti":
      .other
    default: .latin
    }
  }
}
