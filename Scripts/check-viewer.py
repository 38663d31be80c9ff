#!/usr/bin/env python3
"""Goes through a viewer in a real Chromium and says what is wrong with it.

usage: Scripts/check-viewer.py [--pages N] [--keys | --filters | --no-scripts | --annotate RUN | --live PATH SEEN | --shots FOLDER NAME=PATH...] URL

URL             the address that 'hawthorne view' printed, or a folder that 'hawthorne view --export' wrote
--pages N       open at most so many pages of each kind (4)
--keys          instead: go from the runs to a rollout and back by the keyboard alone
--filters       instead: choose every value of every filter, once each
--no-scripts    instead: open the pages with scripts switched off
--annotate RUN  instead: draw a queue of a run, label some of it by keys, blind and not, and take one back
--live PATH SEEN instead: watch the page of a run until it has moved and ended; the file SEEN is written when it is open
--shots FOLDER  instead: screenshots of some pages, light and dark

Checked on every page: it is answered with 200; nothing is logged to the console (what the Content Security Policy stops
is); nothing is asked of another server; nothing of a text becomes markup or runs; it has one h1, its headings do not
skip, landmarks and regions have names, fields have labels, links and buttons say something, tables have captions and
heads, ids are unique; every contrast is 4.5 or more in light and dark; it does not scroll sideways at 1280, 400 and 320
pixels. Where HAWTHORNE_AXE names an axe.min.js, that finds nothing either.

exit 0 nothing is wrong, 1 something is (a line each on stdout), 4 a program is missing
"""

import json
import os
import re
import shutil
import sys
import time
import urllib.parse

from chromium import CONTRAST, Browser

# Elements and attributes that the pages are made of. Anything else came out of a text.
COMMON = {"id", "class", "title", "tabindex", "data-item", "data-go", "data-search", "data-note", "data-press"}
ALLOWED = {
    "html": {"lang"}, "head": set(), "meta": {"charset", "http-equiv", "content", "name"}, "link": {"rel", "href"},
    "title": set(), "style": set(), "script": {"src", "defer"}, "noscript": set(), "body": set(),
    "a": {"href", "rel", "aria-label", "aria-current", "download"}, "header": set(), "nav": {"aria-label"}, "p": {"role", "aria-live"},
    "ol": set(), "ul": set(), "li": {"aria-current"}, "main": set(), "section": {"aria-label", "aria-labelledby", "data-progress"},
    "article": {"aria-labelledby"}, "h1": set(), "h2": set(), "h3": set(), "h4": set(), "div": {"role", "aria-label"},
    "details": {"open"}, "summary": set(), "table": set(), "caption": set(), "thead": set(), "tbody": set(), "tr": set(),
    "th": {"scope"}, "td": {"colspan"}, "span": set(), "bdi": set(), "mark": set(), "ins": set(), "del": set(), "strong": set(),
    "code": set(), "kbd": set(), "pre": {"dir"}, "dl": set(), "dt": set(), "dd": set(), "footer": set(),
    "progress": {"max", "value", "aria-label"}, "form": {"method", "action", "role", "aria-label"}, "label": {"for"},
    "input": {"name", "value", "type", "maxlength", "required", "spellcheck", "checked", "min", "max", "inputmode", "pattern", "autocomplete"},
    "select": {"name"}, "option": {"value", "selected"}, "button": {"type", "name", "value"},
    "textarea": {"name", "rows", "maxlength"}, "fieldset": set(), "legend": set(),
}

LOOK = """
const seen = {};
for (const element of document.querySelectorAll('*'))
  for (const name of ['', ...element.getAttributeNames()]) seen[element.localName + ' ' + name] = element.outerHTML.slice(0, 100);
const complaints = [];
const complain = (what, element) => complaints.push(what + (element ? ': ' + element.outerHTML.slice(0, 120) : ''));
const name = e => (e.getAttribute('aria-label') || e.textContent || e.getAttribute('title') || '').trim();
const ids = [...document.querySelectorAll('[id]')].map(e => e.id);
for (const id of new Set(ids.filter((id, at) => ids.indexOf(id) != at))) complain('an id stands twice: ' + id);
if (!document.documentElement.lang) complain('no language');
if (!document.title.trim()) complain('no title');
if (document.querySelectorAll('h1').length != 1) complain('not exactly one h1');
let level = 0;
for (const h of document.querySelectorAll('h1, h2, h3, h4, h5, h6')) {
  const now = Number(h.localName[1]);
  if (now > level + 1) complain('a heading skips a level', h);
  if (!name(h)) complain('an empty heading', h);
  level = now;
}
for (const kind of ['header', 'main', 'footer'])
  if (document.querySelectorAll('body > ' + kind).length != 1) complain('not exactly one ' + kind);
const named = e => {
  if (e.getAttribute('aria-label')) return true;
  const by = e.getAttribute('aria-labelledby');
  return by && by.split(' ').every(id => document.getElementById(id)?.textContent.trim());
};
for (const e of document.querySelectorAll('nav, [role=region], section, article, progress'))
  if (!named(e)) complain('a landmark without a name', e);
for (const e of document.querySelectorAll('input:not([type=hidden]), select, textarea'))
  if (!e.labels.length && !named(e)) complain('a field without a label', e);
for (const e of document.querySelectorAll('a, button, summary')) if (!name(e)) complain('nothing to say what it does', e);
for (const a of document.querySelectorAll('a')) {
  const href = a.getAttribute('href') ?? '';
  if (!/^(\\/|#|[a-z0-9-]+\\.html|[?])/.test(href)) complain('a link leads out: ' + href);
  else if (href.startsWith('#') && !document.getElementById(href.slice(1))) complain('a link leads nowhere: ' + href);
}
for (const f of document.forms) if (!f.getAttribute('action')?.startsWith('/')) complain('a form leads out', f);
for (const t of document.querySelectorAll('table')) {
  if (!t.caption?.textContent.trim()) complain('a table without a caption', t);
  for (const th of t.querySelectorAll('th')) if (!th.scope) complain('a head without a scope', th);
  const width = row => [...row.cells].reduce((sum, cell) => sum + cell.colSpan, 0);
  const columns = t.tHead ? width(t.tHead.rows[0]) : -1;
  for (const r of t.rows) if (width(r) != columns) complain('a row of ' + width(r) + ' cells, not ' + columns, r);
}
for (const e of document.querySelectorAll('[tabindex]')) if (e.tabIndex > 0) complain('a tab order of its own', e);
for (const e of document.querySelectorAll('.scroll, pre'))
  if (e.scrollWidth > e.clientWidth && e.tabIndex < 0) complain('scrolls, but not by the keyboard', e);
if (document.querySelector('img, object, embed, iframe, svg, video')) complain('an element that no page has');
if (window.pwned !== undefined) complain('a script of a text ran');
return [seen, complaints];
"""

LINKS = "return [...document.querySelectorAll('a[href]:not([download])')].map(a => a.href)"


def kind(url):
    """A page's address without what names one page of many."""
    parts = urllib.parse.urlsplit(url)
    path = re.sub(r"/[0-9a-f]{16,}", "/*", parts.path)
    path = re.sub(r"-[0-9a-f]{16,}\.html$", "-*.html", path)
    names = sorted({name for name, _ in urllib.parse.parse_qsl(parts.query)})
    return path + "?" + "&".join(names)


class Viewer:
    def __init__(self, url):
        self.browser = Browser()
        if os.path.isdir(url):
            self.base = "file://" + urllib.request.pathname2url(os.path.abspath(url)) + "/"
            self.start = self.base + "index.html"
        else:
            parts = urllib.parse.urlsplit(url)
            self.base = f"{parts.scheme}://{parts.netloc}/"
            self.start = self.base
            self.browser.go(url)
            self.until("return location.search == ''", "the token stays in the address")
        self.chosen = set()
        self.axe = None
        if os.environ.get("HAWTHORNE_AXE"):
            with open(os.environ["HAWTHORNE_AXE"], encoding="utf-8") as file:
                self.axe = file.read()

    def until(self, script, otherwise, seconds=15):
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if self.browser.run(script):
                return
            time.sleep(0.05)
        raise RuntimeError(otherwise)

    def complaints(self):
        """What the console and the network say since the last time."""
        found = [f"console: {entry['message']}" for entry in self.browser.log("browser")]
        for entry in self.browser.log("performance"):
            message = json.loads(entry["message"])["message"]
            if message["method"] == "Network.requestWillBeSent":
                url = message["params"]["request"]["url"]
                if not url.startswith((self.base, "data:", "chrome")):
                    found.append(f"asked for {url}")
        return found

    def check(self, url):
        browser = self.browser
        browser.resize(1280)
        browser.media(scheme="light")
        browser.go(url)
        problems = self.complaints()
        if url.startswith("http"):
            status = browser.run("return performance.getEntriesByType('navigation')[0].responseStatus")
            if status != 200:
                problems.append(f"answered with {status}")
        seen, complaints = browser.run(LOOK)
        problems += complaints
        for place, sample in seen.items():
            element, _, attribute = place.partition(" ")
            if element not in ALLOWED or (attribute and attribute not in ALLOWED[element] | COMMON):
                problems.append(f"not ours: <{element} {attribute}> in {sample}")
        for scheme in ["light", "dark"]:
            browser.media(scheme=scheme)
            problems += [f"contrast, {scheme}: {what} {ratio}" for what, ratio in browser.run(CONTRAST).items()]
            if self.axe:
                problems += [f"axe, {scheme}: {line}" for line in self.audit()]
        for width in [1280, 400, 320]:
            browser.resize(width)
            found = browser.run("return document.documentElement.scrollWidth")
            if found > width:
                problems.append(f"scrolls sideways at {width}: {found}")
        browser.resize(1280)
        links = browser.run(LINKS)
        return problems + self.complaints(), links

    def audit(self):
        if not self.browser.run("return typeof window.axe == 'object'"):
            self.browser.run(self.axe)
        return self.browser.ask("POST", "/execute/async", {"args": [], "script": """
            const done = arguments[arguments.length - 1];
            axe.run(document, {resultTypes: ['violations']}).then(
              result => done(result.violations.flatMap(v => v.nodes.map(n => v.id + ': ' + n.html.slice(0, 120)))),
              error => done(['did not run: ' + error]));"""})

    def crawl(self, each):
        """Every page that can be reached, so many of each kind; `each` checks one and returns problems and links."""
        problems, queue, seen, kinds = [], [self.start], {self.start}, {}
        while queue:
            url = queue.pop(0)
            count = kinds[kind(url)] = kinds.get(kind(url), 0) + 1
            if count > self.pages:
                continue
            try:
                found, links = each(url)
            except RuntimeError as error:
                found, links = [str(error)], []
            problems += [f"{url}: {problem}" for problem in found]
            for link in links:
                link = link.split("#")[0]
                if link.startswith(self.base) and link not in seen:
                    seen.add(link)
                    queue.append(link)
        print(f"{sum(min(count, self.pages) for count in kinds.values())} pages of {len(kinds)} kinds", file=sys.stderr)
        for name in sorted(kinds):
            print(f"  {name} {kinds[name]}", file=sys.stderr)
        return problems

    # Without scripts.

    def bare(self, url):
        self.browser.go(url)
        problems = self.complaints()
        root = self.browser.protocol("DOM.getDocument", depth=0)["root"]["nodeId"]
        html = self.browser.protocol("DOM.getOuterHTML", nodeId=root)["outerHTML"]
        if "<h1>" not in html:
            problems.append("no page without scripts")
        return problems, [urllib.parse.urljoin(url, link.replace("&amp;", "&")) for link in re.findall(r'<a [^>]*?href="([^"]*)"', html)]

    # By the keyboard alone.

    def press(self, *keys):
        actions = [{"type": kind, "value": key} for key in keys for kind in ("keyDown", "keyUp")]
        self.browser.ask("POST", "/actions", {"actions": [{"type": "key", "id": "keys", "actions": actions}]})

    def at(self, script, otherwise):
        self.until("return document.readyState == 'complete' && (" + script + ")", otherwise)

    def keys(self):
        tab, enter, escape, right, down, left = "\ue004", "\ue007", "\ue00c", "\ue014", "\ue015", "\ue012"
        browser, path = self.browser, "location.pathname"
        browser.go(self.start)
        self.press(tab)
        self.at("document.activeElement.className == 'skip'", "the first stop is not the skip link")
        self.press(enter)
        self.at("document.activeElement.id == 'content' || location.hash == '#content'", "the skip link does not skip")
        self.press("j")
        self.at("document.activeElement.matches('[data-item]')", "j goes to no run")
        self.press("j")
        self.press("k")
        self.press(enter)
        self.at(path + ".startsWith('/runs/')", "Enter opens no run")
        for _ in range(40):
            if browser.run("return document.activeElement.textContent == 'Matrix'"):
                break
            self.press(tab)
        self.press(enter)
        self.at(path + ".endsWith('/matrix')", "the matrix cannot be reached by Tab and Enter")
        self.press(right)
        self.at("document.activeElement.matches('.matrix a.to')", "an arrow goes to no mark")
        first = browser.run("return document.activeElement.href")
        self.press(right)
        second = browser.run("return document.activeElement.href")
        self.press(left)
        if first == second or browser.run("return document.activeElement.href") != first:
            raise RuntimeError("the arrows do not go along the row")
        self.press(down)
        self.at("document.activeElement.closest('tr') == document.querySelectorAll('.matrix tbody tr')[1]", "the arrow does not go down")
        self.press(enter)
        self.at(path + ".includes('/rollouts/')", "Enter opens no rollout")
        here = browser.run("return location.href")
        self.press("n")
        self.at(f"location.href != {json.dumps(here)}", "n goes to no further rollout")
        self.press("p")
        self.at(f"location.href == {json.dumps(here)}", "p does not go back")
        self.press("u")
        self.at(path + ".endsWith('/matrix')", "u does not go up")
        self.press("?")
        self.at("document.getElementById('keys').open", "? opens no keys")
        self.press(escape)
        self.at("!document.getElementById('keys').open", "Escape does not close the keys")
        self.press("g", "r")
        self.at(path + " == '/'", "g r does not go to the runs")
        self.press("/")
        self.at("document.activeElement.matches('[data-search]')", "/ goes to no field")
        self.press(*"gr?jn")
        if browser.run("return document.activeElement.value") != "gr?jn":
            raise RuntimeError("keys act while one types")
        self.press(escape)
        self.at("document.activeElement == document.body", "Escape does not leave the field")
        self.press("g", "c")
        self.at(path + " == '/compare'", "g c does not go to the comparison")
        return self.complaints()

    # Filters.

    def filters(self, url):
        browser = self.browser
        browser.go(url)
        links = browser.run(LINKS)
        choices = browser.run("""
          return [...document.querySelectorAll('form[method=get] select')].flatMap((s, at) =>
            [...s.options].map((o, index) => [at, index, s.name, o.value]))""")
        problems = self.complaints()
        # The same form stands on many pages.
        page = urllib.parse.urlsplit(url).path
        page = re.sub("/[0-9a-f]{16,}", "/*", page)
        choices = [choice for choice in choices if (page, *choice[2:]) not in self.chosen]
        self.chosen |= {(page, *choice[2:]) for choice in choices}
        for at, index, name, value in choices:
            browser.go(url)
            browser.run(f"""
              const select = document.querySelectorAll('form[method=get] select')[{at}];
              select.selectedIndex = {index};
              select.form.requestSubmit();""")
            self.until("return document.readyState == 'complete' && performance.getEntriesByType('navigation').length == 1", "no page")
            wanted = f"new URLSearchParams(location.search).get({json.dumps(name)}) == {json.dumps(value)}"
            self.at(wanted, f"{name}={value} is not in the address")
            status = browser.run("return performance.getEntriesByType('navigation')[0].responseStatus")
            if status != 200:
                problems.append(f"{name}={value} is answered with {status}: " + browser.run("return document.body.innerText")[:300])
                continue
            kept = browser.run(f"""
              return [...document.querySelectorAll('form[method=get] select')].some(s => s.name == {json.dumps(name)} && s.value == {json.dumps(value)})
                || {json.dumps(value)} == ''""")
            if not kept:
                problems.append(f"{name}={value} is forgotten by the form")
        return problems + self.complaints(), links

    # Labels.

    def labelled(self, count):
        self.at(f"document.querySelector('[role=status]')?.textContent.includes(': {count} of ')", f"not {count} are labelled")

    def annotate(self, run):
        browser, enter = self.browser, "\ue007"
        page = self.base + f"runs/{run}/annotate"
        problems = self.check(page)[0]
        browser.run("document.querySelector('form[method=post]').requestSubmit()")
        self.at("document.querySelector('form[method=get] [name=as]') != null", "no queue was drawn")
        problems += self.check(page)[0]
        browser.run("document.querySelector('[name=as]').focus()")
        self.press(*"ada")
        self.press(enter)
        self.labelled(0)
        sitting = browser.run("return location.href")
        problems += self.check(sitting)[0]
        shown = browser.run("return document.querySelector('main').innerText")
        problems += [f"a blind page says {word!r}" for word in ("Hello?", "Be brief", "overt", "placebo", "disguised") if word in shown]
        self.press("1", "5", "8", "r")
        if browser.run("return [...document.querySelectorAll('form.label input:checked')].map(e => e.value).join()") != "yes,recognition,influenced,refused":
            problems.append("the keys do not say what they should")
        browser.run("document.getElementById('notes').focus()")
        self.press(*"s1n")
        if browser.run("return document.getElementById('notes').value") != "s1n":
            problems.append("keys act while one types notes")
        self.press("\ue00c")
        self.press("s")
        self.labelled(1)
        here = browser.run("return location.href")
        self.press("n")
        self.at(f"location.href != {json.dumps(here)}", "n does not skip")
        self.press("2", "s")
        self.labelled(2)
        browser.run("[...document.querySelectorAll('main a')].find(a => a.textContent.startsWith('Reveal')).click()")
        self.at("document.querySelector('main dl.facts') != null", "nothing is revealed")
        problems += self.check(browser.run("return location.href"))[0]
        self.press("3", "s")
        self.labelled(3)
        self.press("p")
        self.at("document.querySelector('[name=withdraw]') != null", "what was labelled cannot be taken back")
        problems += self.check(browser.run("return location.href"))[0]
        browser.run("document.querySelector('[name=withdraw]').form.requestSubmit()")
        self.labelled(2)
        # Another person at the same queue.
        browser.go(page)
        browser.run("document.querySelector('[name=as]').focus()")
        self.press(*"ben")
        self.press(enter)
        self.labelled(0)
        left = browser.run("return document.querySelector('progress').max")
        for count in range(1, int(left) + 1):
            self.press("2", "s")
            self.labelled(count)
        self.at("document.querySelector('main').innerText.includes('Nothing is left to read')", "the queue does not end")
        problems += self.check(browser.run("return location.href"))[0]
        problems += self.check(page)[0]
        if "ada and ben" not in browser.run("return document.querySelector('main').innerText"):
            problems.append("no agreement is shown")
        for format, word in (("csv", "run,rollout,"), ("jsonl", '{"annotator":')):
            text = browser.run(f"""
              const ask = new XMLHttpRequest();
              ask.open('GET', location.pathname + '/export?format={format}', false);
              ask.send();
              return ask.responseText""")
            lines = text.strip().split("\n")
            if not text.startswith(word) or len(lines) != 2 + left + (format == "csv"):
                problems.append(f"the {format} file is another one: {text[:200]}")
        return problems + self.complaints()

    # A run under way.

    def live(self, path, seen):
        self.browser.go(self.base + path.lstrip("/"))
        words = "document.querySelector('[data-progress] [role=status]')?.textContent"
        before = self.browser.run(f"return {words}")
        if not before:
            return ["no progress is shown"]
        with open(seen, "w", encoding="utf-8") as file:
            file.write(before)
        self.until(f"return {words} != {json.dumps(before)}", "the progress does not move", 300)
        self.until("return document.readyState == 'complete' && !document.querySelector('[data-progress]')", "its end does not show", 300)
        return self.complaints()

    def shots(self, folder, pages):
        os.makedirs(folder, exist_ok=True)
        for page in pages:
            name, _, path = page.partition("=")
            for scheme in ["light", "dark"]:
                self.browser.resize(1180, 700)
                self.browser.media(scheme=scheme)
                self.browser.go(self.base + path.lstrip("/"))
                self.browser.shot(os.path.join(folder, f"{name}-{scheme}.png"), whole=False)
        return self.complaints()


def main(arguments):
    mode, pages, extra, url = "look", 4, [], None
    while arguments:
        word = arguments.pop(0)
        if word == "--pages":
            pages = int(arguments.pop(0))
        elif word in ("--keys", "--filters", "--no-scripts"):
            mode = word[2:]
        elif word == "--live":
            mode, extra = "live", [arguments.pop(0), arguments.pop(0)]
        elif word == "--annotate":
            mode, extra = word[2:], [arguments.pop(0)]
        elif word == "--shots":
            mode, extra = "shots", [arguments.pop(0), []]
        elif mode == "shots" and "=/" in word and not word.startswith("http"):
            extra[1].append(word)
        else:
            url = word
    if not url or url.startswith("-"):
        print(__doc__, file=sys.stderr)
        return 64
    for program in ["chromium", "chromedriver"]:
        if not shutil.which(program):
            print(f"error: {program} is not on the PATH", file=sys.stderr)
            return 4
    viewer = None
    try:
        viewer = Viewer(url)
        viewer.pages = pages
        if mode == "no-scripts":
            viewer.browser.protocol("Emulation.setScriptExecutionDisabled", value=True)
        problems = {
            "look": lambda: viewer.crawl(viewer.check), "no-scripts": lambda: viewer.crawl(viewer.bare),
            "filters": lambda: viewer.crawl(viewer.filters), "keys": viewer.keys,
            "live": lambda: viewer.live(*extra), "annotate": lambda: viewer.annotate(*extra), "shots": lambda: viewer.shots(*extra),
        }[mode]()
    except RuntimeError as error:
        where = ""
        try:
            where = " at " + viewer.browser.run("return location.href") if viewer else ""
        except RuntimeError:
            pass
        problems = [str(error) + where]
    finally:
        if viewer:
            viewer.browser.end()
    for problem in problems:
        print(problem)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
