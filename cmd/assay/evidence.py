#!/usr/bin/env python3
"""Checks a bundle of evidence that `assay export --evidence` wrote.

    python3 verify.py FOLDER [CHECKPOINT]

It needs Python's standard library alone and shares no code with assay. It proves, for
each report of the bundle: its id is the hash of its address and raw bytes; every
passage that its line quotes stands in its text at that place; the entries that the bundle is
about are in that line; and the log whose checkpoint the bundle carries has the arrival of
these very bytes and the reading that made this very line. CHECKPOINT is one of yours
that comes from elsewhere: it must be the same. Whether somebody signed it is for you to check.
"""
import base64
import hashlib
import json
import os
import sys


def sha(*parts):
    h = hashlib.sha256()
    for part in parts:
        h.update(part)
    return h.digest()


class Wrong(Exception):
    pass


def need(true, what):
    if not true:
        raise Wrong(what)


def checkpoint(text):
    lines = text.replace("\r\n", "\n").split("\n\n")[0].rstrip("\n").split("\n")
    need(len(lines) == 3, "no checkpoint")
    return lines[0], int(lines[1]), base64.b64decode(lines[2], validate=True)


def root(leaf, n, size, path):
    """The root of a tree (RFC 6962) from a leaf, its place and the hashes beside the way up."""
    need(0 <= n < size, "an entry that is not in the log")
    node, at, last = sha(b"\x00", leaf), n, size - 1
    for beside in path:
        need(last > 0, "a proof that is too long")
        if at % 2 == 1 or at == last:
            node = sha(b"\x01", beside, node)
            while at % 2 == 0 and at > 0:
                at, last = at // 2, last // 2
        else:
            node = sha(b"\x01", node, beside)
        at, last = at // 2, last // 2
    need(last == 0, "a proof that is too short")
    return node


def quotes(value, text, where):
    """Every object with a span and a text quotes those bytes; returns how many there are."""
    count = 0
    if isinstance(value, dict):
        span, words = value.get("span"), value.get("text")
        if isinstance(span, list) and isinstance(words, str):
            need(text[span[0]:span[1]] == words.encode(), where + ": the text has not %r at %s" % (words, span))
            count += 1
        value = value.values()
    if not isinstance(value, (str, int, float, bool, type(None))):
        for part in value:
            count += quotes(part, text, where)
    return count


def report(folder, item, size, want):
    name = item["report"].split(":")[1]
    def load(ending):
        with open(os.path.join(folder, name + ending), "rb") as f:
            return f.read()
    raw, text, line = load(".raw"), load(".txt"), load(".json")
    need(sha(item["address"].encode(), b"\x00", raw).hex() == name, "the id is not the hash of the address and the raw bytes")
    said = json.loads(line)
    need(said["report"]["id"] == item["report"], "the line is of another report")
    need(said["report"]["text"].encode() == text, "the text is not that of the line")
    need(item["address"] in (said["report"].get("url") or "", ) or item["address"].startswith("#entry-"), "the address is not that of the line")
    count = quotes({k: v for k, v in said.items() if k != "report"}, text, "line")
    ids = {entry["id"] for kind in said.values() if isinstance(kind, list) for entry in kind if isinstance(entry, dict) and "id" in entry}
    for entry in item["entries"]:
        need(entry in ids, "the line has no entry " + entry)
    proven = set()
    for proof in item["proofs"]:
        statement = proof["statement"].encode()
        where = "log entry %d: " % proof["n"]
        need(sha(bytes.fromhex(proof["salt"]), statement).hex() == proof["hash"], where + "the statement is not that of its hash")
        leaf = "%d %s %s %s\n" % (proof["n"], proof["at"], proof["what"], proof["hash"])
        path = [base64.b64decode(p, validate=True) for p in proof["path"]]
        need(root(leaf.encode(), proof["n"], size, path) == want, where + "it is not in the log of the checkpoint")
        states = json.loads(statement)
        need(states["what"] == proof["what"] and states["report"] == item["report"], where + "it is about something else")
        if states["what"] == "addition":
            need(states["raw"] == sha(raw).hex(), where + "other bytes came")
        if states["what"] == "reading":
            need(states["line"] == sha(line).hex(), where + "another line was read")
        proven.add(states["what"])
        print("%s  entry %d of the log, %s: %s" % (name[:8], proof["n"], proof["at"], states["what"]))
    need({"addition", "reading"} <= proven, "a proof is missing")
    print("%s  %d raw bytes, %d quoted passages, entries %s" % (name[:8], len(raw), count, ", ".join(item["entries"]) or "all"))


def main(args):
    if len(args) not in (2, 3):
        print(__doc__.strip(), file=sys.stderr)
        return 2
    folder = args[1]
    try:
        with open(os.path.join(folder, "evidence.json"), encoding="utf-8") as f:
            bundle = json.load(f)
        origin, size, want = checkpoint(bundle["checkpoint"])
        if len(args) == 3:
            with open(args[2], encoding="utf-8") as f:
                need(checkpoint(f.read()) == (origin, size, want), "the checkpoint is another than yours")
        need(bundle["reports"], "there are no reports in it")
        for item in bundle["reports"]:
            try:
                report(folder, item, size, want)
            except Wrong as wrong:
                raise Wrong(item["report"] + ": " + str(wrong))
    except Wrong as wrong:
        print("WRONG: %s" % wrong)
        return 1
    except (OSError, ValueError, KeyError, TypeError, IndexError, AttributeError) as err:
        print("WRONG: the bundle cannot be read: %s: %s" % (type(err).__name__, err))
        return 1
    print("proven against %s, %d entries, root %s" % (origin, size, base64.b64encode(want).decode()))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv))
