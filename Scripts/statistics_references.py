"""More reference values for statistics-fixtures.py: rates over scenarios, paired effects, sessions, calibration, power.

Each comes from a library or from a route other than the one the Swift code takes, as there.
"""

import itertools
import math

import numpy as np
import statsmodels.api as sm
from scipy import optimize, stats
from sklearn.metrics import brier_score_loss, cohen_kappa_score
from statsmodels.stats import contingency_tables, inter_rater, power, proportion, weightstats


def effective():
    """Korn and Graubard's bounds by scipy's beta quantiles."""
    cases = []
    for rate, n in [(0, 12), (1, 12), (0.25, 12), (0.05, 7.3), (0.01, 40), (0.333, 19.7), (0.5, 1e6), (0.999, 250.5), (0.002, 61.2)]:
        for level in (0.9, 0.95):
            tail, x = (1 - level) / 2, rate * n
            cases.append(dict(rate=rate, n=n, level=level, interval=[
                stats.beta.ppf(tail, x, n - x + 1) if rate else 0.0, stats.beta.isf(tail, x + 1, n - x) if rate < 1 else 1.0]))
    return cases


def scenario_rate(rows, level):
    rows = [r for r in rows if r[1]]
    x, m = (np.array(column, dtype=float) for column in zip(*rows))
    p, k, kish = x.sum() / m.sum(), len(rows), m.sum() ** 2 / (m ** 2).sum()
    if (m == 1).all():
        n = float(k)
    elif min((x > 0).sum(), (x < m).sum()) < 6:
        n = kish
    else:
        variance = k / (k - 1) * ((x - p * m) ** 2).sum() / m.sum() ** 2
        t = stats.norm.ppf((1 + level) / 2) / stats.t.ppf((1 + level) / 2, k - 1)
        n = min(m.sum(), p * (1 - p) / variance * t * t)
    tail, y = (1 - level) / 2, p * n
    return dict(rate=p, n=n, interval=[stats.beta.ppf(tail, y, n - y + 1) if p else 0.0,
                                       stats.beta.isf(tail, y + 1, n - y) if p < 1 else 1.0])


def scenariorate():
    random = np.random.default_rng(1)
    lists = [[(0, 5)] * 12, [(5, 5)] * 12, [(1, 1)] * 3 + [(0, 1)] * 9, [(0, 0), (1, 5), (0, 5), (3, 5)], [(7, 9)],
             [(int(random.binomial(5, q)), 5) for q in random.beta(0.6, 2, 40)],
             [(int(random.binomial(m, q)), int(m)) for q, m in zip(random.beta(1, 1, 30), random.integers(1, 9, 30))],
             [(int(random.binomial(10, 0.3)), 10) for _ in range(25)]]
    return [dict(rows=rows, level=level, **scenario_rate(rows, level)) for rows in lists for level in (0.9, 0.95)]


def miettinen(x, m, y, n, delta):
    """The score at the rates that a numerical maximum of the likelihood gives.

    statsmodels 0.15 is no reference here: its cubic for the difference does not give the maximum (56/70 - 48/80 comes out
    as .0526-.3440, where Miettinen and Nurminen's is .0528-.3382).
    """
    found = optimize.minimize_scalar(
        lambda q: -(stats.binom.logpmf(x, m, q + delta) + stats.binom.logpmf(y, n, q)), method="bounded",
        bounds=(max(0, -delta) + 1e-12, min(1, 1 - delta) - 1e-12), options=dict(xatol=1e-13))
    q, p = found.x, found.x + delta
    return (x / m - y / n - delta) / math.sqrt((p * (1 - p) / m + q * (1 - q) / n) * (m + n) / (m + n - 1))


def twoproportions():
    cases = []
    for x, m, y, n in [(8, 20, 1, 20), (40, 300, 73, 300), (0, 12, 0, 40), (12, 12, 40, 40), (5, 5, 0, 7), (1, 1, 0, 1), (90, 100, 180, 200), (3, 40, 2, 12)]:
        for level in (0.9, 0.95):
            case = dict(table=[x, m, y, n], level=level)
            case["newcombe"] = list(proportion.confint_proportions_2indep(
                x, m, y, n, method="newcomb", compare="diff", alpha=1 - level))
            case["score"] = None
            if not {x / m, y / n} <= {0.0, 1.0}:
                z, estimate = stats.norm.ppf((1 + level) / 2), x / m - y / n
                case["score"] = [optimize.brentq(lambda d: miettinen(x, m, y, n, d) - z, -1 + 1e-6, estimate),
                                 optimize.brentq(lambda d: miettinen(x, m, y, n, d) + z, estimate, 1 - 1e-6)]
            cases.append(case)
    return cases


def equivalence(tango_score):
    cases = []
    for x, m, y, n, margin in [(40, 100, 42, 100, 0.1), (90, 100, 180, 200, 0.05), (3, 40, 2, 40, 0.15)]:
        p = max(stats.norm.sf(miettinen(x, m, y, n, -margin)), stats.norm.cdf(miettinen(x, m, y, n, margin)))
        cases.append(dict(kind="proportions", table=[x, m, y, n], margin=margin, p=float(p)))
    random = np.random.default_rng(2)
    for n, mean in ((12, 0.02), (40, -0.01), (8, 0.3)):
        d = [round(v, 3) for v in random.normal(mean, 0.15, n)]
        test = weightstats.DescrStatsW(d).ttost_mean(-0.1, 0.1)
        cases.append(dict(kind="means", differences=d, margin=0.1, p=float(test[0])))
    for table, margin in (((60, 10, 2, 28), 0.2), ((10, 3, 3, 24), 0.15), ((0, 0, 1, 39), 0.1), ((500, 40, 55, 405), 0.05)):
        n11, b, c, n00 = table
        # The score by a numerical maximum of the likelihood.
        p = max(stats.norm.sf(tango_score(b, c, n11 + n00, -margin)), stats.norm.cdf(tango_score(b, c, n11 + n00, margin)))
        cases.append(dict(kind="paired", table=list(table), margin=margin, p=float(p)))
    return cases


def bonettprice():
    """Wald's interval of a table with the pairs added, from its covariance matrix."""
    cases = []
    for table in [(60, 10, 2, 28), (1, 1, 7, 12), (0, 0, 0, 12), (0, 12, 0, 0), (32, 8, 0, 0)]:
        for level in (0.9, 0.95):
            counts = np.array(table) + np.array([0, 1, 1, 0])
            n, share, contrast = counts.sum(), counts / counts.sum(), np.array([0, 1, -1, 0])
            covariance = (np.diag(share) - np.outer(share, share)) / n
            reach = stats.norm.ppf((1 + level) / 2) * math.sqrt(contrast @ covariance @ contrast)
            mean = contrast @ share
            cases.append(dict(table=list(table), level=level, interval=[max(-1, mean - reach), min(1, mean + reach)]))
    return cases


def padded(flip_interval):
    random = np.random.default_rng(3)
    cases = []
    for d in ([0.5, -0.25, 0, 0, 0.75, 0.5, 0.25, 1], [round(x, 3) for x in random.normal(0.05, 0.3, 11)],
              [round(x, 3) for x in random.normal(0.5, 0.2, 12)], [round(x, 3) for x in random.normal(-0.4, 0.2, 10)]):
        low, high = flip_interval(d, 0.9)
        low, high = (0.0 if abs(e) < 1e-9 else e for e in (low, high))
        more = np.array(list(d) + [0.6, -0.6])
        reach = stats.t.ppf(0.95, len(d) - 1) * more.std() / math.sqrt(len(more))
        if low <= 0:
            low = min(low, more.mean() - reach)
        if high >= 0:
            high = max(high, more.mean() + reach)
        cases.append(dict(differences=list(d), level=0.9, interval=[float(low), float(high)]))
    for n, mean in ((9, 0.05), (11, 0.3), (12, -0.15)):
        d = [round(x, 3) for x in random.normal(mean, 0.4, n)]
        w = [float(x) for x in random.choice([1, 0.25, 0.0625], n)]
        cases.append(dict(differences=d, weights=w, level=0.9, interval=weighted_ends(np.array(d), np.array(w), 0.9)))
    return cases


def few_reach(d, level, few=5):
    """The layers of the few largest differences, each by scipy's beta quantile for how many lie above it."""
    top = sorted((v for v in d if v > 0), reverse=True)[:few]
    edges = [1, *top, 0]
    return float(sum((edges[k] - edges[k + 1]) * stats.beta.isf((1 - level) / 2, k + 1, len(d) - k) for k in range(len(top) + 1)))


def chosen(d, level, flip_interval):
    """Sparse below six that differ, else padded and on either side no nearer than the few, unless six lie opposite."""
    d = np.array(d, dtype=float)
    above, below = int((d > 0).sum()), int((d < 0).sum())
    if above + below < 6:
        return [-few_reach(-d, level), few_reach(d, level)]
    low, high = (0.0 if abs(e) < 1e-9 else e for e in flip_interval(list(d), level))
    more = np.append(d, [0.6, -0.6])
    reach = stats.t.ppf((1 + level) / 2, len(d) - 1) * more.std() / math.sqrt(len(more))
    low = min(low, more.mean() - reach) if low <= 0 else low
    high = max(high, more.mean() + reach) if high >= 0 else high
    if below < 6:
        high = max(high, few_reach(d, level))
    if above < 6:
        low = min(low, -few_reach(-d, level))
    return [float(max(-1, low)), float(min(1, high))]


def few(flip_interval):
    cases = []
    for d in ([-0.25] * 5 + [0] * 7, [-0.25] * 6 + [0] * 6, [-0.2] * 8 + [0] * 4, [0.5, 0.25, -1, 0, 0, 0, 0, 0, 0, 0], [0] * 12,
              [0.5, 0.25, 0.25, -1, -0.5, 0.75, 0.1, 0, 0, 0], [0.3, 0.2, 0.6, 0.1, 0.5, 0.4, -0.3, -0.2, -0.6, -0.1, -0.5, -0.15]):
        for level in (0.9, 0.95):
            cases.append(dict(differences=d, level=level, interval=chosen(d, level, flip_interval)))
    return cases


def weighted_ends(d, w, level):
    """Shifts of which sign flips of w(d - shift) are not rejected, by bisection; moved out to least squares with two more rows."""
    signs = np.array(list(itertools.product((1, -1), repeat=len(d))))
    centre = w @ d / w.sum()

    def kept(shift):
        score = w * (d - shift)
        return np.mean(np.abs(signs @ score) >= abs(score.sum()) - 1e-10 * np.abs(score).sum()) > 1 - level

    def end(far):
        return optimize.bisect(lambda shift: 1 if kept(shift) else -1, centre, far, xtol=1e-12)

    low, high = end(centre - 5), end(centre + 5)
    more = np.array([*w, *2 * [(w @ w) / w.sum()]])
    # HC0 is the sandwich of scores; t at Kish's degrees of freedom.
    fit = sm.WLS(np.array([*d, 0.6, -0.6]), np.ones(len(more)), weights=more).fit(cov_type="HC0")
    reach = stats.t.ppf((1 + level) / 2, w.sum() ** 2 / (w @ w) - 1) * float(fit.bse[0])
    guard = float(fit.params[0])
    return [float(min(low, guard - reach) if low <= 0 else low), float(max(high, guard + reach) if high >= 0 else high)]


def cmh():
    lists = [[(9, 10, 26, 30), (1, 30, 2, 9), (8, 9, 20, 25), (2, 28, 1, 12), (10, 12, 15, 18), (2, 25, 1, 10), (18, 20, 5, 6), (3, 40, 1, 15)],
             [(3, 5, 1, 5)] * 6, [(1, 4, 3, 5), (3, 4, 2, 6)], [(20, 60, 10, 60), (45, 80, 30, 80), (5, 30, 9, 40)]]
    cases = []
    for strata in lists:
        table = contingency_tables.StratifiedTable([np.array([[a, n - a], [u, m - u]]) for a, n, u, m in strata])
        null = table.test_null_odds()
        # statsmodels takes half off even where there is less than that to take off.
        small = abs(sum(a - n * (a + u) / (n + m) for a, n, u, m in strata)) < 0.5
        corrected = 1.0 if small else table.test_null_odds(correction=True).pvalue
        plain, tarone = table.test_equal_odds(), table.test_equal_odds(adjust=True)
        cases.append(dict(
            strata=strata, ratio=float(table.oddsratio_pooled), interval=[float(v) for v in table.oddsratio_pooled_confint()],
            chi=float(null.statistic), p=float(null.pvalue), corrected=float(corrected), breslowDay=float(plain.statistic),
            breslowDayP=float(plain.pvalue), tarone=float(tarone.statistic), taroneP=float(tarone.pvalue)))
    return cases


def chisquared():
    return [dict(x=x, degrees=k, p=stats.chi2.sf(x, k)) for k in (1, 2, 3, 7, 39, 500) for x in (1e-3, 0.5, 3.84, 12, 40, 600)]


def weighted():
    tables = [[[10, 10], [10, 970]], [[44, 5, 1], [7, 20, 3], [9, 5, 6]], [[1, 0, 0, 0], [0, 2, 1, 0], [0, 0, 3, 1], [2, 0, 0, 4]], [[0, 3], [4, 0]]]
    cases = []
    for table in tables:
        k = len(table)
        items = [(i, j) for i in range(k) for j in range(k) for _ in range(table[i][j])]
        first, second = zip(*items)
        votes = [vote for item in items for vote in item]
        shares = [votes.count(c) / len(votes) for c in range(k)]
        for name, weight in (("linear", lambda i, j: 1 - abs(i - j) / (k - 1)), ("quadratic", lambda i, j: 1 - ((i - j) / (k - 1)) ** 2)):
            kappa = float(inter_rater.cohens_kappa(np.array(table), wt=name).kappa)
            assert abs(kappa - cohen_kappa_score(first, second, weights=name)) < 1e-12
            observed = sum(weight(i, j) for i, j in items) / len(items)
            total = sum(weight(i, j) for i in range(k) for j in range(k))
            chance = total * sum(s * (1 - s) for s in shares) / (k * (k - 1))
            cases.append(dict(table=table, weighting=name, kappa=kappa, ac2=(observed - chance) / (1 - chance)))
    return cases


def powers(power_of):
    cases = [dict(kind="mcnemar", n=n, forward=f, reverse=r, power=float(power_of(n, f, r, 0.05)))
             for n in (12, 40, 100) for f, r in ((0.2, 0.05), (0.1, 0.1), (0.3, 0.0), (0.0, 0.3))]
    for n in (3, 12, 40, 400):
        for d in (0.0, 0.1, 0.3):
            cases.append(dict(kind="mean", n=n, difference=d, sd=0.3, power=float(
                power.TTestPower().power(d / 0.3, n, 0.05, alternative="two-sided"))))
    return cases


def page():
    random = np.random.default_rng(5)
    cases = []
    for n, k, slope in ((6, 3, 0), (12, 4, 0.4), (40, 5, 0.1), (3, 6, -0.5)):
        rows = [[round(float(x), 6) for x in random.normal(0, 1, k) + slope * np.arange(k)] for _ in range(n)]
        result = stats.page_trend_test(np.array(rows), method="asymptotic")
        cases.append(dict(rows=rows, l=float(result.statistic), p=float(result.pvalue)))
    return cases


def trend():
    """Slopes by polyfit; p over every way to permute within scenarios."""
    random = np.random.default_rng(6)
    cases = []
    for doses, n, m in (([0, 1, 2], 5, 5), ([0, 1, 3], 4, 3), ([1, 2], 7, 4), ([0, 1, 2], 5, 1)):
        rows = [[int(random.binomial(m, 0.2 + 0.2 * j)) for j in range(len(doses))] for _ in range(n)]
        y, c = np.array(rows) / m, np.array(doses) - np.mean(doses)
        slopes = [float(np.polyfit(doses, row, 1)[0]) * (max(doses) - min(doses)) for row in y]
        sums = [np.array([c @ np.array(order) for order in itertools.permutations(row)]) for row in y]
        total = sums[0]
        for more in sums[1:]:
            total = np.add.outer(total, more).ravel()
        p = float(np.mean(np.abs(total) >= abs((y @ c).sum()) - 1e-10))
        cases.append(dict(doses=doses, rows=rows, trials=m, change=float(np.mean(slopes)), p=p))
    for doses, n, m in (([0, 1, 2], 9, 5), ([1, 2, 9], 10, 2), ([0, 1, 2, 5], 7, 3)):
        cases.append(trend_with_gaps(random, doses, n, m))
    return cases


def trend_with_gaps(random, doses, n, m):
    """Least squares with a constant for each scenario, where a third of the levels are not known (null)."""
    rows = [[None if random.random() < 1 / 3 else int(random.binomial(m, 0.2 + 0.6 * c / max(doses))) for c in doses]
            for _ in range(n)]
    used = [[(c, x / m) for c, x in zip(doses, row) if x is not None] for row in rows]
    used = [row for row in used if len(row) > 1]
    long = [(i, c, y) for i, row in enumerate(used) for c, y in row]
    design = np.array([[c, *(float(i == j) for j in range(len(used)))] for i, c, _ in long])
    fit = sm.OLS(np.array([y for *_, y in long]), design).fit()
    total, observed = np.zeros(1), 0.0
    for row in used:
        c, y = (np.array(column) for column in zip(*row))
        observed += float((c - c.mean()) @ y)
        total = np.add.outer(total, [(c - c.mean()) @ np.array(order) for order in itertools.permutations(y)]).ravel()
    return dict(doses=doses, rows=rows, trials=m, change=float(fit.params[0]) * (max(doses) - min(doses)),
                p=float(np.mean(np.abs(total) >= abs(observed) - 1e-10)))


def bootstrap(generator):
    """BCa and expanded percentiles of a ratio of sums from the definition, with the same stream."""
    random = np.random.default_rng(7)
    cases = []
    for n in (8, 24, 60):
        rows = [(int(random.binomial(m, q)), int(m)) for q, m in zip(random.beta(0.5, 2, n), random.integers(1, 9, n))]
        x, m = (np.array(column, dtype=float) for column in zip(*rows))
        value, g, draws = x.sum() / m.sum(), generator(9), []
        for _ in range(1000):
            chosen = [g.below(n) for _ in range(n)]
            draws.append(x[chosen].sum() / m[chosen].sum())
        draws = np.array(draws)
        tail = stats.norm.cdf(stats.t.ppf(0.025, n - 1) * math.sqrt(n / (n - 1)))
        z0 = stats.norm.ppf((draws < value - 1e-12).mean() + (np.abs(draws - value) <= 1e-12).mean() / 2)
        left = np.array([np.delete(x, i).sum() / np.delete(m, i).sum() for i in range(n)])
        # The acceleration is a sixth of the skewness over sqrt(n).
        a = -stats.skew(left) / (6 * math.sqrt(n))
        ends = [stats.norm.cdf(z0 + (z0 + z) / (1 - a * (z0 + z))) for z in stats.norm.ppf([0.025, 0.975])]
        cases.append(dict(rows=rows, value=float(value), percentile=[float(q) for q in np.quantile(draws, [tail, 1 - tail])],
                          bca=[float(q) for q in np.quantile(draws, ends)]))
    return cases


def calibration():
    random = np.random.default_rng(8)
    cases = []
    for n, bins, decimals, even in ((60, 10, 2, False), (200, 5, 3, False), (200, 5, 1, True), (40, 4, 3, True)):
        scores = np.clip(np.round(random.beta(1.2, 1.5, n), decimals), 0, 1)
        outcomes = (random.random(n) < scores ** 1.5).astype(int)
        if even:
            # The middle of each group of tied scores says which bin it is in.
            place = ((stats.rankdata(scores) - 0.5) / n * bins).astype(int)
        else:
            place = np.minimum(bins - 1, np.searchsorted(np.arange(1, bins) / bins, scores + 1e-12))
        ece, expected, parts, table = 0.0, 0.0, np.zeros(3), []
        for b in sorted(set(place)):
            s, y = scores[place == b], outcomes[place == b]
            ece += len(s) / n * abs(s.mean() - y.mean())
            expected += math.sqrt(2 / math.pi * (s * (1 - s)).sum()) / n
            parts += len(s) / n * np.array([(s.mean() - y.mean()) ** 2, (y.mean() - outcomes.mean()) ** 2,
                                            s.var() - 2 * np.cov(s, y, bias=True)[0, 1]])
            table.append([int(y.sum()), len(y), float(s.mean())])
        cases.append(dict(
            scores=[float(s) for s in scores], outcomes=[int(y) for y in outcomes], bins=bins, even=even, ece=float(ece),
            expected=expected, table=table, brier=float(brier_score_loss(outcomes, scores)), reliability=float(parts[0]),
            resolution=float(parts[1]), within=float(parts[2])))
    return cases


def sessions():
    """Every way to hand the outcomes of each prompt out again, with its probability."""
    cases = []
    lists = [[([4, 1], [1, 4]), ([3, 2], [1, 4]), ([5, 0], [3, 2]), ([0, 5], [0, 5])], [([2, 1, 0], [0, 1, 2]), ([1, 1, 1], [2, 0, 1])],
             [([3, 0], [0, 3]), ([0, 3], [3, 0]), ([3, 0], [1, 2])], [([1, 0], [0, 1])] * 5]
    for prompts in lists:
        ways = []
        for first, second in prompts:
            items = [c for c, k in enumerate(np.add(first, second)) for _ in range(k)]
            m, n, classes = sum(first), sum(second), len(first)
            found = {}
            for chosen in itertools.combinations(range(m + n), m):
                counts = tuple(sum(items[i] == c for i in chosen) for c in range(classes))
                found[counts] = found.get(counts, 0) + 1
            total, pooled, weight = sum(found.values()), np.add(first, second), m * n / (m + n)
            gaps = lambda counts: np.array(counts) / m - (pooled - np.array(counts)) / n
            ways.append((gaps(first), weight, [(gaps(c), k / total) for c, k in found.items()]))
        distance = lambda gaps: (((sum(w * g for g, (_, w, _) in zip(gaps, ways))) ** 2).sum(),
                                 sum(w * (g ** 2).sum() for g, (_, w, _) in zip(gaps, ways)))
        observed, ps = distance([way[0] for way in ways]), [0.0, 0.0]
        for choice in itertools.product(*(way[2] for way in ways)):
            probability = math.prod(c[1] for c in choice)
            for i, d in enumerate(distance([c[0] for c in choice])):
                if d >= observed[i] - 1e-10:
                    ps[i] += probability
        cases.append(dict(prompts=prompts, shared=ps[0], scattered=ps[1]))
    return cases


VERDICTS = {"majority": lambda x, m: 2 * x > m, "any": lambda x, m: x > 0, "all": lambda x, m: x == m}


def rerun():
    cases = []
    random = np.random.default_rng(9)
    for verdict, holds in VERDICTS.items():
        for n, m in ((6, 5), (9, 2)):
            pairs = [[int(random.binomial(m, q)), m, int(random.binomial(m, q)), m] for q in random.beta(0.8, 0.8, n)]
            coins, flips = [], 0
            for x, a, y, b in pairs:
                flips += holds(x, a) != holds(y, b)
                coins.append(sum(stats.hypergeom.pmf(k, a + b, x + y, a) for k in range(a + 1)
                                 if 0 <= x + y - k <= b and holds(k, a) != holds(x + y - k, b)))
            tail = sum(math.prod(c if s else 1 - c for c, s in zip(coins, signs))
                       for signs in itertools.product((0, 1), repeat=n) if sum(signs) >= flips)
            cases.append(dict(kind="compared", verdict=verdict, pairs=pairs, flips=int(flips), expected=float(sum(coins)), p=float(tail)))
        rows = [[int(random.binomial(5, q)), 5] for q in random.beta(0.5, 1.5, 20)]
        x, m = (np.array(column, dtype=float) for column in zip(*rows))
        between = (m * (x / m - x.sum() / m.sum()) ** 2).sum() / (len(x) - 1)
        within = (x * (m - x) / m).sum() / (m.sum() - len(x))
        correlation = (between - within) / (between + 4 * within)
        mean, size = (x.sum() + 0.5) / (m.sum() + 1), 1 / correlation - 1
        expected = 0.0
        for k in x:
            yes = sum(stats.betabinom.pmf(j, 3, mean * size + k, (1 - mean) * size + 5 - k) for j in range(4) if holds(j, 3))
            expected += 1 - yes if holds(k, 5) else yes
        cases.append(dict(kind="predicted", verdict=verdict, rows=rows, epochs=3, correlation=float(correlation), expected=float(expected)))
    for x, n, scenarios in ((3, 40, 40), (0, 12, 40), (12, 12, 5), (7, 100, 1000)):
        fits = [y for y in range(scenarios + 1)
                if stats.hypergeom.cdf(x, n + scenarios, x + y, n) > 0.025 and stats.hypergeom.sf(x - 1, n + scenarios, x + y, n) > 0.025]
        cases.append(dict(kind="control", x=x, n=n, scenarios=scenarios, interval=[min(fits), max(fits)]))
    return cases


def changes():
    """The log odds by the gradient and the covariance matrix of the four rates."""
    random = np.random.default_rng(10)
    cases = []
    for n, m in ((20, 5), (40, 3)):
        base = random.beta(1, 1.5, n)
        rows = [[int(random.binomial(m, min(1, q + s))) for s in (0.2, 0.05, 0.1, 0.0)] for q in base]
        rates = np.array(rows) / m
        shrunk = (rates.sum(axis=0) + 0.5) / (n + 1)
        logit = np.log(shrunk / (1 - shrunk))
        gradient = np.array([1, -1, -1, 1]) / (shrunk * (1 - shrunk))
        error = math.sqrt(gradient @ (np.cov(rates.T) / n) @ gradient)
        change = logit[0] - logit[1] - logit[2] + logit[3]
        reach = stats.t.ppf(0.975, n - 1) * error
        cases.append(dict(rows=rows, trials=m, old=float(logit[2] - logit[3]), new=float(logit[0] - logit[1]), change=float(change),
                          error=error, interval=[float(change - reach), float(change + reach)],
                          p=float(2 * stats.t.sf(abs(change) / error, n - 1)),
                          risk=float((rates @ np.array([1, -1, -1, 1])).mean())))
    return cases


def exact(yes, n, level):
    tail = (1 - level) / 2
    return (stats.beta.ppf(tail, yes, n - yes + 1) if yes else 0.0, stats.beta.isf(tail, yes + 1, n - yes) if yes < n else 1.0)


def tenenbein(positives, negatives):
    """The true rate by a numerical maximum of Tenenbein's likelihood: (rollouts, gold, gold positive) of each class."""
    (a, n1, x1), (b, n0, x0) = positives, negatives

    def loss(point):
        p, se, fp = 1 / (1 + np.exp(-np.array(point)))
        yes = p * se + (1 - p) * fp
        terms = [(x1, p * se), (n1 - x1, (1 - p) * fp), (x0, p * (1 - se)), (n0 - x0, (1 - p) * (1 - fp)), (a - n1, yes), (b - n0, 1 - yes)]
        return -sum(k * math.log(v) for k, v in terms if k)

    best = min((optimize.minimize(loss, start, method="Nelder-Mead", options=dict(xatol=1e-10, fatol=1e-13, maxiter=40000, maxfev=40000))
                for start in ([-1, 1, -2], [0, 0, -1], [-2, 2, -4])), key=lambda found: found.fun)
    return float(1 / (1 + math.exp(-best.x[0])))


def doublesampling(flip_interval):
    cases = []
    for positives, negatives in (((60, 60, 45), (140, 40, 3)), ((30, 30, 27), (270, 50, 1)), ((200, 80, 60), (100, 60, 20)),
                                 ((12, 12, 2), (48, 48, 5)), ((40, 40, 38), (160, 30, 0)), ((25, 25, 25), (75, 25, 2))):
        (a, n1, x1), (b, n0, x0) = positives, negatives
        q, p1, p0, level = a / (a + b), x1 / n1, x0 / n0, 0.95
        rate = q * p1 + (1 - q) * p0
        if x0 and x1 < n1:
            assert abs(tenenbein(positives, negatives) - rate) < 1e-6, (positives, negatives, tenenbein(positives, negatives), rate)
        (ql, qu), (l1, u1), (l0, u0) = exact(a, a + b, level), exact(x1, n1, level), exact(x0, n0, level)
        slope = p1 - p0
        assert slope > 0
        below = math.sqrt((slope * (q - ql)) ** 2 + (q * (p1 - l1)) ** 2 + ((1 - q) * (p0 - l0)) ** 2)
        above = math.sqrt((slope * (qu - q)) ** 2 + (q * (u1 - p1)) ** 2 + ((1 - q) * (u0 - p0)) ** 2)
        variance = slope ** 2 * q * (1 - q) / (a + b) + q * q * p1 * (1 - p1) / n1 + (1 - q) ** 2 * p0 * (1 - p0) / n0
        cases.append(dict(kind="rate", positives=list(positives), negatives=list(negatives), rate=rate,
                          interval=[max(0, rate - below), min(1, rate + above)], deviation=math.sqrt(variance)))
    random = np.random.default_rng(70)
    for scenarios, epochs, n0 in ((9, 4, 12), (11, 3, 15), (10, 5, 20)):
        sides = []
        for base in (0.5, 0.15):
            machine = random.random((scenarios, epochs)) < base
            truth = np.where(machine, random.random(machine.shape) < 0.8, random.random(machine.shape) < 0.1)
            read = machine.copy()
            others = np.flatnonzero(~machine.ravel())
            read.ravel()[random.permutation(others)[:n0]] = True
            cells = [[[int((m == v).sum()), int(((m == v) & r).sum()), int(((m == v) & r & t).sum())] for v in (True, False)]
                     for m, t, r in zip(machine, truth, read)]
            sides.append(cells)
        p = [[sum(c[k][2] for c in side) / sum(c[k][1] for c in side) for k in (0, 1)] for side in sides]
        d = [sum((c[0][0] * v[0] + c[1][0] * v[1]) / epochs * s for c, v, s in zip(pair, p, (1, -1))) for pair in zip(*sides)]
        # The machine's part alone: what moves with its labels, as shares of the largest slope.
        moving = np.array([sum(c[0][0] * (v[0] - v[1]) / epochs * s for c, v, s in zip(pair, p, (1, -1))) for pair in zip(*sides)])
        scale = max(abs(p[0][0] - p[0][1]), abs(p[1][0] - p[1][1]), np.abs(moving).max())
        unit = moving / scale
        low, high = chosen(unit, 0.95, flip_interval)
        cases.append(dict(kind="difference", first=sides[0], second=sides[1], difference=float(np.mean(d)),
                          machine=[float(scale * low), float(scale * high)], centre=float(moving.mean())))
    return cases
