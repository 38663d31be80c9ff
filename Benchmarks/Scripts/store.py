"""(a) Storing labelled rollouts against SQLite's C API."""

from timing import Row, median, records


def measure(place):
    count = place.scaled(2000)
    rounds = records([place.tool("bench-store"), place.suite, place.corpus, place.folder, str(count),
                      str(place.rounds)])
    rows = []
    for batch in (1, 64):
        for clock, unit in (("processor", "CPU"), ("wall", "wall")):
            ours = [r[f"hawthorne-{batch}"][clock] / count * 1e6 for r in rounds]
            theirs = [r[f"sqlite-{batch}"][clock] / count * 1e6 for r in rounds]
            name = "one rollout a commit" if batch == 1 else f"{batch} rollouts a commit"
            rows.append(Row(
                f"storing a labelled rollout, {name}, {unit}", [a / b for a, b in zip(ours, theirs)],
                f"{median(ours, '{:.0f}')} µs", f"{median(theirs, '{:.0f}')} µs"))
    return rows
