package account

import (
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"fmt"
	"strings"
	"unicode/utf8"

	"golang.org/x/crypto/argon2"
	"golang.org/x/text/unicode/norm"

	"assay"
)

// How much work a password is: the second of the two that RFC 9106 recommends, for machines
// with little memory. What was kept by other numbers is still read.
const (
	passes  = 3
	threads = 4
	keySize = 32
)

// Memory is what a password takes, in KiB, and so how much work it is; tests take less.
var Memory uint32 = 64 << 10

// The least and the most of a password, in characters and in bytes.
const (
	leastPassword = 12
	mostPassword  = 1024
)

// hashing holds how many passwords are looked at once: each takes 64 MB.
var hashing = make(chan struct{}, 2)

// CheckPassword refuses what cannot be a password of an account of that name.
func CheckPassword(name, password string) error {
	switch n := utf8.RuneCountInString(password); {
	case n < leastPassword:
		return fmt.Errorf("%w: a password has %d characters or more; a few words that do not belong together are good ones", assay.ErrInvalid, leastPassword)
	case len(password) > mostPassword || !utf8.ValidString(password):
		return fmt.Errorf("%w: a password has %d bytes at most", assay.ErrInvalid, mostPassword)
	case strings.Contains(strings.ToLower(password), name) && n < leastPassword+len(name) || strings.Count(password, password[:1]) == len(password):
		return fmt.Errorf("%w: that password is guessed at once; take another", assay.ErrInvalid)
	}
	return nil
}

// Hash returns what is kept of a password: argon2id in the PHC form.
func Hash(password string) string {
	salt := make([]byte, 16)
	rand.Read(salt)
	return phc(salt, key(password, salt, passes, Memory, threads, keySize))
}

func phc(salt, sum []byte) string {
	b64 := base64.RawStdEncoding.EncodeToString
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s", argon2.Version, Memory, passes, threads, b64(salt), b64(sum))
}

// key derives what is compared. However a keyboard writes an accent, it is the same password.
func key(password string, salt []byte, t, m uint32, p uint8, n uint32) []byte {
	hashing <- struct{}{}
	defer func() { <-hashing }()
	return argon2.IDKey(norm.NFKC.Bytes([]byte(password)), salt, t, m, p, n)
}

// Fits reports whether a password is that of which something is kept. It takes as long where
// nothing is.
func Fits(kept, password string) bool {
	none := kept == ""
	if none {
		kept = phc(make([]byte, 16), make([]byte, keySize))
	}
	var version int
	var t, m uint32
	var p uint8
	parts := strings.Split(kept, "$")
	if len(parts) != 6 || parts[1] != "argon2id" {
		return false
	}
	if _, err := fmt.Sscanf(parts[2], "v=%d", &version); err != nil || version != argon2.Version {
		return false
	}
	if _, err := fmt.Sscanf(parts[3], "m=%d,t=%d,p=%d", &m, &t, &p); err != nil || m > 256<<10 || t < 1 || t > 4*passes || p < 1 {
		return false
	}
	salt, saltErr := base64.RawStdEncoding.DecodeString(parts[4])
	sum, sumErr := base64.RawStdEncoding.DecodeString(parts[5])
	if saltErr != nil || sumErr != nil || len(sum) == 0 || len(password) > mostPassword {
		return false
	}
	return subtle.ConstantTimeCompare(key(password, salt, t, m, p, uint32(len(sum))), sum) == 1 && !none
}

func same(a, b string) bool { return subtle.ConstantTimeCompare([]byte(a), []byte(b)) == 1 }
