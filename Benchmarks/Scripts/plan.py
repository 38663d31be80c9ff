"""(f) Planning rollouts against hashing as many prompts, and its memory against a hundredth of the rollouts."""

from timing import Row, in_turn, launched, median, records


def measure(place):
    count = place.scaled(1_000_000)
    rounds = records([place.tool("bench-plan"), place.suite, str(place.scaled(100_000)), str(place.rounds)])
    ours = [r["hawthorne"]["processor"] / r["hawthorne"]["count"] * 1e6 for r in rounds]
    theirs = [r["sha256"]["processor"] / r["sha256"]["count"] * 1e6 for r in rounds]
    rows = [Row("planning a rollout, against SHA-256 of its prompt twice, CPU",
                [a / b for a, b in zip(ours, theirs)], f"{median(ours, '{:.1f}')} µs", f"{median(theirs, '{:.1f}')} µs")]

    def dry(rollouts):
        # The suite has 1,000 scenarios in three arms; a simulation is named because a model must be.
        return launched(place, [place.hawthorne, "run", place.suite, "--model", "organism/aware-a", "--epochs",
                                str(max(1, rollouts // 3000)), "--dry-run"])

    pairs = in_turn(place.rounds, lambda: dry(count), lambda: dry(count // 100))
    rows.append(Row(
        f"`run --dry-run` of {count:,} rollouts against a hundredth of them, peak memory",
        [a["peak"] / b["peak"] for a, b in pairs], f"{median([a['peak'] for a, _ in pairs], '{:.0f}')} MB",
        f"{median([b['peak'] for _, b in pairs], '{:.0f}')} MB", "< 1.1", lambda r: r < 1.1))
    return rows
