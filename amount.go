package assay

import "strconv"

// An Amount is a number that may be unknown. The zero Amount is unknown.
type Amount struct {
	n     float64
	known bool
}

// Known returns the Amount n.
func Known(n float64) Amount { return Amount{n, true} }

// Number returns the number, and whether it is known.
func (a Amount) Number() (float64, bool) { return a.n, a.known }

// IsKnown reports whether a has a number.
func (a Amount) IsKnown() bool { return a.known }

// String returns the number in decimal digits, or "" if it is unknown.
func (a Amount) String() string {
	if !a.known {
		return ""
	}
	return strconv.FormatFloat(a.n, 'f', -1, 64)
}

// MarshalJSON writes an unknown amount as null.
func (a Amount) MarshalJSON() ([]byte, error) {
	if !a.known {
		return []byte("null"), nil
	}
	return strconv.AppendFloat(nil, a.n, 'f', -1, 64), nil
}

// UnmarshalJSON reads null as unknown.
func (a *Amount) UnmarshalJSON(b []byte) error {
	if string(b) == "null" {
		*a = Amount{}
		return nil
	}
	n, err := strconv.ParseFloat(string(b), 64)
	*a = Amount{n, err == nil}
	return err
}
