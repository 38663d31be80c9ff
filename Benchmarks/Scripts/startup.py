"""(e) Starting and stopping, and the size of what is started."""

import os
import shutil
import statistics
import subprocess

from timing import Row, launched, median


def measure(place):
    true = shutil.which("true")
    rows = []
    for words in (["--help"], ["--version"]):
        ours, theirs = [], []
        for _ in range(place.rounds):
            # The least of a few starts: what is measured is too short for a busy machine.
            pairs = [(launched(place, [place.hawthorne, *words]), launched(place, [true])) for _ in range(40)]
            ours.append(min(a["wall"] for a, _ in pairs) * 1e3)
            theirs.append(min(b["wall"] for _, b in pairs) * 1e3)
        rows.append(Row(
            f"start-up: `hawthorne {words[0]}` against `true`, wall", [a / b for a, b in zip(ours, theirs)],
            f"{median(ours)} ms", f"{median(theirs)} ms", "< 20 ms",
            lambda _, ours=ours: statistics.median(ours) < 20))
    stripped = f"{place.folder}/hawthorne-stripped"
    shutil.copy(place.hawthorne, stripped)
    subprocess.run(["strip", stripped], check=True)
    rows.append(Row(
        "size of the static binary, stripped against as built",
        [os.path.getsize(stripped) / os.path.getsize(place.hawthorne)],
        f"{os.path.getsize(stripped) / 1e6:.1f} MB", f"{os.path.getsize(place.hawthorne) / 1e6:.1f} MB"))
    return rows
