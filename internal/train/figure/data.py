"""The lessons that `go run ./internal/train/figure` writes, as arrays."""
import collections
import hashlib
import json
import re

import numpy as np

ACTIONS = ("killed injured missing displaced evacuated fled returned arrived departed crossed trapped rescued detained "
           "surrendered recruited infected hospitalized vaccinated homeless affected attended paid pledged destroyed "
           "damaged seized other").split()
ROLES = ("undergo", "do", "is")
KINDS = ("flow", "stock")
TOTALS = ("new", "cumulative")
UNITS = ("person", "household", "keep")  # keep: what the quantity says
PIECES = 384  # numbers of a token's that are those of its pieces
WEAK = 0.3  # what a mark that follows from numbers counts beside one that was read
OWN, COMMON = 2, 5  # readings of a time mention, and of the report itself


def kept(name):
    """Whether a report is kept apart: neither learnt from nor looked at until the end."""
    return int(hashlib.sha256(name.encode()).hexdigest(), 16) % 8 == 0


def number(name):
    return int(re.search(r"\d+", name)[0])


def load(folder, states=True):
    """The texts, with their states if they are asked for."""
    docs = []
    for line in open(folder + "/lessons.jsonl", encoding="utf8"):
        d = json.loads(line)
        for k in ("words", "rows", "places", "times"):
            d[k] = d[k] or []
        d["local"] = d["name"].startswith("s:") or d["name"].startswith("vs:")
        d["own"] = d["name"][0] in "abcrv"  # read or invented by us
        d["weak"] = d["name"][0] == "c"  # only some candidates are here, and of them only the action is known
        docs.append(d)
    if states:
        all_ = np.fromfile(folder + "/states.bin", dtype=np.float16).reshape(sum(len(d["words"]) for d in docs), -1)
        at = 0
        for d in docs:
            d["states"] = all_[at : at + len(d["words"])]
            at += len(d["words"])
    return docs


def parts(docs, fold=4):
    """What is learnt from, and the development part."""
    train, dev = [], []
    for d in docs:
        if d["own"]:
            train.append(d)
        elif d["local"]:
            (dev if int(d["name"].split(":")[1]) % 6 == 5 else train).append(d)
        elif not kept(d["name"]):
            (dev if number(d["name"]) % 5 == fold else train).append(d)
    return train, dev


def vocabulary(docs, least={"trigger": 8, "again": 12}):
    """The features that are met often enough, by head: {print: row}, row 0 for none."""
    out = {}
    for head in ("f", "trigger", "places", "times", "wholes", "again"):
        count = collections.Counter()
        for d in docs:
            for r in d["rows"]:
                lists = [r["f"]] if head == "f" else r.get(head) or []
                for f in lists:
                    count.update(f)
        out[head] = {p: i + 1 for i, p in enumerate(sorted(p for p, n in count.items() if n >= least.get(head, 3)))}
    return out
