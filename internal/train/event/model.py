"""The heads of package event."""
import torch
import torch.nn.functional as F
from torch import nn

from event import data

D, H = 96, 48


class Bag(nn.Module):
    """The sum of the vectors of features; lists come flat, with where each begins."""

    def __init__(self, n, width):
        super().__init__()
        self.e = nn.EmbeddingBag(n + 1, width, mode="sum", padding_idx=0)
        nn.init.normal_(self.e.weight, std=0.05)
        with torch.no_grad():
            self.e.weight[0] = 0

    def forward(self, flat, starts):
        if self.training:  # so that no feature is trusted alone
            flat = flat * (torch.rand(flat.shape) > 0.15)
        return self.e(flat, starts)


class Heads(nn.Module):
    def __init__(self, width, sizes, mean, deviation, drop=0.35):
        super().__init__()
        self.register_buffer("mean", mean)
        self.register_buffer("deviation", deviation)
        self.token = nn.Linear(width, D)
        self.site = nn.Linear(width - data.PIECES, D)  # of places, not to learn them by their names
        self.at, self.head, self.above, self.trigger = (nn.Linear(D, D, bias=i == 0) for i in range(4))
        self.f = Bag(sizes["f"], D)
        self.word_row, self.word_token = nn.Linear(D, H), nn.Linear(D, H, bias=False)
        self.words = Bag(sizes["words"], H)
        self.word_score, self.word_none = nn.Linear(H, 1, bias=False), nn.Linear(D, 1)
        self.row = nn.Linear(2 * D, D)
        self.out = nn.Linear(D, 4 + len(data.LABELS))
        self.lexical = nn.Linear(data.PIECES, len(data.LABELS), bias=False)
        self.pair_row, self.pair_to, self.pairs, self.pair_out = nn.Linear(D, H), nn.Linear(D, H, bias=False), Bag(sizes["pairs"], H), nn.Linear(H, 1)
        self.place_row, self.place_token, self.place_above, self.places, self.place_out = nn.Linear(D, H), nn.Linear(D, H, bias=False), nn.Linear(D, H, bias=False), Bag(sizes["places"], H), nn.Linear(H, 1)
        self.m_at, self.m_above, self.movers = nn.Linear(D, D), nn.Linear(D, D, bias=False), Bag(sizes["movers"], D)
        self.m_out = nn.Linear(D, 1 + len(data.STATUS))
        self.m_lexical = nn.Linear(data.PIECES, 1 + len(data.STATUS), bias=False)  # what the pieces of the verb above say by themselves
        self.end_row, self.end_token, self.end_above, self.ends, self.end_out = nn.Linear(D, H), nn.Linear(D, H, bias=False), nn.Linear(D, H, bias=False), Bag(sizes["ends"], H), nn.Linear(H, len(data.ENDS))
        self.drop, self.drop2, self.drop_words = nn.Dropout(drop), nn.Dropout(0.2), nn.Dropout(0.5)

    def forward(self, b):
        t = self.drop2(F.relu(self.token(self.drop2((b.states - self.mean) / self.deviation))))
        own = self.mean.shape[0] - data.PIECES
        s = lambda at: self.drop2(F.relu(self.site(self.drop2((b.states[at, :own] - self.mean[:own]) / self.deviation[:own]))))
        o = {}
        if len(b.at):
            z = self.drop(F.relu(self.at(t[b.at]) + self.head(t[b.head]) + self.above(t[b.above]) + self.trigger(t[b.trigger]) + self.f(b.f_flat, b.f_starts)))
            n, longest = len(b.at), int(b.words_col.max()) + 1 if len(b.words_col) else 1
            grid = torch.full((n, longest + 1), -1e4)
            tok = torch.zeros(n, longest, dtype=torch.long)
            if len(b.words_row):
                h = F.relu(self.word_row(z)[b.words_row] + self.word_token(t)[b.words_to] + self.words(b.words_flat, b.words_starts))
                grid[b.words_row, b.words_col] = self.word_score(self.drop2(h))[:, 0]
                tok[b.words_row, b.words_col] = b.words_to
            grid[:, longest] = self.word_none(z)[:, 0]
            p = torch.softmax(grid, 1)[:, :longest]
            e = torch.einsum("nl,nld->nd", p, t[tok])
            v = self.drop(F.relu(self.row(torch.cat([z, e], 1))))
            y = self.out(v)
            pieces = (b.states[:, -data.PIECES :] / self.deviation[-data.PIECES :])
            said = torch.einsum("nl,nld->nd", p, pieces[tok])
            o["in"], o["background"], o["whole"], o["nowhere"] = (y[:, k] for k in range(4))
            o["type"] = y[:, 4:] + self.lexical(self.drop_words(said))
            o["grid"] = grid
            o["pairs"] = self.pair_out(self.drop2(F.relu(self.pair_row(v)[b.pairs_row] + self.pair_to(v)[b.pairs_to] + self.pairs(b.pairs_flat, b.pairs_starts))))[:, 0] if len(b.pairs_row) else torch.zeros(0)
            o["places"] = self.place_out(self.drop(F.relu(self.place_row(v)[b.places_row] + self.place_token(s(b.places_to)) + self.place_above(t[b.places_above]) + self.places(b.places_flat, b.places_starts))))[:, 0] if len(b.places_row) else torch.zeros(0)
        if len(b.m_at):
            m = self.drop(F.relu(self.m_at(t[b.m_at]) + self.m_above(t[b.m_above]) + self.movers(b.movers_flat, b.movers_starts)))
            pieces = b.states[b.m_above, -data.PIECES :] / self.deviation[-data.PIECES :]
            y = self.m_out(m) + self.m_lexical(self.drop_words(pieces))
            o["moves"], o["status"] = y[:, 0], y[:, 1:]
            o["ends"] = self.end_out(self.drop2(F.relu(self.end_row(m)[b.ends_row] + self.end_token(s(b.ends_to)) + self.end_above(t[b.ends_above]) + self.ends(b.ends_flat, b.ends_starts)))) if len(b.ends_row) else torch.zeros(0, len(data.ENDS))
        return o
