package account

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha1"
	"encoding/base32"
	"encoding/binary"
	"fmt"
	"net/url"
	"strings"
	"time"
)

// Codes of an authenticator: six digits, another every 30 seconds (RFC 6238, with the SHA-1
// that every authenticator knows).
const (
	period  = 30
	digits  = 6
	million = 1_000_000
	around  = 1 // steps before and behind that are good too: clocks differ
)

var secrets = base32.StdEncoding.WithPadding(base32.NoPadding)

// NewSecret returns a secret for an authenticator: 160 random bits.
func NewSecret() string {
	b := make([]byte, sha1.Size)
	rand.Read(b)
	return secrets.EncodeToString(b)
}

// codeAt is the code of a step.
func codeAt(secret []byte, step int64) int {
	h := hmac.New(sha1.New, secret)
	binary.Write(h, binary.BigEndian, step)
	sum := h.Sum(nil)
	at := sum[len(sum)-1] & 15
	return int(binary.BigEndian.Uint32(sum[at:at+4])&0x7fffffff) % million
}

// CodeAt is the code that an authenticator shows at a time; "" where the secret is none.
func CodeAt(secret string, now time.Time) string {
	b, err := secrets.DecodeString(secret)
	if err != nil {
		return ""
	}
	return fmt.Sprintf("%06d", codeAt(b, now.Unix()/period))
}

// codeFits reports whether a code is that of now, and of which step. One of a step up to last
// was used already.
func codeFits(secret, code string, last int64, now time.Time) (step int64, ok bool) {
	code = strings.ReplaceAll(code, " ", "")
	for s := now.Unix()/period - around; s <= now.Unix()/period+around; s++ {
		if is := CodeAt(secret, time.Unix(s*period, 0)); is != "" && same(is, code) && s > last {
			step, ok = s, true
		}
	}
	return step, ok
}

// Confirm reports whether a code is one of a secret that somebody has just been shown, and of
// which step.
func Confirm(secret, code string, now time.Time) (step int64, ok bool) {
	return codeFits(secret, code, 0, now)
}

// KeyURI is what an authenticator reads from a picture: of which account the secret is.
func KeyURI(issuer, name, secret string) string {
	return fmt.Sprintf("otpauth://totp/%s?secret=%s&issuer=%s&algorithm=SHA1&digits=%d&period=%d", url.PathEscape(issuer+":"+name), secret, url.PathEscape(issuer), digits, period)
}
