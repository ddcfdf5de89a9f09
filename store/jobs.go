package store

import (
	"cmp"
	"context"
	"encoding/json"
	"slices"
	"time"

	"assay"
)

// Inputs may wait in a ledger on a server until somebody reads them: any number of programs on
// any number of machines, each of which takes some for a while, reads them, adds what it read
// ([Store.Take]) and says that it is done. Whoever is killed meanwhile loses what he took to others when
// that while is over. So an input may be read more than once, and adding it twice changes nothing.
// What was tried in vain waits longer each time, by itself, and is laid aside in the end.

// A Job is an input that waits.
type Job struct {
	N         int64
	Path      string
	Part      bool // of a file: a line, an element
	Raw       []byte
	From      assay.Provenance
	Published assay.Date // the date that the user gave with it; zero if none
	Size      int64      // of Raw, also where that is not read
	Tried     int        // how often it was taken
	Due       time.Time  // from when on it may be taken
	Worker    string     // who has it, or had it last
	Wrong     string     // why it was not taken in when it was tried last
	Dead      bool       // it was tried often enough
}

const (
	// Lease is for how long a job is taken; who is not done asks for more time.
	Lease = 10 * time.Minute
	// MostTries is how often a job is tried.
	MostTries = 5
	// mostAtOnce is how many bytes are taken at once, and one job more.
	mostAtOnce = 32 << 20
	// firstPause is for how long one is let alone that was tried in vain once; then for twice as long.
	firstPause = 5 * time.Second
)

// Waits reports whether inputs can wait in the ledger: in a file they cannot.
func (s *Store) Waits() error {
	if s.dialect == ofPostgres {
		return nil
	}
	return s.onlyServer("inputs wait for workers")
}

// NewJob is the job of reading rep again.
func NewJob(rep *assay.Report) Job {
	j := Job{Path: rep.Path, Part: isPart(rep.Path), Raw: rep.Raw, From: rep.Provenance}
	if rep.Published.From == "flag" {
		j.Published = rep.Published.Date
	}
	return j
}

// Enqueue has inputs wait, and returns how many of them did not wait already.
func (s *Store) Enqueue(ctx context.Context, jobs []Job) (fresh int, err error) {
	if err := s.Waits(); err != nil {
		return 0, err
	}
	tx, err := s.db.BeginTx(ctx, beside)
	if err != nil {
		return 0, s.explain(err)
	}
	defer tx.Rollback() // nothing if it is committed
	for i := range jobs {
		j := &jobs[i]
		known, err := encodeProvenance(j.From)
		if err != nil {
			return 0, err
		}
		same := assay.NewReportID(j.Path+"\n"+j.Published.String(), j.Raw).String()
		res, err := tx.ExecContext(ctx, `INSERT INTO jobs (same, path, part, raw, size, known, published) VALUES (?, ?, ?, ?, ?, ?, ?)
			ON CONFLICT (same) DO UPDATE SET dead = false, tried = 0, due = now() WHERE jobs.dead`,
			same, j.Path, j.Part, squeeze(kindText, j.Raw), len(j.Raw), known, null(j.Published.String()))
		if err != nil {
			return 0, s.explain(err)
		}
		n, _ := res.RowsAffected()
		fresh += int(n)
	}
	return fresh, s.explain(tx.Commit())
}

// jobColumns are those of a job but for its bytes.
const jobColumns = "n, path, part, size, known, coalesce(published, ''), tried, due, coalesce(worker, ''), coalesce(wrong, ''), dead"

func scanJob(scan func(...any) error, more ...any) (j Job, err error) {
	var known, published string
	to := append([]any{&j.N, &j.Path, &j.Part, &j.Size, &known, &published, &j.Tried, &j.Due, &j.Worker, &j.Wrong, &j.Dead}, more...)
	if err := scan(to...); err != nil {
		return j, err
	}
	if j.From, err = decodeProvenance(known); err == nil && published != "" {
		j.Published, err = assay.ParseDate(published)
	}
	return j, err
}

// Acquire takes at most so many jobs for a worker, for as long as [Lease] says: some that nobody has tried,
// or one that somebody tried in vain.
func (s *Store) Acquire(ctx context.Context, worker string, most int) (jobs []Job, err error) {
	if err := s.Waits(); err != nil {
		return nil, err
	}
	_, err = s.db.ExecContext(ctx, "UPDATE jobs SET dead = true, wrong = coalesce(wrong, 'whoever read it was ended') WHERE NOT dead AND tried >= ? AND due <= now()", MostTries)
	if err != nil {
		return nil, s.explain(err)
	}
	for _, of := range []struct {
		which string
		most  int
	}{{"tried = 0", most}, {"tried > 0", 1}} {
		rows, err := s.db.QueryContext(ctx, `UPDATE jobs SET tried = tried + 1, due = now() + make_interval(secs => ?), worker = ? WHERE n IN
			(SELECT n FROM (SELECT n, sum(size) OVER (ORDER BY n) - size AS ahead FROM
				(SELECT n, size FROM jobs WHERE NOT dead AND due <= now() AND `+of.which+` ORDER BY n LIMIT ? FOR UPDATE SKIP LOCKED) AS first) AS few
			WHERE ahead < ?) RETURNING `+jobColumns+", raw", Lease.Seconds(), worker, of.most, mostAtOnce)
		if err != nil {
			return nil, s.explain(err)
		}
		defer rows.Close()
		for rows.Next() {
			var packed []byte
			j, err := scanJob(rows.Scan, &packed)
			if err != nil {
				return nil, s.explain(err)
			}
			if j.Raw, err = stretch(kindText, packed); err != nil {
				return nil, s.explain(err)
			}
			jobs = append(jobs, j)
		}
		if err := rows.Err(); err != nil || len(jobs) > 0 {
			slices.SortFunc(jobs, func(a, b Job) int { return cmp.Compare(a.N, b.N) })
			return jobs, s.explain(err)
		}
	}
	return nil, nil
}

// changeJobs does something to jobs that a worker still has.
func (s *Store) changeJobs(ctx context.Context, change, worker string, jobs []Job, args ...any) error {
	numbers := make([]int64, len(jobs))
	for i := range jobs {
		numbers[i] = jobs[i].N
	}
	list, err := json.Marshal(numbers)
	if err != nil {
		return err
	}
	_, err = s.db.ExecContext(ctx, change+" WHERE worker = ? AND n IN (SELECT CAST(value AS BIGINT) FROM json_each(?))", append(args, worker, string(list))...)
	return s.explain(err)
}

// Done says that what jobs led to is in the ledger.
func (s *Store) Done(ctx context.Context, worker string, jobs []Job) error {
	return s.changeJobs(ctx, "DELETE FROM jobs", worker, jobs)
}

// GiveBack says that nobody tried jobs that a worker took.
func (s *Store) GiveBack(ctx context.Context, worker string, jobs []Job) error {
	return s.changeJobs(ctx, "UPDATE jobs SET tried = greatest(tried - 1, 0), due = now()", worker, jobs)
}

// Hold asks for more time.
func (s *Store) Hold(ctx context.Context, worker string, jobs []Job) error {
	return s.changeJobs(ctx, "UPDATE jobs SET due = now() + make_interval(secs => ?)", worker, jobs, Lease.Seconds())
}

// Vain says that jobs were tried in vain, and why.
func (s *Store) Vain(ctx context.Context, worker string, jobs []Job, why string) error {
	return s.changeJobs(ctx, "UPDATE jobs SET wrong = ?, due = now() + make_interval(secs => ? * power(2, least(tried, 20) - 1)), dead = tried >= ?", worker, jobs, why, firstPause.Seconds(), MostTries)
}

// Jobs returns the jobs that wait, are taken or laid aside, without their bytes, those first that came first.
func (s *Store) Jobs(ctx context.Context) (jobs []Job, err error) {
	if err := s.Waits(); err != nil {
		return nil, err
	}
	rows, err := s.db.QueryContext(ctx, "SELECT "+jobColumns+" FROM jobs ORDER BY n")
	if err != nil {
		return nil, s.explain(err)
	}
	defer rows.Close()
	for rows.Next() {
		j, err := scanJob(rows.Scan)
		if err != nil {
			return nil, s.explain(err)
		}
		jobs = append(jobs, j)
	}
	return jobs, s.explain(rows.Err())
}

// Revive has jobs that were laid aside tried again, or drops them.
func (s *Store) Revive(ctx context.Context, jobs []Job, drop bool) error {
	for _, j := range jobs {
		change := "UPDATE jobs SET dead = false, tried = 0, due = now() WHERE dead AND n = ?"
		if drop {
			change = "DELETE FROM jobs WHERE dead AND n = ?"
		}
		if _, err := s.db.ExecContext(ctx, change, j.N); err != nil {
			return s.explain(err)
		}
	}
	return nil
}

func (s *Store) onlyServer(what string) error {
	return &storeError{s.path + ": " + what + " in a ledger on a server alone; name one with -l postgres://user@host/database", assay.ErrInvalid}
}
