"""Folds and cuts text as HawthornePatterns does, near enough to fit weights on."""
import re

ABBREVIATIONS = set(
    "e.g eg i.e ie etc vs mr mrs ms dr prof st fig approx cf al a.m p.m u.s u.k inc ltd co corp jr sr dept est ca "
    "resp incl excl eq sec vol pp ed viz".split())


def fold(text):
    """What NormalizedText makes of a text, near enough: `--compare` counts what is left of the difference."""
    text = text.lower().replace("\r\n", "\n").replace("\u2026", "...")
    text = re.sub("[\u2018\u2019\u201a\u201b\u2032`\u00b4]", "'", text)
    text = re.sub("[\u201c\u201d\u201e\u00ab\u00bb]", '"', text)
    text = re.sub("[\u2013-\u2015]", " - ", text)
    text = re.sub("[\u2022\u2023\u25e6\u2043\u2219\u25aa\u25cf]", "-", text)
    text = re.sub(r"(?m)^(\s*)\*(?=[ \t])", r"\1-", text).replace("*", "")
    text = re.sub(r"(?<!\w)_|_(?!\w)", "", text)
    text = re.sub(r"[ \t\u00a0]*\n[ \t\n]*", "\n", text)
    return re.sub(r"[ \t\u00a0]+", " ", text).strip()


def sentences(text):
    found, start, at = [], 0, 0
    while at < len(text):
        mark, after = text[at], -1
        if mark == "\n":
            after = at + 1
        elif mark in ".!?":
            close = at + 1
            while close < len(text) and text[close] in "\"')]":
                close += 1
            if (close >= len(text) or text[close] in " \n") and not (mark == "." and abbreviates(text, at, start)):
                after = min(close + 1, len(text))
        if after > 0:
            found.append((start, after))
            start, at = after, max(after, at + 1)
        else:
            at += 1
    if start < len(text) or not found:
        found.append((start, len(text)))
    return found


def abbreviates(text, at, start):
    if at > 0 and text[at - 1] == ".":
        return True
    word = at
    while word > start and at - word < 8 and text[word - 1] not in " \n(":
        word -= 1
    piece = text[word:at]
    if not 0 < len(piece) < 8:
        return False
    if word - start <= 8 and all(c in " -#(" for c in text[start:word]) and (piece.isdigit() or len(piece) == 1):
        return True
    return (len(piece) == 1 and piece.isalpha() and piece != "i") or piece in ABBREVIATIONS
