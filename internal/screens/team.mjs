// Drives a ledger that is served to a team: comes in as its owner, takes a password and an authenticator,
// makes a colleague and a collection, and holds what the colleague sees to what the owner lets them see.
// look.mjs calls it.
import { createHmac } from "node:crypto";

// own are the passwords that people take for those that were made for them.
const own = { owner: "the owner's own words", colleague: "a colleague's own words" };

// Each of the two sits at a browser of their own; enter returns it.
export async function team(enter, server, owner, first, { look, fail }) {
	const at = (path) => new URL(path, server).href;
	const must = (truth, words) => truth || fail(`team: ${words}`);
	const seen = async (page, name) => look(page, `team-${name}`, (await page.content()).length);

	// send sends the first form with an action, its fields filled, and returns the status of the answer.
	const send = async (page, action, fields, about = "") => {
		const form = page.locator(`form[action="${action}"]${about}`).first();
		for (const [name, value] of Object.entries(fields)) {
			const field = form.locator(`[name="${name}"]`);
			if ((await field.evaluate((f) => f.tagName)) === "SELECT") await field.selectOption(value);
			else await field.fill(value);
		}
		const back = page.waitForResponse((r) => r.request().isNavigationRequest() && r.request().method() === "POST");
		await form.locator("button").first().click();
		const status = (await back).status();
		await page.waitForLoadState();
		return status;
	};
	const comeIn = (page, name, password, code = "") => send(page, "/login", { name, password, code });
	const ownPassword = (page, password, again) => send(page, "/account/password", { password, new: again, again });
	const once = (page) => page.locator("ul.once code").allInnerTexts();

	// refused asks for what somebody may not have. Browsers complain of the status on the console.
	const refused = async (page, path, status) => {
		page.expected = [status];
		const is = (await page.goto(at(path))).status();
		page.expected = [];
		must(is === status, `${path}: ${is} instead of ${status}`);
	};

	const hers = await enter();
	await hers.goto(at("/map"));
	must(hers.url().includes("/login"), "a stranger is not led to where one comes in");
	hers.expected = [401];
	must((await comeIn(hers, owner, "guessed")) === 401, "a guess comes in");
	hers.expected = [];
	must(await hers.locator('#wrong[role="alert"]').count(), "it is not said that a guess is wrong");
	await seen(hers, "login");
	await comeIn(hers, owner, first);
	must(hers.url() === at("/account"), `who has a first password comes to ${hers.url()}`);
	await seen(hers, "first");
	await ownPassword(hers, first, own.owner);

	await hers.goto(at("/account/authenticator"));
	await seen(hers, "authenticator");
	const secret = await hers.locator('form[action="/account/authenticator"] [name="secret"]').inputValue();
	await send(hers, "/account/authenticator", { code: codeOf(secret), password: own.owner });
	const recovery = await once(hers);
	must(recovery.length >= 8, `${recovery.length} recovery codes`);
	await seen(hers, "once");
	await send(hers, "/logout", {});
	hers.expected = [401];
	must((await comeIn(hers, owner, own.owner)) === 401, "a password comes in without a code");
	hers.expected = [];
	await comeIn(hers, owner, own.owner, recovery[0]);
	must(hers.url() === at("/"), `who comes in is led to ${hers.url()}`);
	await hers.goto(at("/account"));
	await seen(hers, "account");

	await hers.goto(at("/stories"));
	const closed = await hers.locator('[data-row] a[href^="/reports/"]').first().getAttribute("href");
	await hers.goto(at("/team"));
	await send(hers, "/team/collections", { name: "Court files" });
	await send(hers, "/team/reports", { reports: closed.split("/").pop(), collection: "Court files" });
	await hers.goto(at("/team"));
	await send(hers, "/team/accounts", { name: "maria", role: "coder" });
	const [hersFirst] = await once(hers);
	must(hersFirst, "a new account has no first password");

	const theirs = await enter();
	await theirs.goto(at("/"));
	await comeIn(theirs, "maria", hersFirst);
	await ownPassword(theirs, hersFirst, own.colleague);
	await ready(theirs, at("/"));
	await seen(theirs, "colleague");
	for (const [what, selector] of [["the accounts", 'a[href="/team"]'], ["the log", 'footer a[href="/log"]'], ["the quarantine", '.masthead a[href="/quarantine"]'], ["names", "form.names"], ["adding reports", "form.drop"]]) {
		must(!(await theirs.locator(selector).count()), `a coder is offered ${what}`);
		must(await ready(hers, at("/")).then(() => hers.locator(selector).count()), `an owner is not offered ${what}`);
	}
	for (const path of ["/team", "/log", "/quarantine"]) await refused(theirs, path, 403);
	await refused(theirs, closed, 404);
	await theirs.goto(at("/"));
	await theirs.locator('[data-row] a[href^="/estimates/"]').first().click();
	await theirs.locator("#how-h").waitFor();
	must(!(await theirs.locator('form[action="/rulings"]').count()), "a coder is offered to rule");
	must(await theirs.locator('form[action="/briefs"]').count(), "a coder is not offered a brief");

	await hers.goto(at("/team"));
	await hers.locator("summary", { hasText: "maria" }).click();
	await seen(hers, "team");
	await send(hers, "/team/grants", { collection: "Court files" }, ':has([value="maria"])');
	theirs.expected = [404, 503];
	let status = 0;
	for (let n = 0; status !== 200 && n < 60; n++) { // their share is made anew
		status = (await theirs.goto(at(closed))).status();
		if (status !== 200) await theirs.waitForTimeout(500);
	}
	theirs.expected = [];
	must(status === 200, `what maria is let see is answered by ${status}`);
}

// ready opens a page once the ledger was looked at.
async function ready(page, href) {
	for (let n = 0; n < 60; n++) {
		await page.goto(href);
		if (await page.locator("#events-h").count()) return;
		await page.waitForTimeout(300);
	}
	throw new Error(`${href} is not ready`);
}

// codeOf is what an authenticator shows now for a secret (RFC 6238).
function codeOf(secret) {
	let bits = "";
	for (const c of secret.replace(/[\s=]/g, "").toUpperCase()) bits += "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(c).toString(2).padStart(5, "0");
	const key = Buffer.from(bits.match(/.{8}/g).map((b) => parseInt(b, 2)));
	const time = Buffer.alloc(8);
	time.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000)));
	const sum = createHmac("sha1", key).update(time).digest();
	return String((sum.readUInt32BE(sum[19] & 15) & 0x7fffffff) % 1_000_000).padStart(6, "0");
}
