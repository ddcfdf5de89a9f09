package en

import (
	"strings"
	"sync"
)

// irregular lists the verbs of English with a past tense or past participle of
// their own: infinitive, past, participle where it differs; a slash parts forms
// that stand side by side.
const irregular = `arise arose arisen|awake awoke awoken|bear bore borne/born|beat beat beaten|become became become|befall befell befallen|
begin began begun|behold beheld|bend bent|beset beset|bet bet|bid bid|bind bound|bite bit bitten|bleed bled|blow blew blown|break broke broken|
breed bred|bring brought|broadcast broadcast|build built|burn burnt|burst burst|buy bought|cast cast|catch caught|choose chose chosen|cling clung|
come came come|cost cost|creep crept|cut cut|deal dealt|dig dug|do did done|draw drew drawn|dream dreamt|drink drank drunk|drive drove driven|
dwell dwelt|eat ate eaten|fall fell fallen|feed fed|feel felt|fight fought|find found|flee fled|fling flung|fly flew flown|forbid forbade forbidden|
forecast forecast|foresee foresaw foreseen|forget forgot forgotten|forgive forgave forgiven|forgo forwent forgone|forsake forsook forsaken|
freeze froze frozen|get got gotten/got|give gave given|go went gone|grind ground|grow grew grown|hang hung|have had|hear heard|hide hid hidden|
hit hit|hold held|hurt hurt|keep kept|kneel knelt|know knew known|lay laid|lead led|lean leant|leap leapt|learn learnt|leave left|lend lent|
let let|lie lay lain|light lit|lose lost|make made|mean meant|meet met|mislead misled|mistake mistook mistaken|misunderstand misunderstood|
outdo outdid outdone|overcome overcame overcome|overrun overran overrun|oversee oversaw overseen|overtake overtook overtaken|
overthrow overthrew overthrown|pay paid|plead pled|prove proved proven|put put|quit quit|read read|rebuild rebuilt|rend rent|repay repaid|
rethink rethought|retell retold|rewrite rewrote rewritten|ride rode ridden|ring rang rung|rise rose risen|run ran run|saw sawed sawn|say said|
see saw seen|seek sought|sell sold|send sent|set set|sew sewed sewn|shake shook shaken|shed shed|shine shone|shoot shot|show showed shown|
shrink shrank shrunk|shut shut|sing sang sung|sink sank sunk|sit sat|slay slew slain|sleep slept|slide slid|sling slung|slit slit|smell smelt|
sow sowed sown|speak spoke spoken|speed sped|spell spelt|spend spent|spill spilt|spin spun|spit spat|split split|spoil spoilt|spread spread|
spring sprang sprung|stand stood|steal stole stolen|stick stuck|sting stung|stink stank stunk|strew strewed strewn|stride strode stridden|
strike struck struck/stricken|string strung|strive strove striven|swear swore sworn|sweep swept|swell swelled swollen|swim swam swum|
swing swung|take took taken|teach taught|tear tore torn|tell told|think thought|throw threw thrown|thrust thrust|tread trod trodden|
undergo underwent undergone|understand understood|undertake undertook undertaken|undo undid undone|uphold upheld|upset upset|wake woke woken|
wear wore worn|weave wove woven|weep wept|win won|withdraw withdrew withdrawn|withhold withheld|withstand withstood|wring wrung|write wrote written`

// Irregular returns, for each irregular past tense (VBD) and past participle
// (VBN), its infinitive. "saw" and "lay" are the pasts of "see" and "lie".
func Irregular() (past, participle map[string]string) {
	t := irregularForms()
	return t[0], t[1]
}

var irregularForms = sync.OnceValue(func() (t [2]map[string]string) {
	t[0], t[1] = map[string]string{}, map[string]string{}
	for verb := range strings.SplitSeq(irregular, "|") {
		f := strings.Fields(verb)
		for i := range t {
			for form := range strings.SplitSeq(f[min(i+1, len(f)-1)], "/") {
				t[i][form] = f[0]
			}
		}
	}
	return t
})

// verbForms returns the forms of verbs given by their infinitives, and other words.
func verbForms(infinitives string, others ...string) Set {
	set := NewSet(others...)
	for v := range strings.FieldsSeq(infinitives) {
		set[v] = true
		stem := strings.TrimSuffix(v, "e")
		for _, form := range [...]string{v + "s", stem + "ed", stem + "ing"} {
			set[form] = true
		}
		switch n := len(v); {
		case strings.HasSuffix(v, "y") && n > 1 && !strings.ContainsRune("aeiou", rune(v[n-2])):
			set[v[:n-1]+"ies"], set[v[:n-1]+"ied"] = true, true
		case strings.HasSuffix(v, "sh") || strings.HasSuffix(v, "ch") || strings.HasSuffix(v, "ss") || strings.HasSuffix(v, "x"):
			set[v+"es"] = true
		case n > 2 && stem == v && !strings.ContainsRune("aeiouwxy", rune(v[n-1])) && strings.ContainsRune("aeiou", rune(v[n-2])) && !strings.ContainsRune("aeiou", rune(v[n-3])):
			double := v + v[n-1:] // "dropped", "cutting"
			set[double+"ed"], set[double+"ing"] = true, true
		}
	}
	for _, forms := range irregularForms() {
		for form, v := range forms {
			if set[v] {
				set[form] = true
			}
		}
	}
	return set
}
