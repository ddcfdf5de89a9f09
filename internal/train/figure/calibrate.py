"""Makes the likelihoods that package figure gives mean what they say.

    assay eval ledger --part dev --kept out --show --format json ../shared/data/gold/rows > careful.json
    assay eval ledger … --reader fast … > fast.json
    python3 -m figure.calibrate careful.json fast.json ../../figure/chances.json

from internal/train. Of what was read of the development part, each likelihood p becomes
sigmoid(a logit(p) + b) (Platt 1999), with a and b as likely as can be, near 1 and 0. Run
again on what came of it, the steps are put one upon the other. What is written are the values
at some knots.
"""
import json
import math
import os
import sys

FIELDS = {"figure": "figure", "action": "action", "places": "place", "country": "country", "time": "time", "days": "days"}


def logit(p):
    p = min(max(p, 1e-3), 1 - 1e-3)
    return math.log(p / (1 - p))


def fit(pairs, weight=2.0):
    """The a and b for pairs of logit and truth, by Newton's steps."""
    a, b = 1.0, 0.0
    for _ in range(200):
        ga, gb, haa, hab, hbb = weight * (a - 1), weight * b, weight, 0.0, weight
        for x, y in pairs:
            p = 1 / (1 + math.exp(-min(max(a * x + b, -30), 30)))
            w = p * (1 - p)
            ga += (p - y) * x
            gb += p - y
            haa += w * x * x
            hab += w * x
            hbb += w
        det = haa * hbb - hab * hab
        short = lambda v: min(max(v, -0.2), 0.2)
        a, b = a - short((hbb * ga - hab * gb) / det), b - short((haa * gb - hab * ga) / det)
    return a, b


KNOTS = (0, .01, .02, .05, .1, .2, .3, .4, .5, .6, .7, .8, .9, .95, .98, .99, 1)


def at(scale, p):
    for (x0, y0), (x1, y1) in zip(scale, scale[1:]):
        if p <= x1:
            return y0 + (p - x0) / (x1 - x0) * (y1 - y0)
    return p


def main():
    careful, fast, out = sys.argv[1:]
    old = json.load(open(out)) if os.path.exists(out) else {}
    new = {}
    for reader, path in (("careful", careful), ("fast", fast)):
        rows = json.load(open(path))["judged"]
        new[reader] = {}
        for name in [*FIELDS, "row"]:
            if name == "row":
                pairs = [(logit(r["confidence"]), r["row"]) for r in rows]
            else:
                pairs = [(logit(r["probabilities"][name]), r["right"][FIELDS[name]]) for r in rows if name == "figure" or FIELDS[name] in r["right"]]
            a, b = fit(pairs)
            before = old.get(reader, {}).get(name, [])
            new[reader][name] = [[p, round(1 / (1 + math.exp(-(a * logit(at(before, p)) + b))), 4)] for p in KNOTS]
            print(reader, name, len(pairs), round(a, 3), round(b, 3))
    with open(out, "w") as f:
        json.dump(new, f)
        f.write("\n")


if __name__ == "__main__":
    main()
