// Opens what an entry rests on in place, below the row or paragraph of its link; once more, and
// it is closed. Without this module the link leads to a page of its own.
import htmx from "./htmx/htmx.esm.js";

document.addEventListener("click", async (event) => {
	const link = event.target.closest?.('a[href^="/quotes/"], a[data-open]');
	if (!link || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
	event.preventDefault();
	const open = link.quoted;
	if (open?.isConnected) {
		open.remove();
		link.removeAttribute("aria-expanded");
		return;
	}
	const box = put(link);
	link.quoted = box.outer;
	link.setAttribute("aria-expanded", "true");
	await htmx.ajax("GET", link.getAttribute("href"), { target: box.inner, swap: "innerHTML" });
});

// put makes room below a link: a row of the same table, or a block.
function put(link) {
	const inner = document.createElement("div");
	inner.className = "opened";
	const row = link.closest("tr");
	if (!row) {
		const block = link.closest("p, li, summary, h1, h2, h3, figure") ?? link;
		if (block.matches("figure")) block.parentElement.querySelector(":scope > .opened")?.remove(); // one of a map
		block.after(inner);
		return { outer: inner, inner };
	}
	const outer = document.createElement("tr"), cell = document.createElement("td");
	outer.className = "opened";
	cell.colSpan = [...row.cells].reduce((n, c) => n + c.colSpan, 0);
	outer.append(cell);
	cell.append(inner);
	row.after(outer);
	return { outer, inner };
}
