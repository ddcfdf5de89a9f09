"""The encoder (MiniLM: BERT with six layers of width 384) and its heads."""
import math

import torch
import torch.nn.functional as F
from safetensors.torch import load_file
from torch import nn

WIDTH, HEADS, LAYERS, INNER = 384, 12, 6, 1536
ARC, REL, LINK = 400, 100, 100
PARTS = ("source", "cue", "content")


class Drop(nn.Module):
    """Dropout that takes its masks from one long list at random places: drawing them anew took a fifth of the time."""

    lists = {}

    def __init__(self, p):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training:
            return x
        if self.p not in self.lists:
            g = torch.Generator().manual_seed(7)
            self.lists[self.p] = (torch.rand(1 << 23, generator=g) >= self.p).to(torch.bfloat16) / (1 - self.p)
        masks, n = self.lists[self.p], x.numel()
        at = int(torch.randint(len(masks) - n, ()))
        return x * masks[at : at + n].view(x.shape).to(x.dtype)


class Layer(nn.Module):
    def __init__(self, drop):
        super().__init__()
        self.q, self.k, self.v, self.o = (nn.Linear(WIDTH, WIDTH) for _ in range(4))
        self.n1, self.n2 = nn.LayerNorm(WIDTH, eps=1e-12), nn.LayerNorm(WIDTH, eps=1e-12)
        self.i, self.d = nn.Linear(WIDTH, INNER), nn.Linear(INNER, WIDTH)
        self.drop = Drop(drop)

    def forward(self, x, mask):
        b, t, h = x.shape
        q, k, v = (f(x).view(b, t, HEADS, h // HEADS).transpose(1, 2) for f in (self.q, self.k, self.v))
        y = F.scaled_dot_product_attention(q, k, v, attn_mask=mask)
        x = self.n1(x + self.drop(self.o(y.transpose(1, 2).reshape(b, t, h))))
        return self.n2(x + self.drop(self.d(F.gelu(self.i(x)))))


class Encoder(nn.Module):
    def __init__(self, vocabulary=30522, drop=0.1):
        super().__init__()
        self.w, self.pos = nn.Embedding(vocabulary, WIDTH), nn.Embedding(512, WIDTH)
        self.t = nn.Parameter(torch.zeros(WIDTH))
        self.n = nn.LayerNorm(WIDTH, eps=1e-12)
        self.shape = nn.Embedding(8, WIDTH)
        self.L = nn.ModuleList([Layer(drop) for _ in range(LAYERS)])
        self.drop = Drop(drop)

    def forward(self, ids, shapes, mask):
        x = self.w(ids) + self.pos(torch.arange(ids.shape[1])) + self.t + self.shape(shapes)
        x = self.drop(self.n(x))
        for layer in self.L:
            x = layer(x, mask[:, None, None, :])
        return x


class Sequence(nn.Module):
    """Scores of label after label (Lafferty et al. 2001). What is not well formed is ruled out."""

    def __init__(self, labels):
        super().__init__()
        n = len(labels)
        self.next = nn.Parameter(torch.zeros(n, n))
        bad = torch.zeros(n, n, dtype=torch.bool)
        for j, b in enumerate(labels):
            for i, a in enumerate(labels):
                if b[0] == "I":
                    bad[i, j] = a[0] == "O" or a[1:] != b[1:]
        self.register_buffer("bad", bad, persistent=False)
        self.register_buffer("inside", torch.tensor([l[0] == "I" for l in labels]), persistent=False)

    def scores(self):
        return self.next.masked_fill(self.bad, -1e4)

    def loss(self, z, gold, known):
        """Minus the logarithm of the likelihood of the gold sequences, a word. known is a mask of the words, those at the front."""
        z, trans = z.float(), self.scores().float()
        b, n, k = z.shape
        z = torch.cat([z[:, :1].masked_fill(self.inside, -1e4), z[:, 1:]], 1)
        alpha, m = z[:, 0], known.float()
        for i in range(1, n):
            step = torch.logsumexp(alpha[:, :, None] + trans, 1) + z[:, i]
            alpha = torch.where(known[:, i, None], step, alpha)
        total = torch.logsumexp(alpha, 1)
        own = (z.gather(2, gold[:, :, None])[..., 0] * m).sum(1)
        own = own + (trans[gold[:, :-1], gold[:, 1:]] * m[:, 1:]).sum(1)
        return (total - own).sum() / m.sum()

    @torch.no_grad()
    def best(self, z):
        """The likeliest well-formed sequence for the scores of one text."""
        z, trans = z.float(), self.scores().float()
        now, back = z[0].masked_fill(self.inside, -1e4), []
        for row in z[1:]:
            score, at = (now[:, None] + trans).max(0)
            back.append(at)
            now = score + row
        path = [int(now.argmax())]
        for at in reversed(back):
            path.append(int(at[path[-1]]))
        return path[::-1]


class Reader(nn.Module):
    """The encoder with all its heads. labels: those of upos, xpos, deprel, uner, world, kind."""

    def __init__(self, labels, drop=0.33):
        super().__init__()
        self.e = Encoder()
        self.labels = labels
        self.p, self.p2 = Drop(drop), Drop(0.2)
        n = {k: len(v) for k, v in labels.items()}
        self.ah, self.ad = nn.Linear(WIDTH, ARC), nn.Linear(WIDTH, ARC)
        self.rh, self.rd = nn.Linear(WIDTH, REL), nn.Linear(WIDTH, REL)
        self.U = nn.Parameter(torch.randn(ARC + 1, ARC) * 0.02)
        self.R = nn.Parameter(torch.randn(n["deprel"], REL + 1, REL + 1) * 0.02)
        self.tag, self.xtag = nn.Linear(WIDTH, n["upos"]), nn.Linear(WIDTH, n["xpos"])
        self.start, self.kind = nn.Linear(WIDTH, 1), nn.Linear(WIDTH, n["kind"])
        self.ner, self.ww, self.attr = nn.Linear(WIDTH, n["uner"]), nn.Linear(WIDTH, n["world"]), nn.Linear(WIDTH, 9)
        self.nerseq, self.wwseq = Sequence(labels["uner"]), Sequence(labels["world"])
        self.attrseq = nn.ModuleList([Sequence(["O", "B", "I"]) for _ in PARTS])
        self.lp, self.lc = nn.Linear(WIDTH, LINK), nn.Linear(WIDTH, LINK)
        self.Lk = nn.Parameter(torch.randn(2, LINK + 1, LINK + 1) * 0.02)
        self.Ln = nn.Parameter(torch.zeros(2, LINK + 1))
        self.Ld = nn.Parameter(torch.zeros(2, 16))

    def states(self, batch):
        """States of the root and the words of each window."""
        x = self.e(batch.ids, batch.shapes, batch.mask)
        pick = lambda at: x.gather(1, at[:, :, None].expand(-1, -1, WIDTH))
        return (pick(batch.first) + pick(batch.last)) / 2

    def arcs(self, x):
        a, d = F.gelu(self.ah(x)), F.gelu(self.ad(x))
        d = torch.cat([d, torch.ones_like(d[..., :1])], -1)
        return self.p(d) @ self.U @ self.p(a).transpose(1, 2)  # of each dependant, its heads

    def relations(self, x):
        return self.p(F.gelu(self.rh(x))), self.p(F.gelu(self.rd(x)))

    def relate(self, h, d):
        """Scores of the relations of pairs of rows."""
        one = torch.ones_like(h[:, :1])
        h, d = torch.cat([h, one], -1), torch.cat([d, one], -1)
        n, e = len(self.R), REL + 1
        t = (d @ self.R.permute(1, 0, 2).reshape(e, n * e)).view(-1, n, e)
        return (t * h[:, None]).sum(-1)

    def link(self, parts, cues, distance, kind):
        """Scores of the ties of parts (rows) to cues, of one kind, that of none first."""
        p = F.gelu(self.lp(parts))
        p = torch.cat([p, torch.ones_like(p[:, :1])], -1)
        q = F.gelu(self.lc(cues))
        q = torch.cat([q, torch.ones_like(q[:, :1])], -1)
        s = p @ self.Lk[kind] @ q.T + self.Ld[kind][distance]
        return torch.cat([(p @ self.Ln[kind])[:, None], s], 1)


def bucket(distance):
    """Signed distances in words, sorted into sixteen sizes."""
    d = torch.as_tensor(distance)
    return 8 + (torch.sign(d) * torch.floor(torch.log2(d.abs().float() + 1))).clamp(-8, 7).long()


def load_minilm(reader, folder):
    """Takes the weights of all-MiniLM-L6-v2 as they are published."""
    w = load_file(folder + "/model.safetensors")
    get = lambda k: w[k] if k in w else w["bert." + k]
    names = {"q": "attention.self.query", "k": "attention.self.key", "v": "attention.self.value", "o": "attention.output.dense",
             "n1": "attention.output.LayerNorm", "i": "intermediate.dense", "d": "output.dense", "n2": "output.LayerNorm"}
    e = reader.e
    with torch.no_grad():
        e.w.weight.copy_(get("embeddings.word_embeddings.weight"))
        e.pos.weight.copy_(get("embeddings.position_embeddings.weight"))
        e.t.copy_(get("embeddings.token_type_embeddings.weight")[0])
        e.n.weight.copy_(get("embeddings.LayerNorm.weight"))
        e.n.bias.copy_(get("embeddings.LayerNorm.bias"))
        nn.init.zeros_(e.shape.weight)
        for i, layer in enumerate(e.L):
            for short, long in names.items():
                m = getattr(layer, short)
                m.weight.copy_(get(f"encoder.layer.{i}.{long}.weight"))
                m.bias.copy_(get(f"encoder.layer.{i}.{long}.bias"))


def load_warm(reader, path):
    """Takes what an earlier training left, as far as it fits."""
    w = {k: v.float() for k, v in load_file(path).items()}
    missing, unknown = reader.load_state_dict(w, strict=False)
    assert not unknown, unknown
    return missing
