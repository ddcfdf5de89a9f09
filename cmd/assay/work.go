package main

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"os"
	"runtime"
	"strings"
	"time"

	"assay"
	"assay/ingest"
	"assay/lang/en"
	"assay/pipeline"
	"assay/store"
	"assay/table"
)

// Inputs that wait in a ledger on a server, and those who read them: docs/postgres.md.

// enqueue has items wait, a few at a time; what cannot be read as a report is in quarantine at once.
func enqueue(c *console, st *store.Store, items iter.Seq[ingest.Item]) error {
	if err := st.Waits(); err != nil {
		return err
	}
	var jobs []store.Job
	fresh, all, bad, bytes := 0, 0, 0, 0
	flush := func() error {
		n, err := st.Enqueue(context.WithoutCancel(c.ctx), jobs)
		fresh, all, bytes, jobs = fresh+n, all+len(jobs), 0, nil
		return err
	}
	for item := range items {
		if c.ctx.Err() != nil {
			break
		}
		if item.Err != nil {
			c.complain(item.Err)
			bad++
			if _, err := st.Take(c.ctx, store.Batch{Failed: []store.Failed{failed(&item)}}, nil); err != nil {
				return err
			}
			continue
		}
		jobs = append(jobs, store.NewJob(item.Report))
		c.progress.step(len(item.Report.Raw))
		if bytes += len(item.Report.Raw); len(jobs) == batchReports || bytes >= batchBytes {
			if err := flush(); err != nil {
				return err
			}
		}
	}
	if err := flush(); err != nil {
		return err
	}
	c.note(fmt.Sprintf("%s: %d %s: %d wait for assay work, %d wait already, %d in quarantine", st.Path(), all+bad, inputOrMore(all+bad), fresh, all-fresh, bad))
	if c.ctx.Err() != nil {
		return fmt.Errorf("%s: %w", st.Path(), errStopped)
	}
	return nil
}

// failed is what quarantine has of an item that is no report.
func failed(item *ingest.Item) store.Failed {
	return store.Failed{Path: item.Path, Raw: item.Raw, From: item.From, Reason: strings.TrimPrefix(item.Err.Error(), item.Path+": ")}
}

type workCmd struct {
	gazetteerFlag
	readerFlag
	vagueFlag
	ledgerFlag
	Jobs  int  `short:"j" aliases:"workers" placeholder:"N" help:"How many reports to read at once; one for each processor by default."`
	Drain bool `help:"End when nothing waits any more, instead of waiting for more."`
}

// ofJobs is how many jobs a worker takes at once for each report that it reads at once: what is in the ledger is written
// by one after the other, and seldom is cheaper.
const ofJobs = 8

// emptyPause is for how long nobody asks again where nothing waits.
const emptyPause = 2 * time.Second

// Run reads what waits until it is interrupted.
func (w *workCmd) Run(c *console) error {
	opt, err := w.options()
	if err != nil {
		return err
	}
	flags := readingFlags{gazetteerFlag: w.gazetteerFlag, readerFlag: w.readerFlag, Jobs: w.Jobs}
	_, stages, err := flags.prepare(w.Ledger, opt)
	if err != nil {
		return err
	}
	st, err := store.Open(c.ctx, w.Ledger)
	if err != nil {
		return err
	}
	defer st.Close()
	if err := st.Waits(); err != nil {
		return err
	}
	host, _ := os.Hostname()
	k := &worker{c: c, st: st, stages: stages, readers: w.Jobs, name: fmt.Sprintf("%s:%d", host, os.Getpid())}
	if k.readers == 0 {
		k.readers = runtime.GOMAXPROCS(0)
	}
	err = k.work(w.Drain)
	if err == nil && c.ctx.Err() == nil {
		err = st.Settle(c.ctx)
	}
	c.note(fmt.Sprintf("%s: %d %s read: %d added, %d read anew, %d known already, %d in quarantine, %d put back", st.Path(), k.done+k.vain, inputOrMore(k.done+k.vain),
		k.sum.New, k.sum.Replaced, k.sum.Unchanged+k.known, k.bad, k.vain))
	return err
}

// A worker reads what waits.
type worker struct {
	c       *console
	st      *store.Store
	stages  []assay.Stage
	readers int
	name    string // by which the ledger knows it

	sum                    store.Added
	done, known, bad, vain int
}

func (k *worker) work(drain bool) error {
	var writing chan error // of the jobs before
	wait := func() error {
		if writing == nil {
			return nil
		}
		err := <-writing
		writing = nil
		return err
	}
	for k.c.ctx.Err() == nil {
		var jobs []store.Job
		err := k.again(func() (err error) {
			jobs, err = k.st.Acquire(k.c.ctx, k.name, ofJobs*k.readers)
			return err
		})
		if err != nil {
			if k.c.ctx.Err() != nil {
				break
			}
			return errors.Join(err, wait())
		}
		if len(jobs) == 0 {
			if err := wait(); err != nil {
				return err
			}
			if drain {
				left, err := k.st.Jobs(k.c.ctx)
				if err != nil || !waiting(left) {
					return err
				}
			}
			select {
			case <-k.c.ctx.Done():
			case <-time.After(emptyPause):
			}
			continue
		}
		release := k.hold(jobs)
		batch, err := k.read(jobs)
		if err := errors.Join(err, wait()); err != nil {
			release()
			return err
		}
		written := make(chan error, 1)
		writing = written
		go func() {
			defer release()
			written <- k.write(jobs, batch)
		}()
	}
	return wait()
}

// again does something until the server answers: one that is started anew costs a worker time and nothing else.
func (k *worker) again(do func() error) error {
	for said := false; ; said = true {
		err := do()
		if err == nil || !store.IsAway(err) || k.c.ctx.Err() != nil {
			return err
		}
		if !said {
			k.c.note(err.Error() + "; tried again until it can")
		}
		select {
		case <-k.c.ctx.Done():
		case <-time.After(emptyPause):
		}
	}
}

// waiting reports whether some of jobs are still to be read.
func waiting(jobs []store.Job) bool {
	for i := range jobs {
		if !jobs[i].Dead {
			return true
		}
	}
	return false
}

// hold keeps jobs for this worker until it is released.
func (k *worker) hold(jobs []store.Job) (release func()) {
	ctx, cancel := context.WithCancel(context.WithoutCancel(k.c.ctx))
	go func() {
		for {
			select {
			case <-ctx.Done():
				return
			case <-time.After(store.Lease / 3):
				k.st.Hold(ctx, k.name, jobs) // else others take them, and what both read is added once
			}
		}
	}()
	return cancel
}

// read reads jobs, and returns what came of them.
func (k *worker) read(jobs []store.Job) (b store.Batch, asked error) {
	var same []*assay.Report
	items := func(yield func(ingest.Item) bool) {
		for _, j := range jobs {
			for _, item := range ingest.Again(j.Path, j.Raw, j.Part, j.From, ingest.Options{Published: j.Published}) {
				if item.Err == nil {
					var has bool
					err := k.again(func() (err error) {
						has, err = k.st.Has(k.c.ctx, item.Report, k.stages)
						return err
					})
					if err != nil {
						asked = err
						return
					}
					if has {
						same = append(same, item.Report)
						continue
					}
				}
				if !yield(item) {
					return
				}
			}
		}
	}
	for res := range pipeline.Run(k.c.ctx, items, k.stages, k.readers) {
		if k.c.ctx.Err() != nil {
			break
		}
		if res.Err != nil {
			k.c.complain(res.Err)
			b.Failed = append(b.Failed, store.Failed{Path: res.Path, Raw: res.Raw, From: res.From, Reason: strings.TrimPrefix(res.Err.Error(), res.Path+": ")})
			k.bad++
		} else {
			k.c.doubts(res.Doc)
			rep := *res.Doc.Report
			rep.Offsets = nil
			res.Doc.Report, res.Doc.Tokens, res.Doc.States = &rep, nil, assay.States{}
			b.Docs = append(b.Docs, res.Doc)
		}
	}
	b.Same, k.known = same, k.known+len(same)
	return b, asked
}

// write adds what jobs led to, and says what became of them. Where it cannot be added they are tried again later, each by
// itself.
func (k *worker) write(jobs []store.Job, b store.Batch) error {
	ctx := context.WithoutCancel(k.c.ctx)
	if k.c.ctx.Err() != nil { // what was read is read again by another
		return k.st.GiveBack(ctx, k.name, jobs)
	}
	var added store.Added
	err := k.again(func() (err error) {
		added, err = k.st.Take(ctx, b, k.stages)
		return err
	})
	if err != nil {
		k.c.complain(err)
		k.vain += len(jobs)
		return k.st.Vain(ctx, k.name, jobs, err.Error())
	}
	k.sum.New, k.sum.Replaced, k.sum.Unchanged = k.sum.New+added.New, k.sum.Replaced+added.Replaced, k.sum.Unchanged+added.Unchanged
	k.done += len(jobs)
	return k.again(func() error { return k.st.Done(ctx, k.name, jobs) })
}

// queueCmd is for inputs that wait.
type queueCmd struct {
	List  queueListCmd  `cmd:"" default:"withargs" help:"List them: who has them, how often they were tried, and why in vain."`
	Retry queueRetryCmd `cmd:"" help:"Have inputs tried again that were laid aside since they were tried in vain too often."`
	Drop  queueDropCmd  `cmd:"" help:"Drop inputs that were laid aside."`
}

type queueListCmd struct {
	ledgerFlag
	listFlags
}

func (q *queueListCmd) Run(c *console) error {
	st, err := store.Open(c.ctx, q.Ledger)
	if err != nil {
		return err
	}
	defer st.Close()
	jobs, err := st.Jobs(c.ctx)
	if err != nil {
		return err
	}
	t := &table.Table{Name: "queue", Head: strings.Fields("n path state tried worker reason size")}
	for _, j := range jobs {
		t.Rows = append(t.Rows, []any{j.N, j.Path, state(&j), int64(j.Tried), text(j.Worker), text(j.Wrong), j.Size})
	}
	return q.list(c, t)
}

// state says in a word how it is with a job.
func state(j *store.Job) string {
	switch {
	case j.Dead:
		return en.JobDead
	case j.Worker != "" && j.Wrong == "" && j.Due.After(time.Now()):
		return en.JobTaken
	default:
		return en.JobWaits
	}
}

// dead are the jobs that were laid aside.
func dead(c *console, st *store.Store) (jobs []store.Job, err error) {
	all, err := st.Jobs(c.ctx)
	for _, j := range all {
		if j.Dead {
			jobs = append(jobs, j)
		}
	}
	return jobs, err
}

// revive has the dead tried again, or drops them.
func revive(c *console, ledger string, drop bool) error {
	st, err := store.Open(c.ctx, ledger)
	if err != nil {
		return err
	}
	defer st.Close()
	jobs, err := dead(c, st)
	if err != nil {
		return err
	}
	if err := st.Revive(c.ctx, jobs, drop); err != nil {
		return err
	}
	what := en.JobsWaitAgain
	if drop {
		what = en.JobsDropped
	}
	c.note(fmt.Sprintf("%s: %d %s %s", st.Path(), len(jobs), inputOrMore(len(jobs)), what))
	return nil
}

type queueRetryCmd struct{ ledgerFlag }

func (q *queueRetryCmd) Run(c *console) error { return revive(c, q.Ledger, false) }

type queueDropCmd struct{ ledgerFlag }

func (q *queueDropCmd) Run(c *console) error { return revive(c, q.Ledger, true) }

type transferCmd struct {
	From string `arg:"" help:"The ledger: a file or the address of a database."`
	To   string `arg:"" help:"Where it is to be too; no ledger may be there yet."`
}

// Run carries a ledger from a file to a server, or back.
func (t *transferCmd) Run(c *console) error {
	st, err := store.Open(c.ctx, t.From)
	if err != nil {
		return err
	}
	defer st.Close()
	to, err := st.Transfer(c.ctx, t.To)
	if err != nil {
		if to != nil {
			to.Close()
		}
		return err
	}
	defer to.Close()
	ids, err := to.IDs(c.ctx)
	if err != nil {
		return err
	}
	c.note(fmt.Sprintf("%s: carried to %s, as it is: %d %s", st.Path(), to.Path(), len(ids), plural(len(ids), "report")))
	return nil
}
