"""Teaches the heads of package event. States are as the reader left them.

    python3 -m event.train --data FOLDER --out FILE          all but the development part
    python3 -m event.train --data FOLDER --folds 5           what cross-validation gives
"""
import argparse
import collections
import json
import random
import types

import numpy as np
import torch
import torch.nn.functional as F

from event import data
from event import export
from event import model as m


def batch(docs):
    """Some reports as one, with the numbers of tokens and rows moved on."""
    b = collections.defaultdict(list)
    tokens = rows = movers = 0
    flat = collections.Counter()
    for d in docs:
        x = d["x"]
        for k, v in x.items():
            if not torch.is_tensor(v):
                continue
            if k in ("at", "head", "above", "trigger", "words_to", "places_to", "places_above", "m_at", "m_above", "ends_to", "ends_above"):
                v = v + tokens
            elif k in ("words_row", "places_row", "pairs_row", "pairs_to"):
                v = v + rows
            elif k == "ends_row":
                v = v + movers
            elif k.endswith("_starts"):
                v = v + flat[k[:-7]]
            b[k].append(v)
        for h in data.HEADS:
            flat[h] += len(x[h + "_flat"])
        tokens, rows, movers = tokens + d["words"], rows + x["n"], movers + x["movers"]
    out = types.SimpleNamespace(**{k: torch.cat(v) for k, v in b.items()})
    out.states = torch.from_numpy(np.concatenate([d["states"] for d in docs]).astype(np.float32))
    return out


def marginal(z, right):
    """Minus the logarithm of the chance of the right ones, by row; rows without any are left out."""
    has = right.any(1)
    if not has.any():
        return z.sum() * 0
    lp = torch.log_softmax(z[has], 1)
    return -torch.logsumexp(lp.masked_fill(~right[has], -1e4), 1).mean()


def grid(scores, row, col, n, last=None, fill=-1e4):
    width = int(col.max()) + 1 if len(col) else 0
    out = torch.full((n, width + (last is not None)), fill, dtype=scores.dtype)
    if len(row):
        out[row, col] = scores
    if last is not None:
        out[:, width] = last
    return out


def losses(net, b):
    o, L = net(b), {}
    bce = lambda z, y, w: (F.binary_cross_entropy_with_logits(z, y, reduction="none") * w).sum() / w.sum().clamp(min=1)
    if len(b.at):
        n = len(b.at)
        L["in"] = bce(o["in"], b.in_y, b.in_w)
        L["background"] = 0.5 * bce(o["background"], b.background.clamp(min=0), (b.background >= 0).float())
        L["whole"] = 0.5 * bce(o["whole"], b.whole.clamp(min=0), (b.whole >= 0).float())
        if (b.type >= 0).any():
            L["type"] = F.cross_entropy(o["type"], b.type, ignore_index=-100, label_smoothing=0.05)
        right = grid(b.word_y, b.words_row, b.words_col, n, torch.zeros(n, dtype=torch.bool), False)
        right = torch.cat([right, torch.zeros(n, o["grid"].shape[1] - right.shape[1], dtype=torch.bool)], 1)
        right[:, -1] = b.word_known & ~right.any(1)  # named too far off
        L["words"] = marginal(o["grid"], right)
        if len(b.pairs_row):
            L["pairs"] = 2 * bce(o["pairs"], b.pair_y, b.pair_w)
        z = grid(o["places"], b.places_row, b.places_col, n, o["nowhere"])
        right = grid(b.place_y, b.places_row, b.places_col, n, torch.zeros(n, dtype=torch.bool), False)
        right[:, -1] = b.place_known & ~right.any(1)
        L["places"] = 2 * marginal(z, right)
    if len(b.m_at):
        L["moves"] = 10 * bce(o["moves"], b.move_y, b.move_w)
        if (b.status >= 0).any():
            L["status"] = 0.3 * F.cross_entropy(o["status"], b.status, ignore_index=-100, label_smoothing=0.05)
        if (b.end_y >= 0).any():
            L["ends"] = F.cross_entropy(o["ends"], b.end_y, ignore_index=-100)
    return L


def fit(train, vocab, width, seed, epochs, rate=2e-3, say=None):
    torch.manual_seed(seed)
    rng = random.Random(seed)
    some = torch.from_numpy(np.concatenate([d["states"] for d in train]).astype(np.float32))
    net = m.Heads(width, {k: len(v) for k, v in vocab.items()}, some.mean(0), some.std(0).clamp(min=1e-3))
    del some
    opt = torch.optim.AdamW(net.parameters(), lr=rate, weight_decay=0.05)
    order, size = list(train), 10
    total = epochs * -(-len(order) // size)
    sched = torch.optim.lr_scheduler.LambdaLR(opt, lambda i: min((i + 1) / 30, max(0.02, (total - i) / total)))
    mean, steps = {k: p.detach().clone() for k, p in net.named_parameters()}, 0  # of the last steps' weights
    for epoch in range(epochs):
        rng.shuffle(order)
        sums = collections.Counter()
        for i in range(0, len(order), size):
            L = losses(net, batch(order[i : i + size]))
            if not L:
                continue
            opt.zero_grad(set_to_none=True)
            sum(L.values()).backward()
            torch.nn.utils.clip_grad_norm_(net.parameters(), 2.0)
            opt.step()
            sched.step()
            steps += 1
            with torch.no_grad():
                for key, p in net.named_parameters():
                    mean[key].lerp_(p, 1 - min(0.99, steps / (steps + 10)))
            for key, v in L.items():
                sums[key] += float(v.detach())
        if say:
            print(epoch + 1, {k: round(v * size / len(order), 3) for k, v in sums.items()}, flush=True)
    with torch.no_grad():
        for key, p in net.named_parameters():
            p.copy_(mean[key])
    net.eval()
    return net


# What is made of the answers, as package event does.
LEAST_IN, LEAST_MOVE, JOIN = 0.4, 0.1, 0.0


def groups_of(x, o, p_in, pair, least, join):
    """Rows of one occurrence, by the mean of the scores of pairs."""
    groups = []
    for n in range(x["n"]):
        if p_in[n] < least:
            continue
        best, top = None, join
        for g in groups:
            s = [pair[n, q] for q in g if (n, q) in pair]
            if s and sum(s) / len(s) > top:
                best, top = g, sum(s) / len(s)
        if best is None:
            groups.append([n])
        else:
            best.append(n)
    return groups


@torch.no_grad()
def answers(net, d):
    x, b = d["x"], batch([d])
    o = net(b)
    if x["n"]:
        o["where"] = torch.softmax(grid(o["places"], b.places_row, b.places_col, x["n"], o["nowhere"]), 1)
        o["kinds"] = torch.log_softmax(o["type"], 1)
        o["of_row"] = [[] for _ in range(x["n"])]
        for k, n in enumerate(x["places_row"].tolist()):
            o["of_row"][n].append((int(x["places_place"][k]), float(o["where"][n, int(b.places_col[k])])))
    return x, b, o


SECOND = 0.1  # how likely another place is if it stands beside the likeliest


def events_of(d, x, o, least=LEAST_IN, join=JOIN, second=SECOND):
    if not x["n"]:
        return []
    rows = [r for r in d["rows"] if r["at"] >= 0]
    pair = {(a, q): s for a, q, s in zip(x["pairs_row"].tolist(), x["pairs_to"].tolist(), o["pairs"].tolist())}
    events = []
    for g in groups_of(x, o, torch.sigmoid(o["in"]).tolist(), pair, least, join):
        sums, best = collections.defaultdict(float), {}
        for n in g:
            for p, v in o["of_row"][n]:
                e = d["places"][p]["entry"]
                sums[e] += v
                if v > best.get(e, (0, 0))[0]:
                    best[e] = v, p
        top = sorted(sums, key=lambda e: (-sums[e], e))
        texts = [d["places"][best[e][1]]["text"] for k, e in enumerate(top[:2]) if e in best and (k == 0 or sums[e] >= second * len(g))]
        figs = []
        for a in data.COUNTS:
            figs += sorted((n for n in g if rows[n]["action"] == a), key=lambda n: -float(o["whole"][n]))[:3]
        events.append({"rows": g, "figs": figs, "places": texts, "type": int(o["kinds"][g].sum(0).argmax()), "background": float(o["background"][g].mean()) > 0})
    return events


def moves_of(d, x, b, o, least=LEAST_MOVE):
    if not x["movers"]:
        return []
    moves, p, ends = [], torch.sigmoid(o["moves"]), torch.softmax(o["ends"], 1)
    for n, mv in enumerate(d["movers"]):
        if p[n] < least:
            continue
        got = {"From": {}, "To": {}, "Via": {}}
        for k in (b.ends_row == n).nonzero()[:, 0].tolist():
            c = int(ends[k].argmax())
            if c:
                pl = d["places"][int(x["ends_place"][k])]
                got[("", "From", "To", "Via")[c]].setdefault(pl["entry"], pl["text"])
        if got["From"] or got["To"]:
            of = (tuple(sorted(got["From"])), tuple(sorted(got["To"])))
            if any(q["ends"] == of for q in moves):
                continue
            moves.append({"ends": of, **{k: list(v.values()) for k, v in got.items()}, "row": mv["row"], "status": int(o["status"][n].argmax()), "at": mv["at"]})
    return moves


def greedy(n, k, sim, least):
    pairs = sorted(((sim(i, j), -i, -j) for i in range(n) for j in range(k)), reverse=True)
    a, b, out = set(), set(), []
    for s, i, j in pairs:
        if s < least or -i in a or -j in b:
            continue
        a.add(-i)
        b.add(-j)
        out.append((-i, -j))
    return out


def evaluate(net, docs):
    """Counts as score.py does, pooled, and of what was missed what was wrong."""
    c, sweep = collections.Counter(), collections.defaultdict(collections.Counter)
    for d in docs:
        x, b, o = answers(net, d)
        count(d, events_of(d, x, o), moves_of(d, x, b, o), c, True)
        for least in (0.3, 0.4, 0.6):
            count(d, events_of(d, x, o, least), [], sweep["in", least])
        for join in (-1, -0.5, 0.5, 1):
            count(d, events_of(d, x, o, join=join), [], sweep["join", join])
        for second in (0.05, 0.15, 0.25, 1.1):
            count(d, events_of(d, x, o, second=second), [], sweep["second", second])
        for least in (0.03, 0.06, 0.15, 0.3):
            count(d, [], moves_of(d, x, b, o, least), sweep["move", least])
    return c, sweep


def count(d, events, moves, c, why=False):
    rows = [r for r in d["rows"] if r["at"] >= 0]
    if True:

        if d["events"]:
            E = [e for e in events if any(rows[n]["action"] in data.COUNTS for n in e["figs"])]

            def esim(i, j):
                g, p = d["events"][i], E[j]
                s = float(data.share([data.norm(g.get("Place"))], [data.norm(t) for t in p["places"]])) if g.get("Place") else 0
                for k in data.COUNTS:
                    have = [n for n in p["figs"] if rows[n]["action"] == k]
                    want = g.get(k.capitalize())
                    if want and 0 < len(have) <= 3 and any(abs(a - want) < 1e-6 * max(1, want) for n in have for a in rows[n]["amounts"]):
                        s += 1
                return s

            hits = greedy(len(d["events"]), len(E), esim, 1.5)
            c["e_t"] += len(hits)
            c["e_p"] += len(E)
            c["e_g"] += len(d["events"])
            if why:
                hit = {i for i, _ in hits}
                for i, g in enumerate(d["events"]):
                    if i in hit:
                        continue
                    mine = {n for n, o in enumerate(d["x"]["of"]) if i in o}
                    if not mine:
                        c["missed: no figure"] += 1
                        continue
                    j = max(range(len(E)), key=lambda j: len(mine & set(E[j]["rows"])), default=None)
                    if j is None or not mine & set(E[j]["rows"]):
                        c["missed: figures not in an event"] += 1
                        continue
                    place = data.share([data.norm(g.get("Place"))], [data.norm(t) for t in E[j]["places"]])
                    counts = sum(bool(g.get(k.capitalize())) and any(rows[n]["action"] == k and any(abs(a - g[k.capitalize()]) < 1e-6 * max(1, a) for a in rows[n]["amounts"]) for n in E[j]["figs"]) for k in data.COUNTS)
                    if not place:
                        print("place", d["name"], g["Type"], "|", g.get("Place"), "| got", E[j]["places"], "| there", [p["text"] for p in d["places"] if data.near(data.norm(g.get("Place")), data.norm(p["text"]))][:3], flush=True)
                    taken = j in {j for _, j in hits}
                    c["missed: %s, counts %d, %s" % ("place right" if place else "place wrong", counts, "joined to another" if taken else "alone")] += 1
            for i, j in hits:
                c["type_t"] += E[j]["type"] == data.label(d["events"][i])
                c["kind_t"] += data.LABELS[E[j]["type"]].split("/")[0] == data.LABELS[data.label(d["events"][i])].split("/")[0]
                c["back_t"] += E[j]["background"] == bool(d["events"][i].get("Background"))
            # pairs, for what the groups are worth by themselves
            same = {(a, b) for e in events for a in e["rows"] for b in e["rows"] if a < b}
            right = {(a, b) for a in range(len(rows)) for b in range(a + 1, len(rows)) if set(d["x"]["of"][a]) & set(d["x"]["of"][b])}
            c["pair_t"] += len(same & right)
            c["pair_p"] += len(same)
            c["pair_g"] += len(right)
        if any(not g["Optional"] for g in d["Moves"]):
            gold_id = {r["gold"]["id"]: k for k, r in enumerate(d["rows"]) if r.get("gold")}

            def msim(g, p):
                s = 0.0
                nn = lambda l: [data.norm(t) for t in l or []]
                s += data.share(nn(g["To"]), nn(p["To"]))
                s += data.share(nn(g["From"]), nn(p["From"]))
                s -= data.share(nn(g["To"]), nn(p["From"]))
                s += 0.5 * bool(g["Count"] and gold_id.get(g["Count"], -2) == p["row"])
                return s

            must, may = [g for g in d["Moves"] if not g["Optional"]], [g for g in d["Moves"] if g["Optional"]]
            hits = greedy(len(must), len(moves), lambda i, j: msim(must[i], moves[j]), 1)
            rest = [p for j, p in enumerate(moves) if j not in {j for _, j in hits}]
            free = len(greedy(len(may), len(rest), lambda i, j: msim(may[i], rest[j]), 1))
            if why:
                for i, g in enumerate(must):
                    if i not in {i for i, _ in hits}:
                        mine = [m for m in d["movers"] if m["move"] >= 0 and d["Moves"][m["move"]] is g]
                        print("move", d["name"], g["Who"], g["From"], g["To"], "|", "no phrase" if not mine else [d["places"][p]["text"] for p in mine[0]["ends"]], "| got", [(m["From"], m["To"]) for m in moves][:4], flush=True)
            c["m_t"] += len(hits)
            c["m_p"] += len(moves) - free
            c["m_g"] += len(must)
            for i, j in hits:
                c["status_t"] += moves[j]["status"] == data.STATUS.index(must[i]["Status"])


def show(c):
    f = lambda k: round(2 * c[k + "_t"] / max(1, c[k + "_p"] + c[k + "_g"]), 3)
    r = lambda k, n: round(c[k] / max(1, c[n]), 3)
    return {"events": f("e"), "e_r": r("e_t", "e_g"), "e_p": r("e_t", "e_p"), "n": c["e_g"], "pairs": f("pair"), "type": r("type_t", "e_t"), "kind": r("kind_t", "e_t"), "background": r("back_t", "e_t"),
            "movements": f("m"), "m_r": r("m_t", "m_g"), "m_p": r("m_t", "m_p"), "m_n": c["m_g"], "status": r("status_t", "m_t"), **{k: v for k, v in sorted(c.items()) if k.startswith("missed")}}


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("--data", required=True)
    ap.add_argument("--epochs", type=int, default=10)
    ap.add_argument("--seed", type=int, default=1)
    ap.add_argument("--folds", type=int, default=0, help="learn so many times, each time without one part of the real reports")
    ap.add_argument("--only", type=int, default=-1, help="of these only that one")
    ap.add_argument("--out", default="", help="the file to write")
    a = ap.parse_args()
    torch.set_num_threads(1)
    docs, width = data.load(a.data)
    if a.folds:
        parts = [k for k in range(a.folds) if a.only in (-1, k)]
        part = lambda d: -1 if d["invented"] else data.number(d["name"]) % a.folds
    else:
        parts = [4]
        part = lambda d: data.number(d["name"]) % 5 if d["main"] else -1
    sums = collections.defaultdict(collections.Counter)
    for k in parts:
        train, test = [d for d in docs if part(d) != k], [d for d in docs if part(d) == k]
        vocab = data.vocabulary(train)
        for d in docs:
            d["x"] = data.tensors(d, vocab, part(d) != k)
        net = fit(train, vocab, width, a.seed, a.epochs, say=True)
        for which in (True, False):
            one, sweep = evaluate(net, [d for d in test if d["main"] == which])
            sums["gold" if which else "other"].update(one)
            for key, c in [("all", one), *sweep.items()]:
                sums[key].update(c)
        with torch.no_grad():
            L = collections.Counter()
            for d in test:
                L.update({key: float(v) / len(test) for key, v in losses(net, batch([d])).items()})
        print(k, len(train), len(test), {key: round(v, 3) for key, v in L.items()}, flush=True)
    for key, c in sums.items():
        one = show(c)
        print(key, json.dumps(one if isinstance(key, str) else {k: one[k] for k in ("events", "e_r", "e_p", "movements", "m_r", "m_p")}), flush=True)
    if a.out:
        export.write(a.out, net, vocab)


if __name__ == "__main__":
    main()
