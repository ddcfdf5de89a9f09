"""What PyTorch makes of a file of weights: the fixtures of lang/neural's tests.

    python3 fixtures.py ../../../lang/en/encoder.bin ../../../lang/neural/testdata/encoder.f16

The weights are read from the file that ships and brought back to numbers of 32 bits; all is
computed in these. The fixtures are: "assayf1\\n"; the SHA-256 of the file; the number of
layers and of numbers of a state, and then, for each text below, the number of its pieces
(16 bits each); the pieces (16 bits each); their shapes (8 bits each); and for the embedding
and then each layer the states in half precision. All with the lowest byte first.
"""
import hashlib
import json
import struct
import sys
import unicodedata

import torch
import torch.nn.functional as F

# A line a paragraph; texts are windows of their own.
TEXTS = [
    "Rain stopped play .",
    "FLOODS CLOSE COAST ROAD",
    "The ferry sank within minutes , survivors said .",
    "Two workers were killed and 14 injured on Tuesday when a crane fell onto a market hall .",
    '" We heard a bang , then nothing , " said Ana Petrova , who runs the bakery opposite .',
    "Police in Vellmark arrested three men .",
    "Shares in Orbanc fell 7.5 % after the bank warned of losses in its shipping arm .",
    "The minister has not replied to e-mails .",
    "What did the council know , and when ?",
    "At least 1,200 families were moved to schools and sports halls , the relief agency said in a statement .",
    "Dr. O'Leary-Smith called the figures \" deeply misleading \" .",
    "Farmers blame the dam .",
    "A spokesman for the port authority denied that inspectors had been told to look away , but declined to say how often the cranes are checked .",
    "Le café où José travaillait a brûlé .",
    "According to the indictment , Mr Lund moved $ 3.2m through a shell company in Tarsk between 2016 and 2019 .",
    "Nobody was hurt .",
    "Heavy fighting near the border\nTroops shelled the village of Hradok overnight , residents told reporters by telephone . The army did not comment .",
    "The vote , 61 to 38 , sends the bill back to committee .",
    "Prosecutors asked for eight years ; the judge gave him four .",
    "Schools will reopen on Monday , the governor's office announced .\nTeachers' unions had asked for another week , saying that many of the 240 buildings still lack clean water .",
]


def tensors(file):
    """Returns the header of a file of weights, and its tensors as numbers."""
    size = struct.unpack("<I", file[8:12])[0]
    assert file[:8] == b"assaye1\n"
    header = json.loads(file[12 : 12 + size])
    start = (12 + size + 63) // 64 * 64
    found = {}
    for t in header["tensors"]:
        rows, cols, at = t["rows"], t["cols"], start + t["at"]
        if t["kind"] == "bytes":
            found[t["name"]] = file[at : at + cols]
        elif t["kind"] == "f32":
            found[t["name"]] = torch.frombuffer(file, dtype=torch.float32, count=rows * cols, offset=at).clone().view(rows, cols)
        else:
            whole = torch.frombuffer(file, dtype=torch.int8, count=rows * cols, offset=at).clone().view(rows, cols)
            scales = torch.frombuffer(file, dtype=torch.float32, count=rows, offset=at + (rows * cols + 3) // 4 * 4)
            found[t["name"]] = whole * scales.clone()[:, None]
    return header, found


def shape(word):
    if word.isupper() and len(word) > 1:
        return 2
    if word[:1].isupper():
        return 1 if word[1:].islower() or len(word) == 1 else 3
    if any(c.isdigit() for c in word):
        return 4
    if word.islower():
        return 5
    return 6 if not any(c.isalnum() for c in word) else 7


def pieces(word, numbers):
    """Returns the numbers of the pieces of a word, the longest that fits first."""
    word = "".join(c for c in unicodedata.normalize("NFD", word.lower()) if unicodedata.category(c) != "Mn")
    cut, run = [], ""
    for c in word:
        if c.isalnum():
            run += c
        else:
            cut += [run, c]
            run = ""
    found = []
    for part in filter(None, cut + [run]):
        at = 0
        while at < len(part):
            end = next((e for e in range(len(part), at, -1) if "##" * (at > 0) + part[at:e] in numbers), 0)
            if not end:
                found.append(100)
                break
            found.append(numbers["##" * (at > 0) + part[at:end]])
            at = end
    return found[:12]


def window(text, numbers):
    ids, shapes = [101], [0]
    for paragraph in text.split("\n"):
        for word in paragraph.split():
            new = pieces(word, numbers)
            ids += new
            shapes += [shape(word)] * len(new)
        ids.append(102)
        shapes.append(0)
    return ids, shapes


def states(header, w, ids, shapes):
    """Yields the states behind the embedding and behind each layer."""
    width, heads, n = header["width"], header["heads"], len(ids)

    def norm(x, name):
        return F.layer_norm(x, (width,), w[name + ".weight"][0], w[name + ".bias"][0], 1e-12)

    def linear(x, name):
        return F.linear(x, w[name], w[name + ".bias"][0])

    x = norm(w["embed.piece"][ids] + w["embed.position"][:n] + w["embed.shape"][shapes], "embed.norm")
    yield x
    for i in range(header["layers"]):
        at = f"layer.{i}."
        q, k, v = linear(x, at + "qkv").view(n, 3, heads, width // heads).permute(1, 2, 0, 3)
        y = F.scaled_dot_product_attention(q, k, v).transpose(0, 1).reshape(n, width)
        x = norm(x + linear(y, at + "out"), at + "norm1")
        x = norm(x + linear(F.gelu(linear(x, at + "inner")), at + "outer"), at + "norm2")
        yield x


def main():
    file = bytearray(open(sys.argv[1], "rb").read())
    header, w = tensors(file)
    numbers = {p: i for i, p in enumerate(w["vocab"].decode().split("\n"))}
    with open(sys.argv[2], "wb") as out, torch.no_grad():
        out.write(b"assayf1\n" + hashlib.sha256(file).digest() + struct.pack("<HH", header["layers"], header["width"]))
        for text in TEXTS:
            ids, shapes = window(text, numbers)
            out.write(struct.pack(f"<H{len(ids)}H{len(ids)}B", len(ids), *ids, *shapes))
            for x in states(header, w, ids, shapes):
                out.write(x.half().numpy().tobytes())


main()
