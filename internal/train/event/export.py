"""Writes the heads as the file that package event reads; lang/neural/encoder.go describes the form."""

import torch

from event import data
import weights


def tensors(net, vocab):
    """Yields (name, kind, data)."""
    w = {k: v.detach() for k, v in net.state_dict().items()}
    w["token.weight"] = w["token.weight"] / w["deviation"]  # of states as they come
    w["token.bias"] = w["token.bias"] - w["token.weight"] @ w["mean"]

    n = data.PIECES
    w["site.weight"] = w["site.weight"] / w["deviation"][:-n]
    w["site.bias"] = w["site.bias"] - w["site.weight"] @ w["mean"][:-n]

    def linear(name, own):
        yield name, "i8", w[own + ".weight"]
        if own + ".bias" in w:
            yield name + ".bias", "f32", w[own + ".bias"]

    def features(name, own, head):
        yield name + ".features", "vectors", w[own + ".e.weight"][1:]
        yield name + ".prints", "bytes", vocab[head].astype("<u4").tobytes()

    yield "token", "i8", w["token.weight"][:, :-n]
    yield "token.bias", "f32", w["token.bias"]
    yield "piece", "i8", w["token.weight"][:, -n:] * 4  # main.go writes their vectors four times as long
    yield from linear("site", "site")
    for k in ("at", "head", "above", "trigger"):
        yield from linear("row." + k, k)
    yield from features("row", "f", "f")
    yield from linear("words.row", "word_row")
    yield from linear("words.token", "word_token")
    yield from features("words", "words", "words")
    yield "words.score", "f32", w["word_score.weight"][0]
    yield "words.none", "f32", torch.cat([w["word_none.weight"][0], w["word_none.bias"]])
    yield from linear("row", "row")
    yield from linear("out", "out")
    yield "lexical", "i8", w["lexical.weight"] / w["deviation"][-n:] * 4
    for name, own, keys in (("pairs", "pair", ("row", "to", "out")), ("places", "place", ("row", "token", "above", "out")), ("ends", "end", ("row", "token", "above", "out"))):
        for k in keys:
            yield from linear(f"{name}.{k}", f"{own}_{k}")
        yield from features(name, name, name)
    yield from linear("mover.at", "m_at")
    yield from linear("mover.above", "m_above")
    yield from linear("mover.out", "m_out")
    yield "mover.lexical", "i8", w["m_lexical.weight"] / w["deviation"][-n:] * 4
    yield from features("mover", "movers", "movers")


def write(path, net, vocab):
    weights.write(path, {"labels": {"type": data.LABELS, "status": list(data.STATUS)}}, tensors(net, vocab))
