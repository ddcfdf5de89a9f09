package digest

// maxChecks is how many findings of checks a digest shows.
const maxChecks = 4

// checks writes what in the estimates cannot well be, with the figures that say so.
func (d *digest) checks() {
	list := d.Findings()
	if len(list) == 0 {
		return
	}
	k := d.upTo(len(list), maxChecks)
	d.heading("Checks", join("what does not fit together; nothing was changed for it", some(k, len(list))))
	d.lines(list[:k], 0)
}
