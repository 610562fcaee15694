// Lines of a width in pixels: every segment is four vertices that the picture pushes apart.
//
// Per vertex: position = this end; normal = the other end minus this one; uv = (side, width in pixels, below 0 where it
// shrinks with distance); color.

#import bevy_pbr::mesh_view_bindings::view
#import bevy_pbr::mesh_functions
#import bevy_pbr::view_transformations::position_world_to_clip

struct Cuts {
    planes: array<vec4<f32>, 4>,
    // Number of planes, pixels of the picture to one pixel of width, unused.
    facts: vec4<f32>,
}

@group(#{MATERIAL_BIND_GROUP}) @binding(0) var<uniform> cuts: Cuts;

struct Vertex {
    @builtin(instance_index) instance_index: u32,
    @location(0) position: vec3<f32>,
    @location(1) other: vec3<f32>,
    @location(2) side: vec2<f32>,
    @location(3) color: vec4<f32>,
}

struct Between {
    @builtin(position) position: vec4<f32>,
    @location(0) at: vec3<f32>,
    @location(1) color: vec4<f32>,
}

// Behind the eye a point has no place in the picture: the end is moved along the segment to just before it.
fn before_eye(point: vec4<f32>, other: vec4<f32>) -> vec4<f32> {
    let near = 0.02;
    if point.w >= near || other.w <= near {
        return point;
    }
    return mix(point, other, (near - point.w) / (other.w - point.w));
}

@vertex
fn vertex(in: Vertex) -> Between {
    let world_from_local = mesh_functions::get_world_from_local(in.instance_index);
    let here = (world_from_local * vec4<f32>(in.position, 1.0)).xyz;
    let there = (world_from_local * vec4<f32>(in.position + in.other, 1.0)).xyz;
    let size = view.viewport.zw;
    let far_end = position_world_to_clip(there);
    var end = before_eye(position_world_to_clip(here), far_end);
    let other = before_eye(far_end, end);
    let along = (other.xy / other.w - end.xy / end.w) * size;
    let across = vec2<f32>(-along.y, along.x) / max(length(along), 0.0001);
    // No wider than 15 cm in the world where it shrinks, and never invisible.
    let metre = abs(view.clip_from_view[1][1]) * size.y * 0.5 / max(end.w, 0.02);
    let shrunk = clamp(0.15 * metre, 1.0, -in.side.y);
    let width = select(in.side.y, shrunk, in.side.y < 0.0) * cuts.facts.y;
    end += vec4<f32>(across * in.side.x * width / size * end.w, 0.0, 0.0);
    // A little nearer to the eye than the surface it lies on.
    end.z *= 1.004;
    var out: Between;
    out.position = end;
    out.at = here;
    out.color = in.color;
    return out;
}

@fragment
fn fragment(in: Between) -> @location(0) vec4<f32> {
    for (var i = 0; i < i32(cuts.facts.x); i += 1) {
        if dot(cuts.planes[i].xyz, in.at) > cuts.planes[i].w + 0.001 {
            discard;
        }
    }
    return in.color;
}
