"""Teaches the heads of package figure. States are as the encoder left them.

    python3 -m figure.train --data FOLDER --out FILE [--fold K]

from internal/train.
"""
import argparse
import collections
import json
import random
import types

import numpy as np
import torch
import torch.nn.functional as F

from figure import data
from figure import export
from figure import model as m


def flat(lists, vocab):
    """Lists of features as one, with where each begins. None of a list counts as nothing."""
    out, starts = [], []
    for l in lists:
        starts.append(len(out))
        out += [vocab[p] for p in l if p in vocab]
    return torch.tensor(out, dtype=torch.long), torch.tensor(starts, dtype=torch.long)


class Batch:
    """Some texts as tensors."""

    def __init__(self, docs, vocab, rng=None, share=1.0):
        self.rows, base = [], 0
        states = []
        c = collections.defaultdict(list)
        lists = collections.defaultdict(list)
        self.country, self.entry = [], []
        for d in docs:
            states.append(d.get("states"))
            index = {}
            for k, r in enumerate(d["rows"]):
                if rng and r["single"] and not r.get("gold") and not d["weak"] and rng.random() > share:
                    continue
                n = len(self.rows)
                index[k] = n
                self.rows.append((d, r))
                c["at"].append(base + r["at"])
                c["head"].append(base + r["head"])
                c["above"].append(base + r["above"])
                lists["f"].append(r["f"])
                for j, f in enumerate(r["trigger"]):
                    c["trigger_row"].append(n)
                    c["trigger_col"].append(j)
                    c["trigger_token"].append(base + r["lo"] + j)
                    lists["trigger"].append(f)
                for what, at in (("places", [(p["at"], p["above"]) for p in d["places"]]), ("times", d["times"])):
                    for j, f in zip(r.get(what + "Of") or [], r.get(what) or []):
                        c[what + "_row"].append(n)
                        c[what + "_col"].append(j)
                        c[what + "_token"].append(base + at[j][0])
                        c[what + "_above"].append(base + at[j][1])
                        lists[what].append(f)
            for k, n in index.items():
                r = d["rows"][k]
                for what, of in (("wholes", "wholeOf"), ("again", "againOf")):
                    for j, f in zip(r.get(of) or [], r.get(what) or []):
                        if j in index:
                            c[what + "_row"].append(n)
                            c[what + "_col"].append(index[j])
                            c[what + "_token"].append(base + d["rows"][j]["at"])
                            c[what + "_above"].append(base + d["rows"][j]["above"])
                            lists[what].append(f)
            base += len(d["words"])
            self.index = index
        self.states = None if states[0] is None else torch.from_numpy(np.concatenate(states).astype(np.float32))
        for k, v in c.items():
            setattr(self, k, torch.tensor(v, dtype=torch.long))
        self.longest = max((int(x) for x in c["trigger_col"]), default=0) + 1
        for k in ("f", "trigger", "places", "times", "wholes", "again"):
            a, b = flat(lists[k], vocab[k])
            setattr(self, k, a)
            setattr(self, k + "_starts", b)


def grid(scores, row, col, n, none=None):
    """Scores by row and column; behind the last those of none."""
    width = int(col.max()) + 1 if len(col) else 0
    out = torch.full((n, width + (none is not None)), -1e4)
    if len(row):
        out[row, col] = scores.float()
    if none is not None:
        out[:, width] = none.float()
    return out


def marginal(z, right):
    """Minus the logarithm of the chance of the right ones, by row; rows without any are left out."""
    right = right & (z > -5e3)
    has = right.any(1)
    if not has.any():
        return z.sum() * 0, 0
    lp = torch.log_softmax(z[has], 1)
    return -torch.logsumexp(lp.masked_fill(~right[has], -1e4), 1).sum(), int(has.sum())


def forward(net, b):
    t = net.tokens(b.states)
    r, trig, out = net.rows(t, b, b.states)
    n = len(b.rows)
    res = types.SimpleNamespace(trig=trig, out=out)
    for name in ("places", "times", "wholes", "again"):
        if hasattr(b, name + "_row"):
            res.__dict__[name] = net.pairs(name, r, t, getattr(b, name + "_row"), getattr(b, name + "_token"), getattr(b, name + "_above"), getattr(b, name), getattr(b, name + "_starts"))
            res.__dict__[name + "_row"], res.__dict__[name + "_col"] = getattr(b, name + "_row"), getattr(b, name + "_col")
        else:
            res.__dict__[name] = torch.zeros(0, 5)
            res.__dict__[name + "_row"] = res.__dict__[name + "_col"] = torch.zeros(0, dtype=torch.long)
    p, o = res.places, out
    res.named = grid(p[:, 0], res.places_row, res.places_col, n)
    res.where = grid(p[:, 1], res.places_row, res.places_col, n, o["where_none"][:, 0])
    res.country = grid(p[:, 2], res.places_row, res.places_col, n, o["country_none"][:, 0])
    q = res.times
    res.tnamed = grid(q[:, 0], res.times_row, res.times_col, n)
    w = [grid(q[:, 1 + k], res.times_row, res.times_col, n) for k in range(data.OWN)]
    res.when = torch.cat([torch.stack(w, 2).reshape(n, -1), o["common"].float()], 1)  # readings of mentions, common ones, none
    # Somebody told of in the singular is a figure if none before has told of the same.
    res.is_ = F.logsigmoid(out["is"][:, 0].float()).index_add(0, res.again_row, F.logsigmoid(-res.again[:, 0].float())).clamp(max=-1e-6)
    res.whole = grid(res.wholes[:, 0], res.wholes_row, res.wholes_col, n, o["whole_none"][:, 0])
    return res


def losses(net, b, rng, smooth=0.05):
    """What is lost, by answer. Of weak lessons only what is a figure and its action is known, and that counts less."""
    res, n = forward(net, b), len(b.rows)
    out, L = res.out, {}
    gold = [r.get("gold") for _, r in b.rows]
    y, w = [], []
    for (d, r), g in zip(b.rows, gold):
        y.append(float(bool(g)))
        w.append(0.0 if g and g["optional"] else data.WEAK if d["weak"] else 1.0)
    y, w = torch.tensor(y), torch.tensor(w)
    L["is"] = -((y * res.is_ + (1 - y) * torch.log(-torch.expm1(res.is_))) * w).sum() / w.sum().clamp(min=1) * 3
    A = [i for i, g in enumerate(gold) if g]
    if A:
        act = [data.ACTIONS.index(rng.choice(x["actions"]) if rng.random() < 0.3 else x["actions"][0]) for x in (gold[i] for i in A)]
        by = torch.tensor([data.WEAK if b.rows[i][0]["weak"] else 1.0 for i in A])
        lost = F.cross_entropy(out["action"][torch.tensor(A)].float(), torch.tensor(act), label_smoothing=smooth, reduction="none")
        L["action"] = (lost * by).sum() / by.sum()
    G = [i for i in A if not b.rows[i][0]["weak"]]
    if not G:
        return L
    g = [gold[i] for i in G]
    I = torch.tensor(G)

    def classify(name, labels, weight):
        y = torch.tensor(labels)
        if (y >= 0).any():
            L[name] = F.cross_entropy(out[name][I].float(), y, ignore_index=-100) * weight

    classify("role", [data.ROLES.index(x["role"]) if x["role"] in data.ROLES else -100 for x in g], 0.3)
    report = [not b.rows[i][0]["local"] for i in G]
    told = [rep and (x["kind"] or b.rows[i][0]["name"][0] != "r") for i, x, rep in zip(G, g, report)]  # in read.jsonl kinds are marked here and there
    classify("kind", [(data.KINDS.index(x["kind"]) if x["kind"] in data.KINDS else 2) if ok else -100 for x, ok in zip(g, told)], 0.3)
    classify("total", [data.TOTALS.index(x["total"]) if x["total"] in data.TOTALS else 2 for x in g], 0.3)
    classify("unit", [data.UNITS.index(x["unit"]) if x["unit"] in ("person", "household") else 2 for x in g], 0.5)

    def right(width, lists):
        t = torch.zeros(n, width, dtype=torch.bool)
        for i, l in zip(G, lists):
            for j in l or []:
                if j < width:  # mentions far off are not asked
                    t[i, j] = True
        return t

    lo = [b.rows[i][1]["lo"] for i in G]
    size = [len(b.rows[i][1]["trigger"]) for i in G]
    none = res.trig.shape[1] - 1
    trig = [[j - a for j in x["trigger"] or [] if 0 <= j - a < s] or ([none] if not x["trigger"] else []) for x, a, s in zip(g, lo, size)]
    v, k = marginal(res.trig, right(none + 1, trig))
    L["trigger"] = v / max(1, k)
    # places and times that the clause names
    if res.named.shape[1]:
        known = res.named[I] > -1e3
        y = right(res.named.shape[1], [x["named"] for x in g])[I].float()
        L["named"] = F.binary_cross_entropy_with_logits(res.named[I][known], y[known], reduction="sum") / len(G)
        rep = [rp for rp in report]
        nowhere = res.where.shape[1] - 1
        v, k = marginal(res.where, right(nowhere + 1, [(x["where"] or [nowhere]) if rp else [] for x, rp in zip(g, rep)]))
        L["where"] = 0.5 * v / max(1, k)
        v, k = marginal(res.country, right(nowhere + 1, [(x["country"] or ([nowhere] if not x["lands"] else [])) if rp else [] for x, rp in zip(g, rep)]))
        L["country"] = v / max(1, k)
    if res.tnamed.shape[1]:
        known = res.tnamed[I] > -1e3
        y = right(res.tnamed.shape[1], [x["namedAt"] for x in g])[I].float()
        L["tnamed"] = F.binary_cross_entropy_with_logits(res.tnamed[I][known], y[known], reduction="sum") / len(G)
    base = res.when.shape[1] - data.COMMON - 1
    whens = []
    for x, rp in zip(g, report):
        l = [j for j in x["when"] or []] + [base + j for j in x["common"] or []]
        if not x["hasWhen"]:
            l = [base + data.COMMON]
        whens.append(l if rp else [])
    v, k = marginal(res.when, right(res.when.shape[1], whens))
    L["when"] = v / max(1, k)
    if res.whole.shape[1] > 1:
        at = {id(r): i for i, (_, r) in enumerate(b.rows)}
        none = res.whole.shape[1] - 1
        of = []
        for i, x in zip(G, g):
            d, r = b.rows[i]
            if x["of"] == -1:
                of.append([none])
            elif x["of"] >= 0 and id(d["rows"][x["of"]]) in at:
                of.append([at[id(d["rows"][x["of"]])]])
            else:
                of.append([])
        v, k = marginal(res.whole, right(none + 1, [o if rp else [] for o, rp in zip(of, report)]))
        L["whole"] = 0.5 * v / max(1, k)
    return L


@torch.no_grad()
def evaluate(nets, docs, vocab, least=0.5):
    """Measures as the product's: what is found, and of the gold how much is right. Several nets are averaged."""
    c = collections.Counter()
    for net in nets:
        net.eval()
    for i in range(0, len(docs), 4):
        b = Batch(docs[i : i + 4], vocab)
        if not b.rows:
            continue
        outs = [forward(net, b) for net in nets]
        mean = lambda get: sum(get(o) for o in outs) / len(outs)
        p_is = mean(lambda o: torch.exp(o.is_))
        act = mean(lambda o: torch.softmax(o.out["action"], 1)).argmax(1)
        unit = mean(lambda o: torch.softmax(o.out["unit"], 1)).argmax(1)
        trig = mean(lambda o: torch.softmax(o.trig, 1)).argmax(1)
        named = mean(lambda o: torch.sigmoid(o.named))
        where = mean(lambda o: torch.softmax(o.where, 1))
        country = mean(lambda o: torch.softmax(o.country, 1))
        tnamed = mean(lambda o: torch.sigmoid(o.tnamed))
        when = mean(lambda o: torch.softmax(o.when, 1))
        whole = mean(lambda o: torch.softmax(o.whole, 1))
        nothing, whole = whole.shape[1] - 1, whole.argmax(1)
        for k, (d, r) in enumerate(b.rows):
            g = r.get("gold")
            kind = "1" if r["single"] else "q"
            says = bool(p_is[k] > least)
            if g and g["optional"]:
                continue
            c["is", kind, "p"] += says
            c["is", kind, "g"] += bool(g)
            c["is", kind, "t"] += says and bool(g)
            if not g:
                continue
            c["n"] += 1
            ok = {}
            ok["action"] = data.ACTIONS[act[k]] in g["actions"]
            ok["unit"] = (g["unit"] if g["unit"] in ("person", "household") else "keep") == data.UNITS[unit[k]]
            if g["trigger"]:
                c["trigger", "n"] += 1
                c["trigger", "t"] += int(trig[k]) + r["lo"] in g["trigger"]
            n = min(len(d["places"]), named.shape[1])  # those far off are not asked
            if g["namedN"]:
                c["named", "n"] += 1
                got = [j for j in range(n) if named[k, j] > 0.5][:3] if n else []
                if not got and n:
                    got = [int(where[k, :n].argmax())] if not d["local"] else [int(named[k, :n].argmax())]
                ok["where"] = any(j in (g["named"] or []) for j in got) and len(got) <= 2 * g["namedN"] + 1
                c["named", "t"] += ok["where"]
            else:
                ok["where"] = True
                if n and not d["local"]:
                    c["inh", "n"] += bool(g["where"])
                    c["inh", "t"] += bool(g["where"]) and int(where[k].argmax()) in g["where"]
            if g["timeN"]:
                c["tnamed", "n"] += 1
                nt = min(len(d["times"]), tnamed.shape[1])
                j = int(tnamed[k, :nt].argmax()) if nt else -1
                if nt and tnamed[k, j] < 0.3 and not d["local"]:
                    j = int(when[k, : data.OWN * nt].argmax()) // data.OWN
                ok["time"] = j in (g["namedAt"] or [])
                c["tnamed", "t"] += ok["time"]
            for key in ("action", "unit"):
                c[key, "t"] += ok[key]
                c[key, kind, "n"] += 1
                c[key, kind, "t"] += ok[key]
            row = says and ok["action"] and ok["where"] and ok.get("time", True)
            c["row"] += row
            if d["local"]:
                continue
            sums = collections.Counter()
            for j in range(n):
                sums[d["places"][j]["country"]] += float(country[k, j])
            lands = {x for x, v in sums.items() if v > 0.4 and x} or {max(sums, key=lambda x: (sums[x], x))} if sums else set()
            if g["lands"]:
                c["country", "n"] += 1
                ok["country"] = set(g["lands"]) == lands
                c["country", "t"] += ok["country"]
            if g["hasWhen"]:
                c["when", "n"] += 1
                base = when.shape[1] - data.COMMON - 1
                j = int(when[k].argmax())
                ok["when"] = j in (g["when"] or []) or j >= base and j - base in (g["common"] or [])
                c["when", "t"] += ok["when"]
            if g["of"] >= -1:
                c["of", "n"] += g["of"] >= 0
                got = int(whole[k])
                c["of", "p"] += got < nothing
                c["of", "t"] += g["of"] >= 0 and got < nothing and b.rows[got][1] is d["rows"][g["of"]]
            c["full"] += row and ok.get("country", True) and ok.get("when", True)
    for net in nets:
        net.train()
    f1 = lambda k: round(2 * c["is", k, "t"] / max(1, c["is", k, "p"] + c["is", k, "g"]), 3)
    q = lambda *k: round(c[(*k, "t")] / max(1, c[(*k, "n")]), 3)
    return {"n": c["n"], "is_q": f1("q"), "is_1": f1("1"), "action": round(c["action", "t"] / max(1, c["n"]), 3), "action_q": q("action", "q"), "action_1": q("action", "1"),
            "unit": round(c["unit", "t"] / max(1, c["n"]), 3), "trigger": q("trigger"), "place": q("named"), "inh": q("inh"), "time": q("tnamed"), "country": q("country"), "when": q("when"),
            "of": round(2 * c["of", "t"] / max(1, c["of", "n"] + c["of", "p"]), 3), "row": round(c["row"] / max(1, c["n"]), 3), "full": round(c["full"] / max(1, c["n"]), 3)}


def fit(train, vocab, width, seed, epochs, say=lambda *a: None, rate=2e-3):
    torch.manual_seed(seed)
    rng = random.Random(seed)
    some = torch.from_numpy(np.concatenate([d["states"] for d in train]).astype(np.float32))
    net = m.Heads(width, {k: len(v) for k, v in vocab.items()}, some.mean(0), some.std(0).clamp(min=1e-3))
    opt = torch.optim.AdamW(net.parameters(), lr=rate, weight_decay=0.05)
    order = list(train)
    size = 12
    total = epochs * -(-len(order) // size)
    sched = torch.optim.lr_scheduler.LambdaLR(opt, lambda i: min((i + 1) / 30, max(0.02, (total - i) / total)))
    mean, steps = {k: p.detach().clone() for k, p in net.named_parameters() if p.requires_grad}, 0  # of the last steps' weights
    for epoch in range(epochs):
        rng.shuffle(order)
        sums, k = collections.Counter(), 0
        for i in range(0, len(order), size):
            b = Batch(order[i : i + size], vocab, rng, 0.35)
            if not b.rows:
                continue
            opt.zero_grad(set_to_none=True)
            L = losses(net, b, rng)
            sum(L.values()).backward()
            torch.nn.utils.clip_grad_norm_(net.parameters(), 2.0)
            opt.step()
            sched.step()
            steps += 1
            with torch.no_grad():
                for key, p in net.named_parameters():
                    if p.requires_grad:
                        mean[key].lerp_(p, 1 - min(0.995, steps / (steps + 10)))
            for key, v in L.items():
                sums[key] += float(v.detach())
            k += 1
        if epoch + 1 == epochs:
            with torch.no_grad():
                for key, p in mean.items():
                    net.get_parameter(key).copy_(p)
        say(epoch + 1, net, {key: round(v / k, 3) for key, v in sums.items()})
    return net


@torch.no_grad()
def first_look(net, docs, vocab, states=None, pass_=0.997):
    """Teaches which of those told in the singular are worth looking further: nearly all of the gold's are, few others."""
    net.eval()
    docs = [d for d in docs if not d["weak"]]
    zs, ys = [], []
    for i in range(0, len(docs), 8):
        b = Batch(docs[i : i + 8], vocab)
        if not b.rows:
            continue
        if states:
            b.states = states(docs[i : i + 8])
        single = torch.tensor([r["single"] for _, r in b.rows])
        zs.append(net.seen(net.tokens(b.states), b)[single])
        ys.append(torch.tensor([float(bool(r.get("gold"))) for _, r in b.rows if r["single"]]))
    z, y = torch.cat(zs), torch.cat(ys)
    with torch.enable_grad():
        w = torch.zeros(z.shape[1], requires_grad=True)
        c = torch.zeros(1, requires_grad=True)
        opt = torch.optim.LBFGS([w, c], max_iter=60)
        some = y * 20 + 1

        def closure():
            opt.zero_grad()
            loss = (F.binary_cross_entropy_with_logits(z @ w + c, y, reduction="none") * some).mean() + 1e-3 * (w * w).sum()
            loss.backward()
            return loss

        opt.step(closure)
    s = (z @ w)
    least = torch.quantile(s[y > 0], 1 - pass_)
    net.early.weight.copy_(w[None])
    net.early.bias.fill_(-float(least))
    print("first look:", len(y), "in the singular,", int(y.sum()), "of the gold;", int((s >= least).sum()), "looked at further", flush=True)
    net.train()


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("--data", required=True)
    ap.add_argument("--fold", type=int, default=4)
    ap.add_argument("--epochs", type=int, default=14)
    ap.add_argument("--seed", type=int, default=1)
    ap.add_argument("--nets", type=int, default=1)
    ap.add_argument("--weak", type=float, default=data.WEAK, help="what a mark that follows from numbers counts; 0 leaves them out")
    ap.add_argument("--threads", type=int, default=1)
    ap.add_argument("--out", default="", help="the file to write")
    a = ap.parse_args()
    torch.set_num_threads(a.threads)
    train, dev = data.parts(data.load(a.data), a.fold)
    data.WEAK = a.weak
    if not a.weak:
        train = [d for d in train if not d["weak"]]
    width = train[0]["states"].shape[1]
    vocab = data.vocabulary(train)
    print({k: len(v) for k, v in vocab.items()}, len(train), len(dev), flush=True)
    rows, sents = [d for d in dev if not d["local"]], [d for d in dev if d["local"]]

    def say(epoch, net, L):
        print(epoch, L, flush=True)
        if epoch % 3 == 0 or epoch == a.epochs:
            print("  rows ", json.dumps(evaluate([net], rows, vocab)), flush=True)
            print("  sents", json.dumps(evaluate([net], sents, vocab)), flush=True)

    nets = []
    for k in range(a.nets):
        nets.append(fit(train, vocab, width, a.seed + k, a.epochs, say if k == 0 else lambda *x: None))
    if len(nets) > 1:
        print("all rows ", json.dumps(evaluate(nets, rows, vocab)), flush=True)
        print("all sents", json.dumps(evaluate(nets, sents, vocab)), flush=True)
    net = nets[0]
    first_look(net, train, vocab)
    if a.out:
        export.write(a.out, net, vocab)


if __name__ == "__main__":
    main()
