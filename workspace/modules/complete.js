// Proposes what the word before the caret may become, in the field of searches: arrows choose,
// Tab or Enter takes, Escape closes.
const input = document.querySelector(".ask input");
const list = document.createElement("ul");
list.id = "completions";
list.setAttribute("role", "listbox");
list.setAttribute("aria-label", "What the word may become");
list.hidden = true;
input.after(list);
for (const [name, value] of Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-controls": list.id, "aria-expanded": "false" })) input.setAttribute(name, value);

let at = -1, asked = "", timer;

// word is what is being typed: a field may have a value in quotation marks.
const word = () => input.value.slice(0, input.selectionStart).match(/(?:[a-zA-Z]+:"[^"]*|[^\s()"]*)$/)[0];

input.addEventListener("input", () => {
	clearTimeout(timer);
	timer = setTimeout(look, 120);
});
input.addEventListener("blur", close);

async function look() {
	const mine = (asked = word());
	if (!mine) return close();
	const answer = await fetch("/complete?word=" + encodeURIComponent(mine));
	const words = answer.ok ? await answer.json() : [];
	if (!answer.ok || asked !== mine || word() !== mine || document.activeElement !== input) return;
	list.replaceChildren(...words.map((text, k) => {
		const item = document.createElement("li");
		item.id = "completion" + k;
		item.setAttribute("role", "option");
		item.setAttribute("aria-selected", "false");
		item.textContent = text;
		item.addEventListener("pointerdown", (event) => {
			event.preventDefault();
			take(k);
		});
		return item;
	}));
	at = -1;
	list.hidden = words.length === 0;
	input.setAttribute("aria-expanded", String(words.length > 0));
	input.removeAttribute("aria-activedescendant");
}

// close also gives up what was asked: an answer that comes late opens nothing.
function close() {
	clearTimeout(timer);
	asked = "";
	list.hidden = true;
	input.setAttribute("aria-expanded", "false");
	input.removeAttribute("aria-activedescendant");
}

function choose(k) {
	list.children[at]?.setAttribute("aria-selected", "false");
	at = (k + list.children.length) % list.children.length;
	list.children[at].setAttribute("aria-selected", "true");
	input.setAttribute("aria-activedescendant", list.children[at].id);
}

function take(k) {
	const caret = input.selectionStart, from = caret - word().length, text = list.children[k].textContent;
	input.value = input.value.slice(0, from) + text + input.value.slice(caret);
	input.setSelectionRange(from + text.length, from + text.length);
	close();
	if (text.endsWith(":")) look();
}

input.addEventListener("keydown", (event) => {
	if (list.hidden) return;
	const keys = {
		ArrowDown: () => choose(at + 1),
		ArrowUp: () => choose(at < 0 ? -1 : at - 1),
		Tab: () => take(Math.max(at, 0)),
		Enter: () => (at < 0 ? false : take(at)),
		Escape: close,
	};
	const act = keys[event.key];
	if (act && act() !== false) {
		event.preventDefault();
		event.stopPropagation();
	}
});
