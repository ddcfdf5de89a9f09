// Looks at pages in Chromium.
//
//	node look.mjs PICTURES PAGE.html...                   evidence pages
//	node look.mjs PICTURES --at OPENED [WORDS] [/PAGE...] a workspace that is served: a page of each
//		kind that links lead to, beside those that are named. Of the words, "drive" tries keys and
//		does the day of an analyst (drive.mjs), "keys" tries keys alone, "long" scrolls through the pages that are named,
//		and "short" looks at one page a screen, at fewer widths.
//	node look.mjs PICTURES --at OPENED team NAME PASSWORD what is served to a team, by the account of an
//		owner and its first password (team.mjs)
//
// Each page is held, light and dark at 360, 768 and 1,440 pixels, to axe-core and to its
// width; its tab stops up to the main part and the sheets it prints on are counted. Nothing of a
// workspace may complain on the console, or ask another machine for anything.
// Pictures and PDF files go to the folder PICTURES. Ends with 1 where something is amiss.
import { createRequire } from "node:module";
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { PATIENCE, becomes, day, keys, plain, scroll, visit, walk } from "./drive.mjs";
import { team } from "./team.mjs";

const MOST = { bytes: 5_000_000, stops: 40, sheets: 30 };
const WIDTHS = [360, 768, 1440];
const TALL = 4000; // pixels: how much of a page a picture shows

const chromium = [process.env.CHROMIUM, "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find((p) => p && existsSync(p));
if (!chromium) {
	console.log("screens: SKIPPED: no Chromium on this machine (set CHROMIUM to its path)");
	process.exit(0);
}
let playwright, axe;
try {
	playwright = await import("playwright-core");
	axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
} catch (err) {
	console.log(`screens: SKIPPED: npm install in internal/screens first (${err.message.split("\n")[0]})`);
	process.exit(0);
}

let [out, ...pages] = process.argv.slice(2), opened;
if (pages[0] === "--at") [, opened, ...pages] = pages;
const asked = new Set(pages.filter((p) => ["drive", "keys", "long", "short"].includes(p)));
pages = pages.filter((p) => !asked.has(p));
const short = asked.has("short") || pages[0] === "team";
mkdirSync(out, { recursive: true });
const browser = await (playwright.chromium ?? playwright.default.chromium).launch({ executablePath: chromium, args: ["--no-sandbox"] });
let amiss = 0;
const fail = (words) => { amiss++; console.log(`  AMISS: ${words}`); };

let count = 0;
if (pages[0] === "team") await people(...pages.slice(1));
else if (opened) await workspace();
else for (const file of pages) await evidence(file);
await browser.close();
console.log(amiss === 0 ? `screens: ${count} pages, nothing amiss` : `screens: ${amiss} things amiss`);
process.exit(amiss === 0 ? 0 : 1);

async function evidence(file) {
	const bytes = statSync(file).size, name = path.basename(file, ".html");
	const page = await browser.newPage();
	page.on("pageerror", (e) => fail(`${name}: ${e.message}`));
	await page.goto(pathToFileURL(path.resolve(file)).href);
	await look(page, name, bytes);
	await page.close();
}

// A browser of somebody's own. Whatever its pages complain of is amiss, but for a status that is expected of it,
// and so is whatever they ask another machine for.
async function newcomer(asked) {
	const server = new URL(opened);
	const context = await browser.newContext();
	context.setDefaultTimeout(PATIENCE);
	await context.route("**/*", (route) => {
		asked.here++;
		if (new URL(route.request().url()).host === server.host) return route.continue();
		asked.elsewhere++;
		fail(`asks ${route.request().url()}`);
		return route.abort();
	});
	const page = await context.newPage();
	page.expected = [];
	page.on("console", (m) => {
		if ((m.type() === "error" || m.type() === "warning") && !page.expected.some((status) => m.text().includes(`status of ${status}`))) fail(`${page.url()}: console: ${m.text()}`);
	});
	page.on("pageerror", (e) => fail(`${page.url()}: ${e.message}`));
	page.on("dialog", (d) => { fail(`${page.url()}: a dialog: ${d.message()}`); d.dismiss(); });
	return page;
}

// people looks at what is served to a team.
async function people(name, password) {
	const asked = { here: 0, elsewhere: 0 };
	await team(() => newcomer(asked), new URL(opened), name, password, { look, fail }).catch((err) => fail(`team: ${err.message.split("\n")[0]}`));
	console.log(`${asked.here} requests, ${asked.elsewhere} of them of another machine`);
}

// workspace looks at a workspace under its own policy.
async function workspace() {
	const server = new URL(opened), requests = { here: 0, elsewhere: 0 };
	const page = await newcomer(requests), context = page.context();
	await page.goto(opened);
	await page.waitForURL("**/");
	const made = async () => { // of what is behind the pages the sources are made last
		for (let n = 0; (await context.request.get(new URL("/sources", server).href)).status() === 503 && n < 300; n++) await page.waitForTimeout(1000);
	};
	const open = (href) => visit(page, new URL(href, server).href);
	await made();
	await open("/");
	const see = async (href, name) => {
		const answer = await open(href).catch((err) => { if (!/download/i.test(err.message)) fail(`${href}: ${err.message}`); });
		if (!answer) return false;
		if (answer.status() !== 200) fail(`${href}: ${answer.status()}`);
		if (!/html/.test(answer.headers()["content-type"])) return false;
		await look(page, name, (await answer.body()).length);
		return true;
	};
	if (asked.has("long")) {
		for (const href of pages) await scroll(page, new URL(href, server).href, fail);
	} else {
		await walk(page, server, { short, more: pages }, see);
	}
	if (asked.has("drive") || asked.has("keys")) {
		await page.setViewportSize({ width: 1440, height: 900 });
		await made();
		await keys(page, server, fail).then((n) => console.log(`keys: ${n} pressed`), (err) => fail(`keys: ${err.message.split("\n")[0]}, at ${page.url()}`));
	}
	if (asked.has("drive")) {
		const counts = await day(page, server, fail, (name) => page.screenshot({ path: path.join(out, `task-${name}.png`) }));
		await plain(browser, opened, fail);
		for (const c of counts) console.log(`task | ${c.name} | ${c.keys} | ${c.letters}`);
		for (const [href, name] of [["/review", "review-begun"], ["/review/agreement", "agreement"], ["/changes", "changes"], ["/rulings", "rulings-made"]]) await see(href, name);
	}
	console.log(`${requests.here} requests, ${requests.elsewhere} of them of another machine`);
	await context.close();
}

// look holds the page that is open to what is asked of all.
async function look(page, name, bytes) {
	count++;
	console.log(`${name}: ${bytes.toLocaleString("en")} bytes`);
	if (bytes > MOST.bytes) fail(`${name}: more than ${MOST.bytes.toLocaleString("en")} bytes`);
	const tooWide = async (when) => {
		const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
		if (wide > 0) fail(`${name}, ${when}: ${wide} pixels too wide`);
	};
	const kinds = [];
	for (const scheme of ["light", "dark"]) {
		for (const width of WIDTHS) {
			if (short && (scheme === "dark") !== (width === 360)) { // each width once, each scheme
				continue;
			}
			const at = `${scheme}, ${width}`;
			await page.emulateMedia({ colorScheme: scheme });
			await page.setViewportSize({ width, height: opened ? 900 : TALL });
			await tooWide(at);
			await page.screenshot({ path: path.join(out, `${name}-${scheme}-${width}.png`), fullPage: !!opened && bytes < 1_000_000 });
			if (width === 1440 && scheme === "light") {
				await stops(page, name);
				if (opened) await quote(page, name);
				if (bytes < 1_000_000) { // what is folded is looked at too
					await page.evaluate(() => document.querySelectorAll("details").forEach((d) => { d.open = true; }));
					await tooWide(at + ", all open");
				}
			}
			if (short && width === 768) continue;
			await page.evaluate(axe);
			const found = await page.evaluate(async () => {
				const r = await axe.run(document, { resultTypes: ["violations"] });
				return r.violations.map((v) => `${v.id}, ${v.nodes.length} times: ${v.help}; ${v.nodes[0].target} ${v.nodes[0].failureSummary.split("\n").pop().trim()}`);
			});
			for (const v of found) fail(`${name}, ${at}: axe: ${v}`);
			kinds.push(found.length);
		}
	}
	console.log(`  axe ${Math.max(...kinds) === 0 ? "clean" : "amiss"} ${kinds.length} times`);
	await page.emulateMedia({ colorScheme: "light" });
	if (short) return;
	const pdf = await page.pdf({ format: "A4", margin: { top: "12mm", bottom: "12mm", left: "12mm", right: "12mm" }, printBackground: false });
	writeFileSync(path.join(out, `${name}.pdf`), pdf);
	const sheets = (pdf.toString("latin1").match(/\/Type\s*\/Page\b/g) ?? []).length;
	console.log(`  prints on ${sheets} sheets`);
	if (sheets > MOST.sheets) fail(`${name}: more than ${MOST.sheets} sheets`);
}

// quote opens the first quote of a page in place, and closes it again.
async function quote(page, name) {
	const link = page.locator('main a[href^="/quotes/"]').first();
	if (!(await link.count()) || !(await link.isVisible())) return;
	await link.click();
	await page.locator(".opened .text").first().waitFor({ timeout: PATIENCE }).catch(() => fail(`${name}: a quote does not open in place`));
	await page.screenshot({ path: path.join(out, `${name}-quote.png`) });
	await link.click().catch((err) => fail(`${name}: ${err.message.split("\n")[0]}`));
	if (!(await becomes(async () => !(await page.locator(".opened").count())))) fail(`${name}: a quote does not close`);
}

// stops counts how often the tab key must be pressed until the focus is in the main part.
async function stops(page, name) {
	await page.evaluate(() => document.activeElement?.blur());
	let stops = 0;
	for (; stops <= MOST.stops + 1; stops++) {
		await page.keyboard.press("Tab");
		// Where nothing in the main part takes the focus it goes on behind it.
		if (await page.evaluate(() => {
			const main = document.querySelector("main"), at = document.activeElement;
			return main.contains(at) || at === document.body || (main.compareDocumentPosition(at) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;
		})) break;
	}
	console.log(`  ${stops} tab stops before the main part`);
	if (stops >= MOST.stops) fail(`${name}: ${stops} tab stops before the main part`);
}
