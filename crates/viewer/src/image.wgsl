// An image on the ground: the satellite's, faded towards paper, or a scan, faded towards nothing.

#import bevy_pbr::forward_io::VertexOutput

struct Fade {
    // How much of the image shows, 1 to fade towards paper and 0 towards nothing, 1 for the pass of element numbers, unused.
    facts: vec4<f32>,
}

@group(#{MATERIAL_BIND_GROUP}) @binding(0) var<uniform> fade: Fade;
@group(#{MATERIAL_BIND_GROUP}) @binding(1) var image: texture_2d<f32>;
@group(#{MATERIAL_BIND_GROUP}) @binding(2) var image_sampler: sampler;

const PAPER: vec3<f32> = vec3<f32>(0.86, 0.86, 0.84);

@fragment
fn fragment(in: VertexOutput) -> @location(0) vec4<f32> {
    let sampled = textureSample(image, image_sampler, in.uv);
    if fade.facts.z > 0.5 {
        return vec4<f32>(0.0, 0.0, 0.0, 1.0);
    }
    if fade.facts.y > 0.5 {
        return vec4<f32>(mix(PAPER, sampled.rgb, fade.facts.x), 1.0);
    }
    return vec4<f32>(sampled.rgb, sampled.a * fade.facts.x);
}
