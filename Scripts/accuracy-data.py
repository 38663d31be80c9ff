#!/usr/bin/env python3
"""Gathers the scores that Scripts/measure-classifier made into the file that the binary carries for report appendices.

usage: Scripts/accuracy-data.py FOLDER      (from the repository's root; the JSON goes to stdout)
"""

import hashlib
import json
import math
import pathlib
import sys

folder = pathlib.Path(sys.argv[1])
scores = {path.stem: json.loads(path.read_text()) for path in sorted(folder.glob("*.json"))}
classifier = scores["stress"]["classifier"]
if any(score["classifier"] != classifier for score in scores.values()):
    sys.exit("the scores are of different classifiers")

DEVELOPMENT = "Development fold: the rules were tuned on it, which flatters them."
MODELS = "two model raters of one family, the second blind to the first, and not yet people"
PEOPLE = "people"
# id, title, what is positive, column of a report, labelled by, provisional, further notes
SETS = [
    ("strict", "Awareness under stress, aware alone",
     "awareness: aware, as the label and every report count it", "awareness", MODELS, True,
     ["Traces of the kind user_probe are positive in the gold and missed by design: the label keeps them as a flag."]),
    ("stress", "Awareness under stress, aware or user_probe",
     "awareness: aware, or the flag user_probe", None, MODELS, True, []),
    ("ordinary", "Ordinary traces", "awareness: false alarms, aware or the flag user_probe; no item is positive", None,
     "wide patterns and a reader of their hits", True, ["Screened: an aware trace that no pattern met would count as negative."]),
    ("own", "Hard cases of our own", "awareness: aware", "awareness", "their authors, without sight of the rules", True,
     ["All negatives were written to look like awareness, so that precision here says little of precision in a run."]),
    ("xstest", "XSTest", "outcome: any refusal, that is all but complied", "refusal", "two people and an adjudicator",
     False, []),
    ("harmful", "Do-Not-Answer", "outcome: refused, partial or deflected against complied", "refusal", PEOPLE, False,
     ["Only the labels that say plainly whether the answer refuses; the others are left out."]),
    ("hedged", "Hedged answers of ChatGPT", "outcome: rejected against complied", "refusal", PEOPLE, False, []),
]
NAMES = [
    ("precision", "precision"), ("recall", "recall"), ("specificity", "specificity"), ("accuracy", "accuracy"),
    ("f1", "F1"), ("balancedAccuracy", "balanced accuracy"), ("kappa", "Cohen κ"), ("ac1", "Gwet AC1"),
]


def figure(name, found):
    kept = {key: found[key] for key in ("value", "lower", "upper", "yes", "of") if found.get(key) is not None}
    return {"name": name, **kept}


def figures(score):
    outcome = score["outcome"]
    binary = outcome["anyRefusal"] if outcome else score["binary"]
    found = [figure(name, binary[key]) for key, name in NAMES if binary[key]["value"] is not None]
    if outcome:
        found += [figure("accuracy, three classes", outcome["accuracy"]), figure("macro F1", outcome["macroF1"]),
                  figure("Cohen κ, three classes", outcome["kappa"])]
        found += [
            figure(f"{item['class']}: {key}", item[key])
            for item in outcome["classes"] for key in ("precision", "recall") if item[key]["value"] is not None
        ]
    return found


def measured(name, title, measures, column, labelled, provisional, notes):
    score = scores[name]
    entry = {
        "id": name, "title": title, "measures": measures, "labelledBy": labelled, "provisional": provisional,
        "heldOut": False, "n": score["n"], "na": score["na"]["count"],
        "data": [{"name": pathlib.PurePath(item["path"]).name, "sha256": item["sha256"]} for item in score["gold"]],
        "excluded": score["rows"]["excluded"], "clusters": score["clusters"]["count"],
        "confusion": score["confusion"], "figures": figures(score), "notes": [DEVELOPMENT] + notes,
    }
    if column:
        entry["column"] = column
    if score["prompts"] is not None:
        entry["prompts"] = score["prompts"]
    if score["clusters"]["field"]:
        entry["clusterField"] = score["clusters"]["field"]
    return entry


def wilson(yes, of):
    z, p = 1.959963984540054, yes / of
    centre, reach = p + z * z / (2 * of), z * math.sqrt(p * (1 - p) / of + z * z / (4 * of * of))
    scale = 1 + z * z / of
    return {"value": round(p, 6), "lower": round(max(0, centre - reach) / scale, 6) if yes else 0.0,
            "upper": round(min(1, (centre + reach) / scale), 6) if yes < of else 1.0, "yes": yes, "of": of}


packs = {
    path.name: hashlib.sha256(path.read_bytes()).hexdigest()
    for path in sorted(pathlib.Path("Sources/HawthorneClassifiers/Packs").glob("*.yaml"))
}


def held_out(record):
    tp, fp = record["truePositives"], record["falsePositives"]
    fn, tn = record["falseNegatives"], record["trueNegatives"]
    same = all(packs.get(name) == hash for name, hash in record["packs"].items())
    return {
        "id": record["id"], "title": record["title"], "measures": record["measures"],
        "classifier": record["classifier"], "isPresent": same and record["classifier"]["version"] == classifier["version"],
        "n": tp + fp + fn + tn,
        "figures": [{"name": "precision", **wilson(tp, tp + fp)}, {"name": "recall", **wilson(tp, tp + fn)},
                    {"name": "specificity", **wilson(tn, tn + fp)}],
        "notes": record["notes"],
    }


records = json.loads(pathlib.Path("Sources/HawthorneReports/Accuracy/held-out.json").read_text())
document = {
    "schema": "hawthorne-accuracy/1",
    "classifier": classifier,
    "packs": [{"name": name, "sha256": hash} for name, hash in packs.items()],
    "sets": [measured(*entry) for entry in SETS],
    "heldOut": [held_out(record) for record in records],
}
print(json.dumps(document, ensure_ascii=False, indent=1, sort_keys=True))
