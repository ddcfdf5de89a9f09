package eval

import (
	"math"
	"os"
	"path/filepath"
	"testing"
)

// put writes a file below folder, the folders between with it, and returns its path.
func put(t *testing.T, folder, name, text string) string {
	t.Helper()
	path := filepath.Join(folder, name)
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

// measured checks measures against those worked out by hand; NaN says that one
// is to be absent.
func measured(t *testing.T, what string, m Measures, want map[string]float64) {
	t.Helper()
	for name, v := range want {
		got, ok := m[name]
		if math.IsNaN(v) {
			if ok {
				t.Errorf("%s: %s is %v, and should be absent", what, name, got)
			}
		} else if !ok || math.Abs(got-v) > 1e-9 {
			t.Errorf("%s: %s is %v, want %v", what, name, got, v)
		}
	}
}
