// A map that is looked at more closely: by the wheel, by two fingers, by buttons, and while it
// has the focus by + - 0 and the arrows. Dots and words keep their size. Nothing is loaded.
const most = 12;
const view = { k: 1, x: 0, y: 0 };
let wrap, svg, width, height;

function start() {
	wrap = document.querySelector("[data-map]");
	svg = wrap?.querySelector("svg");
	if (!svg) return;
	({ width, height } = svg.viewBox.baseVal);
	svg.setAttribute("tabindex", "0");
	svg.setAttribute("aria-keyshortcuts", "+ - 0 ArrowUp ArrowDown ArrowLeft ArrowRight");
	const bar = document.createElement("div");
	bar.className = "zoom";
	for (const [sign, says, act] of [["+", "Closer", () => zoom(1.5)], ["−", "Farther", () => zoom(1 / 1.5)], ["All", "All of the map", () => zoom(0)]]) {
		const button = document.createElement("button");
		button.type = "button";
		button.textContent = sign;
		button.setAttribute("aria-label", says);
		button.addEventListener("click", act);
		bar.append(button);
	}
	wrap.prepend(bar);
	draw();
}

// middle is the point that zooming keeps where nobody points: of what is seen, or, of the whole
// map, the one in the middle of most places.
function middle() {
	if (view.k > 1) return [view.x + width / view.k / 2, view.y + height / view.k / 2];
	const median = (name) => [...svg.querySelectorAll("circle")].map((c) => +c.getAttribute(name)).sort((a, b) => a - b).at(svg.querySelectorAll("circle").length >> 1);
	return [median("cx") ?? width / 2, median("cy") ?? height / 2];
}

// zoom looks closer by a factor, at a point of the map; 0 is the whole.
function zoom(by, x, y) {
	if (x === undefined) [x, y] = middle();
	const k = by ? Math.min(Math.max(view.k * by, 1), most) : 1;
	view.x = x - ((x - view.x) * view.k) / k;
	view.y = y - ((y - view.y) * view.k) / k;
	view.k = k;
	draw();
}

function draw() {
	const w = width / view.k, h = height / view.k;
	view.x = Math.min(Math.max(view.x, 0), width - w);
	view.y = Math.min(Math.max(view.y, 0), height - h);
	svg.setAttribute("viewBox", `${view.x} ${view.y} ${w} ${h}`);
	wrap.classList.toggle("closer", view.k > 1);
	const pixel = w / svg.getBoundingClientRect().width; // on a narrow screen what is small grows first
	const size = Math.min(1, Math.max(1 / view.k, 0.85 * pixel));
	const keep = (el, x, y) => el.setAttribute("transform", `translate(${x} ${y}) scale(${size}) translate(${-x} ${-y})`);
	for (const c of svg.querySelectorAll("circle")) keep(c.parentElement, c.getAttribute("cx"), c.getAttribute("cy"));
	for (const t of svg.querySelectorAll("text.nation, text.count")) keep(t, t.getAttribute("x"), t.getAttribute("y"));
	for (const m of svg.querySelectorAll("marker")) {
		m.setAttribute("markerWidth", 5 * size);
		m.setAttribute("markerHeight", 5 * size);
	}
}

// at is the point of the map below a pointer.
function at(event) {
	const box = svg.getBoundingClientRect();
	return { x: view.x + ((event.clientX - box.left) / box.width) * (width / view.k), y: view.y + ((event.clientY - box.top) / box.height) * (height / view.k) };
}

const keys = { "+": () => zoom(1.5), "=": () => zoom(1.5), "-": () => zoom(1 / 1.5), 0: () => zoom(0), ArrowLeft: () => move(-1, 0), ArrowRight: () => move(1, 0), ArrowUp: () => move(0, -1), ArrowDown: () => move(0, 1) };

function move(x, y) {
	if (view.k === 1) return false;
	view.x += (x * width) / view.k / 6;
	view.y += (y * height) / view.k / 6;
	draw();
}

document.addEventListener("keydown", (event) => {
	if (!svg?.contains(event.target) || event.ctrlKey || event.metaKey || event.altKey) return;
	if (keys[event.key] && keys[event.key]() !== false) event.preventDefault();
});

// What gets the focus comes into view.
document.addEventListener("focusin", (event) => {
	const link = svg?.contains(event.target) && event.target.closest("a");
	if (!link || view.k === 1) return;
	const b = link.getBBox(), x = b.x + b.width / 2, y = b.y + b.height / 2, w = width / view.k, h = height / view.k;
	if (x > view.x && x < view.x + w && y > view.y && y < view.y + h) return;
	view.x = x - w / 2;
	view.y = y - h / 2;
	draw();
});

document.addEventListener("wheel", (event) => {
	// The page is scrolled over a map that nobody has turned to.
	if (!svg?.contains(event.target) || !(event.ctrlKey || svg.contains(document.activeElement))) return;
	event.preventDefault();
	const p = at(event);
	zoom(Math.exp(-event.deltaY / 300), p.x, p.y);
}, { passive: false });

const fingers = new Map();
let dragged = false;

document.addEventListener("pointerdown", (event) => {
	dragged = false;
	if (svg?.contains(event.target) && event.button === 0) fingers.set(event.pointerId, event);
});

document.addEventListener("pointermove", (event) => {
	const before = fingers.get(event.pointerId);
	if (!before) return;
	if (!dragged && Math.hypot(event.clientX - before.clientX, event.clientY - before.clientY) < 5) return;
	dragged = true;
	const a = at(before), b = at(event);
	if (fingers.size === 1) {
		view.x += a.x - b.x;
		view.y += a.y - b.y;
		draw();
	} else {
		const [, other] = [...fingers].find(([id]) => id !== event.pointerId), o = at(other);
		zoom(Math.hypot(b.x - o.x, b.y - o.y) / Math.max(Math.hypot(a.x - o.x, a.y - o.y), 1e-6), o.x, o.y);
	}
	fingers.set(event.pointerId, event);
});

for (const name of ["pointerup", "pointercancel"]) document.addEventListener(name, (event) => fingers.delete(event.pointerId));

// What was dragged is not clicked.
document.addEventListener("click", (event) => {
	if (dragged && svg?.contains(event.target)) {
		event.preventDefault();
		event.stopImmediatePropagation();
	}
	dragged = false;
}, true);
document.addEventListener("dragstart", (event) => {
	if (svg?.contains(event.target)) event.preventDefault();
});

document.addEventListener("shown", start);
start();
