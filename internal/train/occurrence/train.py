#!/usr/bin/env python3
"""Trains the networks of package occurrence: which two items of a pile tell of one occurrence, which
answer one question, and which figures answer a question at all.

usage: train.py LESSONS GOLD_FOLDER... [--program BIN --read FOLDER] [--folds N] [--keep NAME,...] [--out WEIGHTS]

LESSONS is what `go run ./internal/train/occurrence` wrote; a gold folder holds NAME.estimates.json. With --program
(that command, built) and --folds each pile is judged by networks that have not seen it: the share of gold questions
found, as score/estimates.py has it. Needs PyTorch; takes seconds.
"""
import argparse, hashlib, json, os, subprocess, tempfile
import numpy as np
import torch

torch.set_num_threads(1)
INPUT = 0.3  # share of the numbers of a comparison that are hidden while it learns
INVENTED = 0.2  # what a comparison of an invented pile counts
INCIDENTS = "gva"  # a pile of which only is known which reports are of one incident, as incidents.py writes it
APART = 0.3  # what a comparison of two of its incidents counts
TOLLS = {"killed": "num_killed", "injured": "num_injured", "hospitalized": "num_injured"}
ACT = {"killed", "injured", "missing", "detained", "displaced", "evacuated", "arrived", "fled"}


def overlap(a, b):
    return min(a[1], b[1]) - max(a[0], b[0])


class Pile:
    """What is to be learnt from one pile."""

    def __init__(self, lesson, gold, known):
        self.name, self.gold, self.items = lesson["pile"], gold, lesson["items"]
        self.incidents = self.name == INCIDENTS
        self.real = not lesson.get("gold") and not self.incidents
        self.counts = 1 if self.real else APART if self.incidents else INVENTED
        numbers = [(s["report"], s["span"], q["id"], q["occurrence"], s["status"]) for q in gold["questions"] for s in q["series"]]
        self.question, self.occurrence = [], []
        for it in self.items:
            best = max(((overlap(it["span"], n[1]), n[2], n[3]) for n in numbers if n[0] == it["file"]), default=(0, None, None))
            hit = it["figure"] and best[0] > 0
            self.question.append(best[1] if hit else None)
            self.occurrence.append(best[2] if hit else None)
        if lesson.get("gold"):  # invented
            self.question, self.occurrence = ([g[t] if g[t] >= 0 else None for g in lesson["gold"]] for t in (0, 1))
        if self.incidents:
            self.question = self.occurrence = [it["file"].split("-")[0] for it in self.items]
        self.pairs = np.array(lesson["pairs"], dtype=np.int64).reshape(-1, 2)
        self.x = np.array(lesson["at"], dtype=np.float32)
        def label(of):
            y = np.full(len(self.pairs), -1, dtype=np.int64)
            for k, (a, b) in enumerate(self.pairs):
                p, q = of[a], of[b]
                if (p is not None or q is not None) and self.items[a]["figure"] and self.items[b]["figure"]:
                    y[k] = p == q
            return np.where(y > 0, -1, y) if self.incidents else y
        # The known number of killed and of injured, where two reports of an incident give it, is its toll.
        def tolls(y):
            of = [known.get(q, {}) if self.incidents else {} for q in self.occurrence]
            is_toll = [it.get("number", 0) > 0 and it["number"] == o.get(TOLLS.get(it["action"])) for it, o in zip(self.items, of)]
            for k, (a, b) in enumerate(self.pairs):
                if is_toll[a] and is_toll[b] and self.items[a]["file"] != self.items[b]["file"] and self.occurrence[a] == self.occurrence[b]:
                    y[k] = [1, TOLLS[self.items[a]["action"]] == TOLLS[self.items[b]["action"]]]
            return y
        self.y = tolls(np.stack([label(self.occurrence), label(self.question)], 1))
        back = {q["id"] for q in gold["questions"] if q["action"] not in ACT or all(s["status"] == "background" for s in q["series"])}
        self.asks = [k for k, it in enumerate(self.items) if it.get("ask") and it["action"] in ACT]
        self.ax = np.array([self.items[k]["ask"] for k in self.asks], dtype=np.float32)
        self.ay = np.array([self.question[k] is not None for k in self.asks], dtype=np.int64)
        self.aw = np.array([0.0 if self.question[k] in back else 1.0 for k in self.asks], dtype=np.float32)


def net(x, y, w, hidden, epochs, seed, decay, rate=3e-3):
    torch.manual_seed(seed)
    m = torch.nn.Sequential(torch.nn.Dropout(INPUT), torch.nn.Linear(x.shape[1], hidden), torch.nn.ReLU(), torch.nn.Dropout(0.3), torch.nn.Linear(hidden, y.shape[1]))
    opt = torch.optim.AdamW(m.parameters(), lr=rate, weight_decay=decay)
    steps = epochs * ((len(x) + 255) // 256)
    sched = torch.optim.lr_scheduler.OneCycleLR(opt, rate * 2, total_steps=steps)
    g = torch.Generator().manual_seed(seed)
    x, y, w = torch.tensor(x), torch.tensor(y, dtype=torch.float32), torch.tensor(w)
    for _ in range(epochs):
        for b in torch.randperm(len(x), generator=g).split(256):
            z = torch.nn.functional.binary_cross_entropy_with_logits(m(x[b]), y[b].clamp(min=0), weight=w[b], reduction="sum") / len(b)
            opt.zero_grad(); z.backward(); opt.step(); sched.step()
    return m


def stack(nets):
    """One network of several: their mean."""
    hidden, out = [], None
    n = len(nets)
    for m in nets:
        hidden.append(torch.cat([m[1].weight, m[1].bias[:, None]], 1).detach().numpy())
    o = np.concatenate([m[4].weight.detach().numpy() for m in nets], 1) / n
    b = sum(m[4].bias.detach().numpy() for m in nets) / n
    short = lambda a: [[float("%.4g" % v) for v in row] for row in a]
    return {"Hidden": short(np.concatenate(hidden)), "Out": short(np.concatenate([o, b[:, None]], 1))}


def fit(piles, a):
    x = np.concatenate([p.x for p in piles]); y = np.concatenate([p.y for p in piles])
    w = (y >= 0) * np.concatenate([np.full((len(p.y), 1), p.counts, dtype=np.float32) for p in piles])
    pair = [net(x, y, w, a.hidden, a.epochs, s, a.decay) for s in range(a.nets)]
    piles = [p for p in piles if p.real]  # whom nobody counts, inventing does not tell
    ax = np.concatenate([p.ax for p in piles]); ay = np.concatenate([p.ay for p in piles])[:, None]; aw = np.concatenate([p.aw for p in piles])[:, None]
    ask = [net(ax, ay, aw, 8, 40, s, 0.1) for s in range(a.nets)]
    out = {"Pair": stack(pair), "Ask": stack(ask)}
    return lean(out, a.lean)


def lean(w, by):
    """The same networks with thresholds moved: of occurrence, of question, of asking."""
    w = json.loads(json.dumps(w))
    w["Pair"]["Out"][0][-1] += by[0]; w["Pair"]["Out"][1][-1] += by[1]; w["Ask"]["Out"][0][-1] += by[2]
    return w


def score(p, questions, N):
    """The questions of a pile as score/estimates.py counts them."""
    gold = [q for q in p.gold["questions"] if q["action"] in ACT and any(s["status"] != "background" for s in q["series"])]
    back = [q for q in p.gold["questions"] if q not in gold]
    pred = [[p.items[i] for i in q] for q in questions]
    pred = [q for q in pred if q[0]["action"] in ACT]
    def share(gs, ps):
        hit = sum(any(i["file"] == s["report"] and overlap(i["span"], s["span"]) > 0 for i in ps) for s in gs)
        return hit / (len(gs) + len(ps) - hit) if hit else 0
    pairs = sorted(((share(q["series"], ps), i, j) for i, q in enumerate(gold) for j, ps in enumerate(pred)), key=lambda x: (-x[0], x[1], x[2]))
    um, up = set(), set()
    for s, i, j in pairs:
        if s >= 0.5 and i not in um and j not in up:
            um.add(i); up.add(j)
    free = {j for j, ps in enumerate(pred) if j not in up and any(share(q["series"], ps) > 0 for q in back)}
    N[0] += len(gold); N[1] += len(pred) - len(free); N[2] += len(um)


def f1(N):
    return 2 * N[2] / max(1, N[0] + N[1])


def questions(a, weights, names):
    with tempfile.TemporaryDirectory() as t:
        json.dump(weights, open(t + "/w.json", "w"))
        subprocess.run([a.program, "-weights", t + "/w.json", "-out", t + "/q.jsonl"] + [os.path.join(a.read, n + ".jsonl") for n in names], check=True)
        return [json.loads(l) for l in open(t + "/q.jsonl")]


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("lessons"); ap.add_argument("gold", nargs="+"); ap.add_argument("--program"); ap.add_argument("--read")
    ap.add_argument("--folds", type=int, default=0); ap.add_argument("--keep", default="n02,n06,n10,n14,s02,s06"); ap.add_argument("--out"); ap.add_argument("--show", action="store_true")
    ap.add_argument("--hidden", type=int, default=12); ap.add_argument("--nets", type=int, default=3); ap.add_argument("--epochs", type=int, default=10)
    ap.add_argument("--decay", type=float, default=0.1); ap.add_argument("--lean", type=float, nargs=3, default=[0, 0, 0], help="what is added to the answers: occurrence, question, asking")
    ap.add_argument("--tries", default="0,0,0", help="with --folds: more of these, with blanks between")
    ap.add_argument("--drop", default="", help="groups of numbers that are left out")
    ap.add_argument("--incidents", help="what is known of the incidents")
    a = ap.parse_args()
    known = {k: v for k, v in json.load(open(a.incidents)).items() if int(hashlib.sha256(k.encode()).hexdigest(), 16) % 4} if a.incidents else {}
    keep = set(a.keep.split(","))
    gold = {}
    for d in a.gold:
        for f in sorted(os.listdir(d)):
            if f.endswith(".estimates.json"):
                gold[f.split(".")[0]] = json.load(open(os.path.join(d, f), encoding="utf-8"))
    piles, begins, names = [], None, None
    for l in open(a.lessons):
        l = json.loads(l)
        if (l["pile"] in gold or l.get("gold") or l["pile"] == INCIDENTS) and l["pile"] not in keep:
            piles.append(Pile(l, gold.get(l["pile"], {"questions": []}), known))
            begins, names = l["begins"] + [len(l["at"][0])], l["names"]
    for k, n in enumerate(names):
        if n in a.drop.split(","):
            for p in piles:
                p.x[:, begins[k]:begins[k + 1]] = 0
    print(len(piles), "piles", sum(len(p.pairs) for p in piles), "pairs", piles[0].x.shape[1], "numbers;",
          "one occurrence", sum((p.y[:, 0] == 1).sum() for p in piles), "one question", sum((p.y[:, 1] == 1).sum() for p in piles), "asks", sum(p.ay.sum() for p in piles), "not", sum(((p.ay == 0) * (p.aw > 0)).sum() for p in piles))
    real = [p for p in piles if p.real]
    if a.folds:
        tries = [[float(x) for x in t.split(",")] for t in a.tries.split()]
        by, hits = [{} for _ in tries], np.zeros((2, 3))
        for k in range(a.folds):
            out = [p for i, p in enumerate(real) if i % a.folds == k]
            w = fit([p for p in piles if p not in out], a)
            for t, to in zip(by, tries):
                for p, q in zip(out, questions(a, lean(w, to), [p.name for p in out])):
                    score(p, q.get("questions", []), t.setdefault(p.name, [0, 0, 0]))
            x = np.concatenate([p.x for p in out]); y = np.concatenate([p.y for p in out])
            H = np.array(w["Pair"]["Hidden"]); O = np.array(w["Pair"]["Out"])
            z = np.maximum(0, x @ H[:, :-1].T + H[:, -1]) @ O[:, :-1].T + O[:, -1]
            for t in range(2):
                ok = y[:, t] >= 0
                hits[t] += [((z[:, t] > 0) & (y[:, t] == 1) & ok).sum(), ((z[:, t] > 0) & ok).sum(), (y[:, t] == 1).sum()]
        print("pairs f1: occurrence %.3f question %.3f" % tuple(2 * h[0] / (h[1] + h[2]) for h in hits))
        for t, to in zip(by, tries):
            parts = [(c, np.sum([v for n, v in t.items() if n[0] in c], 0)) for c in ("d", "n", "s", "dns")]
            print(to, " ".join("%s %s %.3f" % (c, N, f1(N)) for c, N in parts))
            if len(tries) == 1 and a.show:
                print({n: "%d %d %d" % tuple(v) for n, v in t.items()})
    if a.out:
        json.dump(fit(piles, a), open(a.out, "w"), separators=(",", ":"))


if __name__ == "__main__":
    main()
