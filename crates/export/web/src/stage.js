// The picture: camera, drawing, pointing, steering. It is drawn when something changes, not all the time.

import { OrthographicCamera, PerspectiveCamera, Raycaster, Scene, Vector2, Vector3, WebGLRenderer } from "three";
import { Model } from "./model.js";
import { FOV, Rig } from "./rig.js";
import { Signs } from "./signs.js";
import { say } from "./language.js";
import { Walker } from "./walk.js";

const SKY = 0xedf0f5;
const CUT_M = 1.2;
const WALK_M_S = 1.8;
const RUN_M_S = 5;
// Half a metre in the depths of a plan, which reach over a thousand metres.
const SINK = 0.001;
const CLICK_PX = 5;
// Key codes, by where a key is on the keyboard: what they do as [right, ahead, turn, tilt, zoom].
const STEERING = {
  KeyW: [0, 1], ArrowUp: [0, 1], KeyS: [0, -1], ArrowDown: [0, -1], KeyA: [-1, 0], KeyD: [1, 0],
  ArrowLeft: [0, 0, -1], ArrowRight: [0, 0, 1], KeyQ: [0, 0, -1], KeyE: [0, 0, 1], KeyT: [0, 0, 0, 1], KeyG: [0, 0, 0, -1],
  KeyR: [0, 0, 0, 0, -1], KeyF: [0, 0, 0, 0, 1],
};

// What the entry of a list says that is chosen, or has that value.
function chosen(kind, value) {
  const lists = [...document.querySelectorAll(kind === "view" ? "#view" : "select.story")];
  const entries = lists.flatMap((list) => [...list.options]);
  return entries.find((entry) => (value === undefined ? entry.selected : entry.value === value))?.textContent ?? value ?? "";
}

export class Stage {
  constructor(scene, choices, ask) {
    this.data = scene;
    this.choices = choices;
    this.ask = ask;
    this.canvas = document.getElementById("model-canvas");
    this.renderer = new WebGLRenderer({ canvas: this.canvas, antialias: true, preserveDrawingBuffer: true });
    this.renderer.setClearColor(SKY);
    this.scene = new Scene();
    this.model = new Model(scene);
    this.scene.add(...this.model.meshes);
    this.model.onReady = () => this.repaint();
    this.rig = new Rig(new Walker(scene.solids));
    this.perspective = new PerspectiveCamera((FOV * 180) / Math.PI, 1, 0.05, 5000);
    this.orthographic = new OrthographicCamera(-1, 1, 1, -1, 1, 1000);
    this.signs = new Signs(scene, this);
    this.held = new Set();
    this.asked = -1;
    this.listen();
    this.goTo(scene.views[0]);
    this.repaint();
  }

  get camera() {
    return this.rig.way === "plan" ? this.orthographic : this.perspective;
  }

  // The floor one walks on, and above which a plan is cut: of the chosen level, else of the lowest above ground.
  get floor() {
    const { levels } = this.data;
    const chosen = levels.find(({ id }) => id === this.choices.level);
    const above = levels.filter(({ floor }) => floor >= 0).sort((a, b) => a.floor - b.floor)[0];
    return (chosen ?? above ?? levels[0] ?? { floor: 0 }).floor;
  }

  // What is chosen has changed.
  repaint() {
    this.model.paint(this.choices, this.asked);
    this.rig.walker.visible = this.model.visible;
    if (this.rig.way === "walk") this.rig.stand([this.rig.feet[0], this.rig.feet[2]], this.floor);
    this.redraw();
  }

  redraw() {
    if (this.waiting) return;
    this.waiting = true;
    requestAnimationFrame((now) => {
      this.waiting = false;
      this.steer(now);
      this.draw();
    });
  }

  draw() {
    const { rig, camera, renderer, canvas } = this;
    [this.width, this.height] = [canvas.clientWidth || 1, canvas.clientHeight || 1];
    const ratio = Math.min(window.devicePixelRatio || 1, 2);
    renderer.setPixelRatio(ratio);
    const size = renderer.getSize(new Vector2());
    if (size.x !== this.width || size.y !== this.height) renderer.setSize(this.width, this.height, false);
    const aspect = this.width / this.height;
    camera.rotation.order = "YXZ";
    camera.rotation.set(rig.way === "plan" ? -Math.PI / 2 : rig.pitch, -rig.yaw, 0);
    camera.position.set(...rig.eye());
    if (rig.way === "plan") {
      Object.assign(camera, { top: rig.height / 2, bottom: -rig.height / 2, right: (rig.height / 2) * aspect, left: (-rig.height / 2) * aspect });
    } else {
      const far = rig.way === "orbit" ? rig.distance : 0;
      Object.assign(camera, { aspect, near: Math.max(0.05, 0.02 * far), far: 3000 + 4 * far });
    }
    camera.updateProjectionMatrix();
    camera.updateMatrixWorld();
    const { shared } = this.model;
    shared.cut.value = rig.way === "plan" ? this.floor + CUT_M : 1e9;
    shared.sink.value = rig.way === "plan" ? SINK : 0;
    if (this.model.ground) this.model.ground.material.depthWrite = rig.way !== "plan";
    shared.pixel.value = ratio;
    shared.size.value.set(this.width * ratio, this.height * ratio);
    renderer.render(this.scene, camera);
    this.signs.place(this.choices, this.model.visible);
    document.querySelector("#north path").setAttribute("transform", `rotate(${(-rig.yaw * 180) / Math.PI})`);
    this.tell();
  }

  // What is shown, in words; and for tests and tools, where one is.
  tell() {
    const { words } = this.data;
    const visible = this.model.visible.filter(Boolean).length;
    const off = Object.entries(this.choices.doubt).filter(([, on]) => !on).map(([name]) => say(words[name]));
    const other = this.data.stories.filter((story) => !story.first && this.choices.told.has(story.name));
    const said = [
      `${say(words.view)}: ${this.view === null ? say(words.free) : chosen("view")}.`,
      say(words.shown, { shown: visible, all: this.data.elements.length }),
      off.length > 0 && say(words.off, { list: off.join(", ") }),
      this.rig.way === "plan" && say(words.cut),
      other.length > 0 && say(words.other, { list: other.map(({ name }) => chosen("story", name)).join(", ") }),
    ];
    const text = said.filter(Boolean).join(" ");
    const status = document.getElementById("shown");
    if (status.textContent !== text) status.textContent = text;
    this.canvas.dataset.eye = this.rig.eye().map((c) => c.toFixed(3)).join();
    this.canvas.dataset.way = this.rig.way;
    this.canvas.dataset.drawn = Number(this.canvas.dataset.drawn ?? 0) + 1;
  }

  change(way) {
    this.rig.change(way, this.floor);
    this.view = null;
    document.getElementById(`way-${way}`).checked = true;
    this.redraw();
  }

  goTo(view) {
    if (!view) {
      this.view = null;
      this.frame();
      return;
    }
    this.rig.goTo(view, this.floor);
    this.view = view.title;
    document.getElementById("view").value = view.title;
    document.getElementById(`way-${this.rig.way}`).checked = true;
    this.redraw();
  }

  // The whole place, where nobody published a view of it.
  frame() {
    const places = this.data.elements.map(({ at }) => at);
    const reach = (i) => places.map((at) => at[i]);
    const [low, high] = [0, 2].reduce(([l, h], i) => [[...l, Math.min(...reach(i))], [...h, Math.max(...reach(i))]], [[], []]);
    if (places.length > 0) this.rig.show([(low[0] + high[0]) / 2, 0, (low[1] + high[1]) / 2], Math.max(high[0] - low[0], high[1] - low[1], 10));
    this.redraw();
  }

  select(kind, id) {
    const place = kind === "incident" ? this.data.incidents.find((incident) => incident.id === id)?.place : id;
    this.asked = this.data.number.get(place) ?? -1;
    this.repaint();
  }

  // Goes to what is asked about; without a place there is nowhere to go.
  show(kind, id) {
    const incident = kind === "incident" && this.data.incidents.find((one) => one.id === id);
    const element = this.data.elements[this.asked];
    const at = (incident && incident.at) || element?.at;
    if (!at) return;
    this.rig.show(at, element?.layer === "buildings" || element?.layer === "yards" ? 25 : 8);
    this.view = null;
    document.getElementById(`way-${this.rig.way}`).checked = true;
    this.canvas.scrollIntoView({ block: "nearest" });
    this.redraw();
  }

  isShown(id) {
    const number = this.data.number.get(id);
    return number === undefined || this.model.visible[number];
  }

  // The nearest visible element along a ray through a point of the picture (pixels).
  pick(x, y) {
    const caster = new Raycaster();
    caster.setFromCamera(new Vector2((x / this.width) * 2 - 1, 1 - (y / this.height) * 2), this.camera);
    return this.hits(caster)[0];
  }

  hits(caster) {
    const elements = this.data.mesh.elements;
    const cut = this.model.shared.cut.value;
    return caster
      .intersectObject(this.model.surfaces)
      .map((hit) => ({ ...hit, element: elements[hit.face.a] }))
      .filter((hit) => this.model.visible[hit.element] && hit.point.y <= cut + 1e-4);
  }

  // Whether something stands between the eye and a place.
  isHidden(place, except = -1) {
    const eye = new Vector3(...this.rig.eye());
    const way = new Vector3(...place).sub(eye);
    const far = way.length();
    const caster = new Raycaster(eye, way.normalize(), 0, far - 0.3);
    return this.hits(caster).some((hit) => hit.element !== except);
  }

  steer(now) {
    const seconds = Math.min(0.1, (now - (this.then ?? now)) / 1000);
    this.then = this.held.size > 0 ? now : undefined;
    if (this.held.size === 0) return;
    const sum = [0, 0, 0, 0, 0];
    for (const code of this.held) STEERING[code]?.forEach((part, i) => (sum[i] += part));
    this.move(sum, seconds, this.held.has("ShiftLeft") || this.held.has("ShiftRight"));
    this.redraw();
  }

  // One step of steering, as long as `seconds`.
  move([right, ahead, turn, tilt, zoom], seconds, isFast) {
    const { rig } = this;
    const speed = rig.way === "walk" ? (isFast ? RUN_M_S : WALK_M_S) : 0.6 * (rig.way === "plan" ? rig.height : rig.distance);
    if (right || ahead) rig.pan(right * speed * seconds, ahead * speed * seconds);
    if (turn || tilt) rig.turn(turn * 1.2 * seconds, tilt * 0.8 * seconds);
    if (zoom) rig.zoom(Math.exp(zoom * seconds));
    this.view = null;
  }

  listen() {
    const { canvas } = this;
    canvas.addEventListener("pointerdown", (event) => {
      canvas.setPointerCapture(event.pointerId);
      this.drag = { x: event.clientX, y: event.clientY, far: 0, shift: event.shiftKey || event.button === 2 };
    });
    canvas.addEventListener("pointermove", (event) => this.dragTo(event));
    canvas.addEventListener("pointerup", (event) => this.letGo(event));
    canvas.addEventListener("pointercancel", () => (this.drag = null));
    canvas.addEventListener("contextmenu", (event) => event.preventDefault());
    canvas.addEventListener("wheel", (event) => {
      // A page can be scrolled past the picture: the wheel is the picture's once it was pointed at.
      if (document.activeElement !== canvas) return;
      event.preventDefault();
      this.rig.zoom(Math.exp(event.deltaY * 0.0015));
      this.view = null;
      this.redraw();
    }, { passive: false });
    canvas.addEventListener("keydown", (event) => this.key(event));
    canvas.addEventListener("keyup", (event) => this.held.delete(event.code));
    canvas.addEventListener("blur", () => this.held.clear());
    new ResizeObserver(() => this.redraw()).observe(canvas);
  }

  dragTo(event) {
    if (!this.drag) return;
    const [dx, dy] = [event.clientX - this.drag.x, event.clientY - this.drag.y];
    Object.assign(this.drag, { x: event.clientX, y: event.clientY, far: this.drag.far + Math.hypot(dx, dy) });
    if (this.drag.shift && this.rig.way !== "walk") {
      const scale = (this.rig.way === "plan" ? this.rig.height : this.rig.distance) / this.height;
      this.rig.pan(-dx * scale, dy * scale);
    } else {
      this.rig.drag(dx / this.height, dy / this.height);
    }
    this.view = null;
    this.redraw();
  }

  letGo(event) {
    const drag = this.drag;
    this.drag = null;
    if (!drag || drag.far > CLICK_PX) return;
    const box = this.canvas.getBoundingClientRect();
    this.point(event.clientX - box.left, event.clientY - box.top);
  }

  point(x, y) {
    const hit = this.pick(x, y);
    if (hit) this.ask("element", this.data.elements[hit.element].id);
  }

  key(event) {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const ways = { Digit1: "walk", Digit2: "orbit", Digit3: "plan" };
    if (event.code in STEERING) {
      this.held.add(event.code);
    } else if (event.code in ways) {
      this.change(ways[event.code]);
    } else if (event.code === "Enter") {
      this.point(this.width / 2, this.height / 2);
    } else if (event.code === "Home") {
      this.goTo(this.data.views[0]);
    } else if (event.code.startsWith("Shift")) {
      this.held.add(event.code);
      return;
    } else {
      return;
    }
    event.preventDefault();
    this.redraw();
  }
}
