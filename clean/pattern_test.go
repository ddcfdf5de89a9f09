package clean

import "testing"

// TestPatternsAreAsked holds the quick looks at a line to the patterns behind them:
// what a pattern finds, no quick look may turn away.
func TestPatternsAreAsked(t *testing.T) {
	for _, s := range []string{
		"A boat near Pemba. (AP Photo/Rui Melo)", "A boat near Pemba (Rui Melo/AFP).", "[File: Rui Melo/Reuters]", "A boat © Herald/R.Melo",
		"A boat. REUTERS/Rui Melo/File Photo.", "A boat. Credit: Rui Melo", "A boat. Credit… Rui Melo.", "A boat. (Image from a video)",
	} {
		if !captionCredit().MatchString(s) {
			t.Errorf("%q is no photo credit", s)
		}
		if captionCreditEnd(s, 0, len(s), true) != len(s) {
			t.Errorf("%q: the credit is passed over", s)
		}
	}
	for _, s := range []string{
		"READ ALSO: Ferry aground", "Recommended stories » Ferry aground", "Don’t miss ſtories : Ferry aground", "RECOMMENDED ON THIS > Ferry aground",
		"Watch Now: Ferry aground", "Save 20% off our paper",
	} {
		if furniture(s, 0, len(s), true) != len(s) {
			t.Errorf("%q is no furniture", s)
		}
	}
	for _, s := range []string{"Updated An Hour Ago", "last modified a day AGO", "March 3", "3 May 2021"} {
		if stamp(s, 0, len(s), true) != len(s) {
			t.Errorf("%q is no stamp", s)
		}
	}
}
