/// What a model, a suite or a file name might hold to break out of a page, to run, or to make it say another thing.
///
/// Each script sets `pwned`, which `Scripts/check-pages.py` looks for in a real browser.
public enum HostileTexts {
  public static let all: [String] = markup + attributes + places + foreign + templates + unicode + numbers

  private static let markup = [
    "<script>window.pwned=1</script>",
    "<SCRIPT SRC=http://127.0.0.1:9/x.js></SCRIPT>",
    "<img src=x onerror=window.pwned=1>",
    "<img src='http://127.0.0.1:9/beacon.png'>",
    "<svg onload=window.pwned=1>",
    "<iframe srcdoc='<script>parent.pwned=1</script>'></iframe>",
    "<iframe src=javascript:parent.pwned=1>",
    "<object data=data:text/html,<script>top.pwned=1</script>></object>",
    "<embed src=//127.0.0.1:9/x>",
    "<body onload=window.pwned=1>",
    "<details open ontoggle=window.pwned=1>",
    "<video><source onerror=window.pwned=1></video>",
    "<marquee onstart=window.pwned=1>",
    "<input autofocus onfocus=window.pwned=1>",
    "<form action=http://127.0.0.1:9/><button>Go</button></form>",
    "<base href=http://127.0.0.1:9/>",
    "<meta http-equiv=refresh content='0;url=http://127.0.0.1:9/'>",
    "<link rel=stylesheet href=http://127.0.0.1:9/x.css>",
    "<a href=\"javascript:window.pwned=1\">read on</a>",
    "<template shadowrootmode=open><script>window.pwned=1</script></template>",
    "<plaintext>", "<xmp><noscript><noembed><noframes>", "<b><i><table><tr><td>",
    "< script >window.pwned=1</ script >",
    "<scr<script>ipt>window.pwned=1</scr</script>ipt>", "<<script>window.pwned=1;//<</script>",
  ]

  private static let attributes = [
    "\" onmouseover=\"window.pwned=1\" x=\"", "' onfocus='window.pwned=1' autofocus tabindex='0",
    "x\"><script>window.pwned=1</script>",
    "`onerror=window.pwned=1`", "\" style=\"position:fixed;inset:0;background:red\"",
    "#table-1\" id=\"content",
    "javascript:window.pwned=1", "JaVaScRiPt:window.pwned=1//",
    "data:text/html;base64,PHNjcmlwdD5wd25lZD0xPC9zY3JpcHQ+",
    "vbscript:msgbox(1)",
  ]

  private static let places = [
    "</title><script>window.pwned=1</script>", "</style><script>window.pwned=1</script>",
    "</textarea></pre></td></table></main>",
    "<!-- a comment -->", "--><script>window.pwned=1</script><!--", "]]><script>window.pwned=1</script>",
    "<![CDATA[<script>window.pwned=1</script>]]>",
    "<?xml version=\"1.0\"?><?php echo 1 ?>", "<!DOCTYPE html SYSTEM \"http://127.0.0.1:9/x.dtd\">",
    "}</style><style>*{display:none}", "@import url(http://127.0.0.1:9/x.css);",
    "background:url(http://127.0.0.1:9/x)",
    "expression(window.pwned=1)",
  ]

  private static let foreign = [
    "</desc></title><script>window.pwned=1</script>", "</text></svg><img src=x onerror=window.pwned=1>",
    "<svg><style><img src=x onerror=window.pwned=1></style></svg>",
    "<svg><a xlink:href=javascript:window.pwned=1><text>x</text></a></svg>",
    "<svg><animate onbegin=window.pwned=1 attributeName=x>",
    "<svg><foreignObject><body onload=window.pwned=1></foreignObject></svg>",
    "<svg><use href=data:image/svg+xml,<svg/onload=window.pwned=1>></svg>",
    "<math><mtext></form><mglyph><style></math><img src=x onerror=window.pwned=1>",
    "<math><maction actiontype=statusline xlink:href=javascript:window.pwned=1>x</maction></math>",
  ]

  private static let templates = [
    "{{constructor.constructor('window.pwned=1')()}}", "${window.pwned=1}", "<%= 7*7 %>", "#{7*7}",
    "{% raw %}", "[[${7*7}]]",
    "&lt;script&gt;window.pwned=1&lt;/script&gt;", "&#60;script&#62;window.pwned=1",
    "&#x3c;img src=x onerror=window.pwned=1&#x3e;", "&notit; &amp;amp; &ampcopy",
    "\\u003cscript\\u003ewindow.pwned=1", "%3Cscript%3Ewindow.pwned=1%3C/script%3E",
    "+ADw-script+AD4-window.pwned=1",
  ]

  private static let unicode = [
    "nul\u{0}byte <\u{0}script>window.pwned=1</script>", "bell\u{7} escape\u{1B}[2J backspace\u{8}",
    "line\r\nfeed\rcarriage\u{B}tab\u{C}page",
    "C1 \u{85}\u{9B}31m\u{9F}", "over\u{202E}gnp.exe\u{202C}ride",
    "isolate\u{2067}abc\u{2069} embed\u{202A}def", "mark\u{200F}\u{200E}\u{61C}",
    "zero\u{200B}width\u{2060}\u{FEFF}\u{AD}", "tag\u{E0001}\u{E0041}\u{E007F}",
    "not a character "
      + String(decoding: [0xEF, 0xB7, 0x90, 0xF4, 0x8F, 0xBF, 0xBF, 0xEF, 0xBF, 0xBF], as: UTF8.self),
    "lone \u{FFFD}\u{FFFD} surrogates", "line\u{2028}para\u{2029}graph", "＜script＞window.pwned=1＜/script＞",
    "שלום 12 מתוך 80 %", "مرحبا، 100 % (0.0–21.5 %)", "\u{202E}%0.001 = 0/14",
    "z\u{0336}a\u{0336}l\u{0353}g\u{0353}o\u{0353}\u{0353}\u{0353}",
    "👩‍💻 🇩🇪 测试 日本語", "  leading and trailing  ", "\n\nfirst lines empty",
  ]

  private static let numbers = [
    "14/14 = 100.0 % (78.5–100.0 %)", "⟪not the span⟫ 0 of 14",
    "99999999999999999999999999999999999999999999", "",
  ]

  /// One line without a place to break it.
  public static let long = String(repeating: "<b>&\"x'", count: 1 << 17)
}
