import { chromium } from "playwright-core";
const [file, out, width, scheme, ...sel] = process.argv.slice(2);
const b = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox"] });
const c = await b.newContext({ colorScheme: scheme, viewport: { width: +width, height: 1500 }, bypassCSP: true });
const p = await c.newPage();
await p.goto("file://" + file);
let i = 0;
for (const s of sel) {
	await p.evaluate((s) => { const [q, open] = s.split("!"); const e = document.querySelector(q); if (open !== undefined) e.querySelectorAll("details").forEach((d, k) => { if (k < 3) d.open = true; }); e.scrollIntoView(); }, s);
	await p.screenshot({ path: `${out}-${i++}.png` });
}
await b.close();
