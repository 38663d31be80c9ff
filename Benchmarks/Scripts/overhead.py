"""(c) What `hawthorne run` costs beside the model, against libcurl and SQLite alone."""

import contextlib
import os
import sqlite3
import subprocess
import sys

import inputs
from timing import Row, in_turn, launched, median


@contextlib.contextmanager
def mock(place, latency):
    """The mock endpoint, by its address; it is ended with its own process id."""
    child = subprocess.Popen(
        [place.tool("mock-model"), "0", str(latency), f"{place.folder}/answers.txt"], stdout=subprocess.PIPE,
        text=True)
    try:
        port = child.stdout.readline().split()[1]
        yield f"http://127.0.0.1:{port}/v1"
    finally:
        child.terminate()
        child.wait()
        child.stdout.close()


def fresh(path):
    for suffix in ("", "-wal", "-shm"):
        if os.path.exists(path + suffix):
            os.remove(path + suffix)
    return path


def held(path, sql):
    with contextlib.closing(sqlite3.connect(path)) as store:
        return store.execute(sql).fetchone()[0]


def check(found, wanted, who):
    if found != wanted:
        sys.exit(f"{who} stored {found} rollouts of {wanted}; its figures would mean nothing.")


ARMS = 3


def requests(place, count, stream):
    path = f"{place.folder}/requests-{count}{'-stream' if stream else ''}.jsonl"
    if inputs.once(path):
        inputs.write_requests(path, count, stream)
    return path


def ours(place, address, scenarios, epochs, connections, stream):
    """`hawthorne run` over so many scenarios, three arms each."""
    store = fresh(f"{place.folder}/run.sqlite")
    took = launched(place, [
        place.hawthorne, "run", place.suite, "--model", "openai-api/bench/made-1", "--base-url", address,
        "--store", store, "--max-connections", str(connections), "--epochs", str(epochs),
        "--limit", str(scenarios), "--stream" if stream else "--no-stream", "--quiet"])
    check(held(store, "SELECT count(*) FROM rollouts r JOIN labels l ON l.rollout_id = r.id"
                      " WHERE r.status = 'completed' AND r.readable_reasoning_bytes > 0"),
          scenarios * ARMS * epochs, "hawthorne")
    return took


def floor(place, address, scenarios, epochs, connections, stream, together=False):
    """libcurl and SQLite, each answer committed by itself unless `together`."""
    store = fresh(f"{place.folder}/floor.sqlite")
    count = scenarios * ARMS * epochs
    took = launched(place, [
        place.tool("floor-run"), f"{address}/chat/completions", requests(place, count, stream), str(connections),
        store, *(["together"] if together else [])])
    check(held(store, "SELECT count(*) FROM answers"), count, "the floor")
    return took


def two_sizes(run, *words, **options):
    """A small and a large run with one client: what a rollout more costs is the difference."""
    return run(*words[:3], 1, *words[3:], **options), run(*words[:3], 3, *words[3:], **options)


def marginal(pair, key, count):
    small, large = pair
    return (large[key] - small[key]) / count * 1e6


def measure(place):
    rows = []
    scenarios = place.scaled(1000)
    more = 2 * scenarios * ARMS
    sizes = f"{scenarios * ARMS:,} to {3 * scenarios * ARMS:,} rollouts"

    def add(what, a, b, form, unit, target=None, met=None):
        rows.append(Row(what, [x / y for x, y in zip(a, b)], f"{median(a, form)} {unit}",
                        f"{median(b, form)} {unit}", target, met))

    with mock(place, 0) as address:
        for stream in (False, True):
            words = (place, address, scenarios, 100, stream)
            pairs = in_turn(place.rounds, lambda: two_sizes(ours, *words), lambda: two_sizes(floor, *words))
            name = f"`run`, no latency, 100 connections, answers {'streamed' if stream else 'whole'}"
            add(f"{name}, CPU that one rollout more costs ({sizes})",
                [marginal(a, "processor", more) for a, _ in pairs],
                [marginal(b, "processor", more) for _, b in pairs], "{:.0f}", "µs",
                *(() if stream else ("≤ 4", lambda ratio: ratio <= 4)))
            if not stream:
                lax = [two_sizes(floor, *words, together=True) for _ in range(place.rounds)]
                add(f"{name}, the same against a floor that commits answers together",
                    [marginal(a, "processor", more) for a, _ in pairs],
                    [marginal(b, "processor", more) for b in lax], "{:.0f}", "µs")
                add(f"{name}, start and end: CPU of a run beside its rollouts",
                    [a["processor"] - marginal((a, b), "processor", more) * scenarios * ARMS / 1e6
                     for (a, b), _ in pairs],
                    [a["processor"] - marginal((a, b), "processor", more) * scenarios * ARMS / 1e6
                     for _, (a, b) in pairs], "{:.2f}", "s")
    with mock(place, 500) as address:
        scenarios, connections, rounds = place.scaled(833), 500, min(3, place.rounds)
        count = scenarios * ARMS * 4
        pairs = in_turn(rounds, lambda: ours(place, address, scenarios, 4, connections, False),
                        lambda: floor(place, address, scenarios, 4, connections, False))
        name = f"`run`, 500 ms latency, {connections} connections, {count:,} rollouts"
        ideal = -(-count // connections) * 0.5

        def column(side, key):
            return [pair[side][key] for pair in pairs]

        add(f"{name}, wall (least possible: {ideal:.1f} s)", column(0, "wall"), column(1, "wall"), "{:.1f}", "s",
            "≤ 1.15", lambda ratio: ratio <= 1.15)
        lax = [floor(place, address, scenarios, 4, connections, False, together=True) for _ in range(rounds)]
        add(f"{name}, wall against a floor that commits answers together", column(0, "wall"),
            [one["wall"] for one in lax], "{:.1f}", "s")
        add(f"{name}, CPU a rollout, start and end included", [1e6 * x / count for x in column(0, "processor")],
            [1e6 * x / count for x in column(1, "processor")], "{:.0f}", "µs")
        peak = column(0, "peak")
        add(f"{name}, peak memory", peak, column(1, "peak"), "{:.0f}", "MB", "≤ 80 MB",
            lambda _: float(median(peak, "{:.1f}")) <= 80)
        few = [ours(place, address, scenarios, 1, connections, False)["peak"] for _ in range(rounds)]
        add(f"peak memory of {count:,} rollouts against that of {count // 4:,}, both Hawthorne's", peak, few,
            "{:.0f}", "MB", "≤ 1.1", lambda ratio: ratio <= 1.1)
    return rows
