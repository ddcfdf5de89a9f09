"""Writes a training's weights as the file that package neural reads.

    python3 export.py --work FOLDER --vocab MODEL/vocab.txt --out lang/en/encoder.bin

What is written is the running mean of the weights.
"""
import argparse
import json
import os
import sys

import torch

from encoder import model as m
import weights

POSITIONS = 256


def tensors(w, vocab):
    """Yields (name, kind, data) in the order of the file; "i8" data are matrices of floats."""
    yield "vocab", "bytes", vocab
    yield "embed.piece", "i8", w["e.w.weight"]
    yield "embed.position", "f32", w["e.pos.weight"][:POSITIONS] + w["e.t"]
    yield "embed.shape", "f32", w["e.shape.weight"]
    yield "embed.norm.weight", "f32", w["e.n.weight"]
    yield "embed.norm.bias", "f32", w["e.n.bias"]
    for i in range(m.LAYERS):
        p, q = f"e.L.{i}.", f"layer.{i}."
        for k in ("weight", "bias"):
            qkv = torch.cat([w[f"{p}{x}.{k}"] for x in "qkv"])
            yield q + ("qkv" if k == "weight" else "qkv.bias"), "i8" if k == "weight" else "f32", qkv
        for short, long in (("o", "out"), ("i", "inner"), ("d", "outer")):
            yield q + long, "i8", w[f"{p}{short}.weight"]
            yield q + long + ".bias", "f32", w[f"{p}{short}.bias"]
        for short, long in (("n1", "norm1"), ("n2", "norm2")):
            yield q + long + ".weight", "f32", w[f"{p}{short}.weight"]
            yield q + long + ".bias", "f32", w[f"{p}{short}.bias"]
    heads = {"start": "start", "upos": "tag", "xpos": "xtag", "kind": "kind", "arc.head": "ah", "arc.dep": "ad", "rel.head": "rh", "rel.dep": "rd",
             "uner": "ner", "world": "ww", "link.part": "lp", "link.cue": "lc"}
    for name, own in heads.items():
        yield name, "i8", w[own + ".weight"]
        yield name + ".bias", "f32", w[own + ".bias"]
    for k, name in enumerate(m.PARTS):
        yield name, "i8", w["attr.weight"][3 * k : 3 * k + 3]
        yield name + ".bias", "f32", w["attr.bias"][3 * k : 3 * k + 3]
        yield name + ".next", "f32", w[f"attrseq.{k}.next"]
    yield "uner.next", "f32", w["nerseq.next"]
    yield "world.next", "f32", w["wwseq.next"]
    yield "tree.U", "i8", w["U"]
    yield "tree.R", "i8", w["R"].reshape(-1, w["R"].shape[-1])
    yield "link.L", "i8", w["Lk"].reshape(-1, w["Lk"].shape[-1])
    yield "link.none", "f32", w["Ln"]
    yield "link.distance", "f32", w["Ld"]


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("--work", required=True)
    ap.add_argument("--vocab", required=True)
    ap.add_argument("--out", required=True)
    a = ap.parse_args()
    labels = json.load(open(a.work + "/labels.json"))
    w = torch.load(a.work + "/last.pt")["mean"]
    header = {"width": m.WIDTH, "heads": m.HEADS, "layers": m.LAYERS, "inner": m.INNER, "positions": POSITIONS,
              "labels": {**labels, "part": ["O", "B", "I"]}}
    weights.write(a.out, header, tensors(w, open(a.vocab, "rb").read()))


if __name__ == "__main__":
    main()
