"""Runs the benchmarks that `../run` names and prints their table; `--write` puts it into README.md."""

import argparse
import datetime
import os
import platform
import subprocess
import sys
import time

import classify
import inputs
import overhead
import plan
import report
import startup
import store
from timing import HEAD

ITEMS = {"store": store, "classify": classify, "overhead": overhead, "report": report,
         "startup": startup, "plan": plan}
HERE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
BEGIN, END = "<!-- figures: written by ./run --write -->\n", "<!-- end of figures -->\n"


class Place:
    """Where everything is, and how much of it is wanted."""

    def __init__(self, binaries, folder, rounds, scale):
        self.binaries, self.folder, self.rounds, self.scale = binaries, folder, rounds, scale
        self.hawthorne = self.tool("hawthorne")
        self.suite = f"{folder}/suite.yaml"
        self.corpus = f"{folder}/corpus.txt"
        inputs.write(folder, self.scaled(40_000_000))

    def tool(self, name):
        path = f"{self.binaries}/{name}"
        if not os.access(path, os.X_OK):
            sys.exit(f"{path} is not there; build first: ./run does.")
        return path

    def scaled(self, count):
        return max(1, int(count * self.scale))

    def corpus_of(self, size):
        """The documents at the corpus's beginning that make up about `size` bytes."""
        path = f"{self.folder}/corpus-{size}.txt"
        with open(self.corpus, encoding="utf-8", newline="") as file:
            inputs.save(path, file.read(size).rpartition("\x1e")[0])
        return path

    def beginning(self, count):
        """A corpus of the first documents alone, fifty times over."""
        path = f"{self.folder}/sample.txt"
        with open(self.corpus, encoding="utf-8", newline="") as file:
            first = file.read().split("\x1e")[:count]
        inputs.save(path, "\x1e".join(first * 50))
        return path


def machine():
    model = platform.processor() or platform.machine()
    if os.path.exists("/proc/cpuinfo"):
        with open("/proc/cpuinfo", encoding="utf-8") as file:
            model = next((line.split(":", 1)[1].strip() for line in file if line.startswith("model name")), model)
    swift = subprocess.run(["swift", "--version"], capture_output=True, text=True).stdout.split("(")[0].strip()
    return f"{model}, {os.cpu_count()} cores, {platform.system()} {platform.release().split('-')[0]}, {swift}"


def revision():
    def git(*words):
        return subprocess.run(["git", "-C", HERE, *words], capture_output=True, text=True).stdout.strip()

    changed = " and changes" if git("status", "--porcelain", "--", ":/", ":!/Benchmarks/README.md") else ""
    return (git("rev-parse", "--short", "HEAD") or "unknown") + changed


def main():
    parser = argparse.ArgumentParser(description="Hawthorne's benchmarks, as ratios against floors.")
    parser.add_argument("items", nargs="*", help=f"any of {', '.join(ITEMS)}; all when none is named")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--quick", action="store_true", help="a tenth of everything: does it run at all?")
    parser.add_argument("--write", action="store_true", help="put the table into README.md")
    parser.add_argument("--binaries", required=True)
    parser.add_argument("--folder", required=True)
    words = parser.parse_args()
    unknown = [item for item in words.items if item not in ITEMS]
    if unknown:
        parser.error(f"no benchmark is called {', '.join(unknown)}; there are {', '.join(ITEMS)}")
    if words.rounds < 1:
        parser.error("--rounds must be at least 1")
    if words.write and (words.quick or words.items):
        parser.error("--write wants the whole benchmark: no items, no --quick")
    folder = f"{words.folder}{'-quick' if words.quick else ''}"
    place = Place(words.binaries, folder, words.rounds, 0.1 if words.quick else 1)
    began, load = time.time(), os.getloadavg()[0]
    lines = []
    for item in words.items or ITEMS:
        print(f"{item} …", file=sys.stderr)
        lines += [row.line() for row in ITEMS[item].measure(place)]
    text = "\n".join([
        f"{datetime.date.today().isoformat()}, revision {revision()}, {machine()}. {words.rounds} rounds; load "
        f"average {load:.1f} before and {os.getloadavg()[0]:.1f} after {(time.time() - began) / 60:.0f} minutes.",
        "", HEAD, *lines, ""])
    print(text)
    if words.write:
        path = f"{HERE}/README.md"
        with open(path, encoding="utf-8") as file:
            before, rest = file.read().split(BEGIN)
        inputs.save(path, f"{before}{BEGIN}\n{text}\n{END}{rest.split(END)[1]}")


if __name__ == "__main__":
    main()
