// The search box and the days.

import { say } from "./language.js";

const folded = (text) => text.normalize("NFKC").toLowerCase();

export function search(scene) {
  const field = document.getElementById("search");
  const entries = [...document.querySelectorAll("#elements .found, #incidents .found")].map((node) => ({
    node,
    text: folded(node.textContent),
  }));
  const update = () => {
    const words = folded(field.value).split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const { node, text } of entries) {
      const found = words.every((word) => text.includes(word));
      node.classList.toggle("unfound", !found);
      shown += found ? 1 : 0;
    }
    const said = words.length > 0 ? say(scene.words.found, { shown, all: entries.length }) : "";
    document.getElementById("found").textContent = said;
    hide();
  };
  field.addEventListener("input", update);
  return () => {
    field.placeholder = say(scene.words.search);
    update();
  };
}

// An incident is shown where it may have happened within the days; an open end reaches for ever.
export function days(scene) {
  const [from, to, undated] = ["from", "to", "undated"].map((id) => document.getElementById(id));
  const entries = [...document.querySelectorAll("#incidents li.found")];
  if (!from) return () => {};
  const update = () => {
    const wrong = from.value && to.value && from.value > to.value;
    let shown = 0;
    for (const node of entries) {
      const { from: first, to: last } = node.dataset;
      const overlaps = (!to.value || !first || first <= to.value) && (!from.value || !last || last >= from.value);
      const inside = wrong || (node.dataset.undated === "yes" ? undated.checked : overlaps);
      node.classList.toggle("out-of-range", !inside);
      shown += inside ? 1 : 0;
    }
    const said = wrong ? scene.words.wrong : scene.words.range;
    document.getElementById("in-range").textContent = say(said, { shown, all: entries.length });
    hide();
  };
  for (const field of [from, to, undated]) field.addEventListener("input", update);
  return update;
}

function hide() {
  for (const node of document.querySelectorAll(".found")) {
    node.hidden = node.classList.contains("unfound") || node.classList.contains("out-of-range");
  }
}
