"""Measures how assay finds copies beside datasketch and text-dedup, in one run on one pile.

    pip install datasketch==2.0.0 datasets regex scipy xxhash tqdm click
    pip install --no-deps text-dedup==0.4.0       (its own list brings Spark and TensorFlow)
    go run ./internal/workload/write 20000 DIR     (invented reports, with the pairs that are copies)
    python3 internal/peers/copies.py ASSAY DIR

Each system runs in a process of its own, on one core. Said of each: seconds of processor time,
reports a second of it, the most memory it held, precision and recall at the pairs that share
three sentences or more. Shingles are of five words for all. MinHash is set up as its authors
do (128 permutations, Jaccard .5), and as low as it goes for excerpts (256, .2). text-dedup
says clusters: a pair counts as found where both are in one, and its precision is that of all
pairs of a cluster.
"""
import collections
import itertools
import json
import os
import pickle
import re
import subprocess
import sys
import tempfile

SHINGLE = 5


def texts(folder):
    return [json.loads(line)["text"] for line in open(os.path.join(folder, "docs.jsonl"), encoding="utf8")]


def gold(folder):
    pairs = set()
    for line in open(os.path.join(folder, "pairs.tsv"), encoding="utf8"):
        c = line.split("\t")
        if c[0].strip().isdigit():
            a, b = int(c[0]), int(c[1])
            pairs.add((min(a, b), max(a, b)))
    return pairs


def datasketch(folder, permutations, threshold):
    from datasketch import MinHash, MinHashLSH
    lsh, signatures, found = MinHashLSH(threshold=threshold, num_perm=permutations), [], set()
    for i, text in enumerate(texts(folder)):
        words = re.findall(r"\w+", text.lower())
        m = MinHash(num_perm=permutations)
        m.update_batch([" ".join(words[k:k + SHINGLE]).encode() for k in range(len(words) - SHINGLE + 1)])
        for k in lsh.query(m):
            if m.jaccard(signatures[k]) >= .9 * threshold:
                found.add((k, i))
        lsh.insert(i, m)
        signatures.append(m)
    return found


def textdedup(folder):
    with tempfile.TemporaryDirectory() as out:
        subprocess.run([sys.executable, "-m", "text_dedup.minhash", "--path", "json", "--data_files", os.path.join(folder, "docs.jsonl"), "--split", "train",
                        "--column", "text", "--output", out + "/kept", "--cache_dir", out + "/cache", "--threshold", "0.5", "--num_perm", "128", "--ngram", str(SHINGLE),
                        "--num_proc", "1", "--debug"], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=dict(os.environ, HF_HUB_OFFLINE="1"))
        uf = pickle.load(open(out + "/kept/uf.pkl", "rb"))  # written with --debug
    clusters = collections.defaultdict(list)
    for i in list(uf.parent):
        clusters[uf.find(i)].append(i)
    return {(min(p), max(p)) for c in clusters.values() for p in itertools.combinations(sorted(c), 2)}


def one(name, folder):
    kind, *rest = name.split(":")
    found = textdedup(folder) if kind == "text-dedup" else datasketch(folder, int(rest[0]), float(rest[1]))
    right = len(found & gold(folder))
    print(json.dumps({"found": len(found), "right": right}))


def main():
    if sys.argv[1] == "--one":
        return one(sys.argv[2], sys.argv[3])
    program, folder = sys.argv[1:3]
    n, want = len(texts(folder)), len(gold(folder))
    print(f"{n} reports, {want} pairs\n{'':28}{'seconds':>9}{'reports/s':>11}{'MB':>7}{'P':>7}{'R':>7}")
    env = dict(os.environ, GOMAXPROCS="1", OMP_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1")
    for name in ["assay", "datasketch:128:.5", "datasketch:256:.2", "text-dedup"]:
        command = [program, "eval", "copies", folder] if name == "assay" else [sys.executable, __file__, "--one", name, folder]
        r = subprocess.Popen(command, stdout=subprocess.PIPE, env=env, text=True)
        out = r.stdout.read()
        _, status, used = os.wait4(r.pid, 0)
        if status:
            print(f"{name:28} failed")
            continue
        if name == "assay":
            words = dict(re.findall(r"(\w+)\s+([0-9.]+)", out))
            p, rec = words.get("pair_p", "?"), words.get("pair_r", "?")
        else:
            o = json.loads(out.strip().splitlines()[-1])
            p, rec = f"{o['right'] / max(1, o['found']):.3f}", f"{o['right'] / want:.3f}"
        seconds = used.ru_utime + used.ru_stime
        print(f"{name:28}{seconds:9.1f}{n / seconds:11.0f}{used.ru_maxrss / 1000:7.0f}{p:>7}{rec:>7}", flush=True)


main()
