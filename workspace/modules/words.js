// What belongs together in a report lights up together: source, cue and words of a claim, and its
// row beside the text. Words that are selected in the text go into the form that adds a figure.
const text = document.querySelector("[data-words]");

const entryOf = (el) => {
	const at = el?.closest?.("[data-o], mark[id]");
	return at && (at.dataset.o || at.id);
};

function light(entry) {
	for (const el of document.querySelectorAll(".lit-now")) el.classList.remove("lit-now");
	if (!entry) return;
	for (const el of document.querySelectorAll(`[data-o="${CSS.escape(entry)}"], #${CSS.escape(entry)}`)) el.classList.add("lit-now");
}

let field = null; // that words of the report go into: the last one in hand
let filled = null;

// put puts words of a region into a field, with where they stand: the region by its first byte, and which of
// those that are the same they are.
function put(to, region, start, words) {
	to.value = words;
	for (const [name, value] of [["at", region.dataset.at], ["nth", times(region.textContent, words, start)]]) {
		const where = to.form.elements[`${name}-${to.name}`];
		if (where) where.value = value;
	}
	filled = { to, region, start };
}

if (text) {
	for (const name of ["mouseover", "focusin"]) document.addEventListener(name, (event) => light(entryOf(event.target)));
	document.addEventListener("focusin", (event) => {
		if (event.target.matches("[data-span]")) field = event.target;
	});
	document.addEventListener("input", (event) => {
		if (!event.target.matches("[data-span]")) return;
		for (const name of ["at", "nth"]) {
			const where = event.target.form.elements[`${name}-${event.target.name}`];
			if (where) where.value = ""; // they may stand elsewhere now
		}
		filled = null;
	});
	document.addEventListener("selectionchange", () => {
		const chosen = document.getSelection();
		const words = chosen.toString().trim();
		const region = chosen.anchorNode?.parentElement?.closest("[data-at]");
		if (!words || !region || !text.contains(region) || !region.contains(chosen.focusNode)) return;
		const before = document.createRange();
		before.setStart(region, 0);
		before.setEnd(chosen.getRangeAt(0).startContainer, chosen.getRangeAt(0).startOffset);
		const start = before.toString().length;
		put(taker(), region, start + chosen.getRangeAt(0).toString().search(/\S|$/), words);
	});
	document.addEventListener("keydown", (event) => {
		if (!event.altKey || !event.target.matches?.("[data-span]") || !["ArrowLeft", "ArrowRight"].includes(event.key)) return;
		event.preventDefault();
		widen(event.target, event.key === "ArrowRight", event.shiftKey);
	});
	text.addEventListener("keydown", (event) => {
		if (event.key === "Enter") show();
	});
	for (const summary of document.querySelectorAll(".add summary")) {
		summary.addEventListener("click", (event) => {
			const box = summary.parentElement;
			if (event.detail !== 0 || (box.open && document.activeElement === summary)) return;
			event.preventDefault(); // by a key: at once, so that no letter that is typed next is lost
			box.open = true;
			box.querySelector("form").elements.words.focus();
		});
	}
	text.addEventListener("mouseup", () => {
		if (document.getSelection().toString().trim() && taker().closest(".add")) taker().closest(".add").open = true;
	});
}

// taker is the field that takes what is selected.
function taker() {
	return field?.isConnected && field.checkVisibility() ? field : document.querySelector(".add [data-span]");
}

// widen moves the end of the words of a field by a word of their region, or their beginning; of several pieces
// that of the last, or of the first.
function widen(to, on, beginning) {
	const pieces = to.value.trim().split(between), k = beginning ? 0 : pieces.length - 1;
	if (!pieces[k]) return;
	let { region, start } = filled?.to === to ? filled : {};
	if (!region) {
		const entry = to.form.elements.id?.value.split(":")[1];
		const row = [...document.querySelectorAll(".margin [data-o]")].find((r) => r.querySelector("a")?.textContent === entry);
		const mark = row && document.getElementById(row.dataset.o);
		region = mark?.closest("[data-at]") ?? [...text.querySelectorAll("[data-at]")].find((r) => find(r.textContent, pieces[k], 0));
		if (!region) return;
		const before = document.createRange();
		before.setStart(region, 0);
		before.setEndBefore(mark ?? region.firstChild);
		const all = [...region.textContent.matchAll(pattern(pieces[k]))].map((m) => m.index), near = before.toString().length;
		if (!all.length) return;
		start = all.reduce((a, b) => (Math.abs(b - near) < Math.abs(a - near) ? b : a));
	}
	const all = region.textContent, end = start + find(all, pieces[k], start)[0].length;
	let from = start, till = end;
	if (beginning) from = on ? start + (all.slice(start, end).match(/^\S+\s+/)?.[0].length ?? 0) : all.slice(0, start).search(/\S+\s*$/);
	else till = on ? end + (all.slice(end).match(/^\s*\S+/)?.[0].length ?? 0) : start + all.slice(start, end).search(/\s*\S+$/);
	if (from < 0 || till <= from) return;
	const words = all.slice(from, till).trim();
	if (pieces.length === 1) return put(to, region, from, words);
	pieces[k] = words;
	to.value = pieces.join(between);
}

const between = " … "; // pieces of what is said

const pattern = (words) => new RegExp(words.split(/\s+/).map((w) => w.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&")).join("\\s+"), "g");

function find(all, words, from) {
	const exp = pattern(words);
	exp.lastIndex = from;
	return exp.exec(all);
}

// times is how often words stand in a text before a place.
function times(all, words, place) {
	let n = 0;
	for (const found of all.matchAll(pattern(words))) if (found.index < place) n++;
	return n;
}

function show() {
	const form = taker().closest(".add") ?? document.querySelector(".add");
	form.open = true;
	(form.querySelector("form").elements.best ?? form.querySelector("form").elements.source).focus();
}
