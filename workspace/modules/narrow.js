// On a narrow screen what a list is chosen by is folded.
if (matchMedia("(max-width: 55rem)").matches && !location.search) {
	for (const details of document.querySelectorAll(".facets details")) details.open = false;
}
