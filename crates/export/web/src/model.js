// The scene as meshes: one of all surfaces, one of all edges, soft edges, ellipses, the ground.

import {
  BufferAttribute, BufferGeometry, DataTexture, DoubleSide, LessEqualDepth, LinearFilter, Mesh, MeshBasicMaterial, NearestFilter,
  RGBAFormat, ShaderMaterial, SRGBColorSpace, Texture, UnsignedByteType, Vector2,
} from "three";
import * as shaders from "./shaders.js";

const LOOKS_WIDTH = 1024;
// Share of an assumed height above which a wall is seen through.
const ASSUMED_ABOVE = 0.6;
const FLOOR = 1;

export class Model {
  constructor(scene) {
    this.scene = scene;
    const rows = Math.max(1, Math.ceil((2 * scene.elements.length) / LOOKS_WIDTH));
    this.pixels = new Uint8Array(4 * LOOKS_WIDTH * rows);
    this.looks = new DataTexture(this.pixels, LOOKS_WIDTH, rows, RGBAFormat, UnsignedByteType);
    this.looks.minFilter = this.looks.magFilter = NearestFilter;
    this.shared = { looks: { value: this.looks }, cut: { value: 1e9 }, sink: { value: 0 }, pixel: { value: 1 }, size: { value: new Vector2(1, 1) } };
    this.surfaces = this.surfaceMesh();
    this.edges = this.lineMesh(scene.edges.ends, scene.edges.elements, 1, true);
    this.veils = this.veilMeshes();
    this.rings = scene.ellipses.map((ring) => {
      const mesh = this.lineMesh(segments(ring.points), null, 1.2, false);
      mesh.userData = ring;
      return mesh;
    });
    this.ground = this.groundMesh();
  }

  get meshes() {
    return [this.ground, this.surfaces, this.edges, ...this.veils, ...this.rings].filter(Boolean);
  }

  surfaceMesh() {
    const { positions, normals, elements, indices } = this.scene.mesh;
    const count = elements.length;
    const geometry = new BufferGeometry();
    const [turned, surface, rise] = [new Float32Array(3 * count), new Float32Array(count), new Float32Array(count)];
    for (let i = 0; i < count; i += 1) {
      for (let axis = 0; axis < 3; axis += 1) turned[3 * i + axis] = normals[4 * i + axis] / 127;
      surface[i] = normals[4 * i + 3];
      const { guessed, span } = this.scene.elements[elements[i]];
      const unknownFrom = span[0] + ASSUMED_ABOVE * (span[1] - span[0]);
      rise[i] = guessed && surface[i] !== FLOOR ? positions[3 * i + 1] - unknownFrom : -1;
    }
    geometry.setAttribute("position", new BufferAttribute(positions, 3));
    geometry.setAttribute("normal", new BufferAttribute(turned, 3));
    geometry.setAttribute("surface", new BufferAttribute(surface, 1));
    geometry.setAttribute("rise", new BufferAttribute(rise, 1));
    geometry.setAttribute("element", new BufferAttribute(Float32Array.from(elements), 1));
    geometry.setIndex(new BufferAttribute(indices, 1));
    const material = this.material(shaders.surfaceVertex, shaders.surfaceFragment, { side: DoubleSide });
    return unculled(new Mesh(geometry, material));
  }

  lineMesh(ends, elements, width, edges) {
    const count = ends.length / 6;
    const [position, other] = [new Float32Array(12 * count), new Float32Array(12 * count)];
    const [side, element, index] = [new Float32Array(4 * count), new Float32Array(4 * count), new Uint32Array(6 * count)];
    for (let i = 0; i < count; i += 1) {
      const [from, to] = [ends.subarray(6 * i, 6 * i + 3), ends.subarray(6 * i + 3, 6 * i + 6)];
      [[from, to, 1], [from, to, -1], [to, from, -1], [to, from, 1]].forEach(([here, there, way], corner) => {
        const at = 4 * i + corner;
        for (let axis = 0; axis < 3; axis += 1) {
          position[3 * at + axis] = here[axis];
          other[3 * at + axis] = there[axis] - here[axis];
        }
        side[at] = way;
        element[at] = elements ? elements[i] : 0;
      });
      index.set([0, 1, 2, 0, 2, 3].map((corner) => 4 * i + corner), 6 * i);
    }
    const geometry = new BufferGeometry();
    geometry.setAttribute("position", new BufferAttribute(position, 3));
    geometry.setAttribute("other", new BufferAttribute(other, 3));
    geometry.setAttribute("side", new BufferAttribute(side, 1));
    geometry.setAttribute("element", new BufferAttribute(element, 1));
    geometry.setIndex(new BufferAttribute(index, 1));
    const options = { transparent: true, depthWrite: false, side: DoubleSide };
    const material = this.material(shaders.lineVertex, shaders.lineFragment, options);
    material.uniforms.width = { value: width };
    material.uniforms.edges = { value: edges };
    return unculled(new Mesh(geometry, material), 4);
  }

  // Twice the same: first only how near it is, then its colour where nothing of it is nearer.
  veilMeshes() {
    const { corners, elements } = this.scene.halos;
    const [position, share] = [new Float32Array(3 * elements.length), new Float32Array(elements.length)];
    for (let i = 0; i < elements.length; i += 1) {
      position.set(corners.subarray(4 * i, 4 * i + 3), 3 * i);
      share[i] = corners[4 * i + 3];
    }
    const geometry = new BufferGeometry();
    geometry.setAttribute("position", new BufferAttribute(position, 3));
    geometry.setAttribute("share", new BufferAttribute(share, 1));
    geometry.setAttribute("element", new BufferAttribute(Float32Array.from(elements), 1));
    const [vertex, fragment] = [shaders.veilVertex, shaders.veilFragment];
    const mask = this.material(vertex, fragment, { side: DoubleSide, colorWrite: false, transparent: true });
    const veil = this.material(vertex, fragment, { side: DoubleSide, depthWrite: false, transparent: true, depthFunc: LessEqualDepth });
    return [unculled(new Mesh(geometry, mask), 2), unculled(new Mesh(geometry, veil), 3)];
  }

  groundMesh() {
    const { ground } = this.scene;
    if (!ground) return null;
    const geometry = new BufferGeometry();
    geometry.setAttribute("position", new BufferAttribute(new Float32Array(ground.positions.flat()), 3));
    geometry.setAttribute("uv", new BufferAttribute(new Float32Array(ground.uvs.flat()), 2));
    geometry.setIndex(new BufferAttribute(new Uint32Array(ground.indices), 1));
    const material = new MeshBasicMaterial({ polygonOffset: true, polygonOffsetFactor: 4, polygonOffsetUnits: 8 });
    const image = new Image();
    image.onload = () => {
      const texture = new Texture(image);
      texture.flipY = false;
      texture.colorSpace = SRGBColorSpace;
      texture.minFilter = LinearFilter;
      texture.generateMipmaps = false;
      texture.needsUpdate = true;
      this.groundTexture = material.map = texture;
      material.needsUpdate = true;
      this.onReady?.();
    };
    image.src = ground.image;
    return unculled(new Mesh(geometry, material), -1);
  }

  material(vertexShader, fragmentShader, options) {
    return new ShaderMaterial({ vertexShader, fragmentShader, uniforms: { ...this.shared }, ...options });
  }

  // Paints what is chosen; `asked` is the number of the element that was asked about.
  paint(choices, asked) {
    const { doubt } = choices;
    this.visible = choices.visible();
    this.scene.elements.forEach((element, index) => {
      const rgb = doubt.basis ? element.rgb : this.scene.neutral;
      const flags =
        (this.visible[index] ? shaders.VISIBLE : 0) |
        (element.stippled ? shaders.STIPPLED : 0) |
        (index === asked ? shaders.ASKED : 0) |
        (doubt.contested && element.contested ? shaders.OUTLINED : 0);
      this.pixels.set([...rgb, doubt.support ? element.pattern : 0, flags, 0, 0, 255], 8 * index);
    });
    this.looks.needsUpdate = true;
    for (const veil of this.veils) veil.visible = doubt.uncertainty;
    for (const ring of this.rings) ring.visible = doubt.uncertainty && choices.has(ring.userData);
    if (this.ground && this.groundTexture) {
      this.ground.material.map = choices.ground ? this.groundTexture : null;
      this.ground.material.color.set(choices.ground ? 0xffffff : 0xdbdbd6);
      this.ground.material.needsUpdate = true;
    }
  }
}

// Pairs of neighbouring points, as the line mesh wants them.
function segments(points) {
  const count = points.length / 3 - 1;
  const ends = new Float32Array(6 * count);
  for (let i = 0; i < count; i += 1) ends.set(points.subarray(3 * i, 3 * i + 6), 6 * i);
  return ends;
}

function unculled(mesh, order = 0) {
  mesh.frustumCulled = false;
  mesh.matrixAutoUpdate = false;
  mesh.renderOrder = order;
  return mesh;
}
