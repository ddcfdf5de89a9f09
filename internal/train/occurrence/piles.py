"""Lays out the piles that we have marked (written/piles.jsonl) as ../shared/data/clusters has its own: a folder of texts
and NAME.estimates.json beside it.

    python3 internal/train/occurrence/piles.py ../shared/data FOLDER
"""
import gzip
import json
import os
import sys

data, out = sys.argv[1:3]
texts_of = {kind: [json.loads(l)["text"] for l in open(data + f"/reports/{kind}.jsonl", encoding="utf8")] for kind in ("syria", "wikinews", "displacement")}
texts_of["gva"] = [json.loads(l)["content"] for l in gzip.open(data + "/casualties/gva-train-articles.jsonl.gz", "rt", encoding="utf8")]
for line in open(os.path.join(os.path.dirname(__file__), "written/piles.jsonl"), encoding="utf8"):
    g = json.loads(line)
    folder = os.path.join(out, g["cluster"])
    os.makedirs(folder, exist_ok=True)
    texts = {}
    for r in g["reports"]:
        kind, n = r["ref"].split(":")
        texts[r["file"]] = (texts_of[kind][int(n)].strip() + "\n").encode()
        open(os.path.join(folder, r["file"]), "wb").write(texts[r["file"]])
    for q in g["questions"]:
        for s in q["series"]:
            a, b = s["span"]
            assert texts[s["report"]][a:b].decode() == s["text"], (g["cluster"], s)
    with open(folder + ".estimates.json", "w", encoding="utf8") as f:
        json.dump(g, f, ensure_ascii=False, indent=1)
