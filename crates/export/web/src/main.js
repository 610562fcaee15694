// Brings the page to life. Without it the page is complete but for the model that can be turned.

import { Choices } from "./choices.js";
import { days, search } from "./filters.js";
import { onChange } from "./language.js";
import { Panel } from "./panel.js";
import { read } from "./scene.js";
import { Stage } from "./stage.js";

// Buttons worth of steering for one press.
const STEPS = {
  forward: { walk: [0, 1], orbit: [0, 0, 0, -1], plan: [0, 1] }, back: { walk: [0, -1], orbit: [0, 0, 0, 1], plan: [0, -1] },
  left: { walk: [0, 0, -1], orbit: [0, 0, -1], plan: [-1, 0] }, right: { walk: [0, 0, 1], orbit: [0, 0, 1], plan: [1, 0] },
  nearer: { walk: [0, 1], orbit: [0, 0, 0, 0, -1], plan: [0, 0, 0, 0, -1] },
  farther: { walk: [0, -1], orbit: [0, 0, 0, 0, 1], plan: [0, 0, 0, 0, 1] },
};
const STEP_S = 0.3;

function canDraw() {
  const probe = document.createElement("canvas").getContext("webgl2");
  probe?.getExtension("WEBGL_lose_context")?.loseContext();
  return Boolean(probe);
}

function controls(stage, scene) {
  for (const button of document.querySelectorAll("[name=way]")) button.addEventListener("change", () => stage.change(button.value));
  const views = document.getElementById("view");
  views.addEventListener("change", () => stage.goTo(scene.views.find(({ title }) => title === views.value)));
  for (const button of document.querySelectorAll("[data-step]")) {
    button.addEventListener("click", () => {
      const step = STEPS[button.dataset.step][stage.rig.way];
      stage.move([0, 1, 2, 3, 4].map((i) => step[i] ?? 0), STEP_S, false);
      stage.redraw();
    });
  }
}

// The alternatives that are told, in the plans too.
function retell(scene, choices) {
  const told = choices.told;
  for (const thing of document.querySelectorAll(".plan [data-hypothesis]")) {
    const drawn = scene.stories.some(({ name }) => name === thing.dataset.hypothesis);
    thing.classList.toggle("told", drawn && told.has(thing.dataset.hypothesis));
    thing.classList.toggle("untold", drawn && !told.has(thing.dataset.hypothesis));
  }
}

// On paper, what was to be opened by hand is open.
function print() {
  let opened = [];
  addEventListener("beforeprint", () => {
    opened = [...document.querySelectorAll("main details:not([open])")];
    for (const details of opened) details.open = true;
  });
  addEventListener("afterprint", () => {
    for (const details of opened) details.open = false;
  });
}

function start() {
  document.documentElement.classList.add("alive");
  const scene = read();
  const choices = new Choices(scene);
  let stage = null;
  const panel = new Panel(() => stage);
  if (scene.elements.length > 0 && canDraw()) {
    stage = new Stage(scene, choices, (kind, id) => panel.show(kind, id));
    controls(stage, scene);
  } else {
    // Where nothing was published there is nothing to draw, whatever the machine can do.
    document.getElementById("no-webgl").hidden = scene.elements.length === 0;
    document.getElementById("alive").hidden = true;
  }
  choices.onChange(() => {
    stage?.repaint();
    retell(scene, choices);
  });
  const updates = [search(scene), days(scene)];
  onChange(() => {
    for (const update of updates) update();
    stage?.redraw();
  });
  for (const update of updates) update();
  print();
}

start();
