"""The heads of package figure."""
import torch
import torch.nn.functional as F
from torch import nn

from figure import data

D, H = 128, 64


class Bag(nn.Module):
    """The sum of the vectors of features; lists come flat, with where each begins."""

    def __init__(self, n, width):
        super().__init__()
        self.e = nn.EmbeddingBag(n + 1, width, mode="sum", padding_idx=0)
        nn.init.normal_(self.e.weight, std=0.05)
        with torch.no_grad():
            self.e.weight[0] = 0

    def forward(self, flat, starts):
        return self.e(flat, starts)


class Heads(nn.Module):
    def __init__(self, width, sizes, mean, deviation, drop=0.35):
        super().__init__()
        self.register_buffer("mean", mean)
        self.register_buffer("deviation", deviation)
        self.token = nn.Linear(width, D)
        self.at, self.head, self.above = (nn.Linear(D, D, bias=i == 0) for i in range(3))
        self.f = Bag(sizes["f"], D)
        self.trigger_row, self.trigger_token = nn.Linear(D, H), nn.Linear(D, H, bias=False)
        self.trigger = Bag(sizes["trigger"], H)
        self.trigger_score = nn.Linear(H, 1, bias=False)
        self.trigger_none = nn.Linear(D, 1)
        self.early = nn.Linear(D, 1)  # of those told in the singular: whether it is worth looking further
        self.early.requires_grad_(False)
        self.row = nn.Linear(2 * D, D)
        n = {"is": 1, "action": len(data.ACTIONS), "role": 3, "kind": 3, "total": 3, "unit": 3,
             "where_none": 1, "country_none": 1, "common": data.COMMON + 1, "whole_none": 1}
        self.parts = list(n.items())
        self.out = nn.Linear(D, sum(n.values()))
        self.lexical = nn.Linear(data.PIECES, len(data.ACTIONS), bias=False)  # what the trigger's own pieces say of the action
        self.drop_words = nn.Dropout(0.5)
        self.pair = nn.ModuleDict()
        for name, k in (("places", 3), ("times", 1 + data.OWN), ("wholes", 1), ("again", 1)):
            self.pair[name] = nn.ModuleDict({"row": nn.Linear(D, H), "token": nn.Linear(D, H, bias=False), "above": nn.Linear(D, H, bias=False), "f": Bag(sizes[name], H), "out": nn.Linear(H, k)})
        nn.init.constant_(self.pair["again"]["out"].bias, -2.0)
        self.drop = nn.Dropout(drop)
        self.drop2 = nn.Dropout(0.2)

    def tokens(self, states):
        return self.drop2(F.relu(self.token(self.drop2((states - self.mean) / self.deviation))))

    def seen(self, t, b):
        """What is made of each candidate by itself."""
        return F.relu(self.at(t[b.at]) + self.head(t[b.head]) + self.above(t[b.above]) + self.f(b.f, b.f_starts))

    def rows(self, t, b, states):
        """What is made of each candidate, and the chances of the trigger's tokens."""
        z = self.drop(self.seen(t, b))
        h = F.relu(self.trigger_row(z)[b.trigger_row] + self.trigger_token(t[b.trigger_token]) + self.trigger(b.trigger, b.trigger_starts))
        s = self.trigger_score(self.drop2(h))[:, 0]
        n = len(b.at)
        grid = torch.full((n, b.longest + 1), -1e4)
        grid[b.trigger_row, b.trigger_col] = s.float()
        grid[:, b.longest] = self.trigger_none(z)[:, 0].float()
        p = torch.softmax(grid, 1)
        tok = torch.zeros(n, b.longest, dtype=torch.long)
        tok[b.trigger_row, b.trigger_col] = b.trigger_token
        v = torch.einsum("nl,nld->nd", p[:, : b.longest], t[tok].float())
        r = self.drop(F.relu(self.row(torch.cat([z, v], 1))))
        y = self.out(r)
        out, k = {}, 0
        for name, m in self.parts:
            out[name] = y[:, k : k + m]
            k += m
        pieces = states[:, -data.PIECES :] / self.deviation[-data.PIECES :]
        words = torch.einsum("nl,nld->nd", p[:, : b.longest], pieces[tok])
        out["action"] = out["action"] + self.lexical(self.drop_words(words))
        return r, grid, out

    def pairs(self, name, r, t, row, token, above, flat, starts):
        m = self.pair[name]
        return m["out"](self.drop2(F.relu(m["row"](r)[row] + m["token"](t[token]) + m["above"](t[above]) + m["f"](flat, starts))))
