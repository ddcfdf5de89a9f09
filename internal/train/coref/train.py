"""Learns what package coref has: which reports are on one thing, which mentions tell of one event.

FOLDER has what main.go writes. `reports` writes scores.bin there (each pile judged by networks
that learnt on the others) and reports.json; `mentions` writes the weights. What was learnt is kept
in FOLDER as *.pt and not learnt again. --folds K judges piles 0 to K-1 so, with scipy besides.
"""
import argparse, collections, json, os

import numpy as np
import torch

PILES, SEEDS = 4, 2  # SEEDS: networks of reports
torch.set_num_threads(1)


def load(folder, k, what):
    begins = f"{folder}/pile{k}"
    p = json.load(open(begins + ".json"))
    raw = np.fromfile(f"{begins}.{what}.bin", dtype=np.int32)
    t = raw[1:].reshape(-1, 2 + raw[0])
    return p, t[:, 0].copy(), t[:, 1].copy(), t[:, 2:].copy().view(np.float32)


class Net(torch.nn.Module):
    def __init__(self, n, hidden, vector=0, k=0, drop=0.3):
        super().__init__()
        self.project = torch.nn.Linear(vector, k, bias=False) if k else None
        self.hidden, self.out, self.direct, self.drop = torch.nn.Linear(n + 2 * k, hidden), torch.nn.Linear(hidden, 1), torch.nn.Linear(n + 2 * k, 1, bias=False), drop
        if k:
            torch.nn.init.normal_(self.project.weight, std=1.5 / k**0.5)

    def forward(self, x, v=None, i=None, j=None):
        if self.project is not None:
            z = self.project(torch.nn.functional.dropout(v, self.drop, self.training))
            x = torch.cat([x, z[i] * z[j], (z[i] - z[j]).abs()], 1)
            x = torch.nn.functional.dropout(x, 0.1, self.training)
        return (self.out(torch.relu(self.hidden(x))) + self.direct(x))[:, 0]


def learn(path, net, data, epochs, decay, batch=1024, rate=3e-3, seed=0):
    """data: x, y, weight, and for mentions vectors, i, j."""
    if os.path.exists(path):
        net.load_state_dict(torch.load(path))
        return net.eval()
    x, y, w, *more = [torch.tensor(a) for a in data]
    groups = [{"params": [p for n, p in net.named_parameters() if "project" not in n], "weight_decay": decay}]
    if net.project is not None:
        groups.append({"params": [net.project.weight], "weight_decay": 1.0})
    opt, gen = torch.optim.AdamW(groups, lr=rate), torch.Generator().manual_seed(seed)
    steps, t = epochs * (len(x) // batch + 1), 0
    net.train()
    for _ in range(epochs):
        for at in torch.randperm(len(x), generator=gen).split(batch):
            for g in opt.param_groups:
                g["lr"] = rate * (1 - t / steps)
            t += 1
            s = net(x[at], more[0], more[1][at], more[2][at]) if more else net(x[at])
            loss = (torch.nn.functional.binary_cross_entropy_with_logits(s, y[at], reduction="none") * w[at]).sum() / w[at].sum()
            opt.zero_grad(), loss.backward(), opt.step()
    torch.save(net.state_dict(), path)
    return net.eval()


def stored(net, mean, spread):
    """A network as the program reads it, with what scales its input inside."""
    n = len(mean)
    scale = lambda w, b: np.concatenate([np.concatenate([w[:, :n] / spread, w[:, n:]], 1), (b - (w[:, :n] * (mean / spread)).sum(1))[:, None]], 1)
    short = lambda a: [[float(f"{v:.5g}") for v in row] for row in a]
    hidden = scale(net.hidden.weight.detach().numpy().astype(np.float64), net.hidden.bias.detach().numpy().astype(np.float64))
    direct = scale(net.direct.weight.detach().numpy().astype(np.float64), net.out.bias.detach().numpy().astype(np.float64))
    out = np.concatenate([net.out.weight.detach().numpy().astype(np.float64), direct], 1)
    return {"Project": short(net.project.weight.detach().numpy()) if net.project is not None else [], "Hidden": short(hidden), "Out": short(out)[0]}


def scaled(piles):
    x = np.concatenate([p[3] for p in piles])
    return x.mean(0, dtype=np.float64), x.std(0, dtype=np.float64) + 0.05


def reports(a):
    piles = [load(a.folder, k, "reports") for k in range(PILES)]
    mean, spread = scaled(piles)
    topic = lambda n: n.split("_")[0]
    half = lambda n: (topic(n), n.endswith("plus"))

    def data(which):
        x, y, w = [], [], []
        for p, i, j, f in (piles[k] for k in which):
            x.append(((f - mean) / spread).astype(np.float32))
            y.append(np.array([half(p["names"][a]) == half(p["names"][b]) for a, b in zip(i, j)], dtype=np.float32))
            w.append(np.array([1 if topic(p["names"][a]) == topic(p["names"][b]) else 0.3 for a, b in zip(i, j)], dtype=np.float32))
        return [np.concatenate(v) for v in (x, y, w)]

    def nets(name, which):
        d, out = None, []
        for s in range(SEEDS):
            torch.manual_seed(s)
            net, path = Net(len(mean), 16), f"{a.folder}/reports-{name}-{s}.pt"
            d = d or data(which)
            out.append(learn(path, net, d, 8, 0.1, seed=s))
        return out

    with open(a.folder + "/scores.bin", "wb") as f:
        for k in range(PILES):
            p, i, j, x = piles[k]
            fold = nets(str(k), [q for q in range(PILES) if q != k])
            s = sum(n(torch.tensor(((x - mean) / spread).astype(np.float32))).detach().numpy() for n in fold) / SEEDS
            t = np.zeros((len(p["names"]),) * 2, dtype=np.int32)
            t[i, j] = t[j, i] = np.round(1000 * np.clip(s, -6, 6))
            t.tofile(f)
            y = data([k])[1]
            print(k, "on one thing: P %.3f R %.3f" % (y[s > 0].mean(), (s[y > 0] > 0).mean()))
            json.dump([stored(n, mean, spread) for n in fold], open(f"{a.folder}/reports-{k}.json", "w"))
    json.dump([stored(n, mean, spread) for n in nets("all", range(PILES))], open(a.folder + "/reports-all.json", "w"))


def mentions(a):
    piles = [load(a.folder, k, "mentions") for k in range(PILES)]
    mean, spread = scaled(piles)
    vectors = []
    for k in range(PILES):
        _, i, _, v = load(a.folder, k, "vectors")
        o = np.zeros_like(v)
        o[i] = v
        vectors.append(o)
    chains = [[c for l in p[0]["chains"] for c in l or []] for p in piles]
    labels = [np.array([c[i] == c[j] for i, j in zip(p[1], p[2])], dtype=np.float32) for p, c in zip(piles, chains)]

    def data(which, seed):
        """All pairs but three quarters of those that are easy to tell apart: of two reports that are hardly on one thing, with two lemmas."""
        rng, out, base = np.random.RandomState(seed), [], 0
        for k in which:
            _, i, j, x = piles[k]
            keep = (labels[k] > 0) | (x[:, 0] > -0.25) | (x[:, 5] > 0) | (rng.rand(len(i)) < 0.25)
            out.append([((x[keep] - mean) / spread).astype(np.float32), labels[k][keep], np.ones(keep.sum(), dtype=np.float32), i[keep].astype(np.int64) + base, j[keep].astype(np.int64) + base])
            base += len(vectors[k])
        x, y, w, i, j = [np.concatenate(v) for v in zip(*out)]
        return x, y, w, np.concatenate([vectors[k] for k in which]), i, j

    def nets(name, which):
        out = []
        for s in range(a.seeds):
            torch.manual_seed(s)
            net = Net(len(mean), a.hidden, vectors[0].shape[1], 12)
            path = f"{a.folder}/mentions-{name}-{s}.pt"
            out.append(learn(path, net, data(which, s) if not os.path.exists(path) else None, a.epochs, 0.3, seed=s))
        return out

    found = collections.defaultdict(list)
    for k in range(a.folds):
        _, i, j, x = piles[k]
        fold = nets(str(k), [q for q in range(PILES) if q != k])
        with torch.no_grad():
            t = [torch.tensor(v) for v in (((x - mean) / spread).astype(np.float32), vectors[k], i.astype(np.int64), j.astype(np.int64))]
            s = sum(n(*t).numpy() for n in fold) / a.seeds
        for least in (0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5):
            found[least].append(conll(chains[k], together(len(chains[k]), i, j, s, least)))
    for least, f in found.items():
        print("%.2f  %.4f " % (least, np.mean([v[0] for v in f])), " ".join("%.4f" % v[0] for v in f), " MUC %.3f B3 %.3f CEAF-e %.3f" % tuple(np.mean([v[1:] for v in f], 0)), flush=True)
    if a.out:
        which = [k for k in range(PILES) if str(k) != a.without]
        w = {"Threshold": round(10000 * a.threshold), "Reports": json.load(open(f"{a.folder}/reports-{a.without}.json")), "Mentions": [stored(n, mean, spread) for n in nets(a.without, which)]}
        json.dump(w, open(a.out, "w"), separators=(",", ":"))


def together(n, i, j, s, least):
    from scipy.cluster.hierarchy import fcluster, linkage
    from scipy.spatial.distance import squareform
    d = np.ones((n, n))
    d[i, j] = d[j, i] = 1 - 1 / (1 + np.exp(-s))
    np.fill_diagonal(d, 0)
    return fcluster(linkage(squareform(d, checks=False), "average"), 1 - least, "distance")


def conll(gold, pred):
    from scipy.optimize import linear_sum_assignment
    G, P = collections.defaultdict(set), collections.defaultdict(set)
    for k, (g, p) in enumerate(zip(gold, pred)):
        G[g].add(k), P[p].add(k)
    links = lambda A, of: sum(len(s) - len({of[i] for i in s}) for s in A.values()) / max(1, sum(len(s) - 1 for s in A.values()))
    both = [len(G[g] & P[p]) for g, p in zip(gold, pred)]
    sim = np.array([[2 * len(g & p) / (len(g) + len(p)) for p in P.values()] for g in G.values()])
    t = sim[linear_sum_assignment(-sim)].sum()
    pairs = [(links(P, gold), links(G, pred)), (np.mean([b / len(P[p]) for b, p in zip(both, pred)]), np.mean([b / len(G[g]) for b, g in zip(both, gold)])), (t / len(P), t / len(G))]
    f = [2 * p * r / max(1e-9, p + r) for p, r in pairs]
    return [sum(f) / 3] + f


ap = argparse.ArgumentParser()
ap.add_argument("what", choices=["reports", "mentions"]); ap.add_argument("folder"); ap.add_argument("--out"); ap.add_argument("--folds", type=int, default=0); ap.add_argument("--without", default="all", help="a pile on which what is written has not learnt")
ap.add_argument("--hidden", type=int, default=24); ap.add_argument("--epochs", type=int, default=4); ap.add_argument("--threshold", type=float, default=0.4); ap.add_argument("--seeds", type=int, default=1)
a = ap.parse_args()
{"reports": reports, "mentions": mentions}[a.what](a)
