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
OWN, COMMON = 2, 5  # readings of a time mention, and of the report itself


def kept(name):
    """Whether a report is kept apart: neither learnt from nor looked at until the end."""
    return int(hashlib.sha256(name.encode()).hexdigest(), 16) % 8 == 0


def number(name):
    return int(re.search(r"\d+", name)[0])


def load(folder):
    """Yields each text with its states."""
    states = np.fromfile(folder + "/states.bin", dtype=np.float16)
    docs, at = [], 0
    for line in open(folder + "/lessons.jsonl", encoding="utf8"):
        d = json.loads(line)
        d["words"] = d["words"] or []
        docs.append(d)
        at += len(d["words"])
    width = len(states) // at
    states = states.reshape(at, width)
    at = 0
    for d in docs:
        n = len(d["words"])
        d["states"] = states[at : at + n]
        at += n
        d["rows"] = d["rows"] or []
        d["places"] = d["places"] or []
        d["times"] = d["times"] or []
        d["local"] = d["name"].startswith("s:") or d["name"].startswith("vs:")
        d["written"] = d["name"][0] in "abv"
    return docs, width


def vocabulary(docs, least={"trigger": 8}):
    """The features that are met often enough, by head: {print: row}, row 0 for none."""
    out = {}
    for head in ("f", "trigger", "places", "times", "wholes"):
        count = collections.Counter()
        for d in docs:
            for r in d["rows"]:
                lists = [r["f"]] if head == "f" else r.get(head) or []
                for f in lists:
                    count.update(f)
        out[head] = {p: i + 1 for i, p in enumerate(sorted(p for p, n in count.items() if n >= least.get(head, 3)))}
    return out
