"""Trains the encoder on, with figures in the mix: what it learnt of trees, names and attributions goes on beside them.

    python3 -m encoder.further --data ../../../shared/data --model MODEL --start FOLDER --lessons FOLDER --work FOLDER --steps 1100

from internal/train. --start is the folder of a training by encoder.train, --lessons what `go run ./internal/train/figure`
wrote. --work keeps checkpoints as encoder.train does, so that encoder.export writes the encoder; the heads that read
figures, which saw its states change, are written to --out.
"""
import argparse
import collections
import json
import os
import random
import shutil
import time

import torch

import encoder.data
import encoder.train as base
import figure.data
import figure.export
import figure.model
import figure.train
from encoder import model as m


def windows(d, pieces):
    """The windows of a text, as the product laid them out."""
    words = [encoder.data.Word(w) for w in d["words"]]
    ends = set(d["ends"] or [])
    edges = (d["windows"] or []) + [len(words)]
    out = []
    for a, b in zip(edges, edges[1:]):
        w = encoder.data.Window(None)
        w.words = words[a:b]
        w.ends = [i - a for i in range(a + 1, b) if i in ends] + [b - a]
        out.append(w)
    return out


def length(w, pieces):
    return 1 + sum(map(pieces.size, w.words)) + len(w.ends)


def states(reader, docs, pieces, drop=0.0, rng=None):
    """The states of the words of texts, one behind the other, with their pieces' own vectors."""
    wins = [w for d in docs for w in d["laid"]]
    groups = collections.defaultdict(list)
    for i, w in enumerate(wins):
        groups[base.up(length(w, pieces), 64)].append(i)
    out = [None] * len(wins)
    for _, at in sorted(groups.items()):
        b = base.batch([wins[i] for i in at], pieces, drop, rng)
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=reader.training):
            x = reader.states(b)[:, 1:]
        own = reader.e.w(b.ids)
        pick = lambda k: own.gather(1, k[:, 1:, None].expand(-1, -1, m.WIDTH))
        x = torch.cat([x.float(), 4 * (pick(b.first) + pick(b.last))], 2)
        for i, row in zip(at, x):
            out[i] = row[: len(wins[i].words)]
    return torch.cat(out)


def plan(docs, pieces, rng, most):
    """The batches of one round over texts, reports and single sentences apart. Of the weak ones, which are many, a fifth."""
    docs = [d for d in docs if not d["weak"] or rng.random() < 0.2]
    out = []
    for some in ([d for d in docs if not d["local"]], [d for d in docs if d["local"]]):
        some = list(some)
        rng.shuffle(some)
        batch, n = [], 0
        for d in some:
            k = sum(length(w, pieces) for w in d["laid"])
            if batch and n + k > most:
                out.append(batch)
                batch, n = [], 0
            batch.append(d)
            n += k
        if batch:
            out.append(batch)
    rng.shuffle(out)
    return out


def stored(path, make):
    """The vocabulary of the features, which stays what it was when a training began."""
    if not os.path.exists(path):
        with open(path, "w") as f:
            json.dump(make(), f)
    return {head: {int(p): i for p, i in v.items()} for head, v in json.load(open(path)).items()}


@torch.no_grad()
def measure(reader, net, dev, vocab, pieces):
    reader.eval()
    res = {}
    for name, local in (("rows", False), ("sentences", True)):
        docs = [d for d in dev if d["local"] == local]
        for d in docs:
            d["states"] = states(reader, [d], pieces).numpy()
        res[name] = figure.train.evaluate([net], docs, vocab)
    reader.train()
    return res


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("--data", default="../../../shared/data")
    ap.add_argument("--model", required=True)
    ap.add_argument("--start", required=True, help="the folder of the training that goes on")
    ap.add_argument("--lessons", required=True)
    ap.add_argument("--work", required=True)
    ap.add_argument("--out", required=True, help="the file of the heads")
    ap.add_argument("--steps", type=int, default=1100)
    ap.add_argument("--pieces", type=int, default=1024, help="of a step, for what was learnt before")
    ap.add_argument("--figures", type=int, default=2048, help="pieces of a step, for figures")
    ap.add_argument("--rate", type=float, default=5e-5)
    ap.add_argument("--seed", type=int, default=1)
    ap.add_argument("--threads", type=int, default=2)
    ap.add_argument("--every", type=int, default=100)
    ap.add_argument("--measure", type=int, default=250)
    a = ap.parse_args()
    torch.manual_seed(a.seed)
    torch.set_num_threads(a.threads)
    os.makedirs(a.work, exist_ok=True)
    shutil.copy(a.start + "/labels.json", a.work)
    pieces = base.Pieces(a.model)
    corpora = base.Corpora(a.data, a.start)
    reader = m.Reader(json.load(open(a.work + "/labels.json")))
    reader.load_state_dict(torch.load(a.start + "/last.pt")["mean"], strict=False)
    docs = figure.data.load(a.lessons, states=False)
    docs = [d for d in docs if d["words"]]
    for d in docs:
        d["laid"] = windows(d, pieces)
    train, dev = figure.data.parts(docs)
    vocab = stored(a.work + "/vocab.json", lambda: figure.data.vocabulary(train))
    print({k: len(v) for k, v in vocab.items()}, len(train), len(dev), flush=True)
    reader.eval()
    with torch.no_grad():
        some = torch.cat([states(reader, [d], pieces) for d in train[::8]])
    net = figure.model.Heads(some.shape[1], {k: len(v) for k, v in vocab.items()}, some.mean(0), some.std(0).clamp(min=1e-3))
    enc = [p for n, p in reader.named_parameters() if n.startswith("e.")]
    rest = [p for n, p in reader.named_parameters() if not n.startswith("e.")]
    opt = torch.optim.AdamW([{"params": enc, "lr": a.rate, "weight_decay": 0.01}, {"params": rest, "lr": 5 * a.rate, "weight_decay": 0.01},
                             {"params": [p for p in net.parameters() if p.requires_grad], "lr": 2e-3, "weight_decay": 0.05}], betas=(0.9, 0.98), fused=True)
    warm = max(1, int(0.06 * a.steps))
    rate = torch.optim.lr_scheduler.LambdaLR(opt, lambda i: min((i + 1) / warm, max(0.01, (a.steps - i) / (a.steps - warm))))
    both = torch.nn.ModuleDict({"reader": reader, "net": net})
    mean, step = {n: p.detach().clone() for n, p in both.named_parameters() if p.requires_grad}, 0
    last = a.work + "/further.pt"
    if os.path.exists(last):
        s = torch.load(last)
        both.load_state_dict(s["both"], strict=False)
        opt.load_state_dict(s["opt"])
        rate.load_state_dict(s["rate"])
        mean, step = s["mean"], s["step"]
        print("goes on at step", step, flush=True)
    loss = base.Losses(reader)

    def stream(make, skip):
        number = 0
        while True:
            for b in make(random.Random(f"{a.seed} {number}")):
                if skip:
                    skip -= 1
                else:
                    yield number, b
            number += 1

    old = stream(lambda rng: base.plan(corpora.train, pieces, rng, a.pieces), step)
    new = stream(lambda rng: plan(train, pieces, rng, a.figures), step)
    sums, counts, t0 = collections.Counter(), collections.Counter(), time.time()
    both.train()
    while step < a.steps:
        torch.manual_seed(a.seed * 10**6 + step)
        rng = random.Random(f"{a.seed} step {step}")
        opt.zero_grad(set_to_none=True)
        _, wins = next(old)
        with torch.autocast("cpu", dtype=torch.bfloat16):
            parts = loss(base.batch([w for w, _ in wins], pieces, 0.04, rng), [c for _, c in wins])
        sum(parts.values()).backward()
        number, some = next(new)
        b = figure.train.Batch(some, vocab, rng, 0.35)
        if b.rows:
            b.states = states(reader, some, pieces, 0.04, rng)
            own = {"f." + k: v for k, v in figure.train.losses(net, b, rng).items()}
            sum(own.values()).backward()
            parts |= own
        torch.nn.utils.clip_grad_norm_(reader.parameters(), 1.0)
        torch.nn.utils.clip_grad_norm_(net.parameters(), 2.0)
        opt.step()
        rate.step()
        step += 1
        with torch.no_grad():
            torch._foreach_lerp_(list(mean.values()), [p.detach() for p in both.parameters() if p.requires_grad], 1 - min(0.995, step / (step + 10)))
        for k, v in parts.items():
            sums[k] += float(v.detach())
            counts[k] += 1
        if step % 25 == 0:
            print(step, number, {k: round(sums[k] / counts[k], 3) for k in sums}, round((time.time() - t0) / 25, 2), "s a step", flush=True)
            sums.clear()
            counts.clear()
            t0 = time.time()
        if step % a.every == 0 or step == a.steps:
            torch.save({"both": both.state_dict(), "opt": opt.state_dict(), "rate": rate.state_dict(), "mean": mean, "step": step}, last + ".new")
            os.replace(last + ".new", last)
            torch.save({"mean": {n[7:]: p for n, p in mean.items() if n.startswith("reader.")}, "step": step}, a.work + "/last.pt")
        if step % a.measure == 0:
            keep = {n: p.detach().clone() for n, p in both.named_parameters()}
            both.load_state_dict(mean, strict=False)
            print("figures", step, json.dumps(measure(reader, net, dev, vocab, pieces)), flush=True)
            both.load_state_dict(keep, strict=False)
            t0 = time.time()
    both.load_state_dict(mean, strict=False)
    print("figures", step, json.dumps(measure(reader, net, dev, vocab, pieces)), flush=True)
    print("measured", step, json.dumps(base.evaluate(reader, corpora.dev, pieces)), flush=True)
    reader.eval()
    figure.train.first_look(net, train, vocab, lambda some: states(reader, some, pieces))
    figure.export.write(a.out, net, vocab)


if __name__ == "__main__":
    main()
