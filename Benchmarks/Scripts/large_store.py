#!/usr/bin/env python3
"""Makes a store of many rollouts out of a small one, by SQL: one run of 2,000 scenarios in its arms, as large as asked.

usage: large_store.py SMALL LARGE ROLLOUTS

SMALL     a store with one finished run, as 'hawthorne run smoke --model organism/aware-a' makes it
LARGE     the store to write
ROLLOUTS  how many, about
"""

import shutil
import sqlite3
import sys

SCENARIOS = 2000


def grow(small, large, rollouts):
    shutil.copyfile(small, large)
    store = sqlite3.connect(large, isolation_level=None)
    store.execute("PRAGMA journal_mode = OFF")
    store.execute("PRAGMA synchronous = OFF")
    store.execute("PRAGMA foreign_keys = OFF")
    store.execute("PRAGMA cache_size = -400000")
    (run, suite), = store.execute("SELECT run_id, suite_id FROM rollouts LIMIT 1").fetchall()
    arms = [arm for arm, in store.execute("SELECT DISTINCT arm FROM rollouts WHERE run_id = ?", (run,))]
    epochs = max(1, rollouts // (SCENARIOS * len(arms)))
    columns = {table: [name for _, name, *_ in store.execute(f"PRAGMA table_info({table})")]
               for table in ("rollouts", "labels", "label_spans", "reasoning_blocks", "run_scenarios")}

    def copy(table, changed, source):
        """Rows of a table made of its own, some columns changed."""
        names = columns[table]
        values = ", ".join(changed.get(name, f"t.{name}") for name in names)
        store.execute(f"INSERT INTO {table} ({', '.join(names)}) SELECT {values} FROM {source}")

    store.execute("BEGIN")
    store.execute("CREATE TEMP TABLE numbers AS WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < "
                  f"{max(SCENARIOS, epochs) - 1}) SELECT i FROM n")
    copy("run_scenarios", {"scenario_id": "printf('made-%05d', n.i)"},
         f"(SELECT * FROM run_scenarios WHERE run_id = '{run}' LIMIT 1) t, numbers n WHERE n.i < {SCENARIOS}")
    # One rollout of each arm with one label is the pattern of all.
    patterns = [store.execute("SELECT r.id FROM rollouts r JOIN labels l ON l.rollout_id = r.id WHERE run_id = ? AND arm = ? "
                              "ORDER BY l.spans DESC LIMIT 1", (run, arm)).fetchone()[0] for arm in arms]
    first = store.execute("SELECT max(id) + 1 FROM rollouts").fetchone()[0]
    first_label = store.execute("SELECT max(id) + 1 FROM labels").fetchone()[0]
    for place, (arm, pattern) in enumerate(zip(arms, patterns)):
        number = f"((s.i * {epochs} + e.i) * {len(arms)} + {place})"
        pairs = f"numbers s, numbers e WHERE s.i < {SCENARIOS} AND e.i < {epochs}"
        copy("rollouts", {"id": f"{first} + {number}", "key": f"printf('%064x', {number} * 2654435761 % 4294967296)",
                          "scenario_id": "printf('made-%05d', s.i)", "epoch": "e.i + 1"},
             f"(SELECT * FROM rollouts WHERE id = {pattern}) t, {pairs}")
        copy("labels", {"id": f"{first_label} + {number}", "rollout_id": f"{first} + {number}",
                        "aware": f"CASE WHEN {number} % 7 = 0 THEN NULL ELSE {number} % 3 = 0 END",
                        "outcome": f"CASE WHEN {number} % 5 = 0 THEN 'refused' ELSE 'complied' END"},
             f"(SELECT * FROM labels WHERE rollout_id = {pattern} LIMIT 1) t, {pairs}")
        copy("reasoning_blocks", {"rollout_id": f"{first} + {number}"},
             f"(SELECT * FROM reasoning_blocks WHERE rollout_id = {pattern}) t, {pairs}")
    store.execute(f"UPDATE runs SET planned = {SCENARIOS * len(arms) * epochs} WHERE id = '{run}'")
    store.execute("COMMIT")
    count = store.execute("SELECT count(*) FROM rollouts").fetchone()[0]
    store.close()
    return run, count


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    print(*grow(sys.argv[1], sys.argv[2], int(sys.argv[3])))
