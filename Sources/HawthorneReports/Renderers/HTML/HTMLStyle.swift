import FoundationEssentials
import HawthorneCore
import HawthorneFormats

/// The one style sheet of a page. The page's policy names it by its hash, so that no other style takes effect.
package enum HTMLStyle {
  /// `sha256-…` as a Content Security Policy names the sheet.
  static var source: String { source(of: sheet) }

  /// `sha256-…` as a Content Security Policy names any sheet.
  package static func source(of sheet: String) -> String {
    var bytes: [UInt8] = []
    let digits = Array(ContentHash(of: sheet).hex.utf8)
    for place in stride(from: 0, to: digits.count - 1, by: 2) {
      bytes.append(value(digits[place]) << 4 | value(digits[place + 1]))
    }
    return "sha256-" + Data(bytes).base64EncodedString()
  }

  private static func value(_ digit: UInt8) -> UInt8 {
    digit < 0x3A ? digit - 0x30 : digit - 0x57
  }

  /// The colours of every page of ours, light and dark.
  package static let palette = """
    :root {
      color-scheme: light dark;
      --paper: #ffffff; --ink: #1b1b1a; --muted: #5a5a57; --rule: #d9d8d4; --faint: #f6f5f2;
      --link: #0b5a8f; --loud: #a11d14; --mark: #fbeeb8;
      --first: #c2410c; --second: #0072b2; --third: #007a58; --fourth: #a3408a; --fifth: #8a6100; --sixth: #1b1b1a;
    }
    @media (prefers-color-scheme: dark) {
      :root {
        --paper: #17181a; --ink: #e8e6e1; --muted: #a9a7a1; --rule: #3a3b3e; --faint: #1f2023;
        --link: #8cc4ee; --loud: #ff9d8f; --mark: #4d4416;
        --first: #f08a4b; --second: #62b6e8; --third: #3fc49b; --fourth: #dd93c6; --fifth: #e3b23c; --sixth: #e8e6e1;
      }
    }
    """

  static let sheet =
    palette + "\n" + """
      * { box-sizing: border-box; }
      html { background: var(--paper); color: var(--ink); -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
      body {
        margin: 0 auto; padding: 3.5rem 2rem 4rem; max-width: 76rem; overflow-wrap: anywhere;
        font: 1rem/1.55 Charter, "Bitstream Charter", "Iowan Old Style", "Source Serif 4", "Noto Serif", Georgia, serif;
      }
      a { color: var(--link); text-decoration-thickness: 0.06em; text-underline-offset: 0.15em; }
      :focus-visible { outline: 0.15rem solid var(--link); outline-offset: 0.15rem; }
      .skip { position: absolute; left: -100rem; }
      .skip:focus { left: 1rem; top: 1rem; background: var(--paper); padding: 0.4rem 0.8rem; }
      h1, h2, h3, nav, table, .number, figcaption, summary, footer, .notes, .alert > p {
        font-family: "Source Sans 3", "Helvetica Neue", "Segoe UI", "Noto Sans", Arial, sans-serif;
      }
      h1 { font-size: 2rem; line-height: 1.2; font-weight: 600; letter-spacing: -0.01em; margin: 0 0 2rem; max-width: 40rem; }
      h2 {
        font-size: 1.35rem; line-height: 1.3; font-weight: 600; margin: 4rem 0 1.2rem; padding-top: 0.7rem;
        border-top: 1px solid var(--ink);
      }
      h3 { font-size: 1.05rem; line-height: 1.35; font-weight: 600; margin: 2.5rem 0 0.8rem; max-width: 44rem; }
      p, ul { max-width: 44rem; margin: 0 0 1rem; }
      ul { padding-left: 1.2rem; }
      li { margin: 0 0 0.4rem; }
      nav { margin: 0 0 2.5rem; font-size: 0.95rem; max-width: 44rem; }
      nav p { margin: 0 0 0.3rem; color: var(--muted); }
      nav ol { columns: 17rem 2; column-gap: 2rem; margin: 0; padding-left: 1.4rem; }
      nav li { break-inside: avoid; margin: 0 0 0.25rem; }
      .alert {
        max-width: 46rem; margin: 1.8rem 0; padding: 0.2rem 0 0.2rem 1.2rem; border-left: 0.25rem solid var(--ink);
      }
      .alert > p { font-weight: 600; margin-bottom: 0.5rem; }
      .alert ul { margin-bottom: 0; }
      .invalid { border: 0.15rem solid var(--loud); padding: 1rem 1.2rem; }
      .invalid > p { color: var(--loud); }
      .block { margin: 2rem 0 2.4rem; }
      .scroll { overflow-x: auto; max-width: 100%; }
      table { border-collapse: collapse; font-size: 0.84rem; line-height: 1.4; font-variant-numeric: tabular-nums lining-nums; }
      caption { text-align: left; padding: 0 0 0.5rem; font-size: 0.95rem; font-weight: 600; }
      .number { color: var(--muted); font-weight: 400; }
      th, td { padding: 0.28rem 1.1rem 0.28rem 0; text-align: left; vertical-align: top; font-weight: 400; }
      th:last-child, td:last-child { padding-right: 0; }
      thead th {
        color: var(--muted); vertical-align: bottom; border-top: 1px solid var(--ink); border-bottom: 1px solid var(--ink);
      }
      tbody tr { border-bottom: 1px solid var(--rule); }
      tbody tr:last-child { border-bottom-color: var(--ink); }
      .right { text-align: right; overflow-wrap: normal; }
      .right span { white-space: nowrap; }
      .name { white-space: nowrap; overflow-wrap: normal; }
      .prose { min-width: 14rem; max-width: 32rem; overflow-wrap: anywhere; }
      .notes { font-size: 0.84rem; color: var(--muted); list-style: none; padding: 0; margin: 0.6rem 0 0; }
      .notes li { margin: 0 0 0.2rem; }
      details { margin: 1rem 0; }
      summary { cursor: pointer; font-size: 0.95rem; padding: 0.2rem 0; max-width: 44rem; }
      details > .block { margin-top: 0.8rem; }
      figure { margin: 2.2rem 0 2.6rem; }
      figcaption { font-size: 0.95rem; font-weight: 600; max-width: 44rem; margin: 0 0 0.7rem; }
      svg { display: block; }
      svg text {
        fill: var(--ink); font: 12px "Source Sans 3", "Helvetica Neue", "Segoe UI", "Noto Sans", Arial, sans-serif;
        font-variant-numeric: tabular-nums lining-nums;
      }
      svg .strong { font-weight: 600; }
      svg .small { font-size: 10.5px; }
      svg .middle { text-anchor: middle; }
      svg .end { text-anchor: end; }
      svg line { stroke-width: 1; }
      svg .thick { stroke-width: 2.6; }
      svg .dashed { stroke-width: 1.2; stroke-dasharray: 2 2; }
      svg path, svg rect { stroke-width: 1.4; }
      svg .ink { stroke: var(--ink); fill: var(--ink); }
      svg .muted { stroke: var(--muted); fill: var(--muted); }
      svg .grid { stroke: var(--rule); fill: none; }
      svg .first { stroke: var(--first); fill: var(--first); }
      svg .second { stroke: var(--second); fill: var(--second); }
      svg .third { stroke: var(--third); fill: var(--third); }
      svg .fourth { stroke: var(--fourth); fill: var(--fourth); }
      svg .fifth { stroke: var(--fifth); fill: var(--fifth); }
      svg .sixth { stroke: var(--sixth); fill: var(--sixth); }
      svg path.open { fill: var(--paper); }
      svg rect.open { fill: none; }
      pre {
        margin: 0 0 1.8rem; padding: 0.9rem 1.1rem; max-width: 50rem; max-height: 40rem; overflow: auto; background: var(--faint);
        border-left: 0.15rem solid var(--rule); white-space: pre-wrap; overflow-wrap: anywhere; tab-size: 4;
        font: 0.84rem/1.5 "Source Code Pro", "DejaVu Sans Mono", "SF Mono", Consolas, monospace; unicode-bidi: plaintext;
      }
      mark { background: var(--mark); color: inherit; }
      footer { margin-top: 4rem; padding-top: 0.8rem; border-top: 1px solid var(--rule); color: var(--muted); font-size: 0.84rem; }
      @media (max-width: 40rem) {
        body { padding: 1.5rem 1rem 3rem; }
        h1 { font-size: 1.6rem; }
        h2 { margin-top: 3rem; }
        .prose { min-width: 11rem; }
      }
      @page { size: A4; margin: 18mm 14mm; }
      @media print {
        :root {
          color-scheme: light;
          --paper: #ffffff; --ink: #000000; --muted: #444444; --rule: #cccccc; --faint: #ffffff; --link: #000000;
          --loud: #8f130b; --mark: #eeeeee;
          --first: #c2410c; --second: #0072b2; --third: #007a58; --fourth: #a3408a; --fifth: #8a6100; --sixth: #000000;
        }
        body { padding: 0; max-width: none; font-size: 9.5pt; }
        p, ul, h3, .alert, nav { max-width: 36rem; }
        nav ol { columns: 2; }
        .skip { display: none; }
        h2 { margin-top: 1.6rem; }
        h2, h3, caption, figcaption, summary, thead { break-after: avoid; }
        figure, tr, .alert li { break-inside: avoid; }
        .block { margin: 1.2rem 0 1.4rem; }
        .scroll, pre { overflow: visible; max-height: none; }
        thead { display: table-header-group; }
        table { font-size: 6.4pt; line-height: 1.3; max-width: 100%; }
        caption, .notes, figcaption, summary { font-size: 8pt; }
        th, td { padding: 0.15rem 0.3rem 0.15rem 0; }
        .right span { white-space: normal; }
        .name, .prose { white-space: normal; min-width: 0; max-width: none; }
        .name { overflow-wrap: break-word; }
        .turned { writing-mode: vertical-rl; transform: rotate(180deg); text-align: left; white-space: nowrap; padding: 0.3rem 0; }
        svg { max-width: 100%; height: auto; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
        mark { text-decoration: underline; }
        summary { list-style: none; }
        details::details-content { content-visibility: visible; height: auto; display: block; }
      }
      """
}
