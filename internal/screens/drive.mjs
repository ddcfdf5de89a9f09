// Drives a workspace that is served: finds its pages by their links, tries its keys, and does by
// keys alone what an analyst does in a day, counting them. look.mjs calls it.

// kindOf says of which kind a page is: its address without ids and, where all is to be seen,
// with what is asked of it but not with the answers.
function kindOf(address, short) {
	const path = address.pathname.split("/").map((s) => (/^(occ|est|st|r)?[0-9a-f]{6,}$|^[a-z]\d+$/.test(s) ? "*" : s)).join("/");
	const asked = [...new Set(address.searchParams.keys())].sort();
	return short ? path : path + "?" + (asked.length > 2 ? "more" : asked.join("&")); // lists are chosen by any of many together
}

// walk calls see with a page of each kind that links lead to from the first on, and with those that
// are named.
export async function walk(page, server, { short, more = [] }, see) {
	const kinds = new Set(), queue = [...more, "/"];
	for (const [n, href] of queue.entries()) {
		const address = new URL(href, server);
		const kind = kindOf(address, short);
		if (address.host !== server.host || /^\/(api|assets|open)\//.test(address.pathname)) continue;
		if (n >= more.length && kinds.has(kind)) continue;
		kinds.add(kind);
		const name = kind.replace(/[/*?&]+/g, "-").replace(/^-|-$/g, "") || "pile";
		if (!(await see(href, n < more.length ? `${name}-${n}` : name))) continue;
		queue.push(...(await page.$$eval("a[href]:not([download])", (list) => list.map((a) => a.pathname + a.search))));
	}
}

// PATIENCE is how long anything may take until it is seen, in milliseconds: machines are shared, and
// none waits longer than it must.
export const PATIENCE = 120_000;

// becomes asks again and again whether something is so, and says whether it became so.
export async function becomes(so, patience = PATIENCE) {
	for (const until = Date.now() + patience; ; await new Promise((later) => setTimeout(later, 50))) {
		if (await so()) return true;
		if (Date.now() > until) return false;
	}
}

// visit goes to an address, and returns what is answered; a page that leads on by itself meanwhile, as one
// does to which reports were added, is waited for.
export async function visit(page, address) {
	let answer;
	await becomes(() => page.goto(address).then((a) => { answer = a; return true; }, (err) => {
		if (/interrupted by another navigation/.test(err.message)) return false;
		throw err;
	}));
	return answer;
}

// Hands work a page by keys alone, and count them.
class Hands {
	keys = 0;
	letters = 0; // of these: words that were typed

	constructor(page) {
		this.page = page;
	}

	async press(...keys) {
		for (const key of keys) {
			this.keys++;
			await this.page.keyboard.press(key);
		}
	}

	async type(words) {
		this.keys += words.length;
		this.letters += words.length;
		await this.page.keyboard.type(words);
	}

	at(selector) {
		return this.page.evaluate((s) => document.activeElement.matches(s), selector);
	}

	comesTo(selector) {
		return becomes(() => this.at(selector));
	}

	leaves(selector) {
		return becomes(async () => !(await this.at(selector)));
	}

	// until presses a key until what is chosen has the focus.
	async until(key, selector, most = 60) {
		for (let n = 0; n < most; n++) {
			await this.press(key);
			if (await this.at(selector)) return;
		}
		throw new Error(`${most} times ${key} do not lead to ${selector}`);
	}

	// part presses the digit of a part of the page.
	async part(selector) {
		const n = await this.page.evaluate((s) => [...document.querySelectorAll("main h2")].filter((h) => h.checkVisibility() && !h.closest(".facets")).findIndex((h) => h.matches(s)), selector);
		await this.press(String(n + 1));
		if (!(await this.comesTo(selector))) throw new Error(`${n + 1} does not lead to ${selector}`);
	}

	// go presses a key that leads to another page.
	async go(key, address) {
		let status;
		const seen = (r) => { if (r.request().isNavigationRequest()) status = r.status(); };
		this.page.on("response", seen);
		await Promise.all([this.page.waitForEvent("load", { timeout: PATIENCE }), this.press(key)]).catch(() => { throw new Error(`${key} leads nowhere`); });
		this.page.off("response", seen);
		if (status !== 200) throw new Error(`${key}: ${status}`);
		await this.page.waitForURL(address, { timeout: PATIENCE });
		await this.page.evaluate(() => new Promise((shown) => requestAnimationFrame(() => requestAnimationFrame(shown)))); // a field may take the focus until then
	}

	async sees(selector, words) {
		const shown = this.page.locator(selector, words ? { hasText: words } : {}).first();
		await shown.waitFor({ timeout: PATIENCE });
		return shown;
	}
}

// keys tries the keys of all pages and of the queue. Each is pressed, and must do what it says.
export async function keys(page, server, fail) {
	const hands = new Hands(page);
	const must = (truth, words) => truth || fail(`keys: ${words}`);
	const inRow = () => page.evaluate(() => [...document.querySelectorAll("[data-row]")].findIndex((r) => r.contains(document.activeElement)));
	await visit(page, new URL("/", server).href);
	for (const [key, row] of [["j", 0], ["j", 1], ["k", 0], ["k", 0]]) {
		await hands.press(key);
		must(await becomes(async () => (await inRow()) === row), `${key} leads to row ${await inRow()} instead of ${row}`);
	}
	for (const key of [",", ",", "."]) {
		await hands.press(key);
		must(await hands.comesTo("main h2, main h1"), `${key} leads to no part of the page`);
	}
	await hands.press("1");
	must(await hands.comesTo("#events-h"), "1 does not lead to the first part of the page");
	await hands.press("f");
	must(await hands.comesTo(".facets a"), "f does not lead to what the list is chosen by");
	await hands.press("?");
	must(await becomes(() => page.locator("dialog#keys[open]").count()), "? does not say what keys there are");
	must((await page.locator("dialog#keys [data-parts] li").allInnerTexts()).join() === "1 Events", "? does not say what parts there are");
	const screens = await page.$$eval("dialog#keys [data-go]", (list) => list.map((a) => [a.dataset.go, a.getAttribute("href")]));
	await hands.press("Escape");
	must(await becomes(async () => !(await page.locator("dialog#keys[open]").count())), "Escape does not close what ? opened");
	must(screens.length >= 14, `g leads to ${screens.length} screens alone`);
	for (const [key, href] of screens) {
		await hands.press("Escape", "g"); // out of a field that has the focus
		await hands.go(key, (url) => url.pathname === href);
	}
	await visit(page, new URL("/", server).href);
	if (await page.locator('a[rel="next"]').count()) {
		await hands.go("]", /page=2/);
		await hands.go("[", /page=1|\/$/);
	}
	await hands.press("/");
	must(await hands.comesTo(".ask input"), "/ leads to no field");
	await hands.type("act");
	await hands.sees("#completions li");
	await hands.press("ArrowDown", "Enter");
	must(await becomes(async () => (await page.locator(".ask input").inputValue()) === "action:"), "act does not become action:");
	await hands.type("killed");
	await hands.sees("#completions li");
	await hands.press("Escape", "Escape"); // what is proposed goes, then the focus
	must(await hands.leaves(".ask input"), "Escape does not lead out of a field");
	await hands.press("/");
	await hands.type("killed");
	await hands.go("Enter", /search\?q=killed/);

	// The queue: y n h j k Enter u and digits. Another coder than whoever did so before begins anew.
	await visit(page, new URL("/review", server).href);
	await hands.type("Kim " + Date.now()); // the field has the focus
	await hands.go("Enter", /\/review/);
	const state = async () => (await page.locator("main .about").first().innerText()).match(/: (\d+) done, (\d+) put off, (\d+) open/).slice(1).map(Number);
	const id = () => page.locator('.coding input[name="id"]').inputValue();
	const [, , open] = await state();
	const first = await id();
	await hands.go("j", /at=/);
	must((await id()) !== first, "j does not lead on in the queue");
	await hands.go("k", /at=/);
	must((await id()) === first, "k does not lead back in the queue");
	let done = 0, held = 0;
	for (const [key, does] of [["y", "done"], ["n", "done"], ["h", "held"], ["Enter", "done"]]) {
		if (key === "Enter") {
			await hands.press("2");
			must(await becomes(() => page.locator('input[data-key="2"]').isChecked()), "2 does not choose the second action");
		}
		const was = await id();
		await hands.go(key, /review/);
		if (does === "done") done++;
		else held++;
		must((await id()) !== was, `${key} does not lead on`);
		must(String(await state()) === String([done, held, open - done - held]), `${key}: ${await state()}`);
	}
	for (let n = 0; n < 4; n++) await hands.go("u", /review/);
	must(String(await state()) === String([0, 0, open]), `u: ${await state()}`);
	await visit(page, new URL("/rulings", server).href);
	return hands.keys;
}

// tasks are what an analyst does in a day, each from the first page on, with what must be seen in
// the end, and what is waited for first. Nothing but keys is used.
const tasks = [
	["find the origin of a number", async (h) => {
		await h.press("j"); // the first event
		await h.until("Tab", '[data-row] a[href^="/estimates/"]');
		await h.go("Enter", /estimates/);
		await h.part("#from-h");
		await h.press("Tab", "Enter");
		await h.sees("#from-h ~ details[open] .how");
	}],
	["open the evidence of a number", async (h) => {
		await h.press("j");
		await h.until("Tab", '[data-row] a[href^="/estimates/"]');
		await h.go("Enter", /estimates/);
		await h.part("#who-h");
		await h.until("Tab", 'a[href^="/quotes/"]');
		await h.press("Enter");
		await h.sees(".opened .text .lit");
	}],
	["find who disagrees", async (h) => {
		await h.press("f"); // what the list is chosen by, conflicts first
		if (!(await h.comesTo("#choose-conflict ~ ul a"))) throw new Error("f does not lead to what the list is chosen by");
		await h.go("Enter", /conflict=yes/);
		await h.press("j");
		await h.until("Tab", '[data-row] a.against');
		await h.go("Enter", /estimates/);
		await h.sees("main .against", "in conflict");
		await h.sees("#who-h");
	}],
	["see a number as of another day", async (h) => {
		await h.press("j");
		await h.until("Tab", '[data-row] a[href^="/estimates/"]');
		await h.go("Enter", /estimates/);
		await h.part("#asof-h");
		await h.until("Tab", '.switches input[type="range"]');
		await h.press("ArrowLeft", "ArrowLeft"); // the last day on which something appeared, and the one before
		await h.page.waitForURL(/as-of=\d/, { timeout: PATIENCE });
		await h.sees(".doubt", "as of another day");
	}],
	["add a report", async (h) => {
		const chooser = h.page.waitForEvent("filechooser");
		await h.press("a");
		await (await chooser).setFiles({ name: "late.txt", mimeType: "text/plain", buffer: late });
		await h.sees('[data-added="fresh"]', "1 report added");
		await dropped(h.page, [["noise.txt", "\0\x01\x02"], ["later/late.txt", late.toString() + "Nobody was missing.\n"], ["later/picture.png", "\x89PNG"]]);
		await h.sees('[data-added="fresh"]', "1 report added, 1 refused");
		await h.sees("[data-added] li", "noise.txt");
		await screen(h, "Quarantine");
		await h.sees("main [data-row]", "noise.txt");
	}],
	["correct a place", async (h) => {
		await toReport(h);
		await h.until("j", '[data-row]:has(a[href*="/entries/f"]) a'); // the first figure
		await h.until("Tab", "a[data-open]");
		await h.press("Enter");
		await h.sees('.opened input[name="place"]');
		await h.press("2"); // the next that it may be
		if (!(await becomes(() => h.page.locator('.opened input[name="place"]').nth(1).isChecked()))) throw new Error("2 does not choose the second place");
		await h.press("w"); // leads to why
		await h.type("as the map says");
		await h.go("Enter", /reports/);
		await h.sees(".margin .doubt", "place");
	}],
	["correct a claim", async (h) => {
		await toReport(h);
		await h.until("j", '[data-row]:has(a[href*="/entries/c"]) a'); // the first claim
		await h.until("Tab", "a[data-open]");
		await h.press("Enter");
		await h.sees('.opened textarea[name="content"]');
		await h.press("3"); // another stance
		if (!(await becomes(() => h.page.locator('.opened input[name="stance"]').nth(2).isChecked()))) throw new Error("3 does not choose the third stance");
		await h.press("w");
		await h.type("he denies it");
		await h.go("Enter", /reports/);
		await h.sees(".margin .doubt", "stance set to");
	}],
	["see what changed", async (h) => {
		await h.go("c", /changes/);
		await h.sees("main table.list");
	}, '.state a[href="/changes"]'],
	["add a figure that was missed", async (h) => {
		await toReport(h);
		await h.press("a"); // the form, at its first field
		await h.type(await missed(h.page));
		await h.press("Tab");
		await h.type("3");
		await h.until("Tab", '.add input[name="why"]');
		await h.type("missed");
		await h.go("Enter", /reports/);
		await h.sees(".margin .doubt", "added");
	}],
	["confirm ten figures", async (h) => {
		await screen(h, "Review");
		if (await h.page.locator('main input[name="coder"][autofocus]').count()) {
			await h.type("Ann");
			await h.go("Enter", /review/);
		}
		for (let n = 0; n < 10; n++) await h.go("y", /review/);
		await h.sees("main .about", "10 done");
	}],
	["undo the last of them", async (h) => {
		await screen(h, "Review");
		await h.go("u", /review/);
		await h.sees("main .about", "9 done");
	}],
	["overrule a merge", async (h) => {
		await screen(h, "Stories");
		await h.press("j");
		await h.until("Tab", '[data-row] a[href^="/stories/"]', 90);
		await h.go("Enter", /stories\//);
		if (!(await h.page.locator('button[value="apart"]').count())) throw new Error("LEFT OUT: the page of a story takes no word yet");
		await h.press("x"); // leads to why, which is to be said
		await h.type("two texts");
		await h.go("Enter", /stories/);
		await h.sees("main", "apart");
	}],
	["make a brief", async (h) => {
		await h.press("j");
		await h.until("Tab", '[data-row] a[href^="/estimates/"]');
		await h.go("Enter", /estimates/);
		await h.go("b", /./); // the question with its number
		await screen(h, "Stories");
		await h.press("j");
		await h.go("Enter", /reports/);
		await h.go("b", /./); // the report
		await screen(h, "Briefs");
		await h.press("j");
		await h.go("Enter", /briefs\//);
		if ((await h.page.locator(".brief [data-row]").count()) !== 2) throw new Error("the brief has not what was put into it");
		const handed = h.page.waitForEvent("download");
		await h.press("e");
		if (!/\.html$/.test((await handed).suggestedFilename())) throw new Error("no page is handed out");
	}],
];

const late = Buffer.from("DADU, Pakistan — At least 3 people died when a bus fell into the river on Sunday, the police said.\n");

// dropped drops files on the page, each a name and what is in it; names may lead below folders.
const dropped = (page, files) => page.evaluate((files) => {
	const data = new DataTransfer();
	for (const [name, words] of files) data.items.add(new File([words], name));
	for (const name of ["dragenter", "dragover", "drop"]) document.querySelector("main").dispatchEvent(new DragEvent(name, { dataTransfer: data, bubbles: true, cancelable: true }));
}, files);

async function toReport(h) {
	await screen(h, "Stories");
	await h.press("j");
	await h.go("Enter", /reports/);
}

// screen leads to a screen of the bar: "g" and its number there.
async function screen(h, name) {
	const all = await h.page.locator(".masthead nav a").allInnerTexts();
	await h.press("g");
	await h.go(String(all.indexOf(name) + 1), /./);
}

// missed are words with a number that nobody marked.
const missed = (page) => page.evaluate(() => {
	const seen = new Map();
	for (const region of document.querySelectorAll(".layered .region.body")) for (const w of region.textContent.match(/\p{L}{4,} \p{L}{4,} \p{L}{4,}/gu) ?? []) seen.set(w, (seen.get(w) ?? 0) + 1);
	const all = document.querySelector(".layered").textContent;
	return [...seen.keys()].find((w) => all.split(w).length === 2);
});

// fresh opens the first page, once what is waited for is shown in it and it is not going to be shown anew.
async function fresh(page, server, ready = "main") {
	const shown = await becomes(async () => {
		await visit(page, new URL("/", server).href);
		if ((await page.locator(ready).count()) && !(await page.locator("[data-stale]").count())) return true;
		await page.waitForTimeout(500);
	});
	if (!shown) throw new Error("the first page is not fresh");
}

// day does the tasks, and returns how many keys each took.
export async function day(page, server, fail, picture) {
	const counts = [];
	page.on("filechooser", () => {}); // from now on it is listened for
	for (const [name, act, ready] of tasks) {
		const hands = new Hands(page);
		try {
			await fresh(page, server, ready);
			await act(hands);
			counts.push({ name, keys: hands.keys - hands.letters, letters: hands.letters });
			await picture(name.replaceAll(" ", "-"));
		} catch (err) {
			if (err.message.startsWith("LEFT OUT")) console.log(`  ${name}: ${err.message}`);
			else fail(`${name}: ${err.message.split("\n")[0]}, at ${page.url()}`);
			await picture("amiss-" + name.replaceAll(" ", "-"));
		}
	}
	return counts;
}

// plain does without scripts what modules help with: adds a file, and moves a slider.
export async function plain(browser, opened, fail) {
	const context = await browser.newContext({ javaScriptEnabled: false }), page = await context.newPage(), server = new URL(opened);
	page.setDefaultTimeout(PATIENCE);
	try {
		await visit(page, opened);
		await page.waitForURL("**/"); // the page that opens leads there by itself
		await page.locator('.drop input[type="file"]').setInputFiles({ name: "plain.txt", mimeType: "text/plain", buffer: Buffer.from("DADU, Pakistan — Two people died when a roof fell in on Tuesday, the police said.\n") });
		await page.locator(".drop button").click();
		if (!(await becomes(async () => {
			if (await page.locator('[data-added="fresh"]', { hasText: "1 report added" }).count()) return true;
			await page.waitForTimeout(300);
			await visit(page, new URL("/", server).href);
		}))) throw new Error("it is not said that the file is added");
		await page.locator(".added button").click();
		if (await page.locator("[data-added]").count()) throw new Error("what was added is not put away");
		for (const to of ["estimates", "events"]) {
			await visit(page, new URL("/", server).href);
			await page.locator(`[data-row] a[href^="/${to}/"]`).first().click();
			await page.locator('form.days input[type="range"]').focus();
			await page.keyboard.press("ArrowLeft");
			await page.locator("form.days button").click();
			await page.waitForURL(/as-of=\d/);
			await page.locator(".doubt", { hasText: "another day" }).first().waitFor();
		}
	} catch (err) {
		fail(`without scripts: ${err.message.split("\n")[0]}, at ${page.url()}`);
	}
	await context.close();
}

// scroll reads a long report from its first words to its last, and back some way: no task may take
// more than 50 ms of a processor, and the document may not grow.
export async function scroll(page, address, fail) {
	await page.setViewportSize({ width: 1440, height: 900 });
	const start = Date.now();
	await visit(page, address);
	const loaded = Date.now() - start;
	await page.mouse.move(400, 500);
	await page.context().browser().startTracing(page, { categories: ["toplevel", "disabled-by-default-devtools.timeline"] });
	let most = 0, steps = 0;
	const step = async (by) => {
		const was = await page.evaluate(() => scrollY);
		await page.mouse.wheel(0, by);
		await page.waitForTimeout(60);
		most = Math.max(most, await page.evaluate(() => document.querySelectorAll("*").length));
		steps++;
		return (await page.evaluate(() => scrollY)) !== was;
	};
	for (let still = 0; still < 10;) {
		still = (await step(900)) ? 0 : still + 1;
		if (still) await page.waitForTimeout(300);
	}
	if (await page.locator(".layered > .part").last().getAttribute("data-behind")) fail(`${address}: scrolling does not lead to the end`);
	for (let n = 0; n < 100; n++) await step(-900);
	const trace = JSON.parse((await page.context().browser().stopTracing()).toString()).traceEvents;
	const main = new Set(trace.filter((e) => e.name === "thread_name" && e.args.name === "CrRendererMain").map((e) => e.pid + ":" + e.tid));
	const tasks = trace.filter((e) => e.name === "RunTask" && main.has(e.pid + ":" + e.tid));
	const longest = (of) => Math.round(Math.max(...tasks.map(of)) / 1000);
	const busy = tasks.filter((e) => e.tdur > 50_000).length;
	console.log(`long: shown in ${loaded} ms; ${steps} steps, at most ${most} elements; of ${tasks.length} tasks ${busy} took more than 50 ms of a processor, the longest ${longest((e) => e.tdur ?? 0)} ms (${longest((e) => e.dur ?? 0)} ms by the clock)`);
	if (!tasks.length) fail(`${address}: no tasks were seen`);
	if (most > 20_000) fail(`${address}: ${most} elements`);
	if (busy) fail(`${address}: ${busy} tasks of more than 50 ms in scrolling`);
}
