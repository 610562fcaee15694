// Where one is and which way one looks: on foot, around a point, over a plan. Scene metres; yaw clockwise from grid north.

import { EYE } from "./walk.js";

export const FOV = Math.PI / 3;
const STEEPEST = 1.55;
const HIGHEST = -0.02;

const clamp = (value, low, high) => Math.min(high, Math.max(low, value));

export class Rig {
  constructor(walker) {
    this.walker = walker;
    this.way = "orbit";
    Object.assign(this, { target: [0, 0, 0], distance: 50, yaw: 0, pitch: -0.6, height: 50, feet: [0, 0, 0] });
  }

  // Unit vector looked along.
  forward() {
    const { yaw, pitch } = this;
    return [Math.cos(pitch) * Math.sin(yaw), Math.sin(pitch), -Math.cos(pitch) * Math.cos(yaw)];
  }

  eye() {
    if (this.way === "walk") return [this.feet[0], this.feet[1] + EYE, this.feet[2]];
    if (this.way === "plan") return [this.target[0], this.target[1] + 400, this.target[2]];
    const ahead = this.forward();
    return this.target.map((c, i) => c - this.distance * ahead[i]);
  }

  // To a published view.
  goTo(view, floor) {
    this.yaw = view.yaw;
    this.pitch = view.pitch;
    if (view.walk) {
      this.way = "walk";
      this.stand([view.eye[0], view.eye[2]], floor);
      return;
    }
    this.way = "orbit";
    const ahead = this.forward();
    this.distance = ahead[1] < -0.05 ? clamp((view.eye[1] - floor) / -ahead[1], 2, 3000) : 50;
    this.target = view.eye.map((c, i) => c + this.distance * ahead[i]);
  }

  // To a thing, from a little above it.
  show(at, size) {
    if (this.way === "walk") this.way = "orbit";
    this.target = [...at];
    this.distance = clamp(2.4 * size, 8, 400);
    this.height = clamp(3 * size, 8, 800);
    this.pitch = -0.7;
  }

  change(way, floor) {
    if (way === this.way) return;
    if (way === "walk") {
      this.pitch = 0;
      this.way = way;
      this.stand([this.target[0], this.target[2]], floor);
      return;
    }
    if (this.way === "walk") {
      this.target = [this.feet[0], this.feet[1], this.feet[2]];
      this.distance = 12;
      this.height = 20;
      this.pitch = -0.7;
    } else if (way === "plan") {
      this.height = 2 * this.distance * Math.tan(FOV / 2);
    } else {
      this.distance = this.height / (2 * Math.tan(FOV / 2));
    }
    this.way = way;
  }

  stand([x, z], floor) {
    const [sx, sz] = this.walker.settle([x, z], floor);
    this.feet = [sx, floor, sz];
    this.target = [sx, floor, sz];
  }

  // Drag by fractions of the picture's height.
  drag(dx, dy) {
    if (this.way === "plan") {
      this.pan(-dx * this.height, dy * this.height);
      return;
    }
    const turn = this.way === "walk" ? -FOV : Math.PI;
    this.turn(dx * turn, dy * turn * (this.way === "walk" ? -1 : -1));
  }

  turn(yaw, pitch) {
    this.yaw += yaw;
    const [low, high] = this.way === "walk" ? [-STEEPEST, STEEPEST] : [-STEEPEST, HIGHEST];
    this.pitch = clamp(this.pitch + pitch, low, high);
  }

  // Right and ahead over the ground, metres.
  pan(right, ahead) {
    const [sin, cos] = [Math.sin(this.yaw), Math.cos(this.yaw)];
    const by = [right * cos + ahead * sin, right * sin - ahead * cos];
    if (this.way === "walk") {
      const [x, z] = this.walker.advance([this.feet[0], this.feet[2]], by, this.feet[1]);
      this.feet = [x, this.feet[1], z];
      this.target = [x, this.feet[1], z];
    } else {
      this.target = [this.target[0] + by[0], this.target[1], this.target[2] + by[1]];
    }
  }

  zoom(factor) {
    if (this.way === "walk") this.pan(0, factor < 1 ? 0.6 : -0.6);
    this.distance = clamp(this.distance * factor, 2, 3000);
    this.height = clamp(this.height * factor, 3, 5000);
  }
}
