package eval

// How far coders agree who said of the same things what they are, each in one word. Words
// are names, with nothing between them and no order.

// Kappa is Cohen's κ of two coders: how much more often they say the same than two would who
// say each word as often as they do, at random (Cohen 1960). The two lists say of the same things in the
// same order. ok is false where there is nothing to say: no thing, or both always say one word.
func Kappa(a, b []string) (kappa float64, ok bool) {
	same, often := 0, map[string][2]int{}
	for i := range a {
		if a[i] == b[i] {
			same++
		}
		for k, w := range [2]string{a[i], b[i]} {
			n := often[w]
			n[k]++
			often[w] = n
		}
	}
	n := float64(len(a))
	chance := 0
	for _, w := range often {
		chance += w[0] * w[1]
	}
	by := float64(chance) / (n * n)
	if len(a) == 0 || by == 1 {
		return 0, false
	}
	return (float64(same)/n - by) / (1 - by), true
}

// Alpha is Krippendorff's α for names: 1 less how often coders differ over how often they would
// by chance (Krippendorff 2004, 11.3). A unit has what coders said of one thing, as many as
// did. ok is false where no thing has two words, or all have one and the same.
func Alpha(units [][]string) (alpha float64, ok bool) {
	all, total, differ := map[string]float64{}, 0.0, 0.0
	for _, words := range units {
		m := float64(len(words))
		if m < 2 {
			continue
		}
		here := map[string]float64{}
		for _, w := range words {
			here[w]++
			all[w]++
		}
		total += m
		pairs := m * (m - 1)
		for _, n := range here {
			pairs -= n * (n - 1)
		}
		differ += pairs / (m - 1)
	}
	expected := total * total
	for _, n := range all {
		expected -= n * n
	}
	if total == 0 || expected == 0 {
		return 0, false
	}
	return 1 - (total-1)*differ/expected, true
}
