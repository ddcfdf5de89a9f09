"""Writes article/months.txt: how languages write the months, from the tables of CLDR that
Babel carries. Run: pip install babel==2.19.0; python3 internal/months/months.py > article/months.txt"""
import unicodedata
import babel
from babel import Locale

LOCALES = """af am ar ar_LB ar_SY ar_IQ ar_MA ar_DZ ar_TN az az_Cyrl be bg bn bs bs_Cyrl ca cs cy da de de_AT el en en_CA es es_MX et eu fa fi fil fr fr_CA ga gl gu ha he hi hr hu hy id is it ka kk km kn ko
ky lo lt lv mk ml mn mr ms mt my nb ne nl nn pa pl ps pt pt_PT ro ru si sk sl so sq sr sr_Latn sv sw ta te th tk tr uk ur uz uz_Cyrl vi""".split()

print("# How languages write the months: Unicode CLDR, as Babel %s carries it (Unicode License v3;" % babel.__version__)
print("# Babel: BSD 3-Clause). Made by internal/months/months.py; do not edit.")
table = {}
for name in LOCALES:
    locale = Locale.parse(name)
    rows = table.setdefault(locale.language, [set() for _ in range(12)])
    for context in "format", "stand-alone":
        for width in "wide", "abbreviated":
            for month, word in locale.months[context][width].items():
                word = unicodedata.normalize("NFC", word).lower().strip().rstrip(".")
                if any(c.isalpha() for c in word) and not any(c.isdigit() for c in word) and len(word) > 1:
                    rows[month - 1].add(word)
for language in sorted(table):
    if all(table[language]):
        print(language + "\t" + ";".join(",".join(sorted(r)) for r in table[language]))
