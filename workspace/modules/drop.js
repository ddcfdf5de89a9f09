// Files and folders that are dropped on the pile, or chosen there, are sent to be added, and the
// page says how far that has come. Without this module there is a form.
const form = document.querySelector("[data-drop]");

if (form) {
	const input = form.elements.file, says = form.querySelector("output");
	form.querySelector("[data-how]").hidden = false;
	form.querySelector("button").hidden = true;
	input.addEventListener("change", () => send([...input.files].map((file) => [file, file.name])));
	for (const name of ["dragenter", "dragover"]) document.addEventListener(name, (event) => {
		if (![...event.dataTransfer.types].includes("Files")) return;
		event.preventDefault();
		document.body.classList.add("dropping");
	});
	document.addEventListener("dragleave", (event) => {
		if (!event.relatedTarget) document.body.classList.remove("dropping");
	});
	document.addEventListener("drop", async (event) => {
		document.body.classList.remove("dropping");
		if (![...event.dataTransfer.types].includes("Files")) return;
		event.preventDefault();
		const entries = [...event.dataTransfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
		const files = [];
		if (entries.length) for (const entry of entries) await below(entry, files);
		else files.push(...[...event.dataTransfer.files].map((file) => [file, file.name]));
		send(files);
	});

	// below puts the files of what was dropped, and of folders below it, into a list.
	async function below(entry, list) {
		if (entry.isFile) {
			const file = await new Promise((ok) => entry.file(ok, () => ok(null)));
			if (file) list.push([file, entry.fullPath.slice(1)]);
			return;
		}
		const reader = entry.createReader();
		for (;;) {
			const some = await new Promise((ok) => reader.readEntries(ok, () => ok([])));
			if (!some.length) return;
			for (const one of some) await below(one, list);
		}
	}

	function send(files) {
		if (!files.length) return;
		const bytes = files.reduce((n, [file]) => n + file.size, 0), most = +form.dataset.drop;
		if (bytes > most) return say(`These are ${Math.ceil(bytes / 2 ** 20)} MB; at once at most ${most / 2 ** 20} MB are taken. Drop less at a time, or use assay add.`);
		const body = new FormData();
		for (const [file, name] of files) body.append("file", file, name);
		const request = new XMLHttpRequest();
		request.open("POST", form.action);
		request.setRequestHeader("HX-Request", "true");
		request.upload.addEventListener("progress", (event) => say(`Sent: ${Math.floor((100 * event.loaded) / event.total)} %`));
		request.addEventListener("error", () => say("The files did not arrive. Drop them again."));
		request.addEventListener("load", () => {
			input.value = "";
			const answer = new DOMParser().parseFromString(request.responseText, "text/html");
			if (request.status !== 202) return say(answer.querySelector(".against")?.textContent ?? `That did not work (${request.status}).`);
			say("");
			watch();
		});
		request.send(body);
		say("Sent: 0 %");
	}

	function say(words) {
		says.textContent = words;
	}
}

// watch shows what becomes of what is being added until all of it is in the pile, and then the pile.
async function watch() {
	const answer = await fetch("/added", { headers: { "HX-Request": "true" } });
	const now = answer.ok && new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[data-added]");
	if (!now) return;
	const was = document.querySelector("[data-added]");
	if (was) {
		if (was.textContent !== now.textContent) was.replaceWith(document.adoptNode(now));
		else was.dataset.added = now.dataset.added;
	} else document.querySelector("main").before(document.adoptNode(now));
	const state = document.querySelector("[data-added]").dataset.added;
	if (state !== "fresh") return setTimeout(watch, 1000);
	const at = document.activeElement; // who is at something else goes on with it, and finds a link
	if (form && !document.querySelector(".opened") && (at === document.body || form.contains(at))) location.reload();
}
if (document.querySelector('[data-added="on"], [data-added=""]')) watch();
