// A long report comes in parts: the next is put in before the end of what is shown is scrolled to, with
// its rows beside it, and what is far away is taken out again, so that the document stays small.
const kept = 4;
const text = document.querySelector(".layered");

if (text?.querySelector(":scope > .paging")) {
	let busy = false;
	const parts = () => [...text.querySelectorAll(":scope > .part")];
	const bodies = () => [...document.querySelectorAll(".margin > tbody")];

	async function put(down) {
		const all = parts(), edge = all.at(down ? -1 : 0), href = down ? edge.dataset.behind : edge.dataset.before;
		if (!href) return;
		const answer = await fetch(href, { headers: { "HX-Request": "true" } });
		if (!answer.ok) return;
		const got = new DOMParser().parseFromString(await answer.text(), "text/html");
		const part = got.querySelector(".part"), body = got.querySelector(".margin > tbody");
		const far = all.length < kept ? -1 : down ? 0 : all.length - 1;
		const stays = all[down ? all.length - 1 : 0], was = stays.getBoundingClientRect().top;
		const rows = bodies();
		if (down) {
			edge.after(part);
			rows.at(-1).after(body);
		} else {
			edge.before(part);
			rows[0].before(body);
		}
		if (far >= 0) {
			all[far].remove();
			rows[far].remove();
		}
		scrollBy(0, stays.getBoundingClientRect().top - was); // what is read stays where it is
		const now = parts();
		link("prev", now[0].dataset.before);
		link("next", now.at(-1).dataset.behind);
	}

	function link(rel, href) {
		const a = text.querySelector(`:scope > .paging [rel="${rel}"]`);
		if (!a) return;
		a.hidden = !href;
		if (href) a.href = href;
	}

	async function look() {
		if (busy) return;
		busy = true;
		const all = parts();
		if (all.at(-1).getBoundingClientRect().bottom < 2.5 * innerHeight) await put(true);
		else if (all[0].getBoundingClientRect().top > -innerHeight && scrollY > 0) await put(false);
		busy = false;
	}

	addEventListener("scroll", () => requestAnimationFrame(look), { passive: true });
}
