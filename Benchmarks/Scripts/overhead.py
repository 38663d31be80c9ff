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


def compare(place, address, epochs, connections, stream, rounds):
    """Pairs of (ours, floor) for the suite's rollouts."""
    count = place.scaled(1000) * 3 * epochs
    requests = f"{place.folder}/requests.jsonl"
    inputs.write_requests(requests, count, stream)

    def ours():
        store = fresh(f"{place.folder}/run.sqlite")
        took = launched(place, [
            place.hawthorne, "run", place.suite, "--model", "openai-api/bench/made-1", "--base-url", address,
            "--store", store, "--max-connections", str(connections), "--epochs", str(epochs),
            "--limit", str(place.scaled(1000)), "--stream" if stream else "--no-stream", "--quiet"])
        check(held(store, "SELECT count(*) FROM rollouts r JOIN labels l ON l.rollout_id = r.id"
                          " WHERE r.status = 'completed' AND r.readable_reasoning_bytes > 0"), count, "hawthorne")
        return took

    def floor():
        store = fresh(f"{place.folder}/floor.sqlite")
        took = launched(place, [
            place.tool("floor-run"), f"{address}/chat/completions", requests, str(connections), store])
        check(held(store, "SELECT count(*) FROM answers"), count, "the floor")
        return took

    return count, in_turn(rounds, ours, floor)


def measure(place):
    rows = []

    def add(what, pairs, key, form, unit, scale=1.0):
        ours, theirs = ([pair[side][key] * scale for pair in pairs] for side in (0, 1))
        rows.append(Row(what, [a / b for a, b in zip(ours, theirs)], f"{median(ours, form)} {unit}",
                        f"{median(theirs, form)} {unit}"))

    with mock(place, 0) as address:
        for stream in (False, True):
            count, pairs = compare(place, address, 1, 100, stream, place.rounds)
            kind = "streamed" if stream else "whole"
            add(f"`run`, no latency, 100 connections, answers {kind}, CPU a rollout", pairs, "processor",
                "{:.0f}", "µs", 1e6 / count)
    with mock(place, 500) as address:
        for connections, epochs in ((100, 1), (500, 3)):
            count, pairs = compare(place, address, epochs, connections, False, min(3, place.rounds))
            ideal = -(-count // connections) * 0.5
            name = f"`run`, 500 ms latency, {connections} connections, {count:,} rollouts"
            add(f"{name}, wall (least possible: {ideal:.1f} s)", pairs, "wall", "{:.1f}", "s")
            add(f"{name}, CPU a rollout", pairs, "processor", "{:.0f}", "µs", 1e6 / count)
            add(f"{name}, peak memory", pairs, "peak", "{:.0f}", "MB")
    return rows
