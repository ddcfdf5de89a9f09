package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"

	"github.com/alecthomas/kong"
)

// settingsName is the file of settings in the working folder. It is hidden, so
// that reading the folder does not take it for a report.
const settingsName = ".assay.json"

// settings are what a user does not want to say each time: flags by their long
// names, for all commands that have them, or below the name of a command for it
// alone. What the command line says wins, then the environment, then the file of
// the working folder, then the user's own.
type settings struct {
	files []settingsFile // the later one wins
}

type settingsFile struct {
	path   string
	values map[string]any
}

// neverSet are flags that hold for one call only: a file that a folder came with
// must not name what is written over, names of private persons are shown when
// they are asked for, and "all" of one command is what another takes out.
var neverSet = []string{"output", "names", "all", "dry-run", "as-of", "explain", "reports", "help", "version"}

// readSettings reads the files of settings that are there. A folder that may not
// be entered is no fault of the command, and is only noted: whoever runs it may
// have no home.
func readSettings(note func(string)) (*settings, error) {
	paths := []string{settingsName}
	if dir, err := os.UserConfigDir(); err == nil {
		paths = append([]string{filepath.Join(dir, "assay", "config.json")}, paths...)
	}
	s := &settings{}
	for _, path := range paths {
		info, err := os.Stat(path)
		switch {
		case errors.Is(err, fs.ErrNotExist), errors.Is(err, syscall.ENOTDIR):
			continue
		case errors.Is(err, fs.ErrPermission):
			note(fmt.Sprintf("%s: no settings were looked for there: %v", path, cause(err)))
			continue
		case err != nil:
			return nil, cannotRead(path, err)
		case !info.Mode().IsRegular(): // it could keep the program waiting for ever
			return nil, fmt.Errorf("%s: is no regular file, and was not opened; move it away", path)
		}
		raw, err := os.ReadFile(path)
		if err != nil {
			return nil, cannotRead(path, err)
		}
		values, line, err := parseSettings(raw)
		if err != nil {
			return nil, fmt.Errorf("%s: line %d: %w", path, line, err)
		}
		s.files = append(s.files, settingsFile{path, values})
	}
	return s, nil
}

// parseSettings reads one object of JSON, before which a mark of byte order may
// stand. It returns the line of what is wrong.
func parseSettings(raw []byte) (values map[string]any, line int, err error) {
	raw = bytes.TrimPrefix(raw, []byte("\ufeff"))
	dec := json.NewDecoder(bytes.NewReader(raw))
	dec.UseNumber()
	lineAt := func(offset int64) int { return 1 + bytes.Count(raw[:min(int(offset), len(raw))], []byte("\n")) }
	var all any
	err = dec.Decode(&all)
	if err == nil && dec.More() {
		err = errors.New("there is more after its end")
	}
	values, isObject := all.(map[string]any)
	_, isList := all.([]any)
	line = lineAt(dec.InputOffset())
	var wrong *json.SyntaxError
	switch {
	case errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, io.EOF):
		err = errors.New("it ends too early")
	case errors.As(err, &wrong):
		line = lineAt(wrong.Offset)
	case err != nil || isObject:
	case isList:
		err = errors.New("it is a list")
	default:
		err = errors.New("it is a single value")
	}
	if err != nil {
		return nil, line, fmt.Errorf("is no JSON object of settings, such as {\"limit\": 20}: %w; see assay --help for the names of flags", err)
	}
	dec = json.NewDecoder(bytes.NewReader(raw)) // again, as the first took the later of two
	name, err := twice(dec, "")
	if err == nil && name != "" {
		err = fmt.Errorf("%q: is there twice; take one out", name)
	}
	return values, lineAt(dec.InputOffset()), err
}

// twice returns the name of the first key that stands twice in an object of the
// value that dec reads next, below those of at; "" if there is none.
func twice(dec *json.Decoder, at string) (string, error) {
	token, err := dec.Token()
	if err != nil {
		return "", err
	}
	open, _ := token.(json.Delim)
	if open != '{' && open != '[' {
		return "", nil
	}
	seen := map[string]bool{}
	for dec.More() {
		name := at
		if open == '{' {
			token, err := dec.Token()
			if err != nil {
				return "", err
			}
			key := token.(string) // the text is sound
			if name += key; seen[key] {
				return name, nil
			}
			seen[key] = true
			name += " "
		}
		if found, err := twice(dec, name); found != "" || err != nil {
			return found, err
		}
	}
	_, err = dec.Token()
	return "", err
}

// apply makes the parser take flags from the settings.
func (s *settings) apply(parser *kong.Kong) {
	if err := kong.Resolvers(s).Apply(parser); err != nil {
		panic(err) // it never fails
	}
}

// Validate implements [kong.Resolver]: it refuses names and values that no
// command knows.
func (s *settings) Validate(app *kong.Application) error {
	for _, f := range s.files {
		if err := checkSettings(app.Node, f.values, ""); err != nil {
			return &settingError{fmt.Errorf("%s: %w", f.path, err)}
		}
	}
	return nil
}

// A settingError is what is wrong in a file of settings, not on the command line.
type settingError struct{ error }

// checkSettings looks at the values for node and the commands below it.
func checkSettings(node *kong.Node, values map[string]any, at string) error {
	for _, key := range slices.Sorted(maps.Keys(values)) {
		name := at + key
		if below, ok := values[key].(map[string]any); ok {
			i := slices.IndexFunc(node.Children, func(c *kong.Node) bool { return c.Name == key })
			if i < 0 {
				var names []string
				for _, c := range node.Children {
					names = append(names, c.Name)
				}
				return fmt.Errorf("%q: there is no such command%s", name, didYouMean(key, names))
			}
			if err := checkSettings(node.Children[i], below, name+" "); err != nil {
				return err
			}
			continue
		}
		var names []string
		var with []*kong.Flag
		eachFlag(node, func(flag *kong.Flag) {
			names = append(names, flag.Name)
			if flag.Name == key || slices.Contains(flag.Aliases, key) {
				with = append(with, flag)
			}
		})
		switch {
		case slices.Contains(neverSet, key):
			return fmt.Errorf("%q: is said on the command line, each time; take it out", name)
		case len(with) == 0:
			return fmt.Errorf("%q: there is no such flag%s", name, didYouMean(key, names))
		}
		value, err := asFlag(values[key])
		if err != nil {
			return fmt.Errorf("%q: %w", name, err)
		}
		if fits := func(flag *kong.Flag) bool { return takes(flag, value) }; !slices.ContainsFunc(with, fits) {
			return fmt.Errorf("%q: must be one of %s%s", name, strings.Join(with[0].EnumSlice(), ", "), didYouMean(value, with[0].EnumSlice()))
		}
	}
	return nil
}

// Resolve implements [kong.Resolver]. A setting for all commands is passed over
// by those that cannot take it: "format": "html" says nothing to claims.
func (s *settings) Resolve(ctx *kong.Context, parent *kong.Path, flag *kong.Flag) (any, error) {
	for _, env := range flag.Envs {
		if _, ok := os.LookupEnv(env); ok {
			return nil, nil
		}
	}
	if slices.Contains(neverSet, flag.Name) {
		return nil, nil
	}
	var commands []string
	for node := ctx.Selected(); node != nil && node.Parent != nil; node = node.Parent {
		commands = append([]string{node.Name}, commands...)
	}
	var selected any
	for _, f := range s.files {
		for depth, values := 0, f.values; values != nil; depth++ {
			for _, name := range slices.Concat(flag.Aliases, []string{flag.Name}) {
				if value, err := asFlag(values[name]); err == nil && takes(flag, value) {
					selected = value
				}
			}
			if depth == len(commands) {
				break
			}
			values, _ = values[commands[depth]].(map[string]any)
		}
	}
	return selected, nil
}

// takes reports whether a flag can have a value.
func takes(flag *kong.Flag, value string) bool {
	return flag.Enum == "" || slices.Contains(flag.EnumSlice(), value)
}

// asFlag writes a value as it would stand on the command line.
func asFlag(value any) (string, error) {
	switch v := value.(type) {
	case string:
		return v, nil
	case bool, json.Number:
		return fmt.Sprint(v), nil
	case []any:
		var parts []string
		for _, e := range v {
			s, err := asFlag(e)
			if err != nil {
				return "", err
			}
			parts = append(parts, s)
		}
		return strings.Join(parts, ","), nil
	}
	return "", errors.New("must be a string, a number, true, false or a list of them")
}

// eachFlag calls f with the flags of node and of the commands below it.
func eachFlag(node *kong.Node, f func(*kong.Flag)) {
	for _, flag := range node.Flags {
		if !flag.Hidden {
			f(flag)
		}
	}
	for _, child := range node.Children {
		if !child.Hidden {
			eachFlag(child, f)
		}
	}
}
