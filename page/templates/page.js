"use strict";
(function () {
	var lit = [];
	// All pieces of the claim or figure that the address names are lit, where
	// the style sheet alone lights the first.
	function light() {
		lit.forEach(function (el) { el.classList.remove("lit"); });
		lit = [];
		var id = decodeURIComponent(location.hash.slice(1));
		var target = id && document.getElementById(id);
		if (!target) return;
		for (var up = target; up; up = up.parentElement) {
			if (up.tagName === "DETAILS") up.open = true;
		}
		var item = id.replace(/^t/, "");
		if (/^r\d+[cfm]\d+$/.test(item)) {
			lit = Array.prototype.slice.call(document.querySelectorAll('[data-o="' + item + '"], [id="' + item + '"]'));
			var row = document.getElementById("t" + item);
			if (row) {
				lit.push(row);
				if (row !== target) { // bring the row into sight without moving the page
					var panel = row.closest("aside");
					panel.scrollTop += row.getBoundingClientRect().top - panel.getBoundingClientRect().top - panel.clientHeight / 3;
				}
			}
			lit.forEach(function (el) { el.classList.add("lit"); });
		}
	}
	window.addEventListener("hashchange", light);

	var tools = document.querySelector(".tools");
	var words = document.getElementById("filter");
	var marked = document.getElementById("marked");
	var found = document.getElementById("found");
	function filter() {
		var want = words.value.toLowerCase().trim(), n = 0, all = 0;
		document.querySelectorAll("aside.rows tbody tr, .row, .events tbody tr, .once tbody tr, .found > details").forEach(function (row) {
			var show = (!want || row.textContent.toLowerCase().indexOf(want) >= 0) &&
				(!marked.checked || row.classList.contains("marked") || row.querySelector(".against, .doubt"));
			row.hidden = !show;
			all++;
			if (show) n++;
		});
		document.querySelectorAll("#reports .contents li").forEach(function (li) {
			li.hidden = !!want && li.textContent.toLowerCase().indexOf(want) < 0;
		});
		found.textContent = want || marked.checked ? n + " of " + all + " rows" : "";
	}
	tools.hidden = false;
	words.addEventListener("input", filter);
	marked.addEventListener("change", filter);
	light();
})();
