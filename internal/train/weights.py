"""Weights as the file that package neural reads: lang/neural/encoder.go describes the form.

Matrices are stored in eight bits a number with a scale for each row, vectors as float32.
"""
import json
import struct

import torch


def store(kind, data):
    """The bytes of one tensor, and its rows and columns."""
    if kind == "bytes":
        return data, 1, len(data)
    data = data.float()
    if data.dim() == 1:
        data = data[None]
    rows, cols = data.shape
    if kind == "f32":
        return data.numpy().astype("<f4").tobytes(), rows, cols
    scale = (data.abs().amax(1) / 127).clamp(min=1e-12)
    q = (data / scale[:, None]).round().clamp(-127, 127).to(torch.int8).numpy().tobytes()
    return q + bytes(-len(q) % 4) + scale.numpy().astype("<f4").tobytes(), rows, cols


def write(path, header, tensors):
    """Writes tensors, (name, kind, data) each, behind a header that then lists them."""
    header["tensors"], blob = [], bytearray()
    for name, kind, data in tensors:
        blob += bytes(-len(blob) % 64)
        raw, rows, cols = store(kind, data)
        header["tensors"].append({"name": name, "kind": kind, "rows": rows, "cols": cols, "at": len(blob)})
        blob += raw
    head = json.dumps(header, separators=(",", ":")).encode()
    start = b"assaye1\n" + struct.pack("<I", len(head)) + head
    with open(path, "wb") as f:
        f.write(start + bytes(-len(start) % 64) + blob)
    print(path, len(start) + len(blob), "bytes", flush=True)
