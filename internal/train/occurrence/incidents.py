"""Writes gun violence articles of the training part as records of one pile, with the incident in the address: of two
incidents nothing is one.

    python3 internal/train/occurrence/incidents.py ../shared/data gva-records.jsonl
    assay read --format json gva-records.jsonl > READ/gva.jsonl
"""
import gzip
import json
import sys

LONGEST, MOST = 2500, 1100  # characters of an article; articles

with gzip.open(sys.argv[1] + "/casualties/gva-train-articles.jsonl.gz", "rt", encoding="utf8") as f:
    articles = [x for x in map(json.loads, f) if len(x["content"]) < LONGEST][:MOST]
with open(sys.argv[2], "w", encoding="utf8") as o:
    for i, x in enumerate(articles):
        o.write(json.dumps({"text": x["content"], "title": x["title"], "published": x["dct"], "url": f"https://example.org/{x['incident']}-{i}"}, ensure_ascii=False) + "\n")
