package main

import (
	"fmt"
	"html"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// fromUDHR are the languages that are learnt from the declaration, with their files.
var fromUDHR = map[string]string{
	"am": "amh", "ast": "ast", "bho": "bho", "bn": "ben", "br": "bre", "ceb": "ceb", "ckb": "ckb", "co": "cos", "fo": "fao", "fy": "fri",
	"gd": "gla", "gl": "glg", "ha": "hau_NG hau_NE", "ht": "hat_popular hat_kreyol", "ig": "ibo",
	"jv": "jav", "ku": "kmr", "ky": "kir", "lb": "ltz", "mg": "plt", "ms": "mly_latn", "mt": "mlt", "ny": "nya_chechewa nya_chinyanja",
	"oc": "oci_1 oci_2 oci_3 oci_4", "om": "gax", "ps": "pbu", "rn": "run", "rw": "kin", "sa": "san", "su": "sun",
	"tg": "tgk", "ti": "tir", "tk": "tuk_latn", "tt": "tat", "ug": "uig_arab", "uz": "uzn_latn uzn_cyrl", "yi": "ydd",
}

// besides are files of the languages that are learnt from words that were drawn: some of
// their texts are from there too, so that what the declaration says speaks for no language.
var besides = map[string]string{
	"af": "afr", "ar": "arb", "az": "azj_latn", "be": "bel", "bg": "bul", "bs": "bos_latn", "ca": "cat 054", "cs": "ces", "cy": "cym",
	"da": "dan", "de": "deu_1901 deu_1996", "en": "eng", "eo": "epo", "es": "spa 042", "et": "est", "eu": "eus", "fa": "pes_1 pes_2",
	"fi": "fin 067", "fr": "fra", "ga": "gle", "he": "heb", "hi": "hin", "hr": "hrv", "hu": "hun", "id": "ind", "is": "isl", "it": "ita",
	"kk": "kaz", "la": "lat lat_1", "lg": "lug", "lt": "lit", "lv": "lav 041", "mi": "mri 069", "mk": "mkd", "mn": "khk", "mr": "mar",
	"nb": "nob", "ne": "nep", "nl": "nld", "nn": "nno", "pl": "pol", "pt": "por_BR por_PT", "ro": "ron_1953 ron_1993 ron_2006",
	"ru": "rus", "sk": "slk", "sl": "slv", "sn": "sna", "so": "som", "sq": "als", "sr": "srp_cyrl srp_latn", "st": "sot", "sv": "swe",
	"sw": "swh", "tl": "tgl", "tn": "tsn", "tr": "tur", "ts": "tso_MZ tso_ZW", "uk": "ukr", "ur": "urd urd_2", "vi": "vie", "xh": "xho",
	"yo": "yor", "zu": "zul",
}

// unused are files of languages that others stand for.
var unused = strings.Fields("bos_cyrl cnr")

var (
	tags  = regexp.MustCompile(`(?s)<head>.*?</head>|<[^>]*>`)
	space = regexp.MustCompile(`\s+`)
)

// declarations returns the classes of the folder of declarations: the languages above,
// and for each script one of all others, "und".
func declarations(dir string) ([]class, error) {
	files, err := filepath.Glob(filepath.Join(dir, "*.html"))
	if err != nil || len(files) == 0 {
		return nil, fmt.Errorf("%s: no declarations (%v)", dir, err)
	}
	code := map[string]string{}
	for _, list := range []map[string]string{fromUDHR, besides} {
		for c, names := range list {
			for _, n := range strings.Fields(names) {
				code[n] = c
			}
		}
	}
	type key struct {
		code   string
		script uint8
	}
	texts := map[key][]string{}
	for _, f := range files {
		name := strings.TrimSuffix(filepath.Base(f), ".html")
		if slices.Contains(unused, name) {
			continue
		}
		b, err := os.ReadFile(f)
		if err != nil {
			return nil, err
		}
		text := space.ReplaceAllString(html.UnescapeString(tags.ReplaceAllString(string(b), " ")), " ")
		s := scriptOf(text)
		if s == 0 {
			continue
		}
		c := code[name]
		if c == "" {
			c = "und"
		}
		texts[key{c, s}] = append(texts[key{c, s}], text)
	}
	var out []class
	for k, list := range texts {
		var words [][]string
		for _, t := range list {
			words = append(words, strings.Fields(t))
		}
		w := 1
		if k.code == "und" && k.script == scriptOf("Latin") {
			w = 2
		}
		out = append(out, class{k.code, k.script, w, k.code != "und", func(rng *rand.Rand, n int) string {
			t := words[rng.IntN(len(words))]
			at := rng.IntN(max(1, len(t)-n))
			return strings.Join(t[at:min(len(t), at+n)], " ")
		}})
	}
	return out, nil
}
