#!/usr/bin/env python3
"""Fits the `second_opinion` of an awareness pack: weights over the words and word classes of single sentences.

    train-awareness-model.py PACK [--gold FOLDER] [--write] [--errors]

Needs PyYAML, numpy and scikit-learn. Reads the classes from the pack, the English corpora and part `a` of the held-out
traces beside it, and from FOLDER, where given, the development folds awareness.stress.dev.jsonl and
ordinary.clean.dev.jsonl. Parts `b` and `c` are never read. Prints figures in five folds by trace, and those of weights
fitted without part `a` on part `a`. `--write` replaces the weights, biases and thresholds in the pack.

Labels are of whole traces, so the sentence that carries a positive one is found on the way: first the one with most
classes, then, three times over, the one that the weights so far score highest. Sentences of other traces are negatives.
"""
import argparse
import collections
import glob
import json
import os
import re
import sys

import numpy as np
import yaml
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from folded_text import fold, sentences

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
TESTS = os.path.join(ROOT, "Tests", "HawthorneClassifiersTests")
BEGIN, END = "  # BEGIN fitted weights", "  # END fitted weights"
HEADS = ("aware", "user_probe")
WORD = re.compile(r"[a-z0-9]+(?:['-][a-z0-9]+)*|\?")
PENALTY, POSITIVE, ROUNDS, SCALE, LIMIT, SEED = 0.3, 3.0, 3, 100, 3000, 1
# Traces at least that hold a feature of each kind.
LEAST = {"word": 3, "words": 4, "class": 1, "near": 4, "next": 4, "with": 4}
# What a threshold must keep in the folds: precision, and ordinary traces that are marked.
PRECISION, ORDINARY = {"aware": 0.86, "user_probe": 0.90}, {"aware": 2, "user_probe": 1}


class Lexicon:
    def __init__(self, classes):
        self.exact, self.prefixes, self.known = collections.defaultdict(set), [], {}
        for name, words in classes.items():
            for word in words.split():
                if word.endswith("*"):
                    self.prefixes.append((word[:-1], name))
                else:
                    self.exact[word].add(name)

    def __call__(self, word):
        if word not in self.known:
            more = {name for stem, name in self.prefixes if word.startswith(stem)}
            self.known[word] = frozenset(self.exact.get(word, set()) | more)
        return self.known[word]


def windows(text, lexicon, cues, order):
    """The sentences that hold a cue, each as its features."""
    folded = fold(text)
    lines = [WORD.findall(folded[a:b]) for a, b in sentences(folded)]
    kinds = [[lexicon(word) for word in line] for line in lines]
    every = [frozenset().union(*line) for line in kinds]
    for number, line in enumerate(lines):
        here = every[number]
        if not here & cues:
            continue
        found = {("word", word) for word in line} | {("words", a, b) for a, b in zip(line, line[1:])}
        for first, second in zip(kinds[number], kinds[number][1:]):
            found |= {("next", a, b) for a in first for b in second}
        ranked = sorted(here, key=order.__getitem__)
        found |= {("class", name) for name in here}
        found |= {("with", a, b) for i, a in enumerate(ranked) for b in ranked[i + 1:]}
        beside = (every[number - 1] if number else frozenset()) | (
            every[number + 1] if number + 1 < len(lines) else frozenset())
        found |= {("near", name) for name in beside}
        yield found


def traces(gold):
    """(id, source, reasoning, label) of every trace to learn from."""
    def lines(path):
        with open(path, encoding="utf-8") as file:
            return [json.loads(line) for line in file]

    for path in sorted(glob.glob(os.path.join(TESTS, "Corpora", "*.jsonl"))):
        for row in lines(path):
            # fp16 is of other languages.
            if row["language"] == "en" and not path.endswith("fp16.jsonl"):
                label = "aware" if row["aware"] else "user_probe" if row["user_probe"] else "none"
                yield row["id"], "corpora", row["reasoning"], label
    for row in lines(os.path.join(TESTS, "Heldout", "traces.jsonl")):
        if row["part"] == "a":
            yield row["id"], "part a", row["reasoning"], row["label"].replace("not_aware", "none")
    if not gold:
        return
    for row in lines(os.path.join(gold, "awareness.stress.dev.jsonl")):
        if row["label"] == "not_aware":
            yield row["id"], "stress", row["reasoning"], "none"
        elif row["label"] == "aware":
            kind = "user_probe" if row["kind"] == "user_probe" else "aware"
            yield row["id"], "stress", row["reasoning"], kind
    for row in lines(os.path.join(gold, "ordinary.clean.dev.jsonl")):
        yield row["id"], "ordinary", row["reasoning"], "none"


class Data:
    def __init__(self, document, gold):
        opinion = document["second_opinion"]
        lexicon, cues = Lexicon(opinion["classes"]), frozenset(opinion["cues"])
        order = {name: number for number, name in enumerate(opinion["classes"])}
        self.ids, self.sources, self.labels, rows, owners = [], [], [], [], []
        for number, (id, source, text, label) in enumerate(traces(gold)):
            self.ids.append(id)
            self.sources.append(source)
            self.labels.append(label)
            for found in windows(text, lexicon, cues, order):
                rows.append(found)
                owners.append(number)
        self.sources, self.labels, self.owners = np.array(self.sources), np.array(self.labels), np.array(owners)
        holders = collections.defaultdict(set)
        for found, owner in zip(rows, owners):
            for feature in found:
                holders[feature].add(owner)
        self.kept = {f for f, held in holders.items() if len(held) >= LEAST[f[0]]}
        self.start = np.array([sum(f[0] == "class" for f in found) for found in rows], float)
        vectoriser = DictVectorizer()
        self.x = vectoriser.fit_transform(
            [{" ".join(f): 1 for f in sorted(found & self.kept)} for found in rows]).tocsr()
        self.names = vectoriser.get_feature_names_out()

    def fit(self, chosen):
        """Biases and weights of each head from the traces that `chosen` marks: the features that weigh most in a
        first fit stay in the second."""
        first = {head: self.fit_head(head, chosen, self.x) for head in HEADS}
        weight = np.max([np.abs(first[head].coef_[0]) for head in HEADS], axis=0)
        columns = np.sort(np.argsort(-weight, kind="stable")[:LIMIT])
        models = {}
        for head in HEADS:
            model = self.fit_head(head, chosen, self.x[:, columns])
            weights = np.zeros(self.x.shape[1])
            weights[columns] = model.coef_[0]
            models[head] = (np.round(SCALE * model.intercept_[0]) / SCALE, np.round(SCALE * weights) / SCALE)
        return models

    def fit_head(self, head, chosen, x):
        positive = self.labels == head
        indices = np.where(chosen[self.owners])[0]
        is_positive = positive[self.owners[indices]]
        scores = self.start[indices]
        for _ in range(ROUNDS):
            best = {}
            for place in np.where(is_positive)[0]:
                owner = self.owners[indices[place]]
                if owner not in best or scores[place] > scores[best[owner]]:
                    best[owner] = place
            picked = np.concatenate([np.where(~is_positive)[0], np.array(sorted(best.values()), int)])
            y = is_positive[picked].astype(int)
            model = LogisticRegression(C=PENALTY, max_iter=400, tol=1e-3)
            model.fit(x[indices[picked]], y, sample_weight=np.where(y == 1, POSITIVE, 1.0))
            scores = model.decision_function(x[indices])
        return model

    def verdicts(self, models):
        """For each trace and head, the highest score of a sentence that the head wins."""
        both = {head: self.x @ weights + bias for head, (bias, weights) in models.items()}
        out = {head: np.full(len(self.ids), -9.0) for head in HEADS}
        is_aware = both["aware"] >= both["user_probe"]
        np.maximum.at(out["aware"], self.owners, np.where(is_aware, both["aware"], -9))
        np.maximum.at(out["user_probe"], self.owners, np.where(is_aware, -9, both["user_probe"]))
        return out


def table(data, scores, title):
    print(title)
    for head in HEADS:
        for threshold in (0, 0.25, 0.5, 0.75, 1, 1.25, 1.5):
            parts = []
            for source in ("corpora", "part a", "stress", "ordinary"):
                member = data.sources == source
                hit, is_positive = (scores[head] >= threshold) & member, data.labels == head
                parts.append(
                    f"{source} {(hit & is_positive).sum()}/{(member & is_positive).sum()}"
                    f" false {(hit & ~is_positive).sum()}")
            print(f"  {head} {threshold:4}: " + " · ".join(parts))


def threshold(data, scores, head):
    """The lowest at which the folds keep the precision and leave ordinary traces alone."""
    ordinary = data.sources == "ordinary"
    for step in range(8, 61):
        value = step / 20
        hit, is_positive = scores[head] >= value, data.labels == head
        tp, fp = (hit & is_positive).sum(), (hit & ~is_positive & ~ordinary).sum()
        if tp >= PRECISION[head] * (tp + fp) and (hit & ordinary).sum() <= ORDINARY[head]:
            return value
    sys.exit(f"no threshold keeps the precision of {head}")


def cross_validate(data):
    folds = np.random.RandomState(SEED).randint(0, 5, len(data.ids))
    scores = {head: np.zeros(len(data.ids)) for head in HEADS}
    for fold_number in range(5):
        for head, values in data.verdicts(data.fit(folds != fold_number)).items():
            scores[head][folds == fold_number] = values[folds == fold_number]
    return scores


def whole(value):
    return int(round(SCALE * value))


def write(path, data, models, thresholds):
    with open(path, encoding="utf-8") as file:
        text = file.read()
    lines = ["  weights: |"]
    for number, name in enumerate(data.names):
        values = [whole(models[head][1][number]) for head in HEADS]
        if any(values):
            lines.append(f"    {name} {values[0]} {values[1]}")
    start, end = text.index(BEGIN), text.index(END)
    text = text[:start] + BEGIN + "\n" + "\n".join(lines) + "\n" + text[end:]
    for head in HEADS:
        bias, limit = whole(models[head][0]), whole(thresholds[head])
        text, count = re.subn(
            rf"(\n  {head}:\n    bias: )-?\d+(\n    threshold: )-?\d+", rf"\g<1>{bias}\g<2>{limit}", text)
        if count != 1:
            sys.exit(f"the pack has no 'bias' and 'threshold' of {head} to replace")
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)
    print(f"wrote {len(lines) - 1} weights to {path}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pack")
    parser.add_argument("--gold")
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--errors", action="store_true")
    options = parser.parse_args()
    with open(options.pack, encoding="utf-8") as file:
        data = Data(yaml.safe_load(file), options.gold)
    print(f"{len(data.ids)} traces, {data.x.shape[0]} sentences, {data.x.shape[1]} features")
    table(data, data.verdicts(data.fit(data.sources != "part a")), "fitted without part a (only its column is held out)")
    scores = cross_validate(data)
    table(data, scores, "five folds by trace")
    thresholds = {head: threshold(data, scores, head) for head in HEADS}
    print("thresholds", thresholds)
    if options.errors:
        for head in HEADS:
            for number in np.where((scores[head] >= thresholds[head]) & (data.labels != head))[0]:
                print("false", head, data.sources[number], data.ids[number], round(scores[head][number], 2))
    if options.write:
        write(options.pack, data, data.fit(np.ones(len(data.ids), bool)), thresholds)


if __name__ == "__main__":
    main()
