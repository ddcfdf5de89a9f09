// Days that are chosen by sliders: they say their day while they are moved, and what lies behind
// them is put in place of what was shown. A form has two, from a day to a day, or one over days
// that it lists, as of one of them. Without this module they are forms.
const words = (day) => new Date(day * 864e5).toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
let asked = 0, waiting;

for (const button of document.querySelectorAll("[data-days] button")) button.hidden = true;

document.addEventListener("input", (event) => {
	const form = event.target.closest?.("[data-days]");
	if (!form) return;
	const { from, to, step } = form.elements;
	if (from && +from.value > +to.value) (event.target === from ? to : from).value = event.target.value;
	for (const slider of step ? [step] : [from, to]) {
		const end = slider === from && slider.value === slider.min ? " or before" : slider === to && slider.value === slider.max ? " or after" : "";
		const says = step ? step.list.options[step.value].label : words(slider.value) + end;
		slider.setAttribute("aria-valuetext", says);
		slider.closest("label").querySelector("output").textContent = says;
	}
	clearTimeout(waiting);
	waiting = setTimeout(() => show(form), 120);
});

async function show(form) {
	const mine = ++asked, data = new FormData(form), { step } = form.elements;
	if (step) {
		const { day } = step.list.options[step.value].dataset;
		data.delete("step");
		if (day) data.set("as-of", day);
	}
	const address = `${form.getAttribute("action")}?${new URLSearchParams(data)}`;
	const answer = await fetch(address, { headers: { "HX-Request": "true" } });
	const page = answer.ok && new DOMParser().parseFromString(await answer.text(), "text/html");
	if (!page || mine !== asked) return;
	const was = [...document.querySelectorAll("[data-live]")];
	for (const [k, now] of [...page.querySelectorAll("[data-live]")].entries()) was[k]?.replaceWith(document.adoptNode(now));
	history.replaceState(null, "", address);
	document.dispatchEvent(new Event("shown"));
}
