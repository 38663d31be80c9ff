"""(b) Classifying a corpus against RE2 alone and against Python's `re`."""

import json
import re
import subprocess
import time

from timing import Row, median, records


def measure(place):
    tool = place.tool("bench-classify")
    rounds = records([tool, "compare", place.corpus, str(place.rounds)])

    def speed(name, clock):
        return [r[name]["count"] / r[name][clock] / 1e6 for r in rounds]

    def ratios(a, b):
        return [x / y for x, y in zip(a, b)]

    ours = speed("hawthorne-1", "processor")
    rows = []
    for name, words in (("re2-positions", "one alternation, with positions"), ("re2-set", "a set, ids only")):
        theirs = speed(f"{name}-1", "processor")
        rows.append(Row(
            f"classifying, one core, against RE2 as {words}", ratios(ours, theirs),
            f"{median(ours, '{:.1f}')} MB/s", f"{median(theirs, '{:.1f}')} MB/s", "≥ 0.6", lambda r: r >= 0.6))
    alone = speed("reasoning-1", "processor")
    rows.append(Row(
        "for comparison: reasoning alone, no prompt and no answer, against RE2 as a set",
        ratios(alone, speed("re2-set-1", "processor")), f"{median(alone, '{:.1f}')} MB/s",
        f"{median(speed('re2-set-1', 'processor'), '{:.1f}')} MB/s"))
    fold = speed("fold-1", "processor")
    rows.append(Row(
        "classifying, one core, against folding the text and cutting it into sentences alone",
        ratios(ours, fold), f"{median(ours, '{:.1f}')} MB/s", f"{median(fold, '{:.1f}')} MB/s"))
    one, two = speed("hawthorne-1", "wall"), speed("hawthorne-2", "wall")
    rows.append(Row(
        "classifying, two cores against one, wall", ratios(two, one), f"{median(two, '{:.1f}')} MB/s",
        f"{median(one, '{:.1f}')} MB/s", "≥ 1.6", lambda r: r >= 1.6))
    one, two = speed("re2-set-1", "wall"), speed("re2-set-2", "wall")
    rows.append(Row(
        "for comparison: RE2 as a set, two cores against one, wall", ratios(two, one),
        f"{median(two, '{:.1f}')} MB/s", f"{median(one, '{:.1f}')} MB/s"))
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
