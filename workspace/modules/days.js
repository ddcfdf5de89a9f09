// Days that are chosen by two sliders: they say their day while they are moved, and what lies
// behind them is put in place of what was shown. Without this module they are a form.
const words = (day) => new Date(day * 864e5).toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
let asked = 0, waiting;

document.addEventListener("input", (event) => {
	const form = event.target.closest?.("[data-days]");
	if (!form) return;
	const { from, to } = form.elements;
	if (+from.value > +to.value) (event.target === from ? to : from).value = event.target.value;
	for (const slider of [from, to]) {
		slider.setAttribute("aria-valuetext", words(slider.value));
		slider.closest("label").querySelector("output").textContent = words(slider.value);
	}
	clearTimeout(waiting);
	waiting = setTimeout(() => show(form), 120);
});

async function show(form) {
	const mine = ++asked;
	const address = `${form.getAttribute("action")}?${new URLSearchParams(new FormData(form))}`;
	const answer = await fetch(address, { headers: { "HX-Request": "true" } });
	const page = answer.ok && new DOMParser().parseFromString(await answer.text(), "text/html");
	if (!page || mine !== asked) return;
	document.querySelector("[data-live]").replaceWith(document.adoptNode(page.querySelector("[data-live]")));
	history.replaceState(null, "", address);
	document.dispatchEvent(new Event("shown"));
}
