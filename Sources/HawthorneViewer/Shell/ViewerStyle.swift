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
    h2 { font-size: 1.12rem; line-height: 1.3; font-weight: 600; margin: 2rem 0 0.7rem; }
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
    .name, .id { white-space: nowrap; overflow-wrap: normal; }
    form.filter { display: flex; flex-wrap: wrap; gap: 0.5rem 1rem; align-items: end; margin: 0 0 1.2rem; }
    form.filter > div { display: flex; flex-direction: column; max-width: 100%; }
    label, legend { font-size: 0.85rem; color: var(--muted); }
    input, select, textarea, button {
      font: inherit; color: inherit; background: var(--paper); border: 1px solid var(--muted); border-radius: 0.2rem;
      padding: 0.2rem 0.5rem; max-width: 100%;
    }
    button { background: var(--faint); cursor: pointer; }
    .pages { display: flex; flex-wrap: wrap; gap: 0.3rem 1.5rem; margin: 0.8rem 0; padding: 0; list-style: none; }
    dl.facts { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: 0.15rem 1.2rem; margin: 0 0 1rem; }
    dl.facts dt { color: var(--muted); }
    dl.facts dd { margin: 0; }
    footer { margin-top: 3rem; padding-top: 0.6rem; border-top: 1px solid var(--rule); color: var(--muted); font-size: 0.88rem; }
    summary { cursor: pointer; }
    #keys dl { display: grid; grid-template-columns: max-content 1fr; gap: 0.2rem 1rem; }
    #keys dd { margin: 0; }
    @media (max-width: 40rem) {
      body { padding: 0 0.8rem 2rem; }
      dl.facts { grid-template-columns: minmax(0, 1fr); gap: 0; }
      dl.facts dd { margin: 0 0 0.4rem; }
    }
    @media (prefers-reduced-motion: no-preference) { html { scroll-behavior: smooth; } }
    """
}
