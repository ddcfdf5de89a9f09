#!/usr/bin/env python3
"""Trains the networks of package occurrence: which two items of a pile tell of one occurrence, which
answer one question, which figures answer a question at all, and which groups of items are one.

usage: train.py LESSONS GOLD_FOLDER... --program BIN --read FOLDER [--folds] [--keep NAME,...] [--out WEIGHTS]

LESSONS is what `go run ./internal/train/occurrence` wrote, BIN that command, built, FOLDER the stored readings; a gold
folder holds NAME.estimates.json. What groups are is learnt from those that networks make of piles that they have not
seen, with thresholds at which more or less is put together. With --folds each pile is judged by networks that have not
seen it: the share of gold questions found, as score/estimates.py has it. Needs PyTorch; takes minutes.
"""
import argparse, collections, hashlib, json, os, subprocess, tempfile
import numpy as np
import torch

torch.set_num_threads(1)
INPUT = 0.3  # share of the numbers of a comparison that are hidden while it learns
INVENTED = 0.5  # what a comparison of an invented pile counts
EACH = 4  # of how many comparisons of invented piles, and of two incidents, one is learnt from, and counts as many
INCIDENTS = "gva"  # a pile of which is known which reports are of one incident, as incidents.py writes it, and how many were killed and injured there
APART = 0.3  # what a comparison of two of its incidents counts
TOLD = 0.3  # what a comparison within one of them counts
FOLDS = 6  # of piles, of each of which groups are made by networks that have not seen it
SAME = [(0.3, 0.8), (0.3, 0.4), (0.3, 0), (-0.2, -1), (-0.7, -2.2)]  # what is added, at which groups are made to learn one question from: to occurrence and question
ONE = [(0.3, 0), (-0.4, 0), (-1.2, 0), (-2.2, 0)]  # likewise, one occurrence
MIXED = 0.3  # what a comparison with a group counts of which half belongs to something else
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
        self.tolls = [self.toll(k, tolls or {}) for k in range(len(self.items))] if self.incidents else None
        if self.incidents:
            self.learn_tolls()
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

    def learn_tolls(self):
        """Figures of two incidents have nothing in common. Of one incident, those that give its very tolls answer one question for each;
        where there is more than one dead, one who is told apart is another question."""
        toll = self.tolls
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


class Grouped:
    """What is to be learnt from the groups that a pile was put into: kind 0, those of one question, 1, of one occurrence."""

    def __init__(self, p, g, kind):
        x, y, w = [], [], []
        sides = [self.side(p, items, kind) for items in g["items"] or []]
        for (i, k), at in zip(g["pairs"] or [], g["at"] or []):
            label = self.label(p, sides[i], sides[k], kind)
            if label is not None:
                x.append(at); y.append(label[0]); w.append(label[1])
        self.x, self.y, self.w = np.array(x, dtype=np.float32), np.array(y, dtype=np.int64), np.array(w, dtype=np.float32)

    def side(self, p, items, kind):
        """What a group is, and how much of it is that; of incidents which, whether of the killed, whether it gives their toll, whether one of several."""
        if p.incidents:
            its = [p.items[i] for i in items]
            of = {it["file"].split("-")[0] for it in its}
            told = [(it.get("number"), p.tolls[i]) for i, it in zip(items, its) if it["figure"]]
            whole = bool(told) and all(t and n == t for n, t in told)
            one = bool(told) and all(t and t > 1 and n == 1 for n, t in told)
            return (of.pop(), its[0]["action"] == "killed", whole, one) if len(of) == 1 else None
        names = [(p.occurrence if kind else p.question)[i] for i in items if p.items[i]["figure"]]
        if not names:
            return None
        name, n = max(collections.Counter(names).items(), key=lambda c: (c[1], str(c[0])))
        return name, n / len(names)

    def label(self, p, a, b, kind):
        if a is None or b is None:
            return None
        if p.incidents:
            if a[0] != b[0]:
                return 0, APART
            if a[2] and b[2]:
                return int(kind == 1 or a[1] == b[1]), TOLD
            return (0, TOLD) if kind == 0 and (a[2] and b[3] or a[3] and b[2]) else None
        if a[0] is None and b[0] is None:
            return None
        return int(a[0] == b[0]), (1 if p.real else INVENTED) * (1 if min(a[1], b[1]) > 0.5 else MIXED)


def made(a, weights, piles, n):
    """What groups those weights make of piles, as (pile, of one question, of one occurrence)."""
    paths = [os.path.join(a.read, p.name + ".jsonl") for p in piles if not p.name.startswith("invented")]
    by = {p.name: p for p in piles}
    for l in program(a, weights, ["-groups", "-invented", str(n)] + paths):
        yield by[l["pile"]], l["same"], l["one"]


def learn(piles, a):
    """Networks of which each has not seen the piles of one fold, and in the end those that have seen all: (networks, piles not seen)."""
    real = [p for p in piles if p.real]
    rest = [p for p in piles if not p.real]
    parts = [[p for i, p in enumerate(real) if i % FOLDS == k] for k in range(FOLDS)]
    all_ = [(fit([p for p in piles if p not in part], a), part) for part in parts] + [(fit(piles, a), [])]
    for kind, (name, leans) in enumerate((("Same", SAME), ("One", ONE))):
        rows = []
        for w, part in all_:
            part = part or rest
            for by in leans:
                rows += [(p, Grouped(p, g[kind], kind)) for p, *g in made(a, lean(w, by + (0,)), part, sum(not p.real and not p.incidents for p in part))]
        for w, part in all_:
            x, y, v = (np.concatenate([getattr(r, k) for p, r in rows if p not in part and len(r.y)]) for k in "xyw")
            w[name] = stack(nets(x, y[:, None], v[:, None], a.nets, 8, a.epochs, 1))
            w[name]["Out"][0][-1] += a.join[kind]
        print(name, len(y), "pairs of groups,", y.sum(), "of them one")
    for w, _ in all_:
        w["Pair"]["Out"][1][-1] += a.last[0]; w["Same"]["Out"][0][-1] += a.last[1]
    return all_


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


def program(a, weights, rest):
    with tempfile.TemporaryDirectory() as t:
        json.dump(weights, open(t + "/w.json", "w"))
        subprocess.run([a.program, "-weights", t + "/w.json", "-out", t + "/q.jsonl"] + rest, check=True)
        return [json.loads(l) for l in open(t + "/q.jsonl")]


def questions(a, weights, names):
    return program(a, weights, [os.path.join(a.read, n + ".jsonl") for n in names])


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("lessons"); ap.add_argument("gold", nargs="+"); ap.add_argument("--incidents", help="gva-train-incidents.json"); ap.add_argument("--program"); ap.add_argument("--read")
    ap.add_argument("--folds", action="store_true", help="judge by the folds"); ap.add_argument("--keep", default="n02,n06,n10,n14,s02,s06,x00,x01,x02,x04,x09,x15"); ap.add_argument("--out"); ap.add_argument("--show", action="store_true")
    ap.add_argument("--hidden", type=int, default=16); ap.add_argument("--nets", type=int, default=4); ap.add_argument("--epochs", type=int, default=14)
    ap.add_argument("--decay", type=float, default=0.1); ap.add_argument("--lean", type=float, nargs=3, default=[0, 0, 0], help="what is added to the answers: occurrence, question, asking")
    ap.add_argument("--join", type=float, nargs=2, default=[0, 0], help="likewise, of groups: question, occurrence")
    ap.add_argument("--last", type=float, nargs=2, default=[0, 0], help="what is added in the end, when groups have been learnt: question, question of groups")
    ap.add_argument("--save", help="folder to which the networks of each fold are written")
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
    learnt = learn(piles, a)
    if a.folds:
        by = {}
        for w, part in learnt[:-1]:
            for p, q in zip(part, questions(a, w, [p.name for p in part])):
                score(p, q.get("questions", []), by.setdefault(p.name, [0, 0, 0]))
        for c in ("d", "n", "s", "x", "dnsx"):
            N = np.sum([v for n, v in by.items() if n[0] in c], 0)
            print("%s %s %.3f" % (c, N, f1(N)))
        if a.show:
            print({n: "%d %d %d" % tuple(v) for n, v in by.items()})
    if a.save:
        for k, (w, part) in enumerate(learnt[:-1]):
            json.dump(w, open(os.path.join(a.save, "%d.json" % k), "w"), separators=(",", ":"))
            open(os.path.join(a.save, "%d.txt" % k), "w").write(" ".join(p.name for p in part))
    if a.out:
        json.dump(learnt[-1][0], open(a.out, "w"), separators=(",", ":"))


if __name__ == "__main__":
    main()
