#!/usr/bin/env python3
"""Opens HTML pages of ours in a real Chromium and says what is wrong with them.

usage: Scripts/check-pages.py [--texts FILE] [--shots FOLDER] PAGE.html...

--texts FILE    a JSON list of texts, each of which must stand in the text of every page
--shots FOLDER  also writes screenshots (light, dark, narrow) and the PDF of each page there

Checked: nothing is logged to the console, nothing is requested, nothing of a text becomes markup or runs (also with the
page's Content Security Policy taken out), the page never scrolls sideways at 400 and at 320 pixels, every contrast is
4.5 or more in light and dark, tables have captions and heads, ids are unique, in print nothing is clipped, and the PDF
holds the page's last words. Needs chromium, chromedriver and pdftotext, and nothing but Python's standard library.

exit 0 nothing is wrong, 1 something is (a line each on stdout), 4 a program is missing
"""

import base64
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile

from chromium import CONTRAST, Browser

# Elements and attributes that the pages are made of. Anything else came out of a text.
COMMON = {"id", "class"}
ALLOWED = {
    "html": {"lang"}, "head": set(), "meta": {"charset", "http-equiv", "content", "name"}, "link": {"rel", "href"},
    "title": set(), "style": set(), "body": set(), "a": {"href"}, "header": set(), "nav": {"aria-label"}, "p": set(),
    "ol": set(), "ul": set(), "li": set(), "main": set(), "section": {"aria-labelledby"}, "h1": set(), "h2": set(),
    "h3": set(), "div": {"role", "tabindex", "aria-labelledby"}, "details": {"open"}, "summary": set(),
    "table": set(), "caption": set(), "thead": set(), "tbody": set(), "tr": set(), "th": {"scope"}, "td": set(),
    "figure": {"aria-labelledby"}, "figcaption": set(), "span": set(), "bdi": set(), "mark": set(),
    "pre": {"dir", "tabindex"}, "footer": set(),
    "svg": {"viewBox", "width", "height", "role", "aria-labelledby"}, "desc": set(),
    "line": {"x1", "y1", "x2", "y2"}, "rect": {"x", "y", "width", "height"}, "path": {"d"}, "text": {"x", "y"},
}

MARKUP = """
const seen = {};
for (const element of document.querySelectorAll('*'))
  for (const name of ['', ...element.getAttributeNames()]) seen[element.localName + ' ' + name] = element.outerHTML.slice(0, 80);
const ids = [...document.querySelectorAll('[id]')].map(e => e.id);
const complaints = [];
if (new Set(ids).size != ids.length) complaints.push('an id stands twice');
for (const a of document.querySelectorAll('a')) {
  const href = a.getAttribute('href');
  if (!href.startsWith('#')) complaints.push('a link leads out: ' + href);
  else if (!document.getElementById(href.slice(1))) complaints.push('a link leads nowhere: ' + href);
}
for (const e of document.querySelectorAll('[aria-labelledby]'))
  for (const id of e.getAttribute('aria-labelledby').split(' '))
    if (!document.getElementById(id)) complaints.push('a label is missing: ' + id);
if (document.querySelectorAll('h1').length != 1) complaints.push('not exactly one h1');
for (const t of document.querySelectorAll('table')) {
  if (!t.caption) complaints.push('a table without a caption');
  const width = t.tHead ? t.tHead.rows[0].cells.length : 0;
  for (const r of t.rows) if (r.cells.length != width) complaints.push('a row of ' + t.caption.textContent + ' has ' + r.cells.length + ' cells, not ' + width);
}
for (const s of document.querySelectorAll('svg'))
  if (!s.querySelector('title').textContent || !s.querySelector('desc').textContent) complaints.push('a figure without a text alternative');
if (window.pwned !== undefined) complaints.push('a script ran');
return [seen, complaints];
"""

def requests(browser):
    """The addresses that the page asked for, itself left out."""
    asked = []
    for entry in browser.log("performance"):
        message = json.loads(entry["message"])["message"]
        if message["method"] == "Network.requestWillBeSent":
            asked.append(message["params"]["request"]["url"])
    return [url for url in asked if not url.startswith(("file:///", "data:"))]


def markup(browser, what):
    seen, complaints = browser.run(MARKUP)
    for place, sample in seen.items():
        element, _, attribute = place.partition(" ")
        if element not in ALLOWED or (attribute and attribute not in ALLOWED[element] | COMMON):
            complaints.append(f"not ours: <{element} {attribute}> in {sample}")
    return [f"{what}: {complaint}" for complaint in complaints]


def words(text):
    return "".join(text.split())


def check(browser, path, texts, shots):
    problems = []
    browser.media()
    browser.resize(1280)
    browser.log("browser"), browser.log("performance")
    browser.open(path)
    problems += markup(browser, "page")
    problems += [f"asked for {url}" for url in requests(browser)]
    problems += [f"console: {entry['message']}" for entry in browser.log("browser")]
    body = browser.run("return document.body.textContent").replace("\u00a0", " ")
    problems += [f"text is missing: {text[:80]!r}" for text in texts if text not in body]
    name = os.path.join(shots, os.path.splitext(os.path.basename(path))[0]) if shots else None
    if name:
        browser.shot(name + "-light.png")
    browser.run("document.querySelectorAll('details').forEach(d => d.open = true)")
    for scheme in ["light", "dark"]:
        browser.media(scheme=scheme)
        for place, ratio in browser.run(CONTRAST).items():
            problems.append(f"{scheme}: contrast of {place} is {ratio}")
    if name:
        browser.shot(name + "-dark.png")
    browser.media()
    for width in [1280, 400, 320]:
        browser.resize(width)
        found = browser.run("return document.documentElement.scrollWidth")
        if found > width:
            problems.append(f"scrolls sideways at {width}: {found}")
        if name and width == 400:
            browser.shot(name + "-narrow.png")
    # 210 mm of A4 less the margins, at 96 dots an inch.
    browser.resize(688)
    browser.media("print")
    problems += browser.run("""
      return [...document.querySelectorAll('.scroll')].filter(e => e.scrollWidth > e.clientWidth + 1 || e.getBoundingClientRect().right > 689)
        .map(e => 'clipped in print: ' + (e.querySelector('caption, title')?.textContent ?? '').slice(0, 80) + ' ' + e.scrollWidth)""")
    browser.media()
    browser.open(path)
    printed = browser.protocol("Page.printToPDF", preferCSSPageSize=True, printBackground=False)
    with tempfile.TemporaryDirectory() as folder:
        pdf = name + ".pdf" if name else os.path.join(folder, "page.pdf")
        with open(pdf, "wb") as file:
            file.write(base64.b64decode(printed["data"]))
        text = words(subprocess.run(["pdftotext", "-enc", "UTF-8", pdf, "-"], capture_output=True, text=True, check=True).stdout)
        # The words of closed details are asked for too: paper cannot be clicked.
        wanted = browser.run("""
          const last = s => [...document.querySelectorAll(s)].at(-1)?.textContent ?? '';
          return [last('h2'), last('h3'), last('footer p').slice(0, 60), last('details table td'), last('details svg text')]""")
        problems += [f"not in the PDF: {part[:80]!r}" for part in wanted if words(part) not in text]
        # Without the policy, what it would have stopped shows.
        bare = os.path.join(folder, "bare.html")
        with open(path, encoding="utf-8") as file:
            page = file.read()
        without = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", page, count=1)
        if without == page:
            problems.append("the page has no Content Security Policy")
        with open(bare, "w", encoding="utf-8") as file:
            file.write(without)
        browser.log("performance")
        browser.open(bare)
        problems += markup(browser, "without policy")
        problems += [f"without policy: asked for {url}" for url in requests(browser)]
    return problems


def main(arguments):
    texts, shots, pages = [], None, []
    while arguments:
        word = arguments.pop(0)
        if word == "--texts":
            with open(arguments.pop(0), encoding="utf-8") as file:
                texts = json.load(file)
        elif word == "--shots":
            shots = arguments.pop(0)
        else:
            pages.append(word)
    if not pages or pages[0].startswith("-"):
        print(__doc__, file=sys.stderr)
        return 64
    for program in ["chromium", "chromedriver", "pdftotext"]:
        if not shutil.which(program):
            print(f"error: {program} is not on the PATH", file=sys.stderr)
            return 4
    browser = Browser()
    status = 0
    try:
        for page in pages:
            for problem in check(browser, page, texts, shots):
                print(f"{page}: {problem}")
                status = 1
    finally:
        browser.end()
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
