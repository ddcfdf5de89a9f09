"""Teaches the judge of tolls: of the numbers that may be how many were killed, or injured, in what a pile tells, which
is it? One network for each harm scores each number; the known one shall have the highest score.

    python3 internal/train/toll/train.py LESSONS.jsonl --out estimate/toll.json

Incidents whose id's sha256 four divides are held out, unless --all: their shares are printed.
"""
import argparse
import hashlib
import json

import numpy as np
import torch


def held(incident):
    return int(hashlib.sha256(incident.encode()).hexdigest(), 16) % 4 == 0


def fit(lessons, a, seed):
    """All lessons at once, not for long: there are few, and what is known of an incident is often not what its reports say."""
    torch.manual_seed(seed)
    x = torch.tensor(np.concatenate([np.array(l["at"], dtype=np.float32) for l in lessons]))
    of = torch.tensor(np.repeat(np.arange(len(lessons)), [len(l["at"]) for l in lessons]))
    first = np.cumsum([0] + [len(l["at"]) for l in lessons[:-1]])
    y = torch.tensor(first + np.array([l["numbers"].index(l["gold"]) for l in lessons]))
    w = torch.tensor([1.0 if l["gold"] > 1 else a.one for l in lessons])
    w = w / w.sum()
    m = torch.nn.Sequential(torch.nn.Dropout(a.dropout), torch.nn.Linear(x.shape[1], a.hidden), torch.nn.ReLU(), torch.nn.Linear(a.hidden, 1))
    opt = torch.optim.AdamW(m.parameters(), lr=a.rate, weight_decay=a.decay)
    for step in range(a.steps):
        for g in opt.param_groups:
            g["lr"] = a.rate * (1 - step / a.steps)
        s = m(x).squeeze(-1)
        most = torch.full((len(lessons),), -1e9).scatter_reduce(0, of, s.detach(), "amax")
        all_ = torch.zeros(len(lessons)).index_add(0, of, torch.exp(s - most[of])).log() + most
        loss = ((all_ - s[y]) * w).sum()
        opt.zero_grad()
        loss.backward()
        opt.step()
    return m.eval()


def stack(nets):
    """Several networks as one: their mean."""
    short = lambda rows: [[float("%.4g" % v) for v in row] for row in rows]
    hidden = [torch.cat([m[1].weight, m[1].bias[:, None]], 1).detach().numpy() for m in nets]
    out = np.concatenate([m[3].weight.detach().numpy() / len(nets) for m in nets] + [np.zeros((1, 1))], 1)  # what all numbers have says nothing
    return {"Hidden": short(np.concatenate(hidden)), "Out": short(out)}


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("lessons")
    ap.add_argument("--out")
    ap.add_argument("--all", action="store_true")
    ap.add_argument("--nets", type=int, default=4)
    ap.add_argument("--hidden", type=int, default=12)
    ap.add_argument("--steps", type=int, default=80)
    ap.add_argument("--rate", type=float, default=1e-2)
    ap.add_argument("--decay", type=float, default=0.02)
    ap.add_argument("--dropout", type=float, default=0.4)
    ap.add_argument("--one", type=float, default=0.3, help="what an incident with one victim counts")
    a = ap.parse_args()
    torch.set_num_threads(1)
    lessons = [json.loads(l) for l in open(a.lessons)]
    made = {}
    for action, name in (("killed", "Killed"), ("injured", "Injured")):
        mine = [l for l in lessons if l["action"] == action]
        use = [l for l in mine if l["gold"] in l["numbers"] and len(l["numbers"]) > 1 and (a.all or not held(l["incident"]))]
        nets = [fit(use, a, seed) for seed in range(a.nets)]
        made[name] = stack(nets)
        rest = [l for l in mine if held(l["incident"]) and l["gold"] > 0]
        with torch.no_grad():
            right = [l["numbers"][int(sum(m(torch.tensor(l["at"], dtype=torch.float32)) for m in nets).argmax())] == l["gold"] for l in rest]
        for what, ok in (("one victim", lambda l: l["gold"] == 1), ("several", lambda l: l["gold"] > 1)):
            r = [x for x, l in zip(right, rest) if ok(l)]
            print(action, len(use), "lessons;", what, "held out", len(r), "right %.3f" % np.mean(r))
    if a.out:
        json.dump(made, open(a.out, "w"), separators=(",", ":"))


if __name__ == "__main__":
    main()
