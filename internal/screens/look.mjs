// Looks at evidence pages in Chromium: node look.mjs PICTURES PAGE.html...
// or at a workspace that is served: node look.mjs PICTURES --at OPENED NAME=/ADDRESS...
// Each page is held, light and dark at 360, 768 and 1,440 pixels, to axe-core and to its
// width; its tab stops up to the main part and the sheets it prints on are counted.
// Pictures and PDF files go to the folder PICTURES. Ends with 1 where something is amiss.
import { createRequire } from "node:module";
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";

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

let [out, ...pages] = process.argv.slice(2);
let opened;
if (pages[0] === "--at") [, opened, ...pages] = pages;
mkdirSync(out, { recursive: true });
const browser = await (playwright.chromium ?? playwright.default.chromium).launch({ executablePath: chromium, args: ["--no-sandbox"] });
let amiss = 0;
const fail = (words) => { amiss++; console.log(`  AMISS: ${words}`); };

// to leads a new page to one that is to be looked at.
async function to(page, file) {
	if (!opened) return page.goto(pathToFileURL(path.resolve(file)).href);
	await page.context().request.get(opened); // for its cookie
	return page.goto(new URL(file, opened).href);
}

for (let file of pages) {
	let name = path.basename(file, ".html"), bytes;
	if (opened) {
		[name, file] = file.split(/=(.*)/);
		bytes = await alone(file, name);
	} else {
		bytes = statSync(file).size;
	}
	console.log(`${name}: ${bytes.toLocaleString("en")} bytes`);
	if (bytes > MOST.bytes) fail(`more than ${MOST.bytes.toLocaleString("en")} bytes`);
	for (const scheme of ["light", "dark"]) {
		for (const width of WIDTHS) {
			// A page lets no script run but its own; axe is put in beside that.
			const context = await browser.newContext({ colorScheme: scheme, viewport: { width, height: opened ? 900 : TALL }, bypassCSP: true });
			const page = await context.newPage();
			const said = [];
			page.on("pageerror", (e) => said.push(e.message));
			await to(page, file);
			const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
			if (wide > 0) fail(`${scheme}, ${width}: ${wide} pixels too wide`);
			if (said.length) fail(`${scheme}, ${width}: ${said[0]}`);
			await page.screenshot({ path: path.join(out, `${name}-${scheme}-${width}.png`), fullPage: !!opened });
			if (width === 1440 && scheme === "light") await keys(page, name);
			if (width !== 768) {
				if (bytes < 1_000_000) { // what is folded is looked at too
					await page.evaluate(() => document.querySelectorAll("details").forEach((d) => { d.open = true; }));
					const wider = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
					if (wider > 0) fail(`${scheme}, ${width}, all open: ${wider} pixels too wide`);
				}
				await page.evaluate(axe);
				const found = await page.evaluate(async () => {
					const r = await axe.run(document, { resultTypes: ["violations"] });
					return r.violations.map((v) => `${v.id}, ${v.nodes.length} times: ${v.help}; ${v.nodes[0].target} ${v.nodes[0].failureSummary.split("\n").pop().trim()}`);
				});
				for (const v of found) fail(`${scheme}, ${width}: axe: ${v}`);
				console.log(`  ${scheme}, ${width}: axe ${found.length === 0 ? "clean" : found.length + " kinds"}`);
			}
			await context.close();
		}
	}
	const context = await browser.newContext({ bypassCSP: true });
	const page = await context.newPage();
	await to(page, file);
	const pdf = await page.pdf({ format: "A4", margin: { top: "12mm", bottom: "12mm", left: "12mm", right: "12mm" }, printBackground: false });
	writeFileSync(path.join(out, `${name}.pdf`), pdf);
	const sheets = (pdf.toString("latin1").match(/\/Type\s*\/Page\b/g) ?? []).length;
	console.log(`  prints on ${sheets} sheets`);
	if (sheets > MOST.sheets) fail(`more than ${MOST.sheets} sheets`);
	await context.close();
}
await browser.close();
console.log(amiss === 0 ? `screens: ${pages.length} pages, nothing amiss` : `screens: ${amiss} things amiss`);
process.exit(amiss === 0 ? 0 : 1);

// alone opens a page of the workspace as it is, under its own policy: nothing may be said on
// the console, and nothing asked of another machine. It returns how many bytes the page has.
async function alone(file, name) {
	const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
	const page = await context.newPage();
	page.on("console", (m) => { if (m.type() === "error" || m.type() === "warning") fail(`${name}: console: ${m.text()}`); });
	page.on("pageerror", (e) => fail(`${name}: ${e.message}`));
	page.on("dialog", (d) => { fail(`${name}: a dialog: ${d.message()}`); d.dismiss(); });
	page.on("request", (r) => { if (new URL(r.url()).host !== new URL(opened).host) fail(`${name}: asks ${r.url()}`); });
	const answer = await to(page, file);
	if (answer.status() >= 400) fail(`${name}: ${answer.status()}`);
	const bytes = (await answer.body()).length;
	const quote = page.locator('main a[href^="/quotes/"]').first();
	if (await quote.count()) { // opens in place, and is closed again
		await quote.click();
		await page.locator(".opened .text").first().waitFor({ timeout: 5000 }).catch(() => fail(`${name}: a quote does not open in place`));
		await page.screenshot({ path: path.join(out, `${name}-quote.png`) });
		await quote.click();
		if (await page.locator(".opened").count()) fail(`${name}: a quote does not close`);
	}
	if (file === "/") await typing(page, name);
	await context.close();
	return bytes;
}

// typing asks by keys alone: "/" leads to the field, a word becomes a field of a query.
async function typing(page, name) {
	await page.keyboard.press("/");
	await page.keyboard.type("act");
	await page.locator("#completions li").first().waitFor({ timeout: 5000 }).catch(() => fail(`${name}: no word is completed`));
	await page.keyboard.press("ArrowDown");
	await page.screenshot({ path: path.join(out, `${name}-typing.png`) });
	await page.keyboard.press("Enter");
	const value = await page.locator(".ask input").inputValue();
	if (value !== "action:") fail(`${name}: "act" becomes "${value}"`);
	await page.keyboard.type("killed");
	await page.keyboard.press("Enter");
	await page.waitForURL("**/search?q=action**", { timeout: 5000 }).catch(() => fail(`${name}: Enter does not search`));
}

// keys counts how often the tab key must be pressed until the focus is in the main part.
async function keys(page, name) {
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
	if (stops >= MOST.stops) fail(`${stops} tab stops before the main part`);
}
