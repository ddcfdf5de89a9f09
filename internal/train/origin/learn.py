#!/usr/bin/env python3
"""Learns which voice of a report is behind each of its figures.

usage: origin PILES > figures.jsonl; learn.py figures.jsonl GOLD... > origin/weights.txt

GOLD are files as ../shared/data/gold/ESTIMATES.md says. Of each number of the gold that was read, the voices of its
report that are called as the gold's origin is are right. Conditional logistic regression over the features of the voices,
with a quadratic penalty; full steps with Adagrad, so that the outcome is the same each time.
"""
import collections, json, math, os, re, sys

PENALTY, STEPS, RATE = float(os.environ.get("PENALTY", "0.03")), 600, 0.3
LEAST = 3  # numbers in which a feature must stand

def norm(s):
    s = re.sub(r"\(.*?\)", " ", s.lower())
    return " ".join(w for w in re.findall(r"[\w'’.-]+", s) if w not in ("the", "a", "an"))

def called(voice, origin):
    if origin.get("own_voice_of"):
        return bool(voice.get("own"))
    if voice.get("own"):
        return False
    wants = [n for n in map(norm, [origin["name"]] + origin["aliases"]) if n]
    for call in map(norm, [voice["name"]] + voice.get("calls", [])):
        for n in wants:
            if call and (f" {n} " in f" {call} " or len(call) > 3 and f" {call} " in f" {n} "):
                return True
    return False

def samples(figures, golds):
    at = collections.defaultdict(list)
    for line in open(figures, encoding="utf-8"):
        f = json.loads(line); at[f["c"], f["r"]].append(f)
    out, lost = [], 0
    for path in golds:
        g = json.load(open(path, encoding="utf-8")); origins = {o["id"]: o for o in g["origins"]}
        who = collections.defaultdict(list)
        for q in g["questions"]:
            for s in q["series"]:
                for f in at[g["cluster"], s["report"]]:
                    if min(f["s"][1], s["span"][1]) > max(f["s"][0], s["span"][0]):
                        who[f["r"], f["f"]].append((f, origins[s["origin"]])); break
        for _, list_ in sorted(who.items()):
            voices = list_[0][0]["voices"]
            right = [any(called(v, o) for _, o in list_) for v in voices]
            if any(right):
                out.append(([v["features"] for v in voices], right))
            else:
                lost += 1
    return out, lost

def probabilities(w, voices):
    z = [sum(w.get(n, 0) for n in v) for v in voices]; top = max(z)
    e = [math.exp(x - top) for x in z]; total = sum(e)
    return [x / total for x in e]

def accuracy(w, data):
    ok = 0
    for voices, right in data:
        p = probabilities(w, voices); ok += right[p.index(max(p))]
    return ok / max(1, len(data))

def learn(data):
    often = collections.Counter(n for voices, _ in data for n in {n for v in voices for n in v})
    names = sorted(n for n, k in often.items() if k >= LEAST)
    w, square = dict.fromkeys(names, 0.0), dict.fromkeys(names, 1e-8)
    for _ in range(STEPS):
        step = {n: -PENALTY * len(data) * w[n] / 10 for n in names}
        for voices, right in data:
            p = probabilities(w, voices); hit = sum(x for x, r in zip(p, right) if r)
            for x, r, v in zip(p, right, voices):
                d = (x / hit if r else 0) - x
                if d:
                    for n in v:
                        if n in step: step[n] += d
        for n in names:
            square[n] += step[n] ** 2; w[n] += RATE * step[n] / math.sqrt(square[n])
    return w

if __name__ == "__main__":
    data, lost = samples(sys.argv[1], sys.argv[2:])
    w = learn(data)
    print(f"{len(data)} numbers, {lost} whose voice is not heard; right {accuracy(w, data):.3f}", file=sys.stderr)
    for n in sorted(w):
        if abs(w[n]) >= 0.005: print(f"{n} {w[n]:.2f}")
