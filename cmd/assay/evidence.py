#!/usr/bin/env python3
"""Checks a bundle of evidence that `assay export --evidence` wrote.

    python3 verify.py FOLDER [CHECKPOINT]

It needs Python's standard library alone and shares no code with assay. It proves, for
each report of the bundle: its id is the hash of its address and raw bytes; every
passage that its line quotes stands in its text at that place; the entries that the bundle is
about are in that line; and the log whose checkpoint the bundle carries has the arrival of
these very bytes and a reading that made this very line. CHECKPOINT is one of yours that
comes from elsewhere: it must be the same, or an earlier one from which the bundle proves that
the log went on. Without it the bundle is proven to fit itself, and somebody may have made it
up as a whole. Whether a checkpoint was signed is for you to check, and so is what nothing
here proves: that a reading is the last one, that a text says all that its bytes say, and the
page, which is for reading.
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


def say(line):
    """Prints one line: whatever stands in a bundle, it makes no lines of its own."""
    print("".join(c if c.isprintable() else "?" for c in line).encode("ascii", "backslashreplace").decode())


def once(pairs):
    need(len({key for key, _ in pairs}) == len(pairs), "a key stands twice in an object of its JSON")
    return dict(pairs)


def hashes(list_):
    out = [base64.b64decode(p, validate=True) for p in list_]
    need(all(len(p) == 32 for p in out), "a hash of another size")
    return out


def checkpoint(text):
    lines = text.replace("\r\n", "\n").split("\n\n")[0].rstrip("\n").split("\n")
    need(len(lines) == 3 and lines[1].isascii() and lines[1].isdigit(), "no checkpoint")
    return lines[0], int(lines[1]), hashes(lines[2:])[0]


def root(leaf, n, size, path):
    """The root of a tree (RFC 6962) from a leaf, its place and the hashes beside the way up."""
    need(type(n) is int and 0 <= n < size, "an entry that is not in the log")
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


def goes_on(old, new, path):
    """The log of checkpoint new begins with all of that of checkpoint old (RFC 6962)."""
    need(old[0] == new[0], "the checkpoint is of another log")
    need(0 < old[1] < new[1], "the checkpoint is later than the bundle")
    at, last = old[1] - 1, new[1] - 1
    while at % 2 == 1:
        at, last = at // 2, last // 2
    nodes = path if at > 0 else [old[2]] + path
    need(nodes, "a proof that is too short")
    then = now = nodes[0]
    for node in nodes[1:]:
        need(last > 0, "a proof that is too long")
        if at % 2 == 1 or at == last:
            then, now = sha(b"\x01", node, then), sha(b"\x01", node, now)
            while at % 2 == 0 and at > 0:
                at, last = at // 2, last // 2
        else:
            now = sha(b"\x01", now, node)
        at, last = at // 2, last // 2
    need(last == 0 and then == old[2] and now == new[2], "the log does not go on from the checkpoint")


def quotes(value, text, where):
    """Every object with a span and a text quotes those bytes; returns how many there are."""
    count = 0
    if isinstance(value, dict):
        span, words = value.get("span"), value.get("text")
        if isinstance(span, list) and isinstance(words, str):
            need(len(span) == 2 and 0 <= span[0] <= span[1] <= len(text), where + ": %s is no span of the text" % span)
            need(text[span[0]:span[1]] == words.encode(), where + ": the text has not %r at %s" % (words, span))
            count += 1
        value = value.values()
    if not isinstance(value, (str, int, float, bool, type(None))):
        for part in value:
            count += quotes(part, text, where)
    return count


def report(folder, item, size, want, seen):
    name = item["report"].removeprefix("sha256:")
    need(len(name) == 64 and set(name) <= set("0123456789abcdef"), "it is no id of a report")
    need(name not in seen, "it is there twice")
    def load(ending):
        seen.setdefault(name, set()).add(name + ending)
        with open(os.path.join(folder, name + ending), "rb") as f:
            return f.read()
    raw, text, line = load(".raw"), load(".txt"), load(".json")
    need(sha(item["address"].encode(), b"\x00", raw).hex() == name, "the id is not the hash of the address and the raw bytes")
    said = json.loads(line, object_pairs_hook=once)
    need(said["report"]["id"] == item["report"], "the line is of another report")
    need(said["report"]["text"].encode() == text, "the text is not that of the line")
    need(item["address"] == (said["report"].get("url") or "") or item["address"].startswith("#entry-"), "the address is not that of the line")
    count = quotes({k: v for k, v in said.items() if k != "report"}, text, "line")
    ids = {entry["id"] for kind in said.values() if isinstance(kind, list) for entry in kind if isinstance(entry, dict) and "id" in entry}
    for entry in item["entries"]:
        need(entry in ids, "the line has no entry " + entry)
    proven = set()
    for proof in item["proofs"]:
        statement = proof["statement"].encode()
        need(type(proof["n"]) is int, "an entry without a number")
        where = "log entry %d: " % proof["n"]
        need(sha(bytes.fromhex(proof["salt"]), statement).hex() == proof["hash"], where + "the statement is not that of its hash")
        leaf = "%d %s %s %s\n" % (proof["n"], proof["at"], proof["what"], proof["hash"])
        need(root(leaf.encode(), proof["n"], size, hashes(proof["path"])) == want, where + "it is not in the log of the checkpoint")
        states = json.loads(statement, object_pairs_hook=once)
        need(states["what"] == proof["what"] and states["report"] == item["report"], where + "it is about something else")
        if states["what"] == "addition":
            need(states["raw"] == sha(raw).hex(), where + "other bytes came")
        if states["what"] == "reading":
            need(states["line"] == sha(line).hex(), where + "another line was read")
        proven.add(states["what"])
        say("%s  entry %d of the log, %s: %s" % (name[:8], proof["n"], proof["at"], states["what"]))
    need({"addition", "reading"} <= proven, "a proof is missing")
    say("%s  %d raw bytes, %d quoted passages, entries %s" % (name[:8], len(raw), count, ", ".join(item["entries"]) or "all"))


def against(mine, carried, bundle):
    """Holds the checkpoint that the bundle carries to the reader's own."""
    if mine == carried:
        return
    for since in bundle.get("since", []):
        if checkpoint(since["checkpoint"]) == mine:
            return goes_on(mine, carried, hashes(since["path"]))
    raise Wrong("the checkpoint is another than yours, and nothing proves that the log went on from there")


def check(folder, own):
    with open(os.path.join(folder, "evidence.json"), encoding="utf-8") as f:
        bundle = json.load(f, object_pairs_hook=once)
    carried = checkpoint(bundle["checkpoint"])
    origin, size, want = carried
    if own:
        with open(own, encoding="utf-8") as f:
            against(checkpoint(f.read()), carried, bundle)
    need(bundle["reports"], "there are no reports in it")
    seen = {}
    for item in bundle["reports"]:
        try:
            report(folder, item, size, want, seen)
        except Wrong as wrong:
            raise Wrong(str(item["report"]) + ": " + str(wrong))
    known = {"evidence.json"}.union(*seen.values())
    for name in sorted(os.listdir(folder)):
        if name not in known:
            say("not proven: " + name)
    say("proven against %s, %d entries, root %s" % (origin, size, base64.b64encode(want).decode()))
    if not own:
        say("no checkpoint of yours was given: it is proven that the bundle fits itself, not that no other log was made up for it")


def main(args):
    if len(args) not in (2, 3):
        print(__doc__.strip(), file=sys.stderr)
        return 2
    try:
        check(args[1], args[2] if len(args) == 3 else None)
    except Wrong as wrong:
        say("WRONG: %s" % wrong)
        return 1
    except (OSError, ValueError, KeyError, TypeError, IndexError, AttributeError, RecursionError, MemoryError) as err:
        say("WRONG: the bundle cannot be read: %s: %s" % (type(err).__name__, err))
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv))
