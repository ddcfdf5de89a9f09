package view

import "strings"

// tabs writes a space for a tab within a sentence. Those that part the columns of a
// table stay: there are several in a line of few words, or one in each of its lines.
func tabs(text string) (string, []edit) {
	w := writer{in: text}
	if strings.IndexByte(text, '\t') < 0 {
		return w.close()
	}
	before := false // the line before, if not empty, has a tab
	for at := 0; at < len(text); {
		end := at + lineLen(text[at:])
		line := strings.Trim(text[at:end], " \t")
		n := strings.Count(line, "\t")
		if n > 0 && sentence(line, n, before || tabNext(text[end:])) {
			for i := at; i < end; i++ {
				if text[i] == '\t' && i > at && i+1 < end && text[i-1] > ' ' && text[i+1] > ' ' {
					w.replace(i, i+1, " ")
				}
			}
		}
		if line != "" {
			before = n > 0
		}
		at = end + 1
	}
	return w.close()
}

// sentence reports whether a line with n tabs is one of prose; beside says that a line
// beside it has a tab too.
func sentence(line string, n int, beside bool) bool {
	cell := len(line) / (n + 1)
	if n == 1 && !beside || cell >= 30 {
		return true
	}
	end := strings.TrimRight(line, "\"')]”’")
	return cell >= 20 && end != "" && strings.IndexByte(".!?", end[len(end)-1]) >= 0
}

// tabNext reports whether the next line of rest that is not empty has a tab.
func tabNext(rest string) bool {
	rest = strings.TrimLeft(rest, " \t\n")
	return strings.Contains(strings.TrimRight(rest[:lineLen(rest)], " \t"), "\t")
}

func lineLen(s string) int {
	if k := strings.IndexByte(s, '\n'); k >= 0 {
		return k
	}
	return len(s)
}
