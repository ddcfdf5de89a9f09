// While the pile is being brought up to date, the page looks again now and then whether it is.
if (document.querySelector("[data-stale]")) {
	const look = async () => {
		const answer = await fetch("/fresh", { headers: { Accept: "application/json" } });
		if (answer.ok && (await answer.json()).fresh) {
			if (!document.querySelector(".opened") && document.activeElement === document.body) location.reload();
			return;
		}
		setTimeout(look, 2000);
	};
	setTimeout(look, 2000);
}
