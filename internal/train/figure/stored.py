"""Reads back what export wrote: the heads with their vocabulary. States are taken as they come."""
import json
import struct

import numpy as np
import torch

from figure import data
from figure import model as m


def tensors(path):
    """The tensors of a file by name, matrices of eight bits as the numbers they stand for."""
    raw = open(path, "rb").read()
    n = struct.unpack_from("<I", raw, 8)[0]
    start = -(-(12 + n) // 64) * 64
    out = {}
    for t in json.loads(raw[12 : 12 + n])["tensors"]:
        at, rows, cols = start + t["at"], t["rows"], t["cols"]
        if t["kind"] == "bytes":
            out[t["name"]] = raw[at : at + cols]
        elif t["kind"] == "f32":
            out[t["name"]] = torch.from_numpy(np.frombuffer(raw, "<f4", rows * cols, at).reshape(rows, cols).copy())
        else:
            q = np.frombuffer(raw, np.int8, rows * cols, at).reshape(rows, cols)
            scale = np.frombuffer(raw, "<f4", rows, at + -(-rows * cols // 4) * 4)
            out[t["name"]] = torch.from_numpy(q.astype(np.float32) * scale[:, None])
    return out


def load(path, again):
    """The heads in a file, and their vocabulary; those who are told of again by another one, not learnt yet."""
    t = tensors(path)
    prints = lambda name: {p: i + 1 for i, (p,) in enumerate(struct.iter_unpack("<I", t[name + ".prints"]))}
    heads = {"f": "candidate", "trigger": "trigger", "places": "places", "times": "times", "wholes": "wholes"}
    vocab = {k: prints(v) for k, v in heads.items()} | {"again": again}
    width = t["token"].shape[1] + data.PIECES
    net = m.Heads(width, {k: len(v) for k, v in vocab.items()}, torch.zeros(width), torch.ones(width))
    w = {"token.weight": torch.cat([t["token"], t["piece"] / 4], 1), "token.bias": t["token.bias"][0], "lexical.weight": t["lexical"] / 4,
         "trigger_score.weight": t["trigger.score"]}
    for own, name in (("trigger_none", "trigger.none"), ("early", "early")):
        w[own + ".weight"], w[own + ".bias"] = t[name][:, :-1], t[name][0, -1:]
    for own, name in (("at", "at"), ("head", "head"), ("above", "above"), ("trigger_row", "trigger.row"), ("trigger_token", "trigger.token"), ("row", "row"), ("out", "out"),
                      *((f"pair.{p}.{k}", f"{p}.{k}") for p in ("places", "times", "wholes") for k in ("row", "token", "above", "out"))):
        w[own + ".weight"] = t[name]
        if name + ".bias" in t:
            w[own + ".bias"] = t[name + ".bias"][0]
    for own, name in (("f", "candidate"), ("trigger", "trigger"), *((f"pair.{p}.f", p) for p in ("places", "times", "wholes"))):
        v = t[name + ".features"]
        w[own + ".e.weight"] = torch.cat([torch.zeros(1, v.shape[1]), v])
    missing, unknown = net.load_state_dict(w, strict=False)
    assert not unknown and all(k.startswith("pair.again.") or k in ("mean", "deviation") for k in missing), (missing, unknown)
    return net, vocab
