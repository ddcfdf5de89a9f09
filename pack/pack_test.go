package pack_test

import (
	"reflect"
	"testing"
	"time"

	"assay"
	"assay/pack"
)

type all struct {
	N       int
	Small   assay.Bound
	A, B    bool
	X       float64
	Amounts []assay.Amount
	Words   []string
	Own     string
	Span    assay.Span
	Date    assay.Date
	Times   []time.Time
	ID      assay.ReportID
}

func (a *all) code(c *pack.Coder) {
	pack.Integer(c, &a.N)
	pack.Small(c, &a.Small)
	c.Yes(&a.A, &a.B)
	c.Float(&a.X)
	pack.List(c, &a.Amounts, c.Amount)
	c.Texts(&a.Words)
	c.Own(&a.Own)
	c.Span(&a.Span)
	c.Date(&a.Date)
	pack.List(c, &a.Times, c.Time)
	c.ID(&a.ID)
}

// What was written is read again, and what is none of it is an error.
func TestCoder(t *testing.T) {
	want := all{-70000, assay.Vague, false, true, 0.1, []assay.Amount{assay.Known(12), {}, assay.Known(-.5)}, []string{"a", "b", "a", ""}, "x",
		assay.Span{Start: 9, End: 12}, assay.Date{Year: 2024, Month: 2}, []time.Time{{}, time.Date(1969, 1, 2, 0, 0, 0, 0, time.UTC)}, assay.NewReportID("u", nil)}
	b := pack.Bytes(want.code)
	names := pack.NewNames()
	for range 2 {
		var got all
		if err := pack.Read(b, names, got.code); err != nil || !reflect.DeepEqual(got, want) {
			t.Fatalf("%v: %+v, want %+v", err, got, want)
		}
	}
	for n := range b {
		var got all
		if pack.Read(b[:n], nil, got.code) == nil {
			t.Errorf("%d of %d bytes can be read", n, len(b))
		}
	}
}

func FuzzRead(f *testing.F) {
	var a all
	f.Add(pack.Bytes(a.code))
	f.Fuzz(func(t *testing.T, b []byte) {
		var got all
		_ = pack.Read(b, pack.NewNames(), got.code)
	})
}
