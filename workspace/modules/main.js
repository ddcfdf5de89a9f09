// All modules of the workspace; internal/bundle makes one file of them.
import "./htmx/htmx.esm.js";
import "./quotes.js";
import "./complete.js";
import "./keys.js";
import "./narrow.js";
import "./stale.js";
import "./words.js";
import "./parts.js";
import "./days.js";
import "./map.js";
import "./drop.js";
