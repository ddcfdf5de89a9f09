package main

import (
	"cmp"
	"slices"

	"assay/lang/en"
)

// A perceptron is an averaged multi-class perceptron over hashed features whose
// rows are sparse. A feature counts only after minUpdates updates (Goldberg and
// Elhadad, "Learning Sparser Perceptron Models"): rare ones are noise that costs
// space.
type perceptron struct {
	labels     []string
	bits       uint // of the stored table
	minUpdates int32
	step       float32

	slots []int32 // open addressing: index into keys + 1, 0 where free
	keys  []uint64
	rows  []row
}

type row struct {
	updates int32
	cells   []cell
}

type cell struct {
	label  uint8
	w, sum float32 // the weight, and what to take off for the average
}

func newPerceptron(labels []string, bits uint, minUpdates int32) *perceptron {
	return &perceptron{labels: labels, bits: bits, minUpdates: minUpdates, step: 1, slots: make([]int32, 1<<20)}
}

// key cuts a hash down to what the stored table can tell apart.
func (p *perceptron) key(h uint64) uint64 { return h >> (64 - p.bits - en.PrintBits) }

func (p *perceptron) find(key uint64) (slot uint64) {
	mask := uint64(len(p.slots) - 1)
	for slot = key * 0x9E3779B97F4A7C15 >> 20 & mask; ; slot = (slot + 1) & mask {
		id := p.slots[slot]
		if id == 0 || p.keys[id-1] == key {
			return slot
		}
	}
}

// score leaves in scores the sum of each label.
func (p *perceptron) score(features []uint64, scores []float32) {
	clear(scores)
	for _, h := range features {
		id := p.slots[p.find(p.key(h))]
		if id == 0 {
			continue
		}
		r := &p.rows[id-1]
		if r.updates < p.minUpdates {
			continue
		}
		for _, c := range r.cells {
			scores[c.label] += c.w
		}
	}
}

// update moves weight from the label that was guessed to the right one.
func (p *perceptron) update(features []uint64, right, guessed int) {
	for _, h := range features {
		r := p.row(p.key(h))
		r.updates++
		r.add(uint8(right), 1, p.step)
		r.add(uint8(guessed), -1, p.step)
	}
}

func (r *row) add(label uint8, d, step float32) {
	for i := range r.cells {
		if r.cells[i].label == label {
			r.cells[i].w += d
			r.cells[i].sum += d * step
			return
		}
	}
	r.cells = append(r.cells, cell{label, d, d * step})
}

func (p *perceptron) grow() {
	p.slots = make([]int32, 2*len(p.slots))
	for i, k := range p.keys {
		p.slots[p.find(k)] = int32(i + 1)
	}
}

// average replaces each weight by its mean over all steps.
func (p *perceptron) average() {
	for i := range p.rows {
		r := &p.rows[i]
		for k := range r.cells {
			r.cells[k].w -= r.cells[k].sum / p.step
		}
	}
}

// row returns the row of key, which is made if there is none.
func (p *perceptron) row(key uint64) *row {
	slot := p.find(key)
	id := p.slots[slot]
	if id == 0 {
		p.keys = append(p.keys, key)
		p.rows = append(p.rows, row{})
		id = int32(len(p.keys))
		p.slots[slot] = id
		if len(p.keys)*2 > len(p.slots) {
			p.grow()
		}
	}
	return &p.rows[id-1]
}

// format returns the averaged weights in stored form. The smallest weights are
// left out until at most limit bytes are left.
func (p *perceptron) format(limit int) ([]byte, error) {
	big := float32(0)
	for i := range p.rows {
		if p.rows[i].updates >= p.minUpdates {
			for _, c := range p.rows[i].cells {
				big = max(big, c.w, -c.w)
			}
		}
	}
	for least := int8(1); ; least++ {
		b, err := en.Format(p.labels, p.bits, p.stored(big, least))
		if err != nil || len(b) <= limit || least == 127 {
			return b, err
		}
	}
}

// stored returns the rows in order, without the weights whose stored form is
// smaller than least. big is the largest weight.
func (p *perceptron) stored(big float32, least int8) []en.Row {
	var rows []en.Row
	for i, key := range p.keys {
		if p.rows[i].updates < p.minUpdates {
			continue
		}
		r := en.Row{Hash: key << (64 - p.bits - en.PrintBits)}
		for _, c := range p.rows[i].cells {
			if v := en.Encode(c.w / big); v >= least || v <= -least {
				r.Pairs = append(r.Pairs, en.Pair{Label: c.label, Weight: v})
			}
		}
		if len(r.Pairs) > 0 {
			slices.SortFunc(r.Pairs, func(a, b en.Pair) int { return int(a.Label) - int(b.Label) })
			rows = append(rows, r)
		}
	}
	slices.SortFunc(rows, func(a, b en.Row) int { return cmp.Compare(a.Hash, b.Hash) })
	return rows
}
