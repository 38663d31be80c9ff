"""(b) Classifying a corpus against RE2 alone and against Python's `re`."""

import json
import re
import subprocess
import time

from timing import Row, median, records


# RE2 as one alternation does less than 1 MB/s, and every round reads all of it four times.
SIZE = 2_000_000
FLOORS = (("re2-positions", "one alternation, with positions"), ("re2-set", "one set, ids only"),
          ("re2-groups", "sets of 40, ids only"))


def measure(place):
    tool = place.tool("bench-classify")
    rounds = records([tool, "compare", place.corpus_of(place.scaled(SIZE)), str(place.rounds)])

    def speed(name, clock="processor"):
        return [r[name]["count"] / r[name][clock] / 1e6 for r in rounds]

    def against(what, ours, theirs, *target):
        return Row(what, [a / b for a, b in zip(ours, theirs)], f"{median(ours, '{:.1f}')} MB/s",
                   f"{median(theirs, '{:.1f}')} MB/s", *target)

    rows = []
    for kind, what in (("reasoning", "scanning reasoning for awareness, folding, guards and label included"),
                       ("hawthorne", "classifying all of a trace: reasoning, answer and prompt")):
        prefix = "reasoning-" if kind == "reasoning" else ""
        for name, words in FLOORS:
            rows.append(against(
                f"{what}, one core, against RE2 as {words}", speed(f"{kind}-1"), speed(f"{prefix}{name}-1"),
                "≥ 0.6", lambda r: r >= 0.6))
    rows.append(against(
        "classifying, one core, against folding the text and cutting it into sentences alone",
        speed("hawthorne-1"), speed("fold-1")))
    for name, words, *target in (
            ("hawthorne", "classifying", "≥ 1.6", lambda r: r >= 1.6),
            ("reasoning", "scanning reasoning"),
            ("re2-set", "for comparison: RE2 as one set"),
            ("re2-groups", "for comparison: RE2 as sets of 40")):
        rows.append(against(
            f"{words}, two cores against one, wall", speed(f"{name}-2", "wall"), speed(f"{name}-1", "wall"), *target))
    return rows + against_python(place, tool)


def against_python(place, tool):
    """Python searches the folded text for the same patterns, in the one alternation that RE2 gets."""
    size = place.scaled(120_000)
    sample = json.loads(subprocess.run(
        [tool, "sample", place.corpus, str(size)], stdout=subprocess.PIPE, check=True).stdout)
    texts = sample["texts"]
    count = sum(len(text.encode()) for text in texts)
    joined = re.compile("|".join(f"(?:{p})" for p in sample["patterns"]), re.ASCII)
    beginning = place.beginning(sample["documents"])
    ours, theirs = [], []
    for _ in range(place.rounds):
        start = time.process_time()
        for text in texts:
            for _ in joined.finditer(text):
                pass
        theirs.append(count / (time.process_time() - start) / 1e6)
        record = records([tool, "compare", beginning, "1"])[0]["hawthorne-1"]
        ours.append(record["count"] / record["processor"] / 1e6)
    return [Row(
        "classifying, one core, against Python `re` searching for the same patterns",
        [a / b for a, b in zip(ours, theirs)], f"{median(ours, '{:.1f}')} MB/s",
        f"{median(theirs, '{:.3f}')} MB/s", "≥ 100", lambda r: r >= 100)]
