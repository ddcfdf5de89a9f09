"""Reads what assay wrote by the libraries of others: read.py FORM FOLDER.

FOLDER holds the files of the form and want.json, what should be found: texts by the
names of reports, and the rows of the tables. Says which library read it, in which
version, and ends with 0 if all is there; with 3 if a library is not.
"""
import csv
import importlib.metadata
import json
import sys
from pathlib import Path

form, folder = sys.argv[1], Path(sys.argv[2])
want = json.loads((folder / "want.json").read_text(encoding="utf-8"))
one = folder / "one"


def same(got, wanted, what):
    if got != wanted:
        sys.exit(f"{what}: got {got!r}, want {wanted!r}")


def missing(value):
    return value is None or value != value


def frames(read, guarded=False):
    """Holds tables, as pandas reads them, to the rows that were laid flat."""
    import datetime
    for name, t in want["tables"].items():
        df = read(name)
        for i, column in enumerate(t["head"]):
            kind = t["kinds"][i]
            for r, row in enumerate(t["rows"]):
                got, cell = df[column].iloc[r], row[i]
                if cell is None:
                    assert missing(got) or str(got) in ("NaT", "<NA>"), f"{name} {column} {r}: {got!r} is no unknown"
                    continue
                if kind == "day":
                    got = got if isinstance(got, str) else str(got)[:10]
                if isinstance(cell, bool):
                    got = bool(got)
                elif isinstance(cell, (int, float)):
                    got = float(got)
                    cell = float(cell)
                else:
                    got = str(got).replace("\r\n", "\n")
                    cell = cell.replace("\r\n", "\n")
                    if guarded and cell.lstrip(" \t\r\n")[:1] in ("=", "+", "-", "@") and kind == "text":
                        cell = "'" + cell
                same(got, cell, f"{name} {column} {r}")
        same(len(df), len(t["rows"]), f"rows of {name}")


def read_csv():
    import pandas
    frames(lambda name: pandas.read_csv(folder / f"{name}.csv", keep_default_na=False, na_values=[""], dtype={c: str for c, k in zip(want["tables"][name]["head"], want["tables"][name]["kinds"]) if k in ("text", "day")}, lineterminator=None), True)
    return "pandas"


def read_columns():
    import pandas
    df = pandas.read_csv(one)
    assert (len(df) > 0 or form == "gidd") and len(set(df.columns)) == len(df.columns), df
    return "pandas"


def read_xlsx():
    import openpyxl
    import pandas
    one = folder / "one.xlsx"
    book = openpyxl.load_workbook(one)
    assert book.sheetnames[0] == "README", book.sheetnames
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type != "f", f"{sheet.title} {cell.coordinate} is a formula"
    frames(lambda name: pandas.read_excel(one, sheet_name=name, keep_default_na=False, na_values=[""], dtype=object))
    return "openpyxl"


def read_parquet():
    import pyarrow.parquet
    types = {"text": "string", "day": "date32[day]", "number": "double", "integer": "int64", "truth": "bool"}
    for name, t in want["tables"].items():
        schema = pyarrow.parquet.read_schema(folder / f"{name}.parquet")
        for column, kind in zip(t["head"], t["kinds"]):
            same(str(schema.field(column).type), types[kind], f"type of {name} {column}")
    frames(lambda name: pyarrow.parquet.read_table(folder / f"{name}.parquet").to_pandas())
    return "pyarrow"


def read_sqlite():
    import sqlite3
    db = sqlite3.connect(one)
    for name, t in want["tables"].items():
        got = db.execute(f'select * from "{name}" order by rowid').fetchall()
        same([list(r) for r in got], [[int(c) if isinstance(c, bool) else c for c in r] for r in t["rows"]], name)
    for (view,) in db.execute("select name from sqlite_master where type = 'view'").fetchall():
        db.execute(f'select * from "{view}"').fetchall()
    return "sqlite " + sqlite3.sqlite_version


def read_geojson():
    from shapely.geometry import shape
    features = json.loads(one.read_text(encoding="utf-8"))["features"]
    kinds = set()
    for f in features:
        if f["geometry"]:
            g = shape(f["geometry"])
            assert g.is_valid and not g.is_empty
            lon, lat = g.coords[0]
            assert 60 < lon < 80 and 20 < lat < 40, (lon, lat)  # Pakistan
            kinds.add(g.geom_type)
    same(kinds, {"Point", "LineString"}, "geometries")
    return "shapely"


def read_conllu():
    import conllu
    sentences = conllu.parse(one.read_text(encoding="utf-8"))
    assert len(sentences) >= 3, sentences
    for s in sentences:
        s.to_tree()
        words = "".join(t["form"] + ("" if t["misc"] and t["misc"].get("SpaceAfter") == "No" else " ") for t in s).strip()
        same(words, s.metadata["text"], "text")
    return "conllu"


def read_xmi():
    import cassis
    with open(folder / "TypeSystem.xml", "rb") as f:
        types = cassis.load_typesystem(f)
    for name, text in want["texts"].items():
        with open(folder / f"{name}.xmi", "rb") as f:
            cas = cassis.load_cas_from_xmi(f, typesystem=types)
        same(cas.sofa_string, text, "text")
        figures = {a.entry: a.get_covered_text() for a in cas.select("custom.assay.Figure")}
        same(figures, want["figures"][name], "figures")
        relations = [(a.role, a.Dependent.get_covered_text(), a.Governor.get_covered_text()) for a in cas.select("custom.assay.Relation")]
        assert ("counts", "70", "girls") in relations, relations
        prefix = "de.tudarmstadt.ukp.dkpro.core.api.segmentation.type."
        assert len(cas.select(prefix + "Sentence")) >= 3 and len(cas.select(prefix + "Token")) > 40
        for token in cas.select(prefix + "Token"):
            assert token.get_covered_text().strip(), token
        again = cassis.load_cas_from_xmi(cas.to_xmi(), typesystem=types)  # and what it writes it reads
        same(again.sofa_string, text, "text written again")
    return "dkpro-cassis"


def read_ftm():
    from followthemoney import model
    from followthemoney.dataset import Dataset
    from followthemoney.statement import StatementEntity, read_path_statements
    statements = list(read_path_statements(one, "json"))
    by = {}
    for s in statements:
        by.setdefault(s.entity_id, []).append(s)
    schemata = {}
    for entity_id, of in by.items():
        e = StatementEntity.from_statements(Dataset.make({"name": "assay", "title": "assay"}), of)
        schemata.setdefault(e.schema.name, []).append(e)
        model.validate(e) if hasattr(model, "validate") else e.schema.validate(e.to_dict())
        for s in of:
            if s.prop != "id":
                prop = e.schema.get(s.prop)
                assert prop is not None, (e.schema.name, s.prop)
                clean = prop.type.clean(s.value) if prop.type.name != "entity" else s.value
                assert clean is not None, f"{s.prop} cannot be {s.value!r}"
    same(set(schemata), {"Article", "Event", "Mention"}, "schemata")
    assert any(e.get("proof") for e in schemata["Event"])
    assert any("#bytes=" in (s.origin or "") for s in statements)
    return "followthemoney"


def read_brat():
    """An independent reader of standoff: offsets are characters of the text."""
    for name, text in want["texts"].items():
        with open(folder / f"{name}.txt", encoding="utf-8", newline="") as f:
            same(f.read(), text, "text")
        kinds = {}
        with open(folder / f"{name}.ann", encoding="utf-8", newline="\n") as f:
            for line in f:
                line = line.rstrip("\n")
                if line[0] == "T":
                    key, what, words = line.split("\t", 2)
                    kind, where = what.split(" ", 1)
                    pieces = [text[int(a):int(z)] for a, z in (p.split() for p in where.split(";"))]
                    same(" ".join(pieces), words, key)
                    kinds[key] = kind
        assert "Figure" in kinds.values()
    return "read.py"


def read_webannotation():
    """Positions in characters, as the model has them, find the words that are quoted."""
    page = json.loads(one.read_text(encoding="utf-8"))
    text = want["whole"]
    n = 0
    for a in page["items"]:
        for t in a["target"]:
            s = t["selector"]
            same(s["type"], "TextPositionSelector", "selector")
            if "refinedBy" in s:
                n += 1
                same(text[s["start"]:s["end"]], s["refinedBy"]["exact"], a["id"])
                u = text.encode("utf-16-le")
                same(u[2 * s["assay:utf16"][0]:2 * s["assay:utf16"][1]].decode("utf-16-le"), s["refinedBy"]["exact"], a["id"])
    assert n > 10
    return "read.py"


def read_markdown():
    from markdown_it import MarkdownIt
    tokens = MarkdownIt("commonmark").enable("table").parse(one.read_text(encoding="utf-8"))
    kinds = [t.type for t in tokens]
    assert "html_block" not in kinds, "markup came through"
    same(kinds.count("table_open"), 2, "tables")
    same(kinds.count("blockquote_open"), len(want["tables"]["figures"]["rows"]), "quotations")
    for t in tokens:
        for c in t.children or []:
            assert c.type in ("text", "softbreak", "strong_open", "strong_close", "text_special"), (c.type, c.content)
    return "markdown-it-py"


def read_rdf():
    import rdflib
    nif = rdflib.Namespace("http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#")
    own = rdflib.Namespace("urn:assay:is:")
    g = rdflib.Graph().parse(one, format="turtle")
    texts = {str(s): str(t) for s, t in g.subject_objects(nif.isString)}
    same(sorted(texts.values()), sorted(want["texts"].values()), "texts")
    n = 0
    for s, context in g.subject_objects(nif.referenceContext):
        begin, end = (g.value(s, p).toPython() for p in (nif.beginIndex, nif.endIndex))
        same(texts[str(context)][begin:end], str(g.value(s, nif.anchorOf)), str(s))
        n += 1
    assert n > 10, n
    figures = {str(s).rsplit(":", 1)[1]: str(g.value(s, nif.anchorOf)) for s in g.subjects(rdflib.RDF.type, own.Figure)}
    same(figures, next(iter(want["figures"].values())), "figures")
    for p in (own.place, own.said_in, own.counts, own.event, rdflib.PROV.wasDerivedFrom):
        for s, o in g.subject_objects(p):
            assert (o, rdflib.RDF.type, None) in g, f"{s} {p} leads to {o}, which is not there"
    got = g.query("PREFIX a: <urn:assay:is:> PREFIX prov: <http://www.w3.org/ns/prov#> SELECT ?best WHERE { ?e a a:Estimate ; a:action 'killed' ; a:best ?best ; prov:wasDerivedFrom ?f . ?f a:action 'killed' }")
    assert 9 in [int(r.best) for r in got], list(got)
    for s, p, o in g:
        if isinstance(o, rdflib.Literal):
            assert o.datatype is None or o.value is not None, (s, p, o)
    return "rdflib"


def read_plover():
    import pandas
    df = pandas.read_json(one, lines=True, encoding="utf-8")
    assert set(df["event_type"]) <= {"ASSAULT", "PROTEST", "DISASTER", "ACCIDENT"}, df
    return "pandas"


READERS = {"csv": read_csv, "xlsx": read_xlsx, "parquet": read_parquet, "sqlite": read_sqlite, "geojson": read_geojson, "ucdp": read_columns, "acled": read_columns, "idmc": read_columns, "gidd": read_columns,
           "plover": read_plover, "ftm": read_ftm, "webannotation": read_webannotation, "rdf": read_rdf, "brat": read_brat, "conllu": read_conllu, "xmi": read_xmi, "markdown": read_markdown}
try:
    tool = READERS[form]()
except ImportError as e:
    print(e)
    sys.exit(3)
try:
    tool += " " + importlib.metadata.version(tool)
except importlib.metadata.PackageNotFoundError:
    pass
print(tool)
