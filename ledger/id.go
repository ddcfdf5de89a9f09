package ledger

import (
	"fmt"
	"strings"

	"assay"
)

// EntryID returns the id that an entry has in a whole ledger, from its report and
// its id within the report's line: "3fa9c021:f7".
func EntryID(report assay.ReportID, local string) string { return report.Short() + ":" + local }

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

// IsShortID reports whether s is the first 8 digits of a hash, or more digits of a hash.
func IsShortID(s string) bool {
	return len(s) >= 8 && strings.Trim(s, "0123456789abcdef") == ""
}
