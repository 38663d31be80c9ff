#!/usr/bin/env python3
"""Write the reference values that Tests/HawthorneStatisticsTests compares with.

Needs scipy 1.17, statsmodels 0.15 and scikit-learn 1.9. Every value comes from a library or from a route other than the
one the Swift code takes: brute force for permutations, a numerical maximum of the likelihood for Tango's
interval, regression with stratum dummies for the Mantel-Haenszel difference, DeLong's structural components pair
by pair. Each file begins with the versions it was written with.

    python3 Scripts/statistics-fixtures.py
"""

import itertools
import json
import math
import pathlib
import platform

import numpy as np
import scipy
import sklearn
import statistics_references as more
import statsmodels
from scipy import optimize, stats
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from statsmodels.stats import contingency_tables, inter_rater, multitest

FIXTURES = pathlib.Path(__file__).resolve().parent.parent / "Tests/HawthorneStatisticsTests/Fixtures"


def write(name, cases):
    versions = dict(python=platform.python_version(), numpy=np.__version__, scipy=scipy.__version__,
                    statsmodels=statsmodels.__version__, sklearn=sklearn.__version__)
    header = json.dumps(dict(script="Scripts/statistics-fixtures.py", versions=versions))
    text = ",\n".join(json.dumps(case) for case in cases)
    (FIXTURES / f"{name}.json").write_text(f'{{"header": {header},\n"cases": [\n{text}\n]}}\n')
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
    for n in (1, 5, 28, 40, 149, 500):
        for floor in (0.1, 0.5, 0.9, 0.98):
            for confidence in (0.9, 0.95):
                # The upper bound of the rate lies below the floor.
                breaking = [f for f in range(1, n + 1) if stats.binom.sf(f - 1, n, 1 - floor) <= 1 - confidence]
                cases.append(dict(kind="break", floor=floor, confidence=confidence, n=n,
                                  failures=breaking[0] if breaking else None))
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


def epoch_effect(n, reverse, epochs, correlation):
    """The exact effect at one epoch times the ratio of the t test's effects, each found by a root finder."""
    top = 1 - 2 * reverse
    if power_of(n, top + reverse - 1e-12, reverse, 0.05) < 0.8:
        return None
    single = optimize.brentq(lambda e: power_of(n, reverse + e, reverse, 0.05) - 0.8, 1e-9, top - 1e-12, xtol=1e-13)
    k = (stats.t.ppf(0.975, n - 1) + stats.t.ppf(0.8, n - 1)) / math.sqrt(n)

    def effect(e):
        share = correlation + (1 - correlation) / e
        return optimize.brentq(
            lambda d: d - k * math.sqrt(share * (2 * reverse + d - d * d)), 1e-9, 1, xtol=1e-15)

    return single * effect(epochs) / effect(1)


def mde():
    cases = []
    for n in (12, 40, 50, 100, 200):
        for reverse in (0, 0.01, 0.03, 0.05):
            top = 1 - 2 * reverse
            value = None
            if power_of(n, top + reverse - 1e-12, reverse, 0.05) >= 0.8:
                value = optimize.brentq(lambda e: power_of(n, reverse + e, reverse, 0.05) - 0.8, 1e-9, top - 1e-12, xtol=1e-13)
            cases.append(dict(kind="mcnemar", n=n, reverse=reverse, value=value))
    for n in (12, 40, 100, 400):
        for reverse in (0, 0.03, 0.05):
            for epochs, correlation in ((2, 0.75), (5, 0.75), (5, 0.3), (10, 0), (10, 1)):
                cases.append(dict(kind="epochs", n=n, reverse=reverse, epochs=epochs, correlation=correlation,
                                  value=epoch_effect(n, reverse, epochs, correlation)))
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
        smaller = [min(n, m) for a, n, u, m in strata if n and m and 0 < a + u < n + m]
        reach = stats.t.ppf(0.975, max(1, len(smaller) - 1, sum(smaller) - len(smaller))) * math.sqrt(sato(strata))
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


def delong(positives, negatives):
    """Area and standard error by the definition: one kernel value for each pair."""
    kernel = np.array([[1.0 if p > q else 0.5 if p == q else 0.0 for q in negatives] for p in positives])
    m, n = kernel.shape
    area = kernel.mean()
    if min(m, n) < 2:
        return area, None
    v10, v01 = kernel.mean(axis=1), kernel.mean(axis=0)
    variance = ((v10 - area) ** 2).sum() / (m - 1) / m + ((v01 - area) ** 2).sum() / (n - 1) / n
    return area, math.sqrt(variance) if variance > 1e-20 and 0 < area < 1 else None


def score_interval(area, m, n, level):
    z, extra = stats.norm.ppf((1 + level) / 2), (m + n) / 2 - 1

    def excess(theta):
        shape = 1 + extra * ((1 - theta) / (2 - theta) + theta / (1 + theta))
        return (theta - area) ** 2 - z * z * theta * (1 - theta) * shape / (m * n)

    # excess is negative next to an area at an end of the scale too.
    return [0.0 if area == 0 else optimize.brentq(excess, 0, area if area < 1 else 1 - 1e-12, xtol=1e-15, rtol=1e-14),
            1.0 if area == 1 else optimize.brentq(excess, area if area > 0 else 1e-12, 1, xtol=1e-15, rtol=1e-14)]


def bootstrap_error(positives, first, negatives, second, resamples, seed):
    """From the definition: whole clusters in a list, areas from scikit-learn."""
    generator = Generator(seed)
    names = sorted(set(first) | set(second))
    rows = {name: ([s for s, c in zip(positives, first) if c == name], [s for s, c in zip(negatives, second) if c == name])
            for name in names}
    areas = []
    for _ in range(resamples):
        drawn = [rows[names[generator.below(len(names))]] for _ in names]
        p, q = sum((r[0] for r in drawn), []), sum((r[1] for r in drawn), [])
        if p and q:
            areas.append(roc_auc_score([1] * len(p) + [0] * len(q), p + q))
    return float(np.std(areas, ddof=1))


def auroc():
    random = np.random.default_rng(20260711)
    cases = []
    draw = lambda mean, n, decimals=3: [round(x, decimals) for x in random.normal(mean, 1, n)]
    pairs = [(draw(0, 14), draw(0, 14)), (draw(1, 40), draw(0, 40)), (draw(2.3, 14), draw(0, 9)), (draw(1, 30, 0), draw(0, 50, 0)),
             (draw(-1, 12), draw(0, 7)), ([1.0, 1.0, 0.0], [0.0, 1.0, 0.0, 0.0]), ([2.0, 3.0, 4.0], [0.0, 1.0]), ([0.0], [1.0, 2.0]),
             ([1.0, 1.0], [1.0, 1.0, 1.0]), ([1.5], [1.0, 2.0]), (draw(9, 14), draw(0, 14)), (draw(0.3, 300, 1), draw(0, 200, 1))]
    for positives, negatives in pairs:
        area, error = delong(positives, negatives)
        labels = [1] * len(positives) + [0] * len(negatives)
        assert abs(area - roc_auc_score(labels, positives + negatives)) < 1e-12
        for level in (0.9, 0.95):
            score = score_interval(area, len(positives), len(negatives), level)
            interval = score
            if error is not None:
                logit, reach = math.log(area / (1 - area)), stats.norm.ppf((1 + level) / 2) * error / (area * (1 - area))
                interval = [1 / (1 + math.exp(-logit + reach)), 1 / (1 + math.exp(-logit - reach))]
            cases.append(dict(positives=positives, negatives=negatives, level=level, area=area, error=error,
                              interval=interval, score=score))
    write("auroc", cases)


def clustered():
    random = np.random.default_rng(20260712)
    cases = []
    for clusters, most, mean, decimals in [(14, 1, 0.7, 3), (8, 3, 0.5, 3), (20, 2, 1.5, 0), (12, 2, 0, 1)]:
        # Numbers of clusters with gaps, out of order.
        names = [int(x) for x in random.permutation(clusters) * 7 - 20]
        rows = [(name, positive) for name in names for positive in (True, False) for _ in range(random.integers(1, most + 1))]
        effect = dict(zip(names, random.normal(0, 1, clusters)))
        scores = [round(effect[name] + random.normal(mean if positive else 0, 1), decimals) for name, positive in rows]
        part = lambda wanted: ([s for s, r in zip(scores, rows) if r[1] == wanted], [r[0] for r in rows if r[1] == wanted])
        (positives, first), (negatives, second) = part(True), part(False)
        raw = bootstrap_error(positives, first, negatives, second, 500, 11)
        error = raw * math.sqrt(clusters / (clusters - 1))
        area = delong(positives, negatives)[0]
        logit, reach = math.log(area / (1 - area)), stats.t.ppf(0.975, clusters - 1) * error / (area * (1 - area))
        cases.append(dict(positives=positives, positiveClusters=first, negatives=negatives, negativeClusters=second,
                          area=area, error=error, interval=[1 / (1 + math.exp(-logit + reach)), 1 / (1 + math.exp(-logit - reach))]))
    write("clustered", cases)


def mannwhitney():
    random = np.random.default_rng(20260713)
    cases = []
    draw = lambda mean, n, decimals: [round(x, decimals) for x in random.normal(mean, 1, n)]
    pairs = [([1.0], [2.0]), ([3.0, 4.0], [1.0, 2.0]), (draw(0, 5, 6), draw(1, 7, 6)), (draw(1, 14, 6), draw(0, 14, 6)), (draw(0.5, 50, 9), draw(0, 50, 9)),
             (draw(0.5, 51, 9), draw(0, 10, 9)), (draw(0, 14, 0), draw(1, 14, 0)), ([1.0, 1.0], [1.0, 1.0]), ([1.0, 2.0], [1.0, 2.0, 3.0]),
             (draw(0, 300, 1), draw(0.3, 400, 1)), (draw(3, 40, 9), draw(0, 45, 9))]
    for first, second in pairs:
        tied = len(set(first + second)) < len(first + second)
        exact = not tied and max(len(first), len(second)) <= 50
        result = stats.mannwhitneyu(first, second, method="exact" if exact else "asymptotic")
        p = float(result.pvalue) if len(set(first + second)) > 1 else 1.0
        cases.append(dict(first=first, second=second, u=float(result.statistic), p=p, exact=exact))
    write("mannwhitney", cases)


def logistic():
    random = np.random.default_rng(20260714)
    cases = []
    # Rows, features, share of features that are not 0, penalty, separable.
    for rows, features, density, penalty, separable in [
            (30, 3, 1, 1, False), (60, 200, 0.05, 1, False), (40, 5, 0.5, 10, True), (40, 5, 0.5, 0.01, True), (25, 60, 0.2, 0.1, False),
            (12, 4, 0, 1, False), (50, 4, 1, 0.5, False)]:
        x = np.where(random.random((rows, features)) < density, random.poisson(1.5, (rows, features)), 0).astype(float)
        if features == 3:
            x = np.round(random.normal(0, 2, (rows, features)), 3)
        y = x[:, 0] > np.median(x[:, 0]) if separable else random.random(rows) < 1 / (1 + np.exp(1 - x[:, 0]))
        if y.all() or not y.any():
            y[0] = not y[0]
        # Tolerances apply to the mean loss; the second solver shows that the first has arrived.
        model = LogisticRegression(C=1 / penalty, solver="lbfgs", tol=1e-8, max_iter=100_000).fit(x, y)
        check = LogisticRegression(C=1 / penalty, solver="newton-cholesky", tol=1e-13, max_iter=1000).fit(x, y)
        assert np.abs(model.coef_ - check.coef_).max() < 5e-6 and abs(model.intercept_ - check.intercept_)[0] < 5e-6
        cases.append(dict(
            rows=[{str(j): v for j, v in enumerate(row) if v} for row in x], labels=[bool(v) for v in y], features=features,
            penalty=penalty, coefficients=list(model.coef_[0]), intercept=float(model.intercept_[0])))
    write("logistic", cases)


def generator():
    g = Generator(42)
    words = [str(g.next()) for _ in range(5)]
    g = Generator(42)
    write("generator", [dict(seed=42, words=words, below=[g.below(10) for _ in range(20)])])


if __name__ == "__main__":
    FIXTURES.mkdir(parents=True, exist_ok=True)
    for make in (distributions, proportions, acceptance, mcnemar, paired, signflip, mde, fisher, multiplicity,
                 agreement, rogangladen, stratified, auroc, clustered, mannwhitney, logistic, generator):
        make()

    def tango_score(b, c, rest, delta):
        n = b + c + rest
        return (b - c - n * delta) / math.sqrt(n * (discordance(b, c, rest, delta) - delta * delta))

    for name, cases in dict(
            effective=more.effective(), scenariorate=more.scenariorate(), twoproportions=more.twoproportions(),
            equivalence=more.equivalence(tango_score), bonettprice=more.bonettprice(), padded=more.padded(flip_interval),
            few=more.few(flip_interval),
            cmh=more.cmh(), chisquared=more.chisquared(), weighted=more.weighted(), powers=more.powers(power_of), page=more.page(),
            trend=more.trend(), bootstrap=more.bootstrap(Generator), calibration=more.calibration(), sessions=more.sessions(),
            rerun=more.rerun(), changes=more.changes(), doublesampling=more.doublesampling(flip_interval)).items():
        write(name, cases)
