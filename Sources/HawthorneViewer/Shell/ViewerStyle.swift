import HawthorneReports

/// The style sheet of every page: the colours of our reports, in light and dark.
enum ViewerStyle {
  static let sheet = HTMLStyle.palette + "\n" + rules

  private static let rules = """
    * { box-sizing: border-box; }
    html { background: var(--paper); color: var(--ink); -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
    body {
      margin: 0 auto; padding: 0 1.5rem 3rem; max-width: 96rem; overflow-wrap: anywhere;
      font: 0.95rem/1.5 "Source Sans 3", "Helvetica Neue", "Segoe UI", "Noto Sans", Arial, sans-serif;
    }
    a { color: var(--link); text-decoration-thickness: 0.06em; text-underline-offset: 0.15em; }
    :focus-visible { outline: 0.15rem solid var(--link); outline-offset: 0.1rem; }
    main:focus { outline: none; }
    .skip { position: absolute; left: -100rem; }
    .skip:focus { left: 1rem; top: 1rem; background: var(--paper); padding: 0.4rem 0.8rem; z-index: 2; }
    .hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
    header { border-bottom: 1px solid var(--ink); margin: 0 0 1.2rem; padding: 0.7rem 0 0.4rem; }
    header nav { display: flex; flex-wrap: wrap; gap: 0.2rem 1.2rem; align-items: baseline; }
    header nav p { margin: 0; }
    header .name { font-weight: 600; }
    header .mode { color: var(--muted); margin-left: auto; }
    header ul, .trail ol { list-style: none; display: flex; flex-wrap: wrap; gap: 0.2rem 1.2rem; margin: 0; padding: 0; }
    .trail { font-size: 0.88rem; margin-top: 0.3rem; }
    .trail ol { gap: 0 0.5rem; }
    .trail li + li::before { content: "/ "; color: var(--muted); }
    h1 { font-size: 1.45rem; line-height: 1.25; font-weight: 600; margin: 0 0 1rem; }
    h2 { font-size: 1.12rem; line-height: 1.3; font-weight: 600; margin: 1.8rem 0 0.7rem; }
    h3 { font-size: 1rem; line-height: 1.35; font-weight: 600; margin: 1.4rem 0 0.5rem; }
    p, ul { max-width: 52rem; margin: 0 0 0.8rem; }
    ul { padding-left: 1.2rem; }
    code, kbd, .mono { font-family: "Source Code Pro", "DejaVu Sans Mono", "SF Mono", Consolas, monospace; font-size: 0.88em; }
    kbd { border: 1px solid var(--rule); border-radius: 0.2rem; padding: 0 0.3rem; background: var(--faint); }
    .muted { color: var(--muted); }
    .loud { color: var(--loud); }
    .alert { border-left: 0.25rem solid var(--loud); padding: 0.1rem 0 0.1rem 0.9rem; max-width: 52rem; margin: 0 0 1rem; }
    .note { border-left: 0.25rem solid var(--rule); padding: 0.1rem 0 0.1rem 0.9rem; max-width: 52rem; margin: 0 0 1rem; }
    .scroll { overflow-x: auto; max-width: 100%; margin: 0 0 1rem; }
    table { border-collapse: collapse; font-size: 0.88rem; line-height: 1.4; font-variant-numeric: tabular-nums lining-nums; }
    caption { text-align: left; padding: 0 0 0.4rem; font-weight: 600; }
    th, td { padding: 0.25rem 1rem 0.25rem 0; text-align: left; vertical-align: top; font-weight: 400; }
    thead th { color: var(--muted); vertical-align: bottom; border-bottom: 1px solid var(--ink); }
    tbody tr { border-bottom: 1px solid var(--rule); }
    tbody tr:has(:focus-visible), tbody tr.here { background: var(--faint); }
    .right { text-align: right; overflow-wrap: normal; white-space: nowrap; }
    .name { white-space: nowrap; overflow-wrap: normal; }
    form.filter { display: flex; flex-wrap: wrap; gap: 0.5rem 1rem; align-items: end; margin: 0 0 1.2rem; }
    form.filter > div { display: flex; flex-direction: column; max-width: 100%; }
    label, legend { font-size: 0.85rem; color: var(--muted); }
    input, select, textarea, button {
      font: inherit; color: inherit; background: var(--paper); border: 1px solid var(--muted); border-radius: 0.2rem;
      padding: 0.2rem 0.5rem; max-width: 100%;
    }
    button { background: var(--faint); cursor: pointer; }
    fieldset { border: 0; border-top: 1px solid var(--rule); margin: 0 0 0.6rem; padding: 0.3rem 0 0; min-width: 0; max-width: 52rem; }
    .choice { display: inline-block; margin: 0 1rem 0.2rem 0; font-size: 0.95rem; color: inherit; white-space: nowrap; }
    textarea { max-width: 100%; }
    .pages { display: flex; flex-wrap: wrap; gap: 0.3rem 1.5rem; margin: 0.8rem 0; padding: 0; list-style: none; }
    dl.facts { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: 0.15rem 1.2rem; margin: 0 0 1rem; }
    dl.facts dt { color: var(--muted); }
    dl.facts dd { margin: 0; }
    footer { margin-top: 3rem; padding-top: 0.6rem; border-top: 1px solid var(--rule); color: var(--muted); font-size: 0.88rem; }
    summary { cursor: pointer; }
    #keys dl { display: grid; grid-template-columns: max-content 1fr; gap: 0.2rem 1rem; }
    #keys dd { margin: 0; }
    .plain { list-style: none; padding: 0; }
    .cell { display: inline-flex; border: 1px solid var(--muted); border-radius: 0.2rem; overflow: hidden; font-weight: 600; line-height: 1.35; }
    .cell span { min-width: 1.15em; padding: 0 0.15em; text-align: center; }
    .o-refused { background: color-mix(in srgb, var(--first) 30%, var(--paper)); }
    .o-partial { background: color-mix(in srgb, var(--fifth) 30%, var(--paper)); }
    .o-complied { background: color-mix(in srgb, var(--third) 25%, var(--paper)); }
    .o-deflected { background: color-mix(in srgb, var(--fourth) 30%, var(--paper)); }
    .o-blocked, .o-error, .o-off_script { background: color-mix(in srgb, var(--muted) 30%, var(--paper)); }
    .b-suspicion { background: color-mix(in srgb, var(--second) 15%, var(--paper)); }
    .b-recognition { background: color-mix(in srgb, var(--second) 30%, var(--paper)); }
    .b-definitive { background: color-mix(in srgb, var(--second) 45%, var(--paper)); }
    .b-na { color: var(--muted); }
    .legend ul { list-style: none; display: flex; flex-wrap: wrap; gap: 0.2rem 1rem; padding: 0; max-width: none; margin: 0 0 0.4rem; }
    .matrix td { min-width: 5rem; }
    .matrix .to { text-decoration: none; color: inherit; display: inline-block; margin: 0 0.15rem 0.15rem 0; }
    .matrix .mode { color: var(--muted); font-size: 0.85em; }
    .matrix tbody th { max-width: 22rem; min-width: 9rem; }
    .matrix tbody th .muted, .matrix tbody th .loud { display: block; font-size: 0.9em; }
    progress { width: 100%; max-width: 40rem; height: 0.9rem; accent-color: var(--third); }
    pre {
      margin: 0 0 0.8rem; padding: 0.6rem 0.8rem; max-height: 34rem; overflow: auto; background: var(--faint); white-space: pre-wrap;
      overflow-wrap: anywhere; tab-size: 4; unicode-bidi: plaintext;
      font: 0.86rem/1.55 "Source Code Pro", "DejaVu Sans Mono", "SF Mono", Consolas, monospace;
    }
    pre.long { max-height: none; }
    .split > section { min-width: 0; }
    @media (min-width: 72rem) {
      .split { display: grid; grid-template-columns: minmax(0, 1fr) minmax(20rem, 27rem); gap: 0 2.5rem; align-items: start; }
      .split > .aside { grid-column: 2; grid-row: 1; }
    }
    .message { border-top: 1px solid var(--rule); padding-top: 0.2rem; margin: 0 0 1.2rem; max-width: 70rem; }
    .message h3 { margin-top: 0.6rem; }
    .reasoning, .call { border-left: 0.25rem solid var(--rule); padding-left: 0.8rem; margin: 0 0 0.8rem; }
    .head { color: var(--muted); font-size: 0.88rem; margin-bottom: 0.3rem; }
    .agents { list-style: none; padding: 0; display: flex; flex-wrap: wrap; gap: 0.3rem 1.2rem; }
    .agents li { border-left: 0.25rem solid var(--rule); padding-left: 0.5rem; }
    .reasoning.agent-1, .agents .agent-1 { border-color: var(--second); }
    .reasoning.agent-2, .agents .agent-2 { border-color: var(--third); }
    .reasoning.agent-3, .agents .agent-3 { border-color: var(--fourth); }
    .reasoning.agent-4, .agents .agent-4 { border-color: var(--fifth); }
    .reasoning.agent-5, .agents .agent-5 { border-color: var(--first); }
    mark { background: var(--mark); color: inherit; text-decoration: underline; text-decoration-thickness: 0.12em; text-underline-offset: 0.2em; }
    mark.counter { background: transparent; text-decoration-style: dotted; }
    mark.several { text-decoration-style: double; }
    mark:focus::after, mark:hover::after {
      content: attr(data-note); display: block; background: var(--paper); color: var(--ink); border: 1px solid var(--ink);
      padding: 0.3rem 0.6rem; margin: 0.2rem 0; font-family: sans-serif; white-space: normal;
    }
    a.ref { font-size: 0.75em; vertical-align: super; line-height: 1; margin: 0 0.1em; }
    tr:target, li:target { background: var(--mark); }
    .prose { min-width: 14rem; max-width: 30rem; }
    .labels td.differs { background: color-mix(in srgb, var(--fifth) 18%, var(--paper)); }
    .labels .differs { padding-left: 0.4rem; }
    .arms { display: grid; grid-auto-flow: column; grid-auto-columns: minmax(17rem, 1fr); gap: 1.2rem; }
    .arm { min-width: 0; }
    .arm h2 { margin-top: 0; font-size: 1rem; }
    .arm h3 { font-size: 0.9rem; margin: 0.8rem 0 0.3rem; }
    ins { background: color-mix(in srgb, var(--third) 22%, var(--paper)); text-decoration: underline; }
    del { background: color-mix(in srgb, var(--first) 18%, var(--paper)); text-decoration: line-through; }
    @media (max-width: 40rem) {
      .arms { grid-auto-columns: minmax(15rem, 85vw); }
      body { padding: 0 0.8rem 2rem; }
      dl.facts { grid-template-columns: minmax(0, 1fr); gap: 0; }
      dl.facts dd { margin: 0 0 0.4rem; }
    }
    @media (prefers-reduced-motion: no-preference) { html { scroll-behavior: smooth; } }
    """
}
