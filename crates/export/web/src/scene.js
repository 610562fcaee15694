// The scene as the exporter wrote it, its packed numbers unpacked.

const bytes = (text) => Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
const floats = (text) => new Float32Array(bytes(text).buffer);
const numbers = (text) => new Uint32Array(bytes(text).buffer);

export function read() {
  const scene = JSON.parse(document.getElementById("scene").textContent);
  const { mesh, edges, halos } = scene;
  mesh.positions = floats(mesh.positions);
  mesh.normals = new Int8Array(bytes(mesh.normals).buffer);
  mesh.elements = numbers(mesh.elements);
  mesh.indices = numbers(mesh.indices);
  edges.ends = floats(edges.ends);
  edges.elements = numbers(edges.elements);
  halos.corners = floats(halos.corners);
  halos.elements = numbers(halos.elements);
  for (const ring of scene.ellipses) ring.points = floats(ring.points);
  scene.number = new Map(scene.elements.map((element, index) => [element.id, index]));
  return scene;
}
