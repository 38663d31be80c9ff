"""Launching, measuring and comparing processes."""

import json
import statistics
import subprocess
import sys


def launched(place, command):
    """Runs a command to its end: wall and processor seconds, and peak memory in MB."""
    path = f"{place.folder}/took.json"
    done = subprocess.run([place.tool("measured"), path, *command], stdin=subprocess.DEVNULL,
                          stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    if done.returncode != 0:
        sys.exit(f"{' '.join(command)} ended with {done.returncode}:\n"
                 f"{done.stderr.decode(errors='replace')[-2000:]}")
    with open(path, encoding="utf-8") as file:
        return json.load(file)


def records(command):
    """The JSON lines that a benchmark of ours prints, by round and name."""
    done = subprocess.run(command, stdout=subprocess.PIPE, check=True, text=True)
    rounds = {}
    for line in done.stdout.splitlines():
        record = json.loads(line)
        rounds.setdefault(record["round"], {})[record["what"]] = record
    return [rounds[number] for number in sorted(rounds)]


def in_turn(rounds, first, second):
    """Measures A B, B A, A B, …; returns the pairs as (A, B)."""
    pairs = []
    for number in range(rounds):
        if number % 2 == 0:
            a = first()
            pairs.append((a, second()))
        else:
            b = second()
            pairs.append((first(), b))
        print(".", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)
    return pairs


def spread(values, form="{:.2f}"):
    """`median (least–most)`."""
    values = list(values)
    return (f"{form.format(statistics.median(values))} "
            f"({form.format(min(values))}–{form.format(max(values))})")


def median(values, form="{:.2f}"):
    return form.format(statistics.median(values))


class Row:
    """A line of the table; `ratios` has one entry a round, ours over theirs."""

    def __init__(self, what, ratios, ours, theirs, target=None, met=None):
        self.what = what
        self.ratios = list(ratios)
        self.ours = ours
        self.theirs = theirs
        self.target = target
        self.met = None if met is None else met(statistics.median(self.ratios))

    def line(self):
        verdict = "–"
        if self.target:
            verdict = f"{self.target}: {'met' if self.met else '**missed**'}"
        return f"| {self.what} | {spread(self.ratios)} | {self.ours} | {self.theirs} | {verdict} |"


class Missing:
    """A line that says why there is no figure."""

    def __init__(self, what, why):
        self.what, self.why = what, why

    def line(self):
        return f"| {self.what} | not measured: {self.why} | | | – |"


HEAD = ("| measured | ratio: median (least–most) | Hawthorne | floor | target |\n"
        "|---|---|---|---|---|")
