// Keys: "/" to search, "j" and "k" from row to row of a list, "[" and "]" from page to page of it,
// "." and "," from part to part of the page, "g" and a digit to a screen of the bar, "?" what keys there are; what has data-key is clicked by that key. Where words are typed they are words.
const typing = (el) => el.matches?.("input, textarea, select, [contenteditable]");

let going = false; // "g" was pressed

document.addEventListener("keydown", (event) => {
	if (event.ctrlKey || event.metaKey || event.altKey) return;
	if (typing(event.target)) {
		if (event.key === "Escape") event.target.blur();
		return;
	}
	if (going) {
		going = false;
		const to = /^[1-9]$/.test(event.key) ? document.querySelectorAll(".masthead nav a")[event.key - 1] : document.querySelector(`[data-go="${CSS.escape(event.key)}"]`);
		if (to) {
			to.click();
			event.preventDefault();
			return;
		}
	}
	going = event.key === "g";
	const key = `[data-key="${CSS.escape(event.key)}"]`; // of the page that is shown, first of what is open below what has the focus
	const below = event.target.closest?.("tr, p, li, figure")?.nextElementSibling;
	const own = (below?.matches(".opened") && below.querySelector(key)) || document.querySelector(key);
	if (own) {
		if (event.key === "Enter" && event.target.closest?.("a, button, summary")) return;
		if (own.matches("input:not([type])")) own.focus();
		else own.click();
		event.preventDefault();
		return;
	}
	if (/^[1-9]$/.test(event.key) && focus(parts()[event.key - 1])) return event.preventDefault();
	const act = keys[event.key];
	if (!act) return;
	if (act() !== false) event.preventDefault();
});

const keys = {
	"/": () => document.querySelector(".ask input").focus(),
	j: () => step(1),
	k: () => step(-1),
	".": () => part(1),
	",": () => part(-1),
	"[": () => follow('a[rel="prev"]'),
	"]": () => follow('a[rel="next"]'),
	f: () => focus(document.querySelector(".facets a")),
	"?": tell,
};

function step(by) {
	const rows = [...document.querySelectorAll("[data-row]")];
	if (rows.length === 0) return false;
	const at = rows.findIndex((row) => row.contains(document.activeElement));
	const row = rows[at < 0 ? (by > 0 ? 0 : rows.length - 1) : Math.min(Math.max(at + by, 0), rows.length - 1)];
	row.querySelector("a, button")?.focus();
}

// parts are the headings of the page but for those of what a list is chosen by.
const parts = () => [...document.querySelectorAll("main h2")].filter((h) => h.checkVisibility() && !h.closest(".facets"));

function focus(to) {
	if (!to) return false;
	if (to.closest("details:not([open])")) to.closest("details").open = true;
	if (to.matches("h1, h2")) to.tabIndex = -1;
	to.focus();
	return true;
}

// part leads to the heading before or behind what has the focus.
function part(by) {
	const at = document.activeElement;
	const all = [...document.querySelectorAll("main h1, main h2")].filter((h) => h.checkVisibility());
	const behind = (h) => (at.compareDocumentPosition(h) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;
	return focus(by > 0 ? all.find((h) => at === document.body || behind(h)) : all.findLast((h) => h !== at && !behind(h) && !h.contains(at)));
}

// tell says what keys there are, and which parts this page has.
function tell() {
	const dialog = document.getElementById("keys"), box = dialog.querySelector("[data-parts]");
	const items = parts().slice(0, 9).map((h, k) => {
		const item = document.createElement("li"), key = document.createElement("kbd");
		key.textContent = k + 1;
		item.append(key, " " + h.textContent);
		return item;
	});
	box.hidden = items.length === 0;
	box.querySelector("ol").replaceChildren(...items);
	dialog.showModal();
}

function follow(selector) {
	const link = document.querySelector(selector);
	if (!link) return false;
	link.click();
}
