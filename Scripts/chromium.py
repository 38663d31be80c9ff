"""A headless Chromium over loopback, and what is asked of every page in it; for the scripts that open pages.

Needs chromium and chromedriver, and nothing but Python's standard library.
"""

import base64
import json
import os
import re
import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.request

CONTRAST = """
const probe = document.createElement('canvas').getContext('2d', {willReadFrequently: true});
const parsed = new Map();
const rgb = text => {
  if (!parsed.has(text)) {
    probe.clearRect(0, 0, 1, 1); probe.fillStyle = text; probe.fillRect(0, 0, 1, 1);
    parsed.set(text, [...probe.getImageData(0, 0, 1, 1).data]);
  }
  return parsed.get(text);
};
const light = c => {
  const v = c.slice(0, 3).map(x => x / 255).map(x => x <= 0.04045 ? x / 12.92 : ((x + 0.055) / 1.055) ** 2.4);
  return 0.2126 * v[0] + 0.7152 * v[1] + 0.0722 * v[2];
};
const ground = e => { for (; e; e = e.parentElement) { const c = rgb(getComputedStyle(e).backgroundColor); if (c[3] > 0) return c; } return [255, 255, 255, 255]; };
const low = {};
const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
const known = new Set();
while (walker.nextNode()) {
  const e = walker.currentNode.parentElement;
  if (known.has(e) || !walker.currentNode.data.trim() || ['title', 'desc'].includes(e.localName)) continue;
  known.add(e);
  const style = getComputedStyle(e);
  const [a, b] = [light(rgb(e.localName == 'text' ? style.fill : style.color)), light(ground(e))];
  const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  if (ratio < 4.5) low[e.localName + '.' + e.getAttribute('class')] = ratio.toFixed(2);
}
return low;
"""


def start_driver():
    """A chromedriver and its port.

    Left to itself it takes a free port of IPv6 and ends where the same one of IPv4 is in use, as is likely beside many
    servers. Another program may still be faster to a port that was free, so that it is started more than once.
    """
    words = []
    for _ in range(10):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            free = probe.getsockname()[1]
        driver = subprocess.Popen(
            ["chromedriver", f"--port={free}"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        for line in driver.stdout:
            words.append(line.strip())
            found = re.search(r"started successfully on port (\d+)", line)
            if found:
                return driver, found.group(1)
        driver.wait()
        time.sleep(0.5)
    raise RuntimeError("chromedriver did not start: " + " | ".join(words[-12:]))


class Browser:
    """A headless Chromium, driven over loopback."""

    def __init__(self):
        self.driver, port = start_driver()
        self.base = f"http://127.0.0.1:{port}"
        flags = ["--headless=new", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking",
                 "--disable-component-update", "--disable-breakpad", "--disable-crash-reporter", "--no-first-run", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"]
        if os.geteuid() == 0:
            flags.append("--no-sandbox")
        options = {"args": flags, "perfLoggingPrefs": {"enableNetwork": True, "enablePage": False}}
        if shutil.which("chromium"):
            options["binary"] = shutil.which("chromium")
        session = self.ask("POST", "/session", {"capabilities": {"alwaysMatch": {
            "browserName": "chrome", "unhandledPromptBehavior": "dismiss and notify", "goog:chromeOptions": options,
            "goog:loggingPrefs": {"browser": "ALL", "performance": "ALL"}}}})
        self.base += "/session/" + session["sessionId"]
        self.ask("POST", "/timeouts", {"pageLoad": 120000, "script": 120000})

    def ask(self, method, path, body=None):
        # A proxy of the environment has no business with loopback.
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.base + path, data, {"Content-Type": "application/json"}, method=method)
        try:
            with opener.open(request, timeout=180) as reply:
                return json.load(reply)["value"]
        except urllib.error.HTTPError as error:
            raise RuntimeError(json.load(error)["value"]["message"].splitlines()[0]) from None

    def open(self, path):
        self.go("file://" + urllib.request.pathname2url(os.path.abspath(path)))

    def go(self, url):
        self.ask("POST", "/url", {"url": url})

    def run(self, script):
        return self.ask("POST", "/execute/sync", {"script": script, "args": []})

    def protocol(self, command, **parameters):
        return self.ask("POST", "/goog/cdp/execute", {"cmd": command, "params": parameters})

    def log(self, kind):
        return self.ask("POST", "/se/log", {"type": kind})

    def resize(self, width, height=900):
        self.protocol("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)

    def media(self, kind="", scheme="light"):
        self.protocol("Emulation.setEmulatedMedia", media=kind,
                      features=[{"name": "prefers-color-scheme", "value": scheme}])

    def shot(self, path, whole=True):
        image = self.protocol("Page.captureScreenshot", captureBeyondViewport=whole)
        with open(path, "wb") as file:
            file.write(base64.b64decode(image["data"]))

    def end(self):
        try:
            self.ask("DELETE", "")
        finally:
            # Not asked politely: a parent that blocks SIGTERM has passed that on.
            self.driver.kill()
            self.driver.wait()
