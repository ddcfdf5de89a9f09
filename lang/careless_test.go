package lang

import (
	"strings"
	"testing"
)

func TestCareless(t *testing.T) {
	for _, want := range []string{
		"i called twice.|nobody came.|what can i do?|the dam is gone!",
		"im at the bridge.|its under water",
		"i live near st. mary and work for example inc. in town",
		"i waited... then left",
		"The valve cost 5 dollars.|but i dont care",
		// Written with care: a small letter opens no sentence.
		"The firm sells e.g. pumps and approx. forty pipes. iPhones it does not sell.",
		"Who goes there? he thought.",
		"“Who goes there?” i asked.",
	} {
		text := strings.ReplaceAll(want, "|", " ")
		var got []string
		for _, s := range Split(text) {
			got = append(got, s.In(text))
		}
		if g := strings.Join(got, "|"); g != want {
			t.Errorf("got  %s\nwant %s", g, want)
		}
	}
	// One careless line does not make the next so.
	text := "i left\nThe team won 5 vs. the champions. he said"
	if n := len(Split(text)); n != 1 {
		t.Errorf("%d sentences", n)
	}
}
