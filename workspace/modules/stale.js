// While what a page shows is being brought up to date, it looks again now and then whether it is.
const late = document.querySelector("[data-stale]");
if (late) {
	let pause = 300;
	const look = async () => {
		const answer = await fetch("/fresh?of=" + late.dataset.stale, { headers: { Accept: "application/json" } });
		if (answer.ok && (await answer.json()).fresh) {
			if (!document.querySelector(".opened") && document.activeElement === document.body) location.reload();
			return;
		}
		pause = Math.min(1.5 * pause, 2000);
		setTimeout(look, pause);
	};
	setTimeout(look, pause);
}
