package ledger

import (
	"encoding/hex"
	"fmt"
	"strings"

	"assay"
)

// shortID is how many bytes of a report's hash stand in the id of an entry.
const shortID = 4

// ShortID returns the first 8 hex digits of a report's hash: "3fa9c021".
func ShortID(report assay.ReportID) string { return hex.EncodeToString(report[:shortID]) }

// EntryID returns the id that an entry has in a whole ledger, from its report and
// its id within the report's line: "3fa9c021:f7".
func EntryID(report assay.ReportID, local string) string { return ShortID(report) + ":" + local }

// ParseEntryID splits what [EntryID] returns into the beginning of the report's
// hash and the id within its line. Where 8 digits are those of two reports, more
// of them may stand there.
func ParseEntryID(id string) (report, local string, err error) {
	report, local, ok := strings.Cut(strings.TrimPrefix(id, "sha256:"), ":")
	if !ok || !IsShortID(report) || local == "" {
		return "", "", fmt.Errorf("%w: %q is no id of an entry; they look like 3fa9c021:f7", assay.ErrInvalid, id)
	}
	return report, local, nil
}

// IsShortID reports whether s is what [ShortID] returns, or more digits of a hash.
func IsShortID(s string) bool {
	return len(s) >= 2*shortID && strings.Trim(s, "0123456789abcdef") == ""
}
