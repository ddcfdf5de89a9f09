"""Teaches package claim's reader: from a cue, which words are its source and its content,
and whether it makes a claim. Reads what `go run ./internal/train/claim` wrote.

  python3 train.py DUMP OUT [--folds]

First by PolNeAR's attributions, then by the gold rows' claims, whose rules are others:
what the words' states and features make of a token is shared, what answers is not."""
import argparse, collections, json, os, struct, time
import numpy as np, torch
import torch.nn as nn, torch.nn.functional as F

LABELS = 5   # O, B-source, I-source, B-content, I-content
torch.set_num_threads(1)

class Text: pass

def load(path):
    b = np.memmap(path, dtype=np.uint8, mode='r'); at = 0
    def u32(n=1):
        nonlocal at
        v = np.frombuffer(b, dtype='<u4', count=n, offset=at); at += 4 * n
        return v if n != 1 else int(v[0])
    def i32(n):
        nonlocal at
        v = np.frombuffer(b, dtype='<i4', count=n, offset=at); at += 4 * n
        return v
    def raw(n, kind=np.uint8):
        nonlocal at
        v = np.frombuffer(b, dtype=kind, count=n, offset=at); at += n
        return v
    def arr(n):
        nonlocal at
        v = np.frombuffer(b, dtype='<u4', count=n, offset=at); at += 4 * n
        return v
    cues = arr(u32()); texts = []
    while at < len(b):
        t = Text(); t.name = raw(u32()).tobytes().decode(); t.gold, t.part = (int(x) for x in raw(2))
        n = t.n = u32(); w = t.width = u32()
        if w:
            t.states = raw(n * w, np.int8).reshape(n, w); t.scales = arr(n).view(np.float32)
        t.words = raw(n).astype(bool)
        m = u32(); t.token = arr(m).reshape(n, -1) if n else arr(m).reshape(0, 1)
        t.claims = []
        for _ in range(u32()):
            opt = int(raw(1)[0]); head = int(i32(1)[0]); src = tuple(int(x) for x in i32(2))
            con = [tuple(int(x) for x in i32(2)) for _ in range(u32())]
            t.claims.append((opt, head, src, con))
        t.cands = []
        for _ in range(u32()):
            c = Text(); c.c, c.lo, c.hi = (int(x) for x in u32(3)); c.y = int(raw(1)[0])
            k = c.hi - c.lo
            c.labels = raw(k)
            c.cue = arr(u32()); m = u32(); c.pair = arr(m).reshape(k, -1)
            t.cands.append(c)
        texts.append(t)
    return cues, texts

def vocabulary(texts, least):
    """The features seen often enough; the gold rows' count ten times."""
    count = collections.Counter()
    for t in texts:
        k = 10 if t.gold else 1
        for block in [t.token] + [c.pair for c in t.cands] + [c.cue[None] for c in t.cands]:
            v, n = np.unique(block, return_counts=True)
            for x, y in zip(v.tolist(), n.tolist()): count[x] += k * min(y, 3)
    keys = np.array(sorted(x for x, n in count.items() if n >= least), dtype=np.uint32)
    return keys

def number(keys, prints):
    at = np.searchsorted(keys, prints); at[at == len(keys)] = 0
    return np.where(keys[at] == prints, at + 1, 0).astype(np.int32)

class Reader(nn.Module):
    def __init__(self, width, vocab, H):
        super().__init__()
        self.H, self.width = H, width
        self.embed = nn.EmbeddingBag(vocab + 1, H, mode='sum', padding_idx=0)
        nn.init.normal_(self.embed.weight, std=0.05); self.embed.weight.data[0] = 0
        if width:
            self.word = nn.Linear(width, H, bias=False); self.cue = nn.Linear(width, H, bias=False)
        self.bias = nn.Parameter(torch.zeros(H))
        self.label = nn.ModuleList([nn.Linear(H, LABELS) for _ in range(2)])
        self.claim = nn.ModuleList([nn.Linear(2 * H, 1) for _ in range(2)])
        self.next = nn.ParameterList([nn.Parameter(torch.zeros(LABELS, LABELS)) for _ in range(2)])
    def forward(self, t, drop=0.0, fdrop=0.0):
        """The hidden numbers of all pairs of a text. What attribution says is half the time
        not looked at in the texts that it has learnt from: there it is too good."""
        blind = self.training and not t.gold and torch.rand(()) < .5
        def ids(x, slots):
            x = torch.from_numpy(x).long()
            if blind: x[:, slots] = 0
            if fdrop: x = x * (torch.rand(x.shape) >= fdrop)
            return x
        u = self.embed(ids(t.token_ids, [9]))
        z = self.embed(ids(t.cue_ids, [7]))
        if self.width:
            s = torch.from_numpy(t.states.astype(np.float32)) * torch.from_numpy(t.scales.copy())[:, None]
            s = F.dropout(s, drop, self.training)
            u = u + self.word(s); z = z + self.cue(s[t.heads])
        self.cues = F.relu(z + self.bias).detach()
        h = self.embed(ids(t.pair_ids, [6, 7])) + u[t.tokens] + z[t.cands_of] + self.bias
        return F.dropout(F.relu(h), drop, self.training)

def prepare(t, keys):
    t.heads = torch.tensor([c.c for c in t.cands], dtype=torch.long)
    t.token_ids = number(keys, t.token)
    most = max(len(c.cue) for c in t.cands)
    t.cue_ids = number(keys, np.stack([np.pad(c.cue, (0, most - len(c.cue))) for c in t.cands]))
    t.pair_ids = number(keys, np.concatenate([c.pair for c in t.cands]))
    t.tokens = torch.from_numpy(np.concatenate([np.arange(c.lo, c.hi) for c in t.cands])).long()
    t.cands_of = torch.from_numpy(np.repeat(np.arange(len(t.cands)), [c.hi - c.lo for c in t.cands])).long()
    t.ends = np.cumsum([0] + [c.hi - c.lo for c in t.cands])
    t.own = torch.from_numpy(t.ends[:-1] + np.array([c.c - c.lo for c in t.cands])).long()
    t.labels = torch.from_numpy(np.concatenate([c.labels for c in t.cands])).long()
    t.y = torch.tensor([c.y for c in t.cands])
    for c in t.cands: c.pair = c.cue = None
    t.token = None

def pooled(h, t):
    top = torch.zeros(len(t.cands), h.shape[1]).scatter_reduce(0, t.cands_of[:, None].expand(-1, h.shape[1]), h, 'amax', include_self=False)
    return torch.cat([top, h[t.own]], 1)

FORBID = torch.zeros(LABELS, LABELS)   # from, to
for a in range(LABELS):
    if a not in (1, 2): FORBID[a, 2] = -1e4
    if a not in (3, 4): FORBID[a, 4] = -1e4
START = torch.tensor([0, 0, -1e4, 0, -1e4])

def chain(scores, gold, nxt, ends, use):
    """Minus the log-likelihoods of the labels of the cues in use, summed."""
    use = sorted(use, key=lambda i: ends[i] - ends[i + 1])
    n = [int(ends[i + 1] - ends[i]) for i in use]
    s = nn.utils.rnn.pad_sequence([scores[ends[i]:ends[i + 1]] for i in use])       # time, batch, labels
    g = nn.utils.rnn.pad_sequence([gold[ends[i]:ends[i + 1]] for i in use])
    step = nxt + FORBID
    a = s[0] + START; live = torch.tensor(n); done = []
    right = torch.gather(s, 2, g[:, :, None])[:, :, 0]
    mask = torch.arange(n[0])[:, None] < live[None]
    total = (right * mask).sum() + (step[g[:-1], g[1:]] * mask[1:]).sum()
    for k in range(1, n[0]):
        m = int((live > k).sum())
        if m < len(a):
            done.append(torch.logsumexp(a[m:], 1)); a = a[:m]
        a = torch.logsumexp(a[:, :, None] + step[None], 1) + s[k, :m]
    done.append(torch.logsumexp(a, 1))
    return torch.cat(done).sum() - total

def loss(model, t, drop, fdrop, smooth_chain, mixed=False):
    h = model(t, drop, fdrop)
    k = t.gold
    scores = model.label[k](h)
    use = (t.y > 0).nonzero()[:, 0].tolist()
    total = torch.zeros(())
    if use:
        if smooth_chain: total = total + chain(scores, t.labels, model.next[k], t.ends, use) / 10
        else:
            on = (t.y > 0)[t.cands_of]
            total = total + F.cross_entropy(scores[on], t.labels[on], reduction='sum') / 10
    # Where annotators leave open whether it is a claim ("reportedly"), figures point to it nevertheless.
    both = pooled(h, t)
    logit = model.claim[k](both)[:, 0]
    total = total + F.binary_cross_entropy_with_logits(logit, (t.y > 0).float(), reduction='sum')
    if mixed and not k:   # what PolNeAR does not count as an attribution is no claim of the ledger's either
        logit = model.claim[1](both)[:, 0][t.y == 0]
        total = total + F.binary_cross_entropy_with_logits(logit, torch.zeros_like(logit), reduction='sum') / 4
    return total, len(use) + len(t.y)

def viterbi(s, step):
    n = len(s); a = s[0] + START.numpy(); back = np.zeros((n, LABELS), int)
    for k in range(1, n):
        m = a[:, None] + step; back[k] = m.argmax(0); a = m.max(0) + s[k]
    path = [int(a.argmax())]
    for k in range(n - 1, 0, -1): path.append(int(back[k][path[-1]]))
    return path[::-1]

def spans(labels, lo, b):
    out = []; start = None
    for k, l in enumerate(list(labels) + [0]):
        if start is not None and l != b + 1: out.append((lo + start, lo + k)); start = None
        if l == b: start = k
    return out

def read(model, t, level, k=1):
    """Claims found: (cue, source, content spans, chance)."""
    with torch.no_grad():
        h = model(t); s = model.label[k](h).numpy(); p = torch.sigmoid(model.claim[k](pooled(h, t))[:, 0]).numpy()
    step = (model.next[k].detach() + FORBID).numpy(); out = []
    for i, c in enumerate(t.cands):
        if p[i] < level: continue
        path = viterbi(s[t.ends[i]:t.ends[i + 1]], step)
        con = spans(path, c.lo, 3); src = spans(path, c.lo, 1)
        if con: out.append((c.c, src[:1], con, float(p[i])))
    return out

def score(texts, answers):
    R = collections.Counter()
    for t, found in zip(texts, answers):
        toks = lambda sp: {k for a, b in sp for k in range(a, b) if t.words[k]}
        G = [(c, toks(c[3])) for c in t.claims]; P = [(p, toks(p[2])) for p in found]
        f = lambda a, b: 2 * len(a & b) / (len(a) + len(b)) if a and b else 0.0
        def match(gs, ps):
            pairs = sorted(((f(G[i][1], P[j][1]), i, j) for i in gs for j in ps), reverse=True); gi, pj, out = set(), set(), []
            for s, i, j in pairs:
                if s < .5: break
                if i in gi or j in pj: continue
                gi.add(i); pj.add(j); out.append((i, j, s))
            return out
        sure = [i for i, g in enumerate(G) if not g[0][0]]; opt = [i for i, g in enumerate(G) if g[0][0]]
        m = match(sure, range(len(P))); used = {j for _, j, _ in m}
        free = len(match(opt, [j for j in range(len(P)) if j not in used]))
        R['gold'] += len(sure); R['read'] += len(P) - free; R['right'] += len(m)
        for i, j, s in m:
            R['exact'] += s >= .95
            g, p = G[i][0], P[j][0]
            if g[2][0] >= 0 and p[1]:
                a, b = toks([g[2]]), toks(p[1])
                R['source'] += bool(a & b) and len(a & b) >= min(len(a), len(b)) * .5 and len(b) <= 2 * len(a) + 5
    p, r = R['right'] / max(1, R['read']), R['right'] / R['gold']
    return 'P %.3f R %.3f F %.3f  source %.3f exact %.3f  (%d)' % (p, r, 2 * p * r / (p + r + 1e-9), R['source'] / R['gold'], R['exact'] / R['gold'], R['gold'])

def teach(model, texts, epochs, rate, drop, fdrop, decay, smooth, say, per=6, more=(), seed=1):
    opt = torch.optim.AdamW(model.parameters(), lr=rate, weight_decay=decay, betas=(.9, .98))
    order = np.random.default_rng(seed); steps = epochs * ((len(texts) + per - 1) // per); k = 0
    for e in range(epochs):
        model.train(); ix = order.permutation(len(texts)); sum_, n_ = 0.0, 0; began = time.time()
        for at in range(0, len(ix), per):
            opt.zero_grad(); total, n = 0.0, 0
            for i in ix[at:at + per]:
                l, m = loss(model, texts[i], drop, fdrop, smooth)
                l.backward(); total += l.item(); n += m
            if len(more):
                l, m = loss(model, more[order.integers(len(more))], drop, fdrop, False, True); l.backward()
            for p in model.parameters():
                if p.grad is not None: p.grad /= max(n, 1) ** .5 * 5
            nn.utils.clip_grad_norm_(model.parameters(), 5.0)
            k += 1
            for g in opt.param_groups: g['lr'] = rate * min(1, k / (0.1 * steps)) * max(0.02, 1 - k / steps)
            opt.step(); sum_ += total; n_ += n
        model.eval()
        say('epoch %d loss %.4f %.0f s' % (e + 1, sum_ / max(1, n_), time.time() - began))

def first_look(model, texts, pass_=.995):
    """From the cue alone: which are worth asking the words around. Those that make a claim, or may seem to, nearly all pass."""
    model.eval(); zs, ys = [], []
    for t in texts:
        with torch.no_grad():
            h = model(t); p = torch.sigmoid(model.claim[1](pooled(h, t))[:, 0])
        zs.append(model.cues); ys.append(((p >= .15) | (t.y > 0)).float())
    z, y = torch.cat(zs), torch.cat(ys)
    w, c = torch.zeros(z.shape[1], requires_grad=True), torch.zeros(1, requires_grad=True)
    opt = torch.optim.LBFGS([w, c], max_iter=80); some = 3 * y + 1
    def closure():
        opt.zero_grad()
        l = (F.binary_cross_entropy_with_logits(z @ w + c, y, reduction='none') * some).mean() + 1e-3 * (w * w).sum()
        l.backward(); return l
    opt.step(closure)
    s = (z @ w).detach(); least = torch.quantile(s[y > 0], 1 - pass_)
    print('first look: of', len(y), 'cues', int(y.sum()), 'make a claim;', int((s >= least).sum()), 'are looked at further')
    return torch.cat([w.detach(), -least[None]])

def export(model, keys, cues, early, path):
    """The file that package claim embeds: lang/neural's ReadHeads has its form."""
    tensors, blob = [], bytearray()
    def put(name, kind, rows, cols, data):
        blob.extend(bytes(-len(blob) % 64))
        tensors.append({'name': name, 'kind': kind, 'rows': rows, 'cols': cols, 'at': len(blob)}); blob.extend(data)
    def eight(w):
        scale = np.maximum(np.abs(w).max(1), 1e-9).astype(np.float32) / np.float32(127)
        return np.rint(w / scale[:, None]).astype(np.int8), scale
    def i8(name, w):
        q, scale = eight(w.detach().numpy()); put(name, 'i8', *q.shape, q.tobytes() + bytes(-q.size % 4) + scale.astype('<f4').tobytes())
    def f32(name, w):
        w = np.atleast_2d(w.detach().numpy()); put(name, 'f32', *w.shape, w.astype('<f4').tobytes())
    if model.width: i8('word', model.word.weight); i8('cue', model.cue.weight)
    q, scale = eight(model.embed.weight.detach().numpy())
    words = b'assayn1\n' + bytes([model.H]) + struct.pack('<I', len(keys)) + keys.astype('<u4').tobytes() + scale.astype('<f4').tobytes() + q.tobytes()
    put('features', 'bytes', 1, len(words), words)
    f32('bias', model.bias); f32('labels', model.label[1].weight.T); f32('labels.bias', model.label[1].bias); f32('next', model.next[1])
    f32('claim', torch.cat([model.claim[1].weight[0], model.claim[1].bias]))
    f32('early', early)
    put('cues', 'bytes', 1, 4 * len(cues), cues.astype('<u4').tobytes())
    head = json.dumps({'tensors': tensors}).encode()
    out = b'assaye1\n' + struct.pack('<I', len(head)) + head
    with open(path, 'wb') as f: f.write(out + bytes(-len(out) % 64) + bytes(blob))

def main():
    p = argparse.ArgumentParser(); p.add_argument('dump'); p.add_argument('out')
    p.add_argument('--folds', action='store_true', help='cross-validate in place of writing the file')
    p.add_argument('--first', default='', help='weights after PolNeAR, made if they are not there')
    p.add_argument('--width', type=int, default=96); p.add_argument('--least', type=int, default=120, help='how often a feature must be seen')
    p.add_argument('--epochs', type=int, default=4, help='over PolNeAR'); p.add_argument('--gold', type=int, default=14, help='epochs over the gold rows')
    p.add_argument('--seeds', type=int, default=1, help='of those: the mean of so many runs is kept')
    p.add_argument('--fold', type=int, default=4, help='of the gold rows, those whose number leaves so much when divided by 5 are not learnt from')
    a = p.parse_args(); a.rate, a.drop, a.fdrop = 2e-3, .2, .1
    say = lambda *x: print(time.strftime('%H:%M:%S'), *x, flush=True)
    torch.manual_seed(1)
    cues, texts = load(a.dump)
    texts = [t for t in texts if t.cands]
    news, gold = [t for t in texts if not t.gold], [t for t in texts if t.gold]
    number = lambda t: int(''.join(c for c in t.name if c.isdigit())) % 5
    out = lambda t: t.name[0] in 'dgsw' and number(t) == a.fold
    train = [t for t in gold if not out(t)]
    keys = vocabulary(news + [t for t in gold if t.part != 1], a.least)  # one vocabulary for all folds
    say(len(news), 'texts of PolNeAR', len(gold), 'of gold', len(keys), 'features', sum(len(t.cands) for t in news), 'cues')
    for t in news + gold: prepare(t, keys)
    say('prepared')
    dev = [t for t in gold if out(t) and t.part != 2]
    model = Reader(gold[0].width, len(keys), a.width)
    if a.first and os.path.exists(a.first): model.load_state_dict(torch.load(a.first))
    else:
        teach(model, news, a.epochs, a.rate, a.drop, a.fdrop, 0.01, False, say)
        if a.first: torch.save(model.state_dict(), a.first)
    model.label[1].load_state_dict(model.label[0].state_dict()); model.claim[1].load_state_dict(model.claim[0].state_dict())
    model.next[1].data.copy_(model.next[0].data)
    model.eval()
    say('PolNeAR alone, dev:', score(dev, [read(model, t, .5) for t in dev]))
    first = {k: v.clone() for k, v in model.state_dict().items()}
    fold = lambda t: int(''.join(c for c in t.name if c.isdigit())) % 5
    def fine(list_):   # from several seeds, whose mean is better than each
        mean = None
        for seed in range(a.seeds):
            torch.manual_seed(2 + seed); model.load_state_dict(first); once(list_, 1 + seed)
            if a.seeds > 1 and not a.folds: say('seed', seed, score(dev, [read(model, t, .2) for t in dev]))
            mean = {k: v.clone() + (mean[k] if mean else 0) for k, v in model.state_dict().items()}
        model.load_state_dict({k: v / a.seeds for k, v in mean.items()})
    def once(list_, seed):
        teach(model, list_, a.gold, a.rate, a.drop, a.fdrop, 0.01, True, lambda *x: None, per=4, more=news, seed=seed)
    if a.folds:
        found = {}
        for k in range(5):
            fine([t for t in gold if fold(t) != k])
            some = [t for t in gold if fold(t) == k and t.part != 2]
            for level in (.2, .3, .4, .5):
                for t in some: found[level, t.name] = read(model, t, level)
                say('fold', k, level, score(some, [found[level, t.name] for t in some]))
        all_ = [t for t in gold if (.3, t.name) in found]
        for level in (.2, .3, .4, .5): say('all folds', level, score(all_, [found[level, t.name] for t in all_]))
    else:
        fine(train)
        for level in (.1, .15, .2, .3, .5): say('dev', level, score(dev, [read(model, t, level) for t in dev]))
        export(model, keys, cues, first_look(model, train), a.out)

if __name__ == '__main__': main()
