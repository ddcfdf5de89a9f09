// Package account says who may come in: what a person's account holds, whether a name, a
// password and a code fit it, and how often somebody may try.
//
// In come what is kept of an account and what somebody typed, out comes whether they fit and
// what is to be kept then. Nothing here reads a clock, a file or the network: who calls it
// says what time it is, and package store keeps what it returns. Passwords are kept as
// argon2id (RFC 9106), codes of an authenticator are TOTP (RFC 6238), recovery codes and what
// a session is known by are random and kept as their SHA-256 alone.
//
// Whoever tries a name that is not there waits as long, and is told the same, as whoever tries
// a wrong password: see [Admit].
package account

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/base32"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"strings"
	"time"

	"assay"
)

// A Role says what a person may do. Who has one may do what those before it may.
type Role int

// The roles.
const (
	Nobody   Role = iota
	Reader        // reads, searches, takes out what is masked
	Coder         // reviews figures, puts briefs together
	Reviewer      // rules, curates, sees private persons by name
	Owner         // adds and removes reports, gives rights; sees everything
)

// Roles are their names.
var Roles = strings.Fields("nobody reader coder reviewer owner")

func (r Role) String() string { return Roles[min(max(r, 0), Owner)] }

// ParseRole reads the name of a role that a person may have.
func ParseRole(s string) (Role, error) {
	for r := Reader; r <= Owner; r++ {
		if Roles[r] == s {
			return r, nil
		}
	}
	return Nobody, fmt.Errorf("%w: there is no role %q; there are %s", assay.ErrInvalid, s, strings.Join(Roles[Reader:], ", "))
}

// An Account is what is kept of a person.
type Account struct {
	Name     string
	Role     Role
	Password string   // as [Hash] returns it; "" where only another server says who it is
	First    bool     // the password was made by an owner, and is to be changed first
	Secret   string   // of the authenticator, base32; "" where there is none
	Step     int64    // the last step of it that was used
	Recovery []string // sums of the codes that are left
	Address  string   // by which an OpenID provider knows the person: an e-mail address, or its subject
	Subject  string   // issuer and subject, once it was seen
	Made     string   // RFC 3339 in UTC
}

// Reset gives an account a password that is to be changed first, and takes its authenticator away.
func (a *Account) Reset(hash string) {
	a.Password, a.First, a.Secret, a.Step, a.Recovery = hash, true, "", 0, nil
}

// mostName is how long a name may be.
const mostName = 40

// CheckName refuses what is no name of an account: small letters and digits of ASCII, so that
// no two look alike, with dots, hyphens and underscores between.
func CheckName(name string) error {
	for i, r := range name {
		if !(r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || i > 0 && strings.ContainsRune("._-", r)) {
			return fmt.Errorf("%w: a name is of small letters and digits, with . _ - between them, and not %q", assay.ErrInvalid, name)
		}
	}
	if name == "" || len(name) > mostName {
		return fmt.Errorf("%w: a name has 1 to %d letters", assay.ErrInvalid, mostName)
	}
	return nil
}

// ErrRefused is all that somebody is told who is not let in.
var ErrRefused = errors.New("the name, the password or the code is not right")

// Admit lets somebody in who gives a password and, where the account has an authenticator, its
// code or a recovery code. A is nil where there is no account of the name that was given: then
// a hash is made all the same, so that the time says nothing. Where somebody is let in, what
// is to be kept of a has changed: a code is good once.
func Admit(a *Account, password, code string, now time.Time) error {
	kept := ""
	if a != nil {
		kept = a.Password
	}
	fits := Fits(kept, password)
	if a == nil {
		a = &Account{}
	}
	step, used, known := int64(0), -1, true
	if a.Secret != "" {
		step, known = codeFits(a.Secret, code, a.Step, now)
		if used = recovers(a.Recovery, code); used >= 0 {
			known = true
		}
	}
	if !fits || !known {
		return ErrRefused
	}
	switch {
	case used >= 0:
		a.Recovery = append(a.Recovery[:used:used], a.Recovery[used+1:]...)
	case a.Secret != "":
		a.Step = step
	}
	return nil
}

// Token returns what a session is known by: 32 random bytes, as text.
func Token() string {
	b := make([]byte, 32)
	rand.Read(b)
	return base64.RawURLEncoding.EncodeToString(b)
}

// Sum is what is kept of a token or a recovery code.
func Sum(token string) string {
	d := sha256.Sum256([]byte(token))
	return hex.EncodeToString(d[:])
}

var letters = base32.NewEncoding("abcdefghijkmnpqrstuvwxyz23456789").WithPadding(base32.NoPadding) // no 0 1 l o

// random returns so many random letters.
func random(n int) string {
	b := make([]byte, (n*5+7)/8)
	rand.Read(b)
	return letters.EncodeToString(b)[:n]
}

// NewPassword returns a password for somebody's first time: 100 random bits.
func NewPassword() string { return grouped(random(20), 5) }

// recoveryCodes is how many there are.
const recoveryCodes = 10

// NewRecovery returns recovery codes, and what is to be kept of them: each lets in once in the
// place of an authenticator.
func NewRecovery() (codes, sums []string) {
	for range recoveryCodes {
		code := random(16)
		codes, sums = append(codes, grouped(code, 4)), append(sums, Sum(code))
	}
	return codes, sums
}

// recovers returns which of the sums a code has, -1 if none.
func recovers(sums []string, code string) int {
	sum := Sum(strings.NewReplacer("-", "", " ", "").Replace(strings.ToLower(code)))
	found := -1
	for i := range sums {
		if same(sums[i], sum) {
			found = i
		}
	}
	return found
}

func grouped(s string, of int) string {
	var parts []string
	for ; len(s) > of; s = s[of:] {
		parts = append(parts, s[:of])
	}
	return strings.Join(append(parts, s), "-")
}
