"""The lessons that `go run ./internal/train/event` writes, as arrays."""
import collections
import hashlib
import itertools
import json
import re

import numpy as np
import torch

PIECES = 384  # numbers of a token's that are those of its pieces
STATUS = ("reported", "planned", "hypothetical", "denied", "prevented")
ENDS = ("", "from", "to", "via")
COUNTS = ("killed", "injured", "missing")
HEADS = ("f", "words", "pairs", "places", "movers", "ends")

# The words of the gold for what happened, in PLOVER's terms and EM-DAT's: docs/ledger.md.
TYPES = {
    "ASSAULT/": "attack clash war violence offensive siege execution shootdown murder homicide killing robbery raid ambush hijacking death in custody",
    "ASSAULT/aerial": "airstrike",
    "ASSAULT/firearms": "shooting",
    "ASSAULT/explosives": "bombing",
    "ASSAULT/heavy-weapons": "bombardment shelling",
    "ASSAULT/massacre": "massacre genocide",
    "ASSAULT/primitive": "stabbing",
    "ASSAULT/abduct": "kidnapping abduction",
    "PROTEST/demo": "protest",
    "PROTEST/riot": "riot",
    "DISASTER/": "natural disaster",
    "DISASTER/flood": "flood",
    "DISASTER/storm": "storm tornado",
    "DISASTER/landslide": "landslide avalanche",
    "DISASTER/earthquake": "earthquake",
    "DISASTER/volcanic-activity": "eruption volcanic eruption",
    "DISASTER/epidemic": "outbreak",
    "DISASTER/extreme-temperature": "heat wave cold wave",
    "ACCIDENT/": "accident stampede drowning",
    "ACCIDENT/transport": "shipwreck",
    "ACCIDENT/fire": "fire",
    "ACCIDENT/explosion": "explosion",
    "ACCIDENT/collapse": "collapse",
}
LABELS = ["/"] + list(TYPES)
# Accidents of which the word that names them shows that something was under way.
MOVING = re.compile("crash|colli|overturn|derail|plung|veer|skid|swerv|capsiz|sank|sink|struck|hit|ran |roll|flip")


def label(event):
    words = set(event["Type"].split())
    best = "/"
    for k, v in TYPES.items():
        if words & set(v.split()):
            best = k
    trigger = (event.get("Trigger") or {}).get("text", "").lower()
    if best == "ACCIDENT/" and MOVING.search(trigger):
        best = "ACCIDENT/transport"
    if best == "ACCIDENT/fire" and re.search("wild|bush|forest", trigger):
        best = "DISASTER/wildfire" if "DISASTER/wildfire" in LABELS else best
    return LABELS.index(best)


def kept(name):
    """Whether a report is kept apart: neither learnt from nor looked at until the end."""
    return int(hashlib.sha256(name.encode()).hexdigest(), 16) % 8 == 0


def number(name):
    return int(re.search(r"\d+", name)[0])


def norm(s):
    """As score.py has it for places."""
    s = re.sub(r"[^\w\s]", " ", (s or "").lower()).split()
    return " ".join(w for w in s if w not in {"the", "a", "an", "of"})


def near(x, y):
    return bool(x and y) and (x in y or y in x) and len(y.split()) <= len(x.split()) + 3


def share(a, b):
    return bool(a and b) and 2 * sum(any(near(x, y) for y in b) for x in a) >= len(a) and 2 * sum(any(near(x, y) for x in a) for y in b) >= len(b)


def load(folder):
    """Yields each report with its states; those kept apart are left out."""
    states = np.fromfile(folder + "/states.bin", dtype=np.float16)
    docs, at = [], 0
    for line in open(folder + "/lessons.jsonl", encoding="utf8"):
        d = json.loads(line)
        docs.append(d)
        at += d["words"]
    width = len(states) // at
    states = states.reshape(at, width)
    at = 0
    for d in docs:
        d["states"] = states[at : at + d["words"]]
        at += d["words"]
        for k in ("rows", "movers", "places", "events", "Moves", "tokens", "triggers"):
            d[k] = d[k] or []
        for r in d["rows"]:
            for k in ("words", "wordsF", "pairs", "pairsF", "placesOf", "placesF", "amounts", "f"):
                r[k] = r.get(k) or r.get(k.upper()) or []
        for m in d["movers"]:
            for k in ("ends", "endsF", "f"):
                m[k] = m.get(k) or []
        assert all(r["at"] >= 0 for r in d["rows"])
        pack(d)
    return [d for d in docs if not (d["main"] and kept(d["name"]))], width


def lists(d, head):
    """The lists of features of one head."""
    if head == "movers":
        return [m["f"] for m in d["movers"]]
    if head == "ends":
        return [f for m in d["movers"] for f in m["endsF"]]
    if head == "f":
        return [r["f"] for r in d["rows"]]
    return [f for r in d["rows"] for f in r[head + "F"]]


def pack(d):
    """Puts the lists of features of a report into arrays: all of a head in a row, and how long each is."""
    d["features"] = {}
    for head in HEADS:
        all = lists(d, head)
        d["features"][head] = np.fromiter(itertools.chain.from_iterable(all), dtype=np.uint32), np.array([len(f) for f in all], dtype=np.int64)
    for r in d["rows"]:
        r["f"] = r["wordsF"] = r["pairsF"] = r["placesF"] = None
    for m in d["movers"]:
        m["f"] = m["endsF"] = None


def chosen(features, keep):
    flat, sizes = features
    keep = np.array(keep, dtype=bool)
    return flat[np.repeat(keep, sizes)], sizes[keep]


def kept_movers(d):
    """For learning every second phrase that did not move will do."""
    return [m["move"] >= 0 or n % 2 == 1 and not m["unclear"] for n, m in enumerate(d["movers"])]


def vocabulary(docs, least={"words": 8, "movers": 4, "ends": 4}):
    """The prints of the features that are met often enough, by head, in order."""
    out = {}
    for head in HEADS:
        all = []
        for d in docs:
            flat, sizes = d["features"][head]
            if head == "ends":
                flat, _ = chosen((flat, sizes), [m["move"] >= 0 for m in d["movers"] for _ in m["ends"]])
            all.append(flat)
        prints, counts = np.unique(np.concatenate(all), return_counts=True)
        out[head] = prints[counts >= least.get(head, 3)]
    return out


def tensors(d, vocab, learn):
    """A report as tensors, made once. For learning every second phrase that did not move will do, and ends of what moved."""
    features = dict(d["features"])
    if learn:
        keep = kept_movers(d)
        features["movers"] = chosen(features["movers"], keep)
        features["ends"] = chosen(features["ends"], [m["move"] >= 0 for m in d["movers"] for _ in m["ends"]])
        d = {**d, "movers": [m if m["move"] >= 0 else {**m, "ends": []} for m, k in zip(d["movers"], keep) if k]}
    T = lambda x, t=torch.long: torch.tensor(x, dtype=t)
    rows = list(enumerate(d["rows"]))
    index = {k: n for n, (k, _) in enumerate(rows)}
    x = {"n": len(rows), "movers": len(d["movers"])}
    for key in ("at", "head", "above", "trigger"):
        x[key] = T([r[key] for _, r in rows])
    for key, of in (("words", "words"), ("places", "placesOf")):
        x[key + "_row"] = T([n for n, (_, r) in enumerate(rows) for _ in r[of]])
        x[key + "_to"] = T([j for _, r in rows for j in r[of]])
        x[key + "_col"] = T([c for _, r in rows for c, _ in enumerate(r[of])])
    x["places_place"] = x["places_to"]
    x["places_above"] = T([d["places"][p]["above"] for p in x["places_place"].tolist()])
    x["places_to"] = T([d["places"][p]["at"] for p in x["places_place"].tolist()])
    x["pairs_row"] = T([n for n, (_, r) in enumerate(rows) for _ in r["pairs"]])
    x["pairs_to"] = T([index[q] for _, r in rows for q in r["pairs"]])
    x["m_at"], x["m_above"] = T([m["at"] for m in d["movers"]]), T([m["above"] for m in d["movers"]])
    x["ends_row"] = T([n for n, m in enumerate(d["movers"]) for _ in m["ends"]])
    x["ends_place"] = T([p for m in d["movers"] for p in m["ends"]])
    x["ends_to"] = T([d["places"][p]["at"] for p in x["ends_place"].tolist()])
    x["ends_above"] = T([d["places"][p]["above"] for p in x["ends_place"].tolist()])
    for head in HEADS:
        flat, sizes = features[head]
        prints = vocab[head]
        at = np.searchsorted(prints, flat).clip(max=len(prints) - 1)
        known = prints[at] == flat
        of = np.repeat(np.arange(len(sizes)), sizes)[known]
        x[head + "_flat"] = torch.from_numpy(at[known] + 1)  # 0 is none
        x[head + "_starts"] = torch.from_numpy(np.searchsorted(of, np.arange(len(sizes))))
    # what is right
    gold = [r["gold"] for _, r in rows]
    of = [(g or {}).get("events") or [] for g in gold]
    x["of"] = of
    x["in_y"] = T([float(bool(o)) for o in of], torch.float)
    moves_only = d["invented"] and d["name"][0] == "m"  # sentences in which events are not marked
    x["in_w"] = T([0.0 if moves_only or g and g["optional"] and not o else 1.0 for g, o in zip(gold, of)], torch.float)
    first = [o[0] if o else -1 for o in of]
    x["background"] = T([float(d["events"][e].get("Background") or False) if e >= 0 else -1.0 for e in first], torch.float)
    x["type"] = T([label(d["events"][e]) if e >= 0 else -100 for e in first])
    whole = []
    for (_, r), o in zip(rows, of):
        want = [d["events"][e].get(r["action"].capitalize()) for e in o] if r["action"] in COUNTS else []
        whole.append(-1.0 if not want else float(any(w is not None and any(abs(w - a) < 1e-6 * max(1, w) for a in r["amounts"]) for w in want)))
    x["whole"] = T(whole, torch.float)
    x["pair_y"] = T([float(bool(set(of[a]) & set(of[b]))) for a, b in zip(x["pairs_row"].tolist(), x["pairs_to"].tolist())], torch.float)
    x["pair_w"] = T([float(bool(of[a]) and bool(of[b])) for a, b in zip(x["pairs_row"].tolist(), x["pairs_to"].tolist())], torch.float)
    named = [words_of(d, e) for e in range(len(d["events"]))]
    x["word_y"] = T([first[n] >= 0 and j in named[first[n]] for n, j in zip(x["words_row"].tolist(), x["words_to"].tolist())], torch.bool)
    x["word_known"] = T([e >= 0 and bool(named[e]) for e in first], torch.bool)
    where = [places_of(d, e) for e in range(len(d["events"]))]
    x["place_y"] = T([any(p in where[e] for e in of[n]) for n, p in zip(x["places_row"].tolist(), x["places_place"].tolist())], torch.bool)
    x["place_known"] = T([e >= 0 for e in first], torch.bool)
    # movements
    moves = d["Moves"]
    x["move_y"] = T([float(m["move"] >= 0) for m in d["movers"]], torch.float)
    x["move_w"] = T([0.0 if m["unclear"] else OPTIONAL if m["move"] >= 0 and moves[m["move"]]["Optional"] else 1.0 + (learn and m["move"] < 0) for m in d["movers"]], torch.float)
    x["status"] = T([STATUS.index(moves[m["move"]]["Status"] or "reported") if m["move"] >= 0 else -100 for m in d["movers"]])
    ends = []
    for m in d["movers"]:
        if m["move"] < 0:
            ends += [-100] * len(m["ends"])
            continue
        g = moves[m["move"]]
        for p in m["ends"]:
            words, y = norm(d["places"][p]["text"]), 0
            for k, key in ((1, "From"), (2, "To"), (3, "Via")):
                if any(same(norm(w), words) for w in g[key] or []):
                    y = k
            ends.append(y)
    # the same place named again far off says nothing
    lo = 0
    for m in d["movers"]:
        near = [same_sentence(d, m["at"], d["places"][p]["at"]) for p in m["ends"]] if m["move"] >= 0 else []
        hit = {ends[lo + k] for k, n in enumerate(near) if n and ends[lo + k] > 0}
        for k, n in enumerate(near):
            if ends[lo + k] in hit and not n:
                ends[lo + k] = -100
        lo += len(m["ends"])
    x["end_y"] = T(ends)
    return x


OPTIONAL = 1.0


def same_sentence(d, i, j):
    lo, hi = min(i, j), max(i, j)
    return not any(w in ".!?" for w in d["tokens"][lo:hi])


def same(a, b):
    A, B = set(a.split()), set(b.split())
    return bool(A and B) and (A <= B or B <= A)


def words_of(d, e):
    """Tokens that name event e: those of its trigger, and the same words elsewhere."""
    words = {d["tokens"][i].lower() for i in d["triggers"][e] if len(d["tokens"][i]) > 3}
    return set(d["triggers"][e]) | {i for i, w in enumerate(d["tokens"]) if w.lower() in words}


def places_of(d, e):
    """Places where event e was: those named like it, or else with the same entry."""
    want = norm(d["events"][e].get("Place") or "")
    got = {p for p, x in enumerate(d["places"]) if norm(x["text"]) == want} or {p for p, x in enumerate(d["places"]) if want and near(want, norm(x["text"]))}
    entries = {d["places"][p]["entry"] for p in got}
    return {p for p, x in enumerate(d["places"]) if x["entry"] in entries}
