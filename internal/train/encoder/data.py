"""Corpora as windows: what the encoder reads at once, with what each corpus says of it.

A document is a list of paragraphs, a paragraph a list of sentences, a sentence a list of
words with their labels. Windows are cut from documents anew in each round, so that
sentences are met in ever other company, and some are damaged as scrapes damage them.
"""
import dataclasses
import glob
import hashlib
import json
import os
import re

LIMIT = 256  # pieces of a window, with [CLS] and [SEP]


@dataclasses.dataclass
class Word:
    form: str
    head: int = -2  # in the sentence, -1 the root, -2 unknown
    rel: str = ""
    upos: str = ""
    xpos: str = ""
    uner: str = ""  # BIO; "" unknown
    world: str = ""
    kind: str = ""  # of the mention that the word heads; "O" none, "" unknown
    parts: tuple = ()  # BIO of source, cue, content; () unknown
    at: int = 0  # number in the document, to which links point


@dataclasses.dataclass
class Document:
    name: str
    paragraphs: list  # of lists of sentences, which are lists of Word
    sentences: bool = True  # whether sentences are marked as people mark them
    links: list = dataclasses.field(default_factory=list)  # (kind, part from, to, cue from, to) in words; cue -1: none


def blocks(path):
    """Yields the comment lines and the rows of each sentence of a CoNLL-like file."""
    comments, rows = [], []
    for line in open(path, encoding="utf8"):
        line = line.rstrip("\n")
        if not line:
            if rows:
                yield comments, rows
            comments, rows = [], []
        elif line[0] == "#":
            comments.append(line)
        else:
            rows.append(line.split("\t"))
    if rows:
        yield comments, rows


def uner(path):
    """The names of UNER by sentence. What is neither person, organisation nor place is no name here."""
    names = {}
    for comments, rows in blocks(path):
        sid = next(c.split("=")[1].strip() for c in comments if c.startswith("# sent_id"))
        names[sid] = [r[2] if r[2][2:] in ("PER", "ORG", "LOC") else "O" for r in rows if r[0].isdigit()]
    return names


def treebank(path, names=None, entities=False):
    """A treebank as documents. names: of each sentence id; entities: read GUM's."""
    docs = []
    for comments, rows in blocks(path):
        new_doc = any(c.startswith("# newdoc") for c in comments)
        new_par = any(re.match(r"# newpar( |$)", c) for c in comments)
        sid = next((c.split("=")[1].strip() for c in comments if c.startswith("# sent_id")), "")
        if new_doc or not docs:
            docs.append(Document(sid, []))
            new_par = True
        rows = [r for r in rows if r[0].isdigit()]
        words = [Word(r[1], int(r[6]) - 1, r[7], r[3], r[4]) for r in rows]
        labels = None
        if names is not None and len(names.get(sid, ())) == len(words):
            labels = names[sid]
        for w, label in zip(words, labels or ()):
            w.uner = label
        for w, label in zip(words, kinds(words, rows) if entities else ()):
            w.kind = label
        if new_par or not docs[-1].paragraphs:
            docs[-1].paragraphs.append([])
        docs[-1].paragraphs[-1].append(words)
    return docs


def kinds(words, rows):
    """What kind of thing GUM says each mention is, at the word that heads it: "person", "place" …; "O" elsewhere.
    Mentions that open and close in other sentences are left out."""
    open_, spans = {}, []
    for i, r in enumerate(rows):
        m = re.search(r"Entity=([^|]*)", r[9])
        for opened, kind, closes, closed in scan(m[1] if m else ""):
            if opened:
                open_.setdefault(opened, []).append((i, kind))
            if closes or open_.get(closed):
                start, k = open_[opened or closed].pop()
                spans.append((start, i + 1, k))
    labels = ["O"] * len(words)
    for a, b, kind in spans:
        head = next((i for i in range(a, b) if not a <= words[i].head < b), a)
        labels[head] = kind
    return labels


def scan(text):
    """Opening and closing marks of one word of GUM: (number, kind, closes at once, number closed)."""
    for m in re.finditer(r"\((\d+)-([a-z]+)[^()]*(\)?)|(\d+)\)", text):
        yield m[1], m[2], m[3], m[4]


def worldwide(folder):
    """The worldwide newswire: (training, development) documents."""
    train, dev = [], []
    for path in sorted(glob.glob(folder + "/*.tsv")):
        held = int(hashlib.sha256(os.path.basename(path).encode()).hexdigest(), 16) % 10 == 9
        doc, cur = Document(os.path.basename(path), []), []
        for line in open(path, encoding="utf8").read().split("\n")[1:] + [""]:
            c = line.split("\t")
            if len(c) < 2:
                if cur:
                    doc.paragraphs.append([cur])
                cur = []
            else:
                cur.append(Word(c[0], world=mend(c[1].strip(), cur)))
        (dev if held else train).append(doc)
    return train, dev


def mend(tag, before):
    """An I- that follows nothing of its class begins a name."""
    if tag.startswith("I-") and (not before or before[-1].world[2:] != tag[2:]):
        return "B-" + tag[2:]
    return tag


def polnear(path, first=False):
    """PolNeAR as `go run ./internal/train -words` prints it; with first, one annotator of each text."""
    docs, seen = [], set()
    for line in open(path, encoding="utf8"):
        d = json.loads(line)
        base = d["name"].rsplit("_", 1)[0]
        if first and base in seen:
            continue
        seen.add(base)
        labels = [["O"] * len(d["words"]) for _ in range(3)]
        links = []
        for parts in d["attributions"]:
            for k, ranges in enumerate(parts):
                for a, b in ranges:
                    for i in range(a, b):
                        labels[k][i] = "B" if i == a else "I"
            for k in (0, 2):
                for a, b in parts[k]:
                    cue = parts[1][0] if parts[1] else (-1, -1)
                    links.append((k // 2, a, b, *cue))
        words = [Word(w, parts=tuple(l[i] for l in labels), at=i) for i, w in enumerate(d["words"])]
        ends = d["paragraphs"][1:] + [len(words)]
        doc = Document(d["name"], [[words[a:b]] for a, b in zip(d["paragraphs"], ends) if a < b], False, links)
        docs.append(doc)
    return docs


class Window:
    """What is read at once: words, the paragraphs' ends, the sentences."""

    def __init__(self, doc):
        self.words, self.ends, self.starts, self.doc = [], [], [], doc
        self.size = 1  # pieces so far

    def add(self, sentence, end):
        self.starts.append(len(self.words))
        self.words += sentence
        if end:
            self.ends.append(len(self.words))


def cut(doc, size, limit, alone=False):
    """Cuts a document into windows of at most limit pieces: whole paragraphs where they fit, then whole sentences."""
    out, cur = [], Window(doc)

    def close():
        nonlocal cur
        if cur.words:
            if not cur.ends or cur.ends[-1] != len(cur.words):
                cur.ends.append(len(cur.words))
            out.append(cur)
        cur = Window(doc)

    for par in doc.paragraphs:
        total = sum(size(w) for s in par for w in s) + 1
        if cur.words and cur.size + total > limit:
            close()
        for k, s in enumerate(par):
            while s:
                n, room = 0, limit - cur.size - 1
                for w in s:
                    if size(w) > room:
                        break
                    room -= size(w)
                    n += 1
                if n < len(s) and cur.words:
                    close()
                    continue
                piece, s = s[: max(n, 1)], s[max(n, 1):]
                cur.size += sum(size(w) for w in piece)
                last = k == len(par) - 1 and not s
                cur.add(piece, last)
                cur.size += last
                if alone or s:
                    close()
    close()
    return out


def recase(words, how):
    change = {"upper": str.upper, "lower": str.lower, "title": lambda f: f[:1].upper() + f[1:]}[how]
    return [dataclasses.replace(w, form=change(w.form)) for w in words]


def damage(win, rng):
    """What headlines, careless writers and scrapes do: other capitals, paragraphs glued."""
    x = rng.random()
    if x < 0.03:
        win.words = recase(win.words, "upper")
    elif x < 0.07:
        win.words = recase(win.words, "lower")
    elif x < 0.10:
        win.words = recase(win.words, "title")
    if rng.random() < 0.15:
        win.ends = win.ends[-1:]
    return win


def without_quotes(doc):
    """The document without its quotation marks, as some scrapes leave it. Only for documents without trees."""
    at, paragraphs = {}, []
    n = 0
    for par in doc.paragraphs:
        kept = []
        for s in par:
            words = []
            for w in s:
                if re.fullmatch(r"[\"“”‘’'`]+", w.form):
                    at[w.at] = n
                    continue
                at[w.at] = n
                words.append(dataclasses.replace(w, at=n))
                n += 1
            # a chunk that began with a mark begins with the next word
            if words:
                kept.append(words)
        if kept:
            paragraphs.append(kept)
    before = (("O",) * 3) if doc.links else ()
    for par in paragraphs:
        for s in par:
            for w in s:
                if w.parts:
                    w.parts = tuple("B" if p == "I" and b == "O" else p for p, b in zip(w.parts, before))
                    before = w.parts
    end = lambda i: at.get(i, n)
    links = [(k, end(a), end(b), end(c) if c >= 0 else -1, end(d) if c >= 0 else -1) for k, a, b, c, d in doc.links]
    links = [l for l in links if l[1] < l[2] and (l[3] < 0 or l[3] < l[4])]
    return Document(doc.name, paragraphs, doc.sentences, links)


def round_of(docs, size, rng):
    """The windows of one round over documents."""
    out = []
    for doc in docs:
        x = rng.random()
        if doc.links and rng.random() < 0.06:
            doc = without_quotes(doc)
        if x < 0.12:
            wins = cut(doc, size, LIMIT, alone=True)
        elif x < 0.5:
            wins = cut(doc, size, rng.choice((64, 96, 128, 160, 192)))
        else:
            wins = cut(doc, size, LIMIT)
        out += [damage(w, rng) for w in wins]
    return out
