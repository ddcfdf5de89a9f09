package quantity

import "testing"

// Whatever is given as a table of vague numbers is refused or can be read by.
func FuzzTable(f *testing.F) {
	f.Add([]byte(`{"Name":"mine","Words":{"dozens":[24,null,96]}}`))
	f.Add([]byte(`{"Words":{"dozens of thousands":[1e308,1e309,-1]}}`))
	f.Add([]byte(`[[[[`))
	f.Fuzz(func(t *testing.T, b []byte) {
		table, err := ParseTable(b)
		if err != nil {
			return
		}
		Options{Table: table}.Parse("Dozens of people, hundreds of houses and several thousand families fled the flood.")
	})
}
