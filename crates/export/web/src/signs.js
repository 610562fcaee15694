// Names and markers over the picture: text of the page, so that any script is written right.

import { Vector3 } from "three";
import { korean } from "./language.js";

const APART = [110, 26];
const READ_M = 400;
const WALK_READ_M = 40;

export class Signs {
  constructor(scene, stage) {
    this.scene = scene;
    this.stage = stage;
    this.box = document.getElementById("signs");
    this.names = scene.elements.flatMap((element, index) => {
      if (!element.name?.[0] && !element.name?.[1]) return [];
      return [{ index, node: this.add("name"), element, rank: ["rooms", "objects", "buildings", "yards"].indexOf(element.layer) }];
    });
    this.places = places(scene.incidents).map((members) => ({ members, node: this.marker(members) }));
  }

  add(kind) {
    const node = document.createElement("span");
    node.className = kind;
    node.hidden = true;
    this.box.append(node);
    return node;
  }

  marker(members) {
    const node = this.add("marker");
    const count = document.createElement("i");
    count.textContent = String(members.length);
    node.append(document.createElement("b"), count);
    let next = 0;
    node.addEventListener("click", () => {
      this.stage.ask("incident", members[next % members.length].id);
      next += 1;
    });
    return node;
  }

  // Puts every sign where its thing appears, each name where no other stands.
  place(choices, visible) {
    const kept = [];
    const walking = this.stage.rig.way === "walk";
    for (const place of this.places) {
      const shown = place.members.some((incident) => choices.has(incident));
      const [x, y, z] = place.members[0].at;
      const at = shown && this.project([x, y + (walking ? 1.4 : 0.3), z]);
      if (at) place.node.classList.toggle("behind", walking && this.stage.isHidden([x, y + 1.4, z]));
      put(place.node, at, 14, 14);
    }
    const candidates = choices.names ? this.names.filter(({ index }) => visible[index]) : [];
    const placed = candidates.flatMap((sign) => {
      const [x, y, z] = sign.element.at;
      const at = this.project([x, y + (walking ? 1.7 : 0.1), z]);
      return at && at.depth < (walking ? WALK_READ_M : READ_M) ? [{ ...sign, at }] : [];
    });
    placed.sort((a, b) => a.rank - b.rank || a.at.depth - b.at.depth || a.index - b.index);
    for (const { node } of this.names) node.hidden = true;
    for (const sign of placed) {
      const clear = kept.every((other) => Math.abs(other.x - sign.at.x) >= APART[0] || Math.abs(other.y - sign.at.y) >= APART[1]);
      if (!clear) continue;
      const [x, y, z] = sign.element.at;
      if (walking && this.stage.isHidden([x, y + 1.7, z], sign.index)) continue;
      kept.push(sign.at);
      const [en, ko] = sign.element.name;
      sign.node.textContent = korean() ? (ko ?? en) : (en ?? ko);
      put(sign.node, sign.at, sign.node.offsetWidth / 2, -10);
    }
  }

  project(place) {
    const { camera, width, height } = this.stage;
    const point = new Vector3(...place).applyMatrix4(camera.matrixWorldInverse);
    const depth = -point.z;
    if (depth < 0.1) return null;
    point.applyMatrix4(camera.projectionMatrix);
    if (Math.abs(point.x) > 1 || Math.abs(point.y) > 1) return null;
    const at = { x: ((point.x + 1) / 2) * width, y: ((1 - point.y) / 2) * height, depth };
    return this.stage.rig.way === "plan" ? { ...at, depth: 0 } : at;
  }
}

function put(node, at, left, up) {
  node.hidden = !at;
  if (at) node.style.transform = `translate(${Math.round(at.x - left)}px, ${Math.round(at.y - up)}px)`;
}

function places(incidents) {
  const by = new Map();
  for (const incident of incidents.filter(({ at }) => at)) {
    const key = incident.at.join();
    by.set(key, [...(by.get(key) ?? []), incident]);
  }
  return [...by.values()];
}
