"""(d) Reporting a stored run, against reading its rows with SQLite alone."""

import os
import subprocess
import sys

from overhead import check, fresh, held
from timing import Missing, Row, in_turn, launched, median


# Of 1,000 scenarios in 3 arms: 9,000, 252,000 and 1,002,000 rollouts.
EPOCHS = (3, 84, 334)


def store(place, epochs):
    """A store with one run of the organism, made once."""
    path = f"{place.folder}/organism-{place.scaled(1000)}-{epochs}.sqlite"
    count = place.scaled(1000) * 3 * epochs
    if not os.path.exists(path):
        part = fresh(path + ".part")
        launched(place, [
            place.hawthorne, "run", place.suite, "--model", "organism/aware-a", "--store", part, "--epochs",
            str(epochs), "--limit", str(place.scaled(1000)), "--max-connections", "16", "--quiet"])
        for suffix in ("-wal", "-shm"):
            if os.path.exists(part + suffix):
                sys.exit(f"{part}{suffix} was left behind")
        os.rename(part, path)
    check(held(path, "SELECT count(*) FROM labels"), count, "hawthorne")
    return path, count


def measure(place):
    verbs = subprocess.run([place.hawthorne, "--help"], stdout=subprocess.PIPE, check=True, text=True).stdout
    if "\n  report " not in verbs:
        return [Missing("`report`", "this revision has no such verb")]
    rows, peaks = [], {}
    for epochs in EPOCHS:
        path, count = store(place, epochs)
        run = held(path, "SELECT id FROM runs")

        def ours():
            return launched(place, [
                place.hawthorne, "report", run, "--store", path, "-o", f"{place.folder}/report.json", "--quiet"])

        pairs = in_turn(min(3, place.rounds), ours, lambda: launched(place, [place.tool("floor-scan"), path]))
        for key, unit in (("processor", "CPU"), ("wall", "wall"), ("peak", "peak memory")):
            a, b = ([pair[side][key] for pair in pairs] for side in (0, 1))
            if key == "peak":
                peaks[count] = a
            form, mark = ("{:.0f}", "MB") if key == "peak" else ("{:.2f}", "s")
            rows.append(Row(
                f"`report` over {count:,} rollouts, {unit}", [x / y for x, y in zip(a, b)],
                f"{median(a, form)} {mark}", f"{median(b, form)} {mark}",
                *(("≤ 4", lambda ratio: ratio <= 4) if key == "processor" and epochs > EPOCHS[0] else ())))
    *_, (fewer, few), (more, many) = peaks.items()
    rows.append(Row(
        f"peak memory of `report` over {more:,} rollouts against that over {fewer:,}, both Hawthorne's",
        [x / y for x, y in zip(many, few)], median(many, "{:.0f} MB"), median(few, "{:.0f} MB"),
        "≤ 1.1", lambda ratio: ratio <= 1.1))
    return rows
