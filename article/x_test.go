package article

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"testing"
)

func TestDates(t *testing.T) {
	dir := "/work/shared/data/pages/dated/"
	raw, _ := os.ReadFile(dir + "dates.json")
	raw = bytes.ReplaceAll(raw, []byte("NaN"), []byte("null"))
	var list []struct{ File, URL, Date, Set string }
	if err := json.Unmarshal(raw, &list); err != nil {
		t.Fatal(err)
	}
	right, n, none := 0, 0, 0
	for _, r := range list {
		text := readPage(t, dir+"html/"+r.File)
		pg, err := Read(text, "")
		if r.Date == "" {
			if err == nil && len(pg.Articles) > 0 && pg.Articles[0].Published.Day > 0 {
				fmt.Println("NODATE", r.File[:8], pg.Articles[0].Published, pg.Articles[0].Found.Published, r.URL)
			}
			continue
		}
		n++
		if err != nil {
			fmt.Println("ERR", r.File[:8], r.Date, err, r.URL)
			continue
		}
		a := pg.Articles[0]
		if len(pg.Articles) > 1 {
			fmt.Println("LIVE", r.File[:8], len(pg.Articles), r.URL)
		}
		if a.Published.String() == r.Date {
			right++
			continue
		}
		if a.Published.IsZero() {
			none++
		}
		if partOf(r.File) != 0 {
			fmt.Println("BAD", r.File[:8], r.Date, a.Published, a.Found.Published, a.Declared, a.Doubt, r.URL)
		}
	}
	fmt.Println("right", right, "of", n, "none", none)
}
