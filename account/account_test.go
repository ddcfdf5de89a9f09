package account

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"assay"
)

func TestMain(m *testing.M) {
	Memory = 1 << 10
	m.Run()
}

// The vectors of RFC 6238, appendix B, for SHA-1; theirs have eight digits, ours the last six.
func TestTOTP(t *testing.T) {
	secret := secrets.EncodeToString([]byte("12345678901234567890"))
	for at, want := range map[int64]string{59: "94287082", 1111111109: "07081804", 1111111111: "14050471", 1234567890: "89005924", 2000000000: "69279037", 20000000000: "65353130"} {
		if got := CodeAt(secret, time.Unix(at, 0)); got != want[2:] {
			t.Errorf("at %d: %s, not %s", at, got, want[2:])
		}
	}
}

// TestAdmit lets in with what fits, a code once, and says the same of all else.
func TestAdmit(t *testing.T) {
	now := time.Unix(1_800_000_000, 0)
	hash := Hash("three wet horses")
	codes, sums := NewRecovery()
	plain := func() *Account { return &Account{Name: "maria", Password: hash} }
	both := func() *Account {
		return &Account{Name: "maria", Password: hash, Secret: NewSecret(), Recovery: slices.Clone(sums)}
	}
	for name, c := range map[string]struct {
		a              *Account
		password, code string
		in             bool
	}{
		"password":               {plain(), "three wet horses", "", true},
		"wrong password":         {plain(), "three wet horse", "", false},
		"nobody":                 {nil, "three wet horses", "", false},
		"nobody, the null hash":  {nil, "", "", false},
		"no password":            {&Account{Name: "maria"}, "", "", false},
		"no code":                {both(), "three wet horses", "", false},
		"wrong code":             {both(), "three wet horses", "000000x", false},
		"recovery":               {both(), "three wet horses", codes[3], true},
		"recovery, capitals":     {both(), "three wet horses", strings.ToUpper(strings.ReplaceAll(codes[3], "-", " ")), true},
		"recovery, no password":  {both(), "", codes[3], false},
		"a sum in place of code": {both(), "three wet horses", sums[3], false},
	} {
		if err := Admit(c.a, c.password, c.code, now); (err == nil) != c.in || err != nil && !errors.Is(err, ErrRefused) {
			t.Errorf("%s: %v", name, err)
		}
	}
	a := both()
	code := CodeAt(a.Secret, now)
	if err := Admit(a, "three wet horses", code[:3]+" "+code[3:], now); err != nil {
		t.Error("with its code:", err)
	}
	if err := Admit(a, "three wet horses", code, now.Add(10*time.Second)); err == nil {
		t.Error("a code was good twice")
	}
	if err := Admit(a, "three wet horses", CodeAt(a.Secret, now), now.Add(-30*time.Second)); err == nil {
		t.Error("a code of before the last was good")
	}
	if err := Admit(a, "three wet horses", CodeAt(a.Secret, now.Add(30*time.Second)), now.Add(30*time.Second)); err != nil {
		t.Error("the next code:", err)
	}
	if err := Admit(a, "three wet horses", CodeAt(a.Secret, now.Add(5*time.Minute)), now); err == nil {
		t.Error("a code of later was good")
	}
	if err := Admit(a, "three wet horses", codes[0], now); err != nil {
		t.Error("a recovery code:", err)
	}
	if err := Admit(a, "three wet horses", codes[0], now); err == nil {
		t.Error("a recovery code was good twice")
	}
	if len(a.Recovery) != recoveryCodes-1 {
		t.Errorf("%d recovery codes are left", len(a.Recovery))
	}
}

// TestPasswords refuses what is guessed at once, and takes one however its accents are written.
func TestPasswords(t *testing.T) {
	for password, good := range map[string]bool{"short": false, "aaaaaaaaaaaaaaaa": false, "maria-2026!!": false, "three wet horses": true, strings.Repeat("long", 300): false, "drei nasse Öfen": true} {
		if err := CheckPassword("maria", password); (err == nil) != good || err != nil && !errors.Is(err, assay.ErrInvalid) {
			t.Errorf("%q: %v", password, err)
		}
	}
	if !Fits(Hash("drei nasse \u00d6fen"), "drei nasse O\u0308fen") {
		t.Error("another way to write an accent is another password")
	}
	for _, kept := range []string{"x", "$argon2id$v=19$m=9999999,t=3,p=4$AAAA$AAAA", "$argon2id$v=19$m=65536,t=0,p=4$AAAA$AAAA", "$argon2id$v=19$m=8,t=1,p=1$AAAA$", "$argon2i$v=19$m=8,t=1,p=1$AAAA$AAAA"} {
		if Fits(kept, "three wet horses") {
			t.Errorf("%s fits", kept)
		}
	}
}

// TestNames refuses names that look like others.
func TestNames(t *testing.T) {
	for name, good := range map[string]bool{"maria": true, "m.k-2_x": true, "Maria": false, "mаria": false, ".maria": false, "": false, "a b": false, strings.Repeat("a", 41): false, "a/b": false, "a\n": false} {
		if err := CheckName(name); (err == nil) != good {
			t.Errorf("%q: %v", name, err)
		}
	}
}

// TestLimiter lets through a burst, then one after another, and forgets nobody who waits.
func TestLimiter(t *testing.T) {
	now := time.Unix(1_800_000_000, 0)
	l := &Limiter{Burst: 3, Every: 10 * time.Second}
	for i := range 3 {
		if _, ok := l.Take("a", now); !ok {
			t.Errorf("%d of 3 refused", i+1)
		}
	}
	wait, ok := l.Take("a", now)
	if ok || wait != 10*time.Second {
		t.Errorf("the fourth: %v, wait %s", ok, wait)
	}
	if _, ok := l.Take("b", now); !ok {
		t.Error("another waits for the first")
	}
	if _, ok := l.Take("a", now.Add(wait)); !ok {
		t.Error("refused after the wait")
	}
	if _, ok := l.Take("a", now.Add(wait)); ok {
		t.Error("two after one wait")
	}
	l.Forgive("a")
	if _, ok := l.Take("a", now.Add(wait)); !ok {
		t.Error("refused though forgiven")
	}
	for i := range 2 * mostKeys {
		l.Take(strings.Repeat("x", i%100)+string(rune('a'+i%26))+time.Duration(i).String(), now)
	}
	if len(l.full) > mostKeys {
		t.Errorf("%d keys are known", len(l.full))
	}
}

// What is random is not twice the same, and as long as it says.
func TestRandom(t *testing.T) {
	if a, b := [...]string{Token(), NewPassword(), NewSecret()}, [...]string{Token(), NewPassword(), NewSecret()}; a[0] == b[0] || a[1] == b[1] || a[2] == b[2] {
		t.Error("the same twice")
	}
	if p := NewPassword(); len(p) != 23 || CheckPassword("maria", p) != nil {
		t.Errorf("password %q", p)
	}
	codes, sums := NewRecovery()
	if len(codes) != 10 || len(codes[0]) != 19 || Sum(strings.ReplaceAll(codes[0], "-", "")) != sums[0] {
		t.Errorf("%q", codes[0])
	}
	if uri := KeyURI("assay", "maria", "ABC"); uri != "otpauth://totp/assay:maria?secret=ABC&issuer=assay&algorithm=SHA1&digits=6&period=30" {
		t.Error(uri)
	}
}
