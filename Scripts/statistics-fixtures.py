#!/usr/bin/env python3
"""Write the reference values that Tests/HawthorneStatisticsTests compares with.

Needs scipy 1.17 and statsmodels 0.15. Every value comes from a library or from a route other than the
one the Swift code takes: brute force for permutations, a numerical maximum of the likelihood for Tango's
interval, regression with stratum dummies for the Mantel-Haenszel difference.

    python3 Scripts/statistics-fixtures.py
"""

import itertools
import json
import math
import pathlib

import numpy as np
from scipy import optimize, stats
from statsmodels.stats import contingency_tables, inter_rater, multitest

FIXTURES = pathlib.Path(__file__).resolve().parent.parent / "Tests/HawthorneStatisticsTests/Fixtures"


def write(name, cases):
    text = ",\n".join(json.dumps(case) for case in cases)
    (FIXTURES / f"{name}.json").write_text(f"[\n{text}\n]\n")
    print(f"{name}: {len(cases)}")


def distributions():
    cases = []
    for n, p in [(1, 0.5), (12, 0.03), (40, 0.5), (300, 0.98), (5000, 0.0076), (10**6, 0.3), (10**6, 1e-6)]:
        mean, sd = n * p, math.sqrt(n * p * (1 - p))
        for k in sorted({0, n, *(min(n, max(0, round(mean + step * sd))) for step in (-6, -1, 0, 1, 6))}):
            cases.append(
                dict(kind="binomial", n=n, p=p, k=k, mass=stats.binom.pmf(k, n, p),
                     lower=stats.binom.cdf(k, n, p), upper=stats.binom.sf(k - 1, n, p)))
    for p in [1e-300, 1e-12, 0.001, 0.025, 0.3, 0.5, 0.8, 0.975, 0.999]:
        cases.append(dict(kind="normal", p=p, quantile=stats.norm.ppf(p)))
        for degrees in (1, 2, 11, 39, 500):
            if p > 1e-13:
                cases.append(dict(kind="student", p=p, degrees=degrees, quantile=stats.t.ppf(p, degrees)))
    write("distributions", cases)


def beta_lower(x, n, tail):
    # Not binomtest's own "exact", whose root finder stops at 2e-12 absolute.
    return stats.beta.ppf(tail, x, n - x + 1) if x else 0.0


def beta_upper(x, n, tail):
    return stats.beta.isf(tail, x + 1, n - x) if x < n else 1.0


def proportions():
    counts = [(0, 1), (1, 1), (0, 12), (1, 12), (6, 12), (12, 12), (1, 40), (39, 40), (263, 268), (98, 100),
              (100, 100), (38, 5000), (0, 10**6), (1, 10**6), (300_000, 10**6), (999_999, 10**6)]
    cases = []
    for x, n in counts:
        for level in (0.8, 0.95, 0.999):
            test = stats.binomtest(x, n)
            wilson = test.proportion_ci(level, "wilson")
            above = stats.binomtest(x, n, alternative="greater")
            below = stats.binomtest(x, n, alternative="less")
            cases.append(dict(
                x=x, n=n, level=level, wilson=list(wilson),
                exact=[beta_lower(x, n, (1 - level) / 2), beta_upper(x, n, (1 - level) / 2)],
                wilsonLower=above.proportion_ci(level, "wilson").low,
                wilsonUpper=below.proportion_ci(level, "wilson").high,
                exactLower=beta_lower(x, n, 1 - level), exactUpper=beta_upper(x, n, 1 - level)))
    write("proportions", cases)


def passes(n, failures, floor, confidence):
    """The gate by the beta quantile: does the exact lower bound reach the floor?"""
    return stats.beta.ppf(1 - confidence, n - failures, failures + 1) >= floor


def acceptance():
    cases = []
    for floor in (0.5, 0.8, 0.9, 0.95, 0.98, 0.99, 0.995):
        for failures in (0, 1, 2, 3, 5, 20):
            for confidence in (0.9, 0.95, 0.99):
                n = failures + 1
                while not passes(n, failures, floor, confidence):
                    n += 1
                cases.append(dict(kind="zero", floor=floor, failures=failures, confidence=confidence, n=n))
    for floor, rate in [(0.5, 0.9), (0.8, 0.95), (0.9, 0.95), (0.95, 0.99), (0.95, 1.0), (0.9, 0.93), (0.5, 0.55)]:
        for power in (0.5, 0.8, 0.9):
            allowed, n = -1, 0
            while True:
                n += 1
                if stats.binom.cdf(allowed + 1, n, 1 - floor) <= 0.05:
                    allowed += 1
                if allowed >= 0 and stats.binom.cdf(allowed, n, 1 - rate) >= power:
                    break
            cases.append(dict(kind="power", floor=floor, rate=rate, power=power, n=n,
                              probability=stats.binom.cdf(allowed, n, 1 - rate)))
    write("acceptance", cases)


def mcnemar():
    cases = []
    for b, c in [(0, 0), (1, 0), (0, 1), (5, 5), (6, 0), (10, 2), (1, 9), (95, 27), (7, 1), (40, 60),
                 (1000, 1100), (500_000, 501_000)]:
        result = contingency_tables.mcnemar([[0, b], [c, 0]], exact=True) if b + c else None
        exact = result.pvalue if result else 1.0
        mass = stats.binom.pmf(min(b, c), b + c, 0.5)
        mid = 1.0 if b + c == 0 else 1 - mass / 2 if b == c else exact - mass
        cases.append(dict(b=b, c=c, exact=exact, midP=mid))
    write("mcnemar", cases)


def discordance(b, c, rest, delta):
    """The likeliest P(first only) + P(second only) when their difference is delta."""
    # First only and second only are max(+-delta, 0) + t*w, the rest (1 - |delta|)(1 - t), for t in [0, 1].
    w, first, second = (1 - abs(delta)) / 2, max(delta, 0.0), max(-delta, 0.0)

    def slope(t):
        return ((b * w / (first + t * w) if b else 0) + (c * w / (second + t * w) if c else 0)
                - (rest / (1 - t) if rest else 0))

    if slope(1e-15) <= 0:
        t = 0.0
    elif slope(1 - 1e-15) >= 0:
        t = 1.0
    else:
        t = optimize.brentq(slope, 1e-15, 1 - 1e-15, xtol=1e-16, rtol=1e-15)
    return first + second + 2 * t * w


def tango(n11, b, c, n00, level):
    n, z = n11 + b + c + n00, stats.norm.ppf((1 + level) / 2)
    estimate = (b - c) / n

    def score(delta):
        variance = n * (discordance(b, c, n11 + n00, delta) - delta * delta)
        return (b - c - n * delta) / math.sqrt(variance)

    def end(limit, sign):
        if estimate == limit:
            return limit
        near = estimate + math.copysign(1e-9, limit)
        return optimize.brentq(lambda d: score(d) - sign * z, near, limit - math.copysign(1e-12, limit), xtol=1e-15)

    return [end(-1.0, 1), end(1.0, -1)]


def newcombe(a, b, c, d, level, corrected):
    n = a + b + c + d
    one = stats.binomtest(a + b, n).proportion_ci(level, "wilson")
    two = stats.binomtest(a + c, n).proportion_ci(level, "wilson")
    p1, p2 = (a + b) / n, (a + c) / n
    cross = a * d - b * c
    if corrected and cross > 0:
        cross = max(0, cross - n / 2)
    margins = (a + b) * (c + d) * (a + c) * (b + d)
    phi = cross / math.sqrt(margins) if margins else 0
    # The length of a sum of two vectors at the angle arccos(phi).
    below = abs(complex(p1 - one.low) + (two.high - p2) * np.exp(1j * math.acos(-phi)))
    above = abs(complex(one.high - p1) + (p2 - two.low) * np.exp(1j * math.acos(-phi)))
    return [max(-1, p1 - p2 - below), min(1, p1 - p2 + above)]


def paired():
    tables = [(60, 10, 2, 28), (1, 1, 7, 12), (0, 0, 0, 12), (12, 0, 0, 0), (6, 0, 0, 6), (0, 12, 0, 0),
              (0, 0, 12, 0), (0, 1, 0, 0), (5, 1, 0, 34), (10, 3, 3, 24), (0, 5, 4, 3), (2, 0, 3, 7), (500, 40, 55, 405)]
    cases = []
    for table in tables:
        for level in (0.9, 0.95):
            cases.append(dict(table=table, level=level, tango=tango(*table, level),
                              newcombe=newcombe(*table, level, True), uncorrected=newcombe(*table, level, False)))
    write("paired", cases)


def flip_p(differences, theta=0.0):
    d = np.array(differences) - theta
    signs = np.array(list(itertools.product((1, -1), repeat=len(d))))
    sums = np.abs(signs @ d)
    return float(np.mean(sums >= abs(d.sum()) - 1e-10 * np.abs(d).sum()))


def flip_interval(differences, level):
    """Ends of the set of shifts that brute-force tests do not reject, found by bisection."""
    mean, alpha = float(np.mean(differences)), 1 - level

    def end(far):
        if flip_p(differences, far) > alpha:
            return None
        kept, rejected = mean, far
        for _ in range(70):
            middle = (kept + rejected) / 2
            if flip_p(differences, middle) > alpha:
                kept = middle
            else:
                rejected = middle
        return kept

    span = max(differences) - min(differences) + 1
    return [end(mean - span), end(mean + span)]


def signflip():
    random = np.random.default_rng(20260428)
    cases = []
    lists = [[0.3], [0.2, 0.2, 0.2], [1, 1, 1, 1, 1, 1], [0.5, -0.25, 0, 0, 0.75, 0.5, 0.25, 1],
             [0.2, 0.4, -0.2, 0, 0, 0, 0.6, 0.2, 0, 0.4], [1, -1, 1, 0, 0, 0, 1, 0],
             [round(x, 3) for x in random.normal(0.1, 0.3, 11)], [round(x, 3) for x in random.normal(0.4, 0.3, 12)]]
    for d in lists:
        p = flip_p(d)
        if len(d) > 1:
            reference = stats.permutation_test(
                (np.array(d),), lambda x, axis: np.sum(x, axis=axis), permutation_type="samples",
                n_resamples=np.inf, vectorized=True)
            assert abs(p - reference.pvalue) < 1e-9, (d, p, reference.pvalue)
        # Without spread, or when even the most extreme signs are not rejected, there is no interval.
        possible = len(set(d)) > 1 and 2.0 ** (1 - sum(x != 0 for x in d)) <= 0.1
        ends = flip_interval(d, 0.9) if possible else [None, None]
        cases.append(dict(differences=d, p=p, level=0.9, interval=ends if None not in ends else None))
    write("signflip", cases)


def power_of(n, forward, reverse, alpha):
    total = 0.0
    for m in range(1, n + 1):
        weight = stats.binom.pmf(m, n, forward + reverse)
        if weight < 1e-15:
            continue
        b = np.arange(m + 1)
        p = np.minimum(1, 2 * stats.binom.cdf(np.minimum(b, m - b), m, 0.5))
        total += weight * stats.binom.pmf(b, m, forward / (forward + reverse))[p <= alpha].sum()
    return total


def mde():
    cases = []
    for n in (12, 40, 50, 100, 200):
        for reverse in (0, 0.01, 0.03, 0.05):
            top = 1 - 2 * reverse
            value = None
            if power_of(n, top + reverse - 1e-12, reverse, 0.05) >= 0.8:
                value = optimize.brentq(lambda e: power_of(n, reverse + e, reverse, 0.05) - 0.8, 1e-9, top - 1e-12, xtol=1e-13)
            cases.append(dict(kind="mcnemar", n=n, reverse=reverse, value=value))
    for n in (6, 12, 40, 1000):
        value = (stats.t.ppf(0.975, n - 1) + stats.t.ppf(0.8, n - 1)) * 0.3 / math.sqrt(n)
        # The exact answer by the noncentral t, to see how far the published approximation is off.
        exact = optimize.brentq(
            lambda e: stats.nct.sf(stats.t.ppf(0.975, n - 1), n - 1, e * math.sqrt(n)) - 0.8, 0.01, 5) * 0.3
        cases.append(dict(kind="mean", n=n, sd=0.3, value=value, noncentral=exact))
    write("mde", cases)


def fisher():
    tables = [(8, 12, 1, 19), (8, 12, 0, 20), (40, 260, 73, 227), (0, 0, 0, 0), (0, 5, 0, 7), (1, 0, 0, 1), (3, 1, 1, 3),
              (10, 10, 10, 10), (0, 12, 12, 0), (12, 28, 20, 20), (5, 995, 20, 980), (30_000, 70_000, 30_500, 69_500)]
    write("fisher", [dict(table=t, p=float(stats.fisher_exact([t[:2], t[2:]]).pvalue)) for t in tables])


def multiplicity():
    lists = [[], [0.03], [0.01, 0.02, 0.03, 0.04], [0.04, 0.001, 0.5, 0.04, 1.0, 0.0, 0.012], [0.9, 0.8, 0.7]]
    adjust = lambda p, method: list(multitest.multipletests(p, method=method)[1]) if p else []
    write("multiplicity", [dict(p=p, holm=adjust(p, "holm"), bh=adjust(p, "fdr_bh")) for p in lists])


def ac1(table):
    """From a list of items, one vote at a time."""
    k = len(table)
    items = [(i, j) for i in range(k) for j in range(k) for _ in range(table[i][j])]
    observed = sum(i == j for i, j in items) / len(items)
    votes = [vote for item in items for vote in item]
    shares = [votes.count(c) / len(votes) for c in range(k)]
    chance = sum(s * (1 - s) for s in shares) / (k - 1)
    return (observed - chance) / (1 - chance)


def agreement():
    tables = [[[10, 10], [10, 970]], [[20, 5], [10, 15]], [[0, 3], [4, 0]], [[50, 0], [0, 50]],
              [[44, 5, 1], [7, 20, 3], [9, 5, 6]], [[1, 0, 0, 0], [0, 2, 1, 0], [0, 0, 3, 1], [2, 0, 0, 4]]]
    write("agreement", [dict(table=t, kappa=float(inter_rater.cohens_kappa(np.array(t)).kappa), ac1=ac1(t)) for t in tables])


def lang_reiczigel(x, n, tp, np_, tn, nn, level):
    z = stats.norm.ppf((1 + level) / 2)
    p = (x + z * z / 2) / (n + z * z)
    q1, q0 = (tp + 1) / (np_ + 2), (tn + 1) / (nn + 2)
    j = q1 + q0 - 1
    theta = (p + q0 - 1) / j
    d = 2 * z * z * (-(1 - theta) * q0 * (1 - q0) / (nn + 2) + theta * q1 * (1 - q1) / (np_ + 2))
    se = math.sqrt((p * (1 - p) / (n + z * z) + (1 - theta) ** 2 * q0 * (1 - q0) / (nn + 2)
                    + theta ** 2 * q1 * (1 - q1) / (np_ + 2)) / j ** 2)
    return [min(1, max(0, theta + d - z * se)), min(1, max(0, theta + d + z * se))]


def rogangladen():
    arguments = [(100, 1000, 45, 50, 97, 100), (20, 1000, 45, 50, 97, 100), (0, 40, 10, 12, 30, 30), (40, 40, 12, 12, 30, 30),
                 (300, 400, 80, 100, 190, 200), (5, 12, 9, 10, 9, 10)]
    write("rogangladen", [dict(arguments=a, level=level, interval=lang_reiczigel(*a, level))
                          for a in arguments for level in (0.9, 0.95)])


MASK = (1 << 64) - 1


class Generator:
    """SplitMix64 into xoshiro256**, and Lemire's bounded integers, from the papers."""

    def __init__(self, seed):
        self.s = []
        for _ in range(4):
            seed = (seed + 0x9E3779B97F4A7C15) & MASK
            z = seed
            z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
            z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
            self.s.append(z ^ (z >> 31))

    def next(self):
        s = self.s
        rotate = lambda x, k: ((x << k) | (x >> (64 - k))) & MASK
        result = (rotate((s[1] * 5) & MASK, 7) * 9) & MASK
        t = (s[1] << 17) & MASK
        s[2] ^= s[0]
        s[3] ^= s[1]
        s[1] ^= s[2]
        s[0] ^= s[3]
        s[2] ^= t
        s[3] = rotate(s[3], 45)
        return result

    def below(self, bound):
        threshold = (1 << 64) % bound
        while True:
            product = self.next() * bound
            if product & MASK >= threshold:
                return product >> 64


def within(strata):
    """The Mantel-Haenszel difference as the coefficient of awareness with a dummy for each stratum."""
    rows = [(k, aware, y) for k, (a, n, u, m) in enumerate(strata)
            for aware, y, count in [(1, 1, a), (1, 0, n - a), (0, 1, u), (0, 0, m - u)] for _ in range(count)]
    x = np.zeros((len(rows), len(strata) + 1))
    for i, (k, aware, _) in enumerate(rows):
        x[i, 0], x[i, k + 1] = aware, 1
    return float(np.linalg.lstsq(x, np.array([y for *_, y in rows], dtype=float), rcond=None)[0][0])


def mantel(strata):
    weights = [n * m / (n + m) if n and m else 0 for a, n, u, m in strata]
    if not sum(weights):
        return None
    return sum(w * (a / n - u / m) for w, (a, n, u, m) in zip(weights, strata) if w) / sum(weights)


def pooled(strata):
    a, n, u, m = (sum(column) for column in zip(*strata))
    return a / n - u / m if n and m else None


def sato(strata):
    difference, p, q, weight = mantel(strata), 0.0, 0.0, 0.0
    for a, n, u, m in strata:
        if n and m:
            total = n + m
            p += (n * n * u - m * m * a + n * m * (m - n) / 2) / total ** 2
            q += (a * (m - u) / total + u * (n - a) / total) / 2
            weight += n * m / total
    return (difference * p + q) / weight ** 2


def stratified():
    confounded = [(9, 10, 26, 30), (1, 30, 0, 9), (8, 9, 20, 25), (2, 28, 1, 12), (10, 12, 15, 18), (0, 25, 0, 10), (18, 20, 5, 6), (3, 40, 1, 15)]
    lists = [confounded, [(3, 5, 1, 5)] * 6, [(0, 0, 3, 10), (4, 10, 0, 0), (2, 6, 1, 6)], [(1, 1, 0, 1), (0, 1, 1, 1), (1, 1, 0, 3)]]
    cases = []
    for strata in lists:
        value = mantel(strata)
        assert abs(value - within(strata)) < 1e-9
        reach = stats.norm.ppf(0.975) * math.sqrt(sato(strata))
        interval = None
        if len(strata) >= 6:
            generator, biases, count = Generator(7), [], len(strata)
            for _ in range(2000):
                drawn = [strata[generator.below(count)] for _ in range(count)]
                if mantel(drawn) is not None and pooled(drawn) is not None:
                    biases.append(pooled(drawn) - mantel(drawn))
            assert len(biases) >= 1800
            biases.sort()
            tail = stats.norm.cdf(stats.t.ppf(0.025, count - 1) * math.sqrt(count / (count - 1)))
            rank = int(tail * (len(biases) + 1))
            interval = [biases[rank - 1], biases[-rank]]
        cases.append(dict(strata=strata, difference=value, pooled=pooled(strata),
                          interval=[max(-1, value - reach), min(1, value + reach)], bias=interval))
    write("stratified", cases)


def generator():
    g = Generator(42)
    words = [str(g.next()) for _ in range(5)]
    g = Generator(42)
    write("generator", [dict(seed=42, words=words, below=[g.below(10) for _ in range(20)])])


if __name__ == "__main__":
    FIXTURES.mkdir(parents=True, exist_ok=True)
    for make in (distributions, proportions, acceptance, mcnemar, paired, signflip, mde, fisher, multiplicity,
                 agreement, rogangladen, stratified, generator):
        make()
