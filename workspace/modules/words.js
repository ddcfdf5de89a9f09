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

if (text) {
	for (const name of ["mouseover", "focusin"]) document.addEventListener(name, (event) => light(entryOf(event.target)));
	document.addEventListener("selectionchange", () => {
		const chosen = document.getSelection();
		const words = chosen.toString().trim();
		const region = chosen.anchorNode?.parentElement?.closest("[data-at]");
		if (!words || !region || !text.contains(region) || !region.contains(chosen.focusNode)) return;
		const form = document.querySelector(".add form");
		const before = document.createRange();
		before.setStart(region, 0);
		before.setEnd(chosen.getRangeAt(0).startContainer, chosen.getRangeAt(0).startOffset);
		form.elements.words.value = words;
		form.elements.at.value = region.dataset.at;
		form.elements.nth.value = times(region.textContent, words, before.toString().length);
	});
	text.addEventListener("keydown", (event) => {
		if (event.key === "Enter") show();
	});
	document.querySelector(".add summary").addEventListener("click", (event) => {
		if (event.detail === 0) setTimeout(() => document.querySelector(".add form").elements.words.focus()); // by a key
	});
	text.addEventListener("mouseup", () => {
		if (document.getSelection().toString().trim()) document.querySelector(".add").open = true;
	});
}

// times is how often words stand in a text before a place.
function times(all, words, place) {
	const exp = new RegExp(words.split(/\s+/).map((w) => w.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&")).join("\\s+"), "g");
	let n = 0;
	for (const found of all.matchAll(exp)) if (found.index < place - 1) n++;
	return n;
}

function show() {
	document.querySelector(".add").open = true;
	document.querySelector(".add form").elements.best.focus();
}
