// The viewer's surfaces (`surface.wgsl`, `line.wgsl`): shaded by their slope alone, so that no lamp makes a guess look solid.

// How an element looks is kept in a picture of two pixels an element: colour and pattern; what else is to be known.
const LOOKS = `
uniform sampler2D looks;
attribute float element;
vec4 lookOf(int part) {
  int at = 2 * int(element + 0.5) + part;
  return texelFetch(looks, ivec2(at & 1023, at >> 10), 0);
}
bool flag(vec4 facts, int bit) { return (int(facts.r * 255.0 + 0.5) & bit) != 0; }
const vec4 NOWHERE = vec4(2.0, 2.0, 2.0, 1.0);
`;

export const VISIBLE = 1, STIPPLED = 2, ASKED = 4, OUTLINED = 8;

export const surfaceVertex = `${LOOKS}
attribute float surface;
attribute float rise;
uniform float sink;
varying vec3 at, turned, tint;
varying float pattern, guessed, flags;
void main() {
  vec4 look = lookOf(0), facts = lookOf(1);
  at = position;
  turned = normal;
  vec3 rgb = floor(look.rgb * 255.0 + 0.5);
  tint = (surface == 1.0 ? 255.0 - floor((255.0 - rgb) / 5.0) * 2.0 : rgb) / 255.0;
  pattern = floor(look.a * 255.0 + 0.5);
  guessed = rise;
  flags = floor(facts.r * 255.0 + 0.5);
  gl_Position = flag(facts, ${VISIBLE}) ? projectionMatrix * viewMatrix * vec4(position, 1.0) : NOWHERE;
  // In a plan floors lie below the undersides of walls, whose insides are what is cut through.
  if (surface == 1.0) gl_Position.z += sink;
}`;

export const surfaceFragment = `
uniform float cut;
uniform float pixel;
varying vec3 at, turned, tint;
varying float pattern, guessed, flags;

vec3 light(vec3 c) { return mix(c / 12.92, pow((c + 0.055) / 1.055, vec3(2.4)), step(0.04045, c)); }
vec3 seen(vec3 c) { return mix(c * 12.92, 1.055 * pow(c, vec3(1.0 / 2.4)) - 0.055, step(0.0031308, c)); }

float lines(float along, float spread, float share) {
  float spacing = exp2(ceil(log2(max(spread, 0.0001) * 5.0 * pixel)));
  float near = abs(fract(along / spacing) - 0.5) * 2.0;
  float soft = clamp(2.0 * spread / spacing, 0.02, 0.9);
  return smoothstep(1.0 - share - soft, 1.0 - share + soft, near);
}

float hatch() {
  vec2 flat_ = abs(turned.y) < 0.6
    ? vec2(dot(at.xz, normalize(vec2(-turned.z, turned.x) + vec2(0.00001, 0.0))), at.y) : at.xz;
  float rise = flat_.x + flat_.y, fall = flat_.x - flat_.y;
  float spreadRise = fwidth(rise), spreadFall = fwidth(fall);
  if (pattern == 1.0) return lines(rise, spreadRise, 0.16);
  if (pattern == 2.0) return lines(2.0 * rise, spreadRise, 0.30);
  if (pattern == 3.0) return lines(rise, spreadRise, 0.42) * lines(fall, spreadFall, 0.42);
  return 0.0;
}

void main() {
  float ink = hatch();
  if (at.y > cut) discard;
  int bits = int(flags);
  ivec2 cell = ivec2(gl_FragCoord.xy / (2.0 * pixel));
  if ((bits & ${STIPPLED}) != 0 && ((cell.x + cell.y) & 1) == 1) discard;
  if (guessed > 0.0 && ((cell.x + 2 * cell.y) & 3) == 0) discard;
  if (!gl_FrontFacing) { gl_FragColor = vec4(tint * 0.5, 1.0); return; }
  vec3 color = light(tint) * (0.82 + 0.18 * turned.y) * (0.90 + 0.14 * dot(turned, vec3(0.83, 0.0, 0.56)));
  color = mix(color, vec3(0.02, 0.02, 0.025), 0.75 * ink);
  if ((bits & ${ASKED}) != 0) color = mix(color, vec3(1.0, 0.86, 0.10), 0.55);
  gl_FragColor = vec4(seen(color), 1.0);
}`;

// Each segment is four vertices that the picture pushes apart.
export const lineVertex = `${LOOKS}
uniform vec2 size;
uniform float width;
uniform float pixel;
uniform bool edges;
attribute vec3 other;
attribute float side;
varying vec3 at;
varying vec4 paint;
vec4 beforeEye(vec4 point, vec4 far) {
  if (point.w >= 0.02 || far.w <= 0.02) return point;
  return mix(point, far, (0.02 - point.w) / (far.w - point.w));
}
void main() {
  vec4 facts = edges ? lookOf(1) : vec4(1.0);
  bool contested = flag(facts, ${OUTLINED});
  at = position;
  mat4 toClip = projectionMatrix * viewMatrix;
  vec4 there = toClip * vec4(position + other, 1.0);
  vec4 end = beforeEye(toClip * vec4(position, 1.0), there);
  there = beforeEye(there, end);
  vec2 along = (there.xy / there.w - end.xy / end.w) * size;
  vec2 across = vec2(-along.y, along.x) / max(length(along), 0.0001);
  float metre = abs(projectionMatrix[1][1]) * size.y * 0.5 / max(end.w, 0.02);
  float wide = edges && contested ? clamp(0.15 * metre, 1.0, 3.5) : width;
  end.xy += across * side * wide * pixel / size * end.w;
  end.z -= 0.0006 * end.w;
  bool drawn = !edges || (flag(facts, ${VISIBLE}) && (contested || !flag(facts, ${STIPPLED})));
  paint = edges && !contested ? vec4(0.08, 0.08, 0.09, 0.7) : vec4(0.0, 0.0, 0.0, 0.9);
  gl_Position = drawn ? end : NOWHERE;
}`;

export const lineFragment = `
uniform float cut;
varying vec3 at;
varying vec4 paint;
void main() {
  if (at.y > cut + 0.001) discard;
  gl_FragColor = paint;
}`;

// Soft edges: the stronger, the higher they lie, so that where bands overlap the strongest is seen and not their sum.
export const veilVertex = `${LOOKS}
attribute float share;
uniform float sink;
varying float strength;
varying vec3 tint;
void main() {
  tint = lookOf(0).rgb;
  strength = 0.55 * share;
  vec3 place = position + vec3(0.0, 0.02 * strength, 0.0);
  gl_Position = flag(lookOf(1), ${VISIBLE}) ? projectionMatrix * viewMatrix * vec4(place, 1.0) : NOWHERE;
  gl_Position.z += 0.9 * sink;
}`;

export const veilFragment = `
varying float strength;
varying vec3 tint;
void main() { gl_FragColor = vec4(tint, strength); }`;
