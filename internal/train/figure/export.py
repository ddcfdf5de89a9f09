"""Writes the heads as the file that package figure reads; lang/neural/encoder.go describes the form."""
import importlib.util
import json
import os
import struct

import torch

import data

_spec = importlib.util.spec_from_file_location("encoder_export", os.path.join(os.path.dirname(__file__), "..", "encoder", "export.py"))


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
    yield from linear("row", "row")
    yield from linear("out", "out")
    for name in ("places", "times", "wholes"):
        for k in ("row", "token", "above", "out"):
            yield from linear(f"{name}.{k}", f"pair.{name}.{k}")
        yield from features(name, f"pair.{name}.f", name)


def write(path, net, vocab, pieces=384):
    import sys

    here = os.path.dirname(os.path.abspath(__file__))
    own = sys.modules.get("model")
    sys.path.insert(0, os.path.join(here, "..", "encoder"))
    sys.modules.pop("model", None)
    mod = importlib.util.module_from_spec(_spec)
    _spec.loader.exec_module(mod)
    sys.path.pop(0)
    sys.modules["model"] = own
    header = {"labels": {"action": list(data.ACTIONS)}, "tensors": []}
    blob = bytearray()
    for name, kind, d in tensors(net, vocab, pieces):
        blob += bytes(-len(blob) % 64)
        raw, rows, cols = mod.store("i8" if kind == "vectors" else kind, d)
        header["tensors"].append({"name": name, "kind": kind, "rows": rows, "cols": cols, "at": len(blob)})
        blob += raw
    head = json.dumps(header, separators=(",", ":")).encode()
    start = b"assaye1\n" + struct.pack("<I", len(head)) + head
    with open(path, "wb") as f:
        f.write(start + bytes(-len(start) % 64) + blob)
    print(path, len(start) + len(blob), "bytes", flush=True)
