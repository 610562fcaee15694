// Surfaces of the model: shaded by their slope alone, so that no lamp can make a guess look solid.
//
// Per vertex: color = what the element is drawn in; uv = (pattern, flags); uv_b = (metres above the element's underside
// where its height is assumed, else -1; number of the element).

#import bevy_pbr::forward_io::VertexOutput
#import bevy_pbr::mesh_view_bindings::view

struct Surface {
    // Unit normal towards the side that is cut away, and its product with a point of the plane.
    planes: array<vec4<f32>, 4>,
    // Number of planes, number of the selected element or -1, 1 for the pass of element numbers, pixels of the picture to
    // one pixel of a usual one.
    facts: vec4<f32>,
}

@group(#{MATERIAL_BIND_GROUP}) @binding(0) var<uniform> surface: Surface;

const STIPPLED: u32 = 1u;
const INK: vec3<f32> = vec3<f32>(0.02, 0.02, 0.025);

fn is_cut(at: vec3<f32>) -> bool {
    for (var i = 0; i < i32(surface.facts.x); i += 1) {
        if dot(surface.planes[i].xyz, at) > surface.planes[i].w + 0.0005 {
            return true;
        }
    }
    return false;
}

// Element numbers leave as exact bytes: the target encodes what is written here back to them.
fn byte(value: u32) -> f32 {
    let encoded = f32(value & 255u) / 255.0;
    if encoded <= 0.04045 {
        return encoded / 12.92;
    }
    return pow((encoded + 0.055) / 1.055, 2.4);
}

// Lines across the plane of the surface, in the world, their distance chosen so that they stay apart in the picture.
fn lines(along: f32, spread: f32, share: f32) -> f32 {
    let spacing = exp2(ceil(log2(max(spread, 0.0001) * 5.0 * max(surface.facts.w, 1.0))));
    let at = abs(fract(along / spacing) - 0.5) * 2.0;
    let soft = clamp(2.0 * spread / spacing, 0.02, 0.9);
    return smoothstep(1.0 - share - soft, 1.0 - share + soft, at);
}

fn hatch(pattern: u32, at: vec3<f32>, normal: vec3<f32>) -> f32 {
    var flat = vec2<f32>(at.x, at.z);
    if abs(normal.y) < 0.6 {
        flat = vec2<f32>(dot(at.xz, normalize(vec2<f32>(-normal.z, normal.x) + vec2<f32>(0.00001, 0.0))), at.y);
    }
    let rise = flat.x + flat.y;
    let fall = flat.x - flat.y;
    let spread_rise = fwidth(rise);
    let spread_fall = fwidth(fall);
    switch pattern {
        case 1u: { return lines(rise, spread_rise, 0.16); }
        case 2u: { return lines(2.0 * rise, 2.0 * spread_rise * 0.5, 0.30); }
        case 3u: { return lines(rise, spread_rise, 0.42) * lines(fall, spread_fall, 0.42); }
        default: { return 0.0; }
    }
}

@fragment
fn fragment(in: VertexOutput) -> @location(0) vec4<f32> {
    let at = in.world_position.xyz;
    let normal = normalize(in.world_normal);
    // Derivatives need every pixel of a block: taken before anything is discarded.
    let ink = hatch(u32(in.uv.x + 0.5), at, normal);
    if is_cut(at) {
        discard;
    }
    let number = u32(in.uv_b.y + 0.5);
    if surface.facts.z > 0.5 {
        return vec4<f32>(byte(number), byte(number >> 8u), byte(number >> 16u), 1.0);
    }
    let flags = u32(in.uv.y + 0.5);
    // What is only assumed is seen through, in the picture and not in the world: so it is from any distance.
    let cell = vec2<u32>(in.position.xy / (2.0 * max(surface.facts.w, 1.0)));
    let odd = ((cell.x + cell.y) & 1u) == 1u;
    let assumed_part = in.uv_b.x > 0.0;
    if (flags & STIPPLED) != 0u && odd {
        discard;
    }
    if assumed_part && ((cell.x + 2u * cell.y) & 3u) == 0u {
        discard;
    }
    let sky = 0.82 + 0.18 * normal.y;
    let side = 0.90 + 0.14 * dot(normal, vec3<f32>(0.83, 0.0, 0.56));
    var color = in.color.rgb * sky * side;
    color = mix(color, INK, 0.75 * ink);
    if number == u32(surface.facts.y + 0.5) && surface.facts.y >= 0.0 {
        color = mix(color, vec3<f32>(1.0, 0.86, 0.10), 0.55);
    }
    return vec4<f32>(color, in.color.a);
}
