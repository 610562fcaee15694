// Names and markers over the picture: text of the page, so that any script is written right.

import { Vector3 } from "three";
import { korean } from "./language.js";

const APART = [110, 26];
const TOGETHER = 26;
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
    this.places = places(scene.incidents).map((members) => ({ members, marker: this.marker() }));
  }

  add(kind) {
    const node = document.createElement("span");
    node.className = kind;
    node.hidden = true;
    this.box.append(node);
    return node;
  }

  marker() {
    const node = this.add("marker");
    const count = document.createElement("i");
    node.append(document.createElement("b"), count);
    const marker = { node, count, members: [], next: 0 };
    node.addEventListener("click", () => {
      this.stage.ask("incident", marker.members[marker.next % marker.members.length].id);
      marker.next += 1;
    });
    return marker;
  }

  // Puts every sign where its thing appears, each name where no other stands.
  place(choices, visible) {
    const kept = [];
    const walking = this.stage.rig.way === "walk";
    this.mark(choices, walking);
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
      sign.node.hidden = false;
      put(sign.node, sign.at, sign.node.offsetWidth / 2, -10);
    }
  }

  // Incidents near each other in the picture share a marker, which stands at the first of them, never between them.
  mark(choices, walking) {
    const marked = [];
    for (const { members, marker } of this.places) {
      const shown = members.filter((incident) => choices.has(incident));
      const [x, y, z] = members[0].at;
      const up = y + (walking ? 1.4 : 0.3);
      const at = shown.length > 0 && this.project([x, up, z]);
      marker.node.hidden = true;
      if (!at) continue;
      const behind = walking && this.stage.isHidden([x, up, z]);
      const same = marked.find((other) => Math.hypot(other.at.x - at.x, other.at.y - at.y) < TOGETHER);
      if (same) {
        same.members.push(...shown);
        same.behind &&= behind;
      } else {
        marked.push({ marker, at, behind, members: [...shown] });
      }
    }
    for (const { marker, at, behind, members } of marked) {
      if (members.map(({ id }) => id).join() !== marker.members.map(({ id }) => id).join()) marker.next = 0;
      marker.members = members;
      marker.count.textContent = String(members.length);
      marker.node.classList.toggle("behind", behind);
      put(marker.node, at, 14, 14);
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
