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
INVENTED = 0.5  # what a comparison of an invented pile counts
EACH = 4  # of how many comparisons of invented piles, and of two incidents, one is learnt from, and counts as many
INCIDENTS = "gva"  # a pile of which is known which reports are of one incident, as incidents.py writes it, and how many were killed and injured there
APART = 0.3  # what a comparison of two of its incidents counts
TOLD = 0.3  # what a comparison within one of them counts
ACT = {"killed", "injured", "missing", "detained", "displaced", "evacuated", "arrived", "fled"}


def overlap(a, b):
    return min(a[1], b[1]) - max(a[0], b[0])


class Pile:
    """What is to be learnt from one pile."""

    def __init__(self, lesson, gold, tolls=None):
        self.name, self.gold, self.items = lesson["pile"], gold, lesson["items"]
        self.incidents = self.name == INCIDENTS
        self.real = not lesson.get("gold") and not self.incidents
        numbers = [(s["report"], s["span"], q["id"], q["occurrence"], s["status"]) for q in gold["questions"] for s in q["series"]]
        self.question, self.occurrence = [], []
        for it in self.items:
            best = max(((overlap(it["span"], n[1]), n[2], n[3]) for n in numbers if n[0] == it["file"]), default=(0, None, None))
            hit = it["figure"] and best[0] > 0
            self.question.append(best[1] if hit else None)
            self.occurrence.append(best[2] if hit else None)
        if lesson.get("gold"):  # invented
            self.question, self.occurrence = ([g[t] if g[t] >= 0 else None for g in lesson["gold"]] for t in (0, 1))
        self.pairs = np.array(lesson["pairs"], dtype=np.int64).reshape(-1, 2)
        self.x = np.array(lesson["at"], dtype=np.float32)
        def label(of):
            y = np.full(len(self.pairs), -1, dtype=np.int64)
            for k, (a, b) in enumerate(self.pairs):
                p, q = of[a], of[b]
                if (p is not None or q is not None) and self.items[a]["figure"] and self.items[b]["figure"]:
                    y[k] = p == q
            return y
        self.w = np.full(len(self.pairs), 1 if self.real else INVENTED, dtype=np.float32)
        if self.incidents:
            self.learn_tolls(tolls or {})
        else:
            self.y = np.stack([label(self.occurrence), label(self.question)], 1)
            if not self.real:
                self.pairs, self.x, self.y, self.w = (t[::EACH] for t in (self.pairs, self.x, self.y, self.w * EACH))
        back = {q["id"] for q in gold["questions"] if q["action"] not in ACT or all(s["status"] == "background" for s in q["series"])}
        self.asks = [k for k, it in enumerate(self.items) if it.get("ask") and it["action"] in ACT]
        self.ax = np.array([self.items[k]["ask"] for k in self.asks], dtype=np.float32)
        self.ay = np.array([self.question[k] is not None for k in self.asks], dtype=np.int64)
        self.aw = np.array([0.0 if self.question[k] in back else 1.0 for k in self.asks], dtype=np.float32)

    def toll(self, k, tolls):
        """How many were killed or injured in the incident of item k; None where that is not its action or is not known."""
        it = self.items[k]
        key = {"killed": "num_killed", "injured": "num_injured", "hospitalized": "num_injured"}.get(it["action"])
        t = tolls.get(it["file"].split("-")[0])
        return t[key] if t and key and it["figure"] else None

    def learn_tolls(self, tolls):
        """Figures of two incidents have nothing in common. Of one incident, those that give its very tolls answer one question for each;
        where there is more than one dead, one who is told apart is another question."""
        toll = [self.toll(k, tolls) for k in range(len(self.items))]
        self.y = np.full((len(self.pairs), 2), -1, dtype=np.int64)
        for k, (a, b) in enumerate(self.pairs):
            p, q = self.items[a], self.items[b]
            if not p["figure"] or not q["figure"]:
                continue
            if p["file"].split("-")[0] != q["file"].split("-")[0]:
                self.y[k], self.w[k] = 0, APART * EACH if k % EACH == 0 else 0
                continue
            whole = [bool(t) and self.items[i].get("number") == t for i, t in ((a, toll[a]), (b, toll[b]))]
            one = [bool(t) and t > 1 and self.items[i].get("number") == 1 for i, t in ((a, toll[a]), (b, toll[b]))]
            if whole[0] and whole[1]:
                self.y[k] = 1, (p["action"] == "killed") == (q["action"] == "killed")
            elif whole[0] and one[1] or one[0] and whole[1]:
                self.y[k] = 1, 0
            self.w[k] = TOLD
        seen = (self.y[:, 0] >= 0) & (self.w > 0)
        self.pairs, self.x, self.y, self.w = self.pairs[seen], self.x[seen], self.y[seen], self.w[seen]


def known(path):
    """The incidents by whose tolls is learnt; by a quarter of them it is measured."""
    return {k: v for k, v in json.load(open(path, encoding="utf-8")).items() if int(hashlib.sha256(k.encode()).hexdigest(), 16) % 4}


def nets(x, y, w, n, hidden, epochs, decay, rate=3e-3):
    """n networks, each learnt from another beginning and in another order, all at once."""
    torch.manual_seed(0)
    g = torch.Generator().manual_seed(0)
    def layer(i, o):
        bound = i ** -0.5
        return [torch.nn.Parameter((torch.rand(n, *s) * 2 - 1) * bound) for s in ((i, o), (1, o))]
    a, b = layer(x.shape[1], hidden)
    c, d = layer(hidden, y.shape[1])
    opt = torch.optim.AdamW([a, b, c, d], lr=rate, weight_decay=decay)
    sched = torch.optim.lr_scheduler.OneCycleLR(opt, rate * 2, total_steps=epochs * ((len(x) + 255) // 256))
    x, y, w = torch.tensor(x), torch.tensor(y, dtype=torch.float32).clamp(min=0), torch.tensor(w)
    coins = np.random.default_rng(0)
    def drop(t, share):
        """Hides a share of t: as torch's dropout, in a fifth of the time."""
        kept = torch.from_numpy(coins.integers(0, 256, t.shape, dtype=np.uint8)) >= round(share * 256)
        return t * kept.to(t.dtype).mul_(1 / (1 - share))
    for _ in range(epochs):
        order = torch.stack([torch.randperm(len(x), generator=g) for _ in range(n)])
        for at in order.split(256, 1):
            pick = lambda t: t.index_select(0, at.reshape(-1)).view(n, -1, t.shape[1])
            z = torch.baddbmm(d, drop(torch.relu(torch.baddbmm(b, drop(pick(x), INPUT), a)), 0.3), c)
            loss = torch.nn.functional.binary_cross_entropy_with_logits(z, pick(y), weight=pick(w), reduction="sum") / at.shape[1]
            opt.zero_grad(set_to_none=True); loss.backward(); opt.step(); sched.step()
    return a, b, c, d


def stack(layers):
    """One network of several: their mean."""
    a, b, c, d = (t.detach().numpy() for t in layers)
    n = len(a)
    hidden = np.concatenate([np.concatenate([a[k], b[k]], 0).T for k in range(n)])
    out = np.concatenate([c[k].T for k in range(n)] + [d.sum(0).T], 1) / n
    short = lambda m: [[float("%.4g" % v) for v in row] for row in m]
    return {"Hidden": short(hidden), "Out": short(out)}


def fit(piles, a):
    x = np.concatenate([p.x for p in piles]); y = np.concatenate([p.y for p in piles])
    w = (y >= 0) * np.concatenate([p.w for p in piles])[:, None]
    pair = nets(x, y, w, a.nets, a.hidden, a.epochs, a.decay)
    piles = [p for p in piles if p.real]  # whom nobody counts, inventing does not tell
    ax = np.concatenate([p.ax for p in piles]); ay = np.concatenate([p.ay for p in piles])[:, None]; aw = np.concatenate([p.aw for p in piles])[:, None]
    ask = nets(ax, ay, aw, a.nets, 8, 40, 0.1)
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
    ap.add_argument("lessons"); ap.add_argument("gold", nargs="+"); ap.add_argument("--incidents", help="gva-train-incidents.json"); ap.add_argument("--program"); ap.add_argument("--read")
    ap.add_argument("--folds", type=int, default=0); ap.add_argument("--keep", default="n02,n06,n10,n14,s02,s06,x00,x01,x02,x04,x09,x15"); ap.add_argument("--out"); ap.add_argument("--show", action="store_true")
    ap.add_argument("--hidden", type=int, default=16); ap.add_argument("--nets", type=int, default=4); ap.add_argument("--epochs", type=int, default=14)
    ap.add_argument("--decay", type=float, default=0.1); ap.add_argument("--lean", type=float, nargs=3, default=[0, 0, 0], help="what is added to the answers: occurrence, question, asking")
    ap.add_argument("--tries", default="0,0,0", help="with --folds: more of these, with blanks between")
    ap.add_argument("--drop", default="", help="groups of numbers that are left out")
    a = ap.parse_args()
    keep = set(a.keep.split(","))
    gold = {}
    for d in a.gold:
        for f in sorted(os.listdir(d)):
            if f.endswith(".estimates.json"):
                gold[f.split(".")[0]] = json.load(open(os.path.join(d, f), encoding="utf-8"))
    tolls = known(a.incidents) if a.incidents else {}
    piles, begins, names = [], None, None
    for l in open(a.lessons):
        l = json.loads(l)
        if (l["pile"] in gold or l.get("gold") or l["pile"] == INCIDENTS) and l["pile"] not in keep:
            piles.append(Pile(l, gold.get(l["pile"], {"questions": []}), tolls))
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
            parts = [(c, np.sum([v for n, v in t.items() if n[0] in c], 0)) for c in ("d", "n", "s", "x", "dnsx")]
            print(to, " ".join("%s %s %.3f" % (c, N, f1(N)) for c, N in parts))
            if len(tries) == 1 and a.show:
                print({n: "%d %d %d" % tuple(v) for n, v in t.items()})
    if a.out:
        json.dump(fit(piles, a), open(a.out, "w"), separators=(",", ":"))


if __name__ == "__main__":
    main()
