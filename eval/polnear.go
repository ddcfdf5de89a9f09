package eval

import (
	"bufio"
	"fmt"
	"path/filepath"
	"sort"
	"strings"

	"assay"
)

// An AnnotatedText is a text of PolNeAR with what one annotator found in it.
type AnnotatedText struct {
	Path         string // of the annotations
	Text         string
	First        bool // of its document's annotations, by name
	Attributions []assay.Attribution
}

// ReadPolNeAR reads a folder laid out as PolNeAR is: text/NAME.txt beside
// attributions/NAME_ANNOTATOR.ann, in the brat standoff format, whose offsets
// count characters. Every file of annotations gives a text; with one, only the
// first by name of each document does. What cannot be read is returned as
// skipped, the rest goes on.
func ReadPolNeAR(folder string, one bool) (list []AnnotatedText, skipped []Skipped, err error) {
	paths, err := filepath.Glob(filepath.Join(folder, "attributions", "*.ann"))
	if err != nil {
		return nil, nil, err
	}
	if len(paths) == 0 {
		return nil, nil, fmt.Errorf("%s: no attributions/*.ann; name a folder with attributions/ and text/", folder)
	}
	sort.Strings(paths)
	texts := map[string]string{}
	for _, path := range paths {
		name := strings.TrimSuffix(filepath.Base(path), ".ann")
		if cut := strings.LastIndexByte(name, '_'); cut > 0 {
			name = name[:cut]
		}
		text, have := texts[name]
		if have && one {
			continue
		}
		if !have {
			raw, err := readFile(filepath.Join(folder, "text", name+".txt"))
			if err != nil {
				skipped = append(skipped, Skipped{path, err.Error()})
				continue
			}
			text = string(raw)
			texts[name] = text
		}
		a, err := readBrat(path, text)
		if err != nil {
			skipped = append(skipped, Skipped{path, err.Error()})
			continue
		}
		list = append(list, AnnotatedText{path, text, !have, a})
	}
	return list, skipped, nil
}

// readBrat reads the attributions of one file. A relation with two contents gives
// two attributions, the second without its source and cue. Lines that are not of
// the format go on a line before them and say nothing that is needed.
func readBrat(path, text string) ([]assay.Attribution, error) {
	f, err := openFile(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	at := charStarts(text)
	spans := map[string][]assay.Span{}
	var relations [][]string
	sc := bufio.NewScanner(f)
	sc.Buffer(nil, 1<<22)
	for sc.Scan() {
		cols := strings.Split(sc.Text(), "\t")
		if len(cols) < 2 || cols[0] == "" {
			continue
		}
		switch cols[0][0] {
		case 'T':
			_, offsets, _ := strings.Cut(cols[1], " ")
			for _, piece := range strings.Split(offsets, ";") {
				var a, b int
				if n, _ := fmt.Sscanf(piece, "%d %d", &a, &b); n != 2 {
					continue
				}
				if a < 0 || a >= b || b >= len(at) {
					return nil, fmt.Errorf("%s: %d to %d is not in the text, which has %d characters", cols[0], a, b, len(at)-1)
				}
				spans[cols[0]] = append(spans[cols[0]], assay.Span{Start: at[a], End: at[b]})
			}
		case 'E':
			if fields := strings.Fields(cols[1]); len(fields) > 1 && strings.HasPrefix(fields[0], "Attribution") {
				relations = append(relations, fields[1:])
			}
		}
	}
	if err := sc.Err(); err != nil {
		return nil, err
	}
	var list []assay.Attribution
	for _, roles := range relations {
		var parts [3][][]assay.Span
		for _, role := range roles {
			kind, id, _ := strings.Cut(role, ":")
			for k, name := range []string{"Source", "Cue", "Content"} {
				if strings.TrimRight(kind, "0123456789") == name && len(spans[id]) > 0 {
					parts[k] = append(parts[k], spans[id])
				}
			}
		}
		for i := range max(len(parts[0]), len(parts[1]), len(parts[2])) {
			pick := func(k int) []assay.Span {
				if i < len(parts[k]) {
					sort.Slice(parts[k][i], func(a, b int) bool { return parts[k][i][a].Start < parts[k][i][b].Start })
					return parts[k][i]
				}
				return nil
			}
			list = append(list, assay.Attribution{Source: pick(0), Cue: pick(1), Content: pick(2)})
		}
	}
	return list, nil
}
