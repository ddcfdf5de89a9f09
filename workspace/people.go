package workspace

import (
	"fmt"
	"html/template"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"rsc.io/qr"

	"assay"
	"assay/account"
	"assay/screen"
	"assay/store"
)

// teamRoutes are those that there are only where there are accounts.
var teamRoutes = []route{
	{pattern: "GET /account", template: "account", fill: (*visit).account},
	{pattern: "GET /account/authenticator", template: "authenticator", fill: (*visit).authenticator},
	{pattern: "POST /account/password", do: (*visit).changePassword},
	{pattern: "POST /account/authenticator", do: (*visit).setAuthenticator},
	{pattern: "POST /account/authenticator/remove", do: (*visit).removeAuthenticator},
	{pattern: "POST /account/recovery", do: (*visit).newRecovery},
	{pattern: "POST /account/sessions", do: (*visit).endSession},
	{pattern: "POST /account/programs", do: (*visit).newProgram},
	{pattern: "POST /logout", do: (*visit).logout},
	{pattern: "GET /team", template: "team", fill: (*visit).teamPage},
	{pattern: "POST /team/accounts", do: (*visit).addAccount},
	{pattern: "POST /team/accounts/role", do: (*visit).giveRole},
	{pattern: "POST /team/accounts/reset", do: (*visit).resetAccount},
	{pattern: "POST /team/accounts/end", do: (*visit).endSessions},
	{pattern: "POST /team/accounts/remove", do: (*visit).removeAccount},
	{pattern: "POST /team/collections", do: (*visit).addCollection},
	{pattern: "POST /team/collections/remove", do: (*visit).removeCollection},
	{pattern: "POST /team/grants", do: (*visit).grant},
	{pattern: "POST /team/grants/take", do: (*visit).takeGrant},
	{pattern: "POST /team/reports", do: (*visit).collect},
}

// issuer is what this is called in an authenticator.
const issuer = "assay"

// ofTeam reports whether an address is about accounts, and so is answered whatever the ledger
// says and before it was looked at.
func ofTeam(path string) bool {
	return path == "/logout" || path == "/account" || path == "/team" || strings.HasPrefix(path, "/account/") || strings.HasPrefix(path, "/team/")
}

// An account as the person themselves see it.
type accountPage struct {
	Name, Role, Sees string
	First, Password  bool // it is to be changed; there is one
	Authenticator    bool
	Recovery         int
	Sessions         []sessionRow
}

type sessionRow struct {
	Sum, About, Made, Seen string
	Here, Program          bool
}

// me returns the account of who asks.
func (v *visit) me() (*account.Account, error) {
	return v.server.team.access.Account(v.Context(), v.person.name)
}

func (v *visit) account() (any, error) {
	v.title = "Your account"
	a, err := v.me()
	if err != nil {
		return nil, err
	}
	list, err := v.server.team.access.Sessions(v.Context(), a.Name)
	if err != nil {
		return nil, err
	}
	out := accountPage{Name: a.Name, Role: a.Role.String(), Sees: v.person.sees.String(), First: a.First, Password: a.Password != "", Authenticator: a.Secret != "", Recovery: len(a.Recovery)}
	now := v.server.team.door.Now()
	for _, se := range list {
		if now.Before(se.End) {
			out.Sessions = append(out.Sessions, sessionRow{se.Sum, screen.Clean(se.About), moment(se.Made), moment(se.Seen), se.Sum == v.person.session, se.Program})
		}
	}
	return out, nil
}

// second is a moment of the ledger as it is shown: "2026-11-30 12:43:06 UTC".
func second(at string) string {
	t, err := time.Parse(time.RFC3339, at)
	if err != nil {
		return screen.Clean(at)
	}
	return t.UTC().Format(time.DateTime) + " UTC"
}

func moment(t time.Time) string { return t.UTC().Format("2006-01-02 15:04") + " UTC" }

// mustKnow fails where a form does not have the password of who asks: whoever finds a browser
// open does not take the account with it.
func (v *visit) mustKnow(a *account.Account) error {
	t := v.server.team
	if a.Password == "" {
		return nil // another server says who it is
	}
	if wait, ok := t.try(v.Request, a.Name); !ok {
		return fmt.Errorf("%w: that was tried too often; try again in %d seconds", errForbidden, 1+int(wait.Seconds()))
	}
	if !account.Fits(a.Password, v.PostFormValue("password")) {
		return fmt.Errorf("%w: that is not your password", assay.ErrInvalid)
	}
	t.names.Forgive(account.Sum(a.Name))
	return nil
}

func (v *visit) changePassword() error {
	a, err := v.me()
	if err == nil {
		err = v.mustKnow(a)
	}
	if err != nil {
		return err
	}
	is := v.PostFormValue("new")
	if is != v.PostFormValue("again") {
		return fmt.Errorf("%w: the two new passwords are not the same", assay.ErrInvalid)
	}
	if a.Password == "" {
		return fmt.Errorf("%w: this account has no password; it comes in by another server", assay.ErrInvalid)
	}
	if err := account.CheckPassword(a.Name, is); err != nil {
		return err
	}
	if account.Fits(a.Password, is) {
		return fmt.Errorf("%w: that is the password that you have", assay.ErrInvalid)
	}
	hash := account.Hash(is)
	err = v.server.team.access.ChangeAccount(v.Context(), a.Name, a.Name+" changed the password", true, v.person.session, func(a *account.Account) error {
		a.Password, a.First = hash, false
		return nil
	})
	if err == nil {
		v.see("/account")
	}
	return err
}

// An authenticatorPage shows a secret to an authenticator.
type authenticatorPage struct {
	Secret, Groups string
	URI            template.URL // which the program made
	Picture        template.HTML
	Password       bool
}

func (v *visit) authenticator() (any, error) {
	v.title = "An authenticator"
	a, err := v.me()
	if err != nil {
		return nil, err
	}
	out := authenticatorPage{Secret: account.NewSecret(), Password: a.Password != ""}
	for s := out.Secret; s != ""; s = s[min(4, len(s)):] {
		out.Groups += s[:min(4, len(s))] + " "
	}
	uri := account.KeyURI(issuer, a.Name, out.Secret)
	out.URI = template.URL(uri)
	if out.Picture, err = picture(uri); err != nil {
		return nil, err
	}
	return out, nil
}

// picture draws a QR code: one path, black on white whatever the page is, since readers want it so.
func picture(words string) (template.HTML, error) {
	code, err := qr.Encode(words, qr.M)
	if err != nil {
		return "", err
	}
	const quiet = 4
	var d strings.Builder
	for y := range code.Size {
		for x := 0; x < code.Size; x++ {
			from := x
			for x < code.Size && code.Black(x, y) {
				x++
			}
			if x > from {
				fmt.Fprintf(&d, "M%d %dh%dv1h-%dz", from+quiet, y+quiet, x-from, x-from)
			}
		}
	}
	side := code.Size + 2*quiet
	return template.HTML(fmt.Sprintf(`<svg class="qr" viewBox="0 0 %d %d" width="%d" height="%d" role="img" aria-label="The secret as a QR code" shape-rendering="crispEdges"><rect width="%d" height="%d" fill="#fff"/><path d="%s" fill="#000"/></svg>`,
		side, side, 4*side, 4*side, side, side, d.String())), nil
}

// setAuthenticator takes one that shows the right code.
func (v *visit) setAuthenticator() error {
	a, err := v.me()
	if err == nil {
		err = v.mustKnow(a)
	}
	if err != nil {
		return err
	}
	secret := v.PostFormValue("secret")
	step, ok := account.Confirm(secret, v.PostFormValue("code"), v.server.team.door.Now())
	if !ok || len(secret) != len(account.NewSecret()) {
		return fmt.Errorf("%w: that is not the code which the authenticator shows now; go back and try the next one", assay.ErrInvalid)
	}
	return v.recovery("set an authenticator of their own", func(a *account.Account) { a.Secret, a.Step = secret, step })
}

func (v *visit) removeAuthenticator() error {
	a, err := v.me()
	if err == nil {
		err = v.mustKnow(a)
	}
	if err == nil {
		err = v.server.team.access.ChangeAccount(v.Context(), a.Name, a.Name+" removed the authenticator", true, v.person.session, func(a *account.Account) error {
			a.Secret, a.Step, a.Recovery = "", 0, nil
			return nil
		})
	}
	return v.seeIf("/account", err)
}

// seeIf leads on where all went well.
func (v *visit) seeIf(to string, err error) error {
	if err == nil {
		v.see(to)
	}
	return err
}

func (v *visit) newRecovery() error {
	a, err := v.me()
	if err == nil {
		err = v.mustKnow(a)
	}
	if err == nil && a.Secret == "" {
		err = fmt.Errorf("%w: recovery codes stand in for an authenticator, and there is none", assay.ErrInvalid)
	}
	if err != nil {
		return err
	}
	return v.recovery("made new recovery codes", func(*account.Account) {})
}

// A shownOnce is what is shown this once.
type shownOnce struct {
	Words string
	List  []string
	Back  string
}

// recovery changes the account, and shows new recovery codes.
func (v *visit) recovery(what string, change func(*account.Account)) error {
	codes, sums := account.NewRecovery()
	err := v.server.team.access.ChangeAccount(v.Context(), v.person.name, v.person.name+" "+what, true, v.person.session, func(a *account.Account) error {
		change(a)
		a.Recovery = sums
		return nil
	})
	if err != nil {
		return err
	}
	v.title = "Recovery codes"
	return v.show("once.html", http.StatusOK, shownOnce{"Each of these lets you in once where you do not have the authenticator: write it in the place of the code. Print them, or keep them where you keep passwords; they are not shown again.", codes, "/account"})
}

func (v *visit) endSession() error {
	sum := v.PostFormValue("sum")
	if sum == "" {
		return fmt.Errorf("%w: which session?", assay.ErrInvalid)
	}
	if err := v.server.team.access.EndSession(v.Context(), v.person.name, sum); err != nil {
		return err
	}
	v.see("/account")
	return nil
}

// mostTokenDays is how long a token for a program is good.
const mostTokenDays = 366

func (v *visit) newProgram() error {
	a, err := v.me()
	if err == nil {
		err = v.mustKnow(a)
	}
	if err != nil {
		return err
	}
	about := strings.TrimSpace(v.PostFormValue("about"))
	days, err := strconv.Atoi(v.PostFormValue("days"))
	if err != nil || days < 1 || days > mostTokenDays || about == "" || len(about) > mostName {
		return fmt.Errorf("%w: a token is for something, and is good for 1 to %d days", assay.ErrInvalid, mostTokenDays)
	}
	token, now := account.Token(), v.server.team.door.Now()
	err = v.server.team.access.BeginSession(v.Context(), &store.Session{Sum: account.Sum(token), Account: v.person.name, Program: true, About: about, Made: now, End: now.AddDate(0, 0, days)})
	if err != nil {
		return err
	}
	v.title = "A token"
	return v.show("once.html", http.StatusOK, shownOnce{"A program that sends this as “Authorization: Bearer …” reads the API with what you may see and do. It is not shown again.", []string{token}, "/account"})
}

func (v *visit) logout() error {
	if err := v.server.team.access.EndSession(v.Context(), v.person.name, v.person.session); err != nil {
		return err
	}
	c := v.server.team.session(v.Request)
	c.MaxAge = -1
	http.SetCookie(v.writer, c)
	v.see("/login")
	return nil
}

// The owner's page: who there is, and what they may see.
type teamPage struct {
	Accounts    []accountRow
	Collections []store.Collection
	Roles       []string
	Duties      []dutyRow
}

type accountRow struct {
	Name, Role, Sees, Seen string
	Authenticator, Other   bool // comes in by another server
	Sessions               int
	Grants                 []grantRow
	Owner                  bool
}

type grantRow struct {
	Account, Collection string
	Confidential        bool
}

type dutyRow struct {
	Words string
	May   []bool // by role
}

// dutyRows says what each role may do.
func dutyRows() (list []dutyRow) {
	for i := range duties {
		row := dutyRow{Words: duties[i].words}
		for r := account.Reader; r <= account.Owner; r++ {
			row.May = append(row.May, r >= duties[i].role)
		}
		list = append(list, row)
	}
	return list
}

func (v *visit) teamPage() (any, error) {
	v.title = "Team"
	access := v.server.team.access
	list, err := access.Accounts(v.Context())
	if err != nil {
		return nil, err
	}
	grants, err := access.Grants(v.Context(), "")
	if err != nil {
		return nil, err
	}
	out := teamPage{Roles: account.Roles[account.Reader:], Duties: dutyRows()}
	now := v.server.team.door.Now()
	for i := range list {
		a := &list[i]
		sees, err := access.SeesOf(v.Context(), a)
		if err != nil {
			return nil, err
		}
		row := accountRow{Name: a.Name, Role: a.Role.String(), Sees: sees.String(), Authenticator: a.Secret != "", Other: a.Address != "", Owner: a.Role == account.Owner}
		sessions, err := access.Sessions(v.Context(), a.Name)
		if err != nil {
			return nil, err
		}
		for _, se := range sessions {
			if now.Before(se.End) {
				row.Sessions++
			}
		}
		if len(sessions) > 0 {
			row.Seen = moment(sessions[0].Seen)
		}
		for _, g := range grants {
			if g.Account == a.Name {
				row.Grants = append(row.Grants, grantRow(g))
			}
		}
		out.Accounts = append(out.Accounts, row)
	}
	out.Collections, err = access.Collections(v.Context())
	return out, err
}

// named is the account that a form of the owner's page is about.
func (v *visit) named() string { return strings.TrimSpace(v.PostFormValue("name")) }

func (v *visit) addAccount() error {
	role, err := account.ParseRole(v.PostFormValue("role"))
	if err != nil {
		return err
	}
	a := &account.Account{Name: v.named(), Role: role, Address: strings.TrimSpace(v.PostFormValue("address"))}
	password := ""
	if a.Address == "" {
		password = account.NewPassword()
		a.Password, a.First = account.Hash(password), true
	}
	err = v.server.team.access.AddAccount(v.Context(), a)
	if err == nil && password != "" {
		return v.firstPassword(a.Name, password)
	}
	return v.seeIf("/team", err)
}

func (v *visit) giveRole() error {
	role, err := account.ParseRole(v.PostFormValue("role"))
	if err == nil {
		err = v.server.team.access.ChangeAccount(v.Context(), v.named(), v.named()+" is "+role.String(), false, "", func(a *account.Account) error {
			a.Role = role
			return nil
		})
	}
	return v.seeIf("/team", err)
}

func (v *visit) resetAccount() error {
	password := account.NewPassword()
	hash := account.Hash(password)
	err := v.server.team.access.ChangeAccount(v.Context(), v.named(), "reset "+v.named(), true, "", func(a *account.Account) error {
		a.Reset(hash)
		return nil
	})
	if err != nil {
		return err
	}
	return v.firstPassword(v.named(), password)
}

func (v *visit) endSessions() error {
	return v.seeIf("/team", v.server.team.access.ChangeAccount(v.Context(), v.named(), "end the sessions of "+v.named(), true, "", func(*account.Account) error { return nil }))
}

func (v *visit) removeAccount() error {
	return v.seeIf("/team", v.server.team.access.RemoveAccount(v.Context(), v.named()))
}

func (v *visit) firstPassword(name, password string) error {
	v.title = "A password for " + name
	return v.show("once.html", http.StatusOK, shownOnce{"This lets " + name + " in the first time, and is to be changed then. Hand it over by a way that you trust; it is not shown again.", []string{password}, "/team"})
}

func (v *visit) addCollection() error {
	return v.seeIf("/team#collections", v.server.team.access.AddCollection(v.Context(), v.named()))
}

func (v *visit) removeCollection() error {
	return v.seeIf("/team#collections", v.server.team.access.RemoveCollection(v.Context(), v.named()))
}

func (v *visit) grant() error {
	return v.seeIf("/team", v.server.team.access.Grant(v.Context(), store.Grant{Account: v.named(), Collection: v.PostFormValue("collection"), Confidential: v.PostFormValue("confidential") != ""}))
}

func (v *visit) takeGrant() error {
	return v.seeIf("/team", v.server.team.access.Ungrant(v.Context(), v.named(), v.PostFormValue("collection")))
}

// collect puts reports that are named, or that a query finds, into a collection. Whoever may not
// see them any more does not when it has answered.
func (v *visit) collect() error {
	var ids []string
	for name := range strings.FieldsSeq(v.PostFormValue("reports")) {
		id, err := v.store.Find(v.Context(), name)
		if err != nil {
			return err
		}
		ids = append(ids, id)
	}
	if q := strings.TrimSpace(v.PostFormValue("q")); q != "" {
		found, err := reportsFound(v, q)
		if err != nil {
			return err
		}
		for _, id := range found {
			if !slices.Contains(ids, id) {
				ids = append(ids, id)
			}
		}
	}
	if len(ids) == 0 {
		return fmt.Errorf("%w: no report is named or found", assay.ErrInvalid)
	}
	err := v.server.write(v.Context(), func(st *store.Store) error {
		return st.Collect(v.Context(), ids, v.PostFormValue("collection"), v.PostFormValue("confidential") != "")
	})
	if err == nil {
		err = v.server.team.hide(v.Context())
	}
	if err == nil {
		v.see("/team#collections")
	}
	return err
}

// mostFound is how many reports a query may put into a collection at once.
const mostFound = 100_000

// reportsFound returns the ids of the reports that a query finds.
func reportsFound(v *visit, q string) (ids []string, err error) {
	t, _, err := v.store.Search(v.Context(), q, false, mostFound)
	if err != nil && !store.IsDamage(err) {
		return nil, err
	}
	for _, cells := range t.Rows {
		ids = append(ids, row{t, cells}.text("report"))
	}
	return ids, nil
}
