"""Writes the heads as the file that package figure reads; lang/neural/encoder.go describes the form."""
import os
import struct
import sys

import torch

from figure import data
import weights


def tensors(net, vocab, pieces):
    """Yields (name, kind, data). pieces: how many numbers of a token's are those of its pieces."""
    w = {k: v.detach() for k, v in net.state_dict().items()}
    w["token.weight"] = w["token.weight"] / w["deviation"]  # of states as they come
    w["token.bias"] = w["token.bias"] - w["token.weight"] @ w["mean"]

    def linear(name, own, weight=None):
        yield name, "i8", w[own + ".weight"] if weight is None else weight
        if own + ".bias" in w:
            yield name + ".bias", "f32", w[own + ".bias"]

    def features(name, own, head):
        yield name + ".features", "vectors", w[own + ".e.weight"][1:]
        yield name + ".prints", "bytes", b"".join(struct.pack("<I", p) for p in vocab[head])

    yield from linear("token", "token", w["token.weight"][:, :-pieces])
    yield "piece", "i8", w["token.weight"][:, -pieces:] * 4  # main.go writes their vectors four times as long
    for k in ("at", "head", "above"):
        yield from linear(k, k)
    yield from features("candidate", "f", "f")
    yield from linear("trigger.row", "trigger_row")
    yield from linear("trigger.token", "trigger_token")
    yield from features("trigger", "trigger", "trigger")
    yield "trigger.score", "f32", w["trigger_score.weight"][0]
    yield "trigger.none", "f32", torch.cat([w["trigger_none.weight"][0], w["trigger_none.bias"]])
    yield "lexical", "i8", w["lexical.weight"] / w["deviation"][-pieces:] * 4
    yield "early", "f32", torch.cat([w["early.weight"][0], w["early.bias"]])
    yield from linear("row", "row")
    yield from linear("out", "out")
    for name in ("places", "times", "wholes", "again"):
        for k in ("row", "token", "above", "out"):
            yield from linear(f"{name}.{k}", f"pair.{name}.{k}")
        yield from features(name, f"pair.{name}.f", name)


def write(path, net, vocab, pieces=data.PIECES):
    weights.write(path, {"labels": {"action": list(data.ACTIONS)}}, tensors(net, vocab, pieces))
