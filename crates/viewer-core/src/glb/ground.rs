//! The ground: one mesh, with the imagery as its texture or plain.

use super::{Ground, Reader, Triangles, entry, refuse};
use crate::glb::tree::Placed;
use crate::limits;
use crate::refusal::Refusal;
use gltf_json::mesh::{Primitive, Semantic};
use gltf_json::texture::Info;
use gltf_json::validation::Checked::Valid;
use image::{DynamicImage, Rgba, RgbaImage};
use locus_publish::GroundTexture;

impl Reader<'_> {
    /// The ground, with exactly the imagery that the bundle names.
    pub(super) fn ground(&mut self, node: &Placed, told: Option<&GroundTexture>) -> Result<Ground, Refusal> {
        let [primitive] = &entry(&self.root.meshes, node.mesh, "mesh")?.primitives[..] else {
            return Err(refuse("ground that is not made of one part", "one part"));
        };
        let Triangles { positions, normals, indices } = self.triangles(primitive, node)?;
        let material = primitive.material.as_ref().map(|index| entry(&self.root.materials, index, "material"));
        let paint = material.transpose()?.map(|material| &material.pbr_metallic_roughness);
        let texture = paint.and_then(|paint| paint.base_color_texture.as_ref());
        let (uvs, image) = match (texture, told) {
            (Some(texture), Some(told)) => (self.uvs(primitive, positions.len())?, self.image(texture, told)?),
            (None, None) => {
                let linear = paint.map_or([1.0; 4], |paint| paint.base_color_factor.0);
                (vec![[0.0; 2]; positions.len()], RgbaImage::from_pixel(1, 1, srgb(linear)))
            }
            (Some(_), None) => return Err(refuse("imagery that bundle.json does not name", "imagery with its date")),
            (None, Some(told)) => {
                let found = format!("plain ground, where bundle.json names the imagery \"{}\"", told.imagery);
                return Err(refuse(found, "that imagery"));
            }
        };
        Ok(Ground { positions, normals, uvs, indices, image })
    }

    fn uvs(&mut self, primitive: &Primitive, count: usize) -> Result<Vec<[f32; 2]>, Refusal> {
        let index = primitive.attributes.get(&Valid(Semantic::TexCoords(0)));
        let index = index.ok_or_else(|| refuse("no texture coordinates of the ground", "one for each vertex"))?;
        let uvs = self.buffer.vectors(index, "the texture coordinates of the ground")?;
        if uvs.len() != count {
            return Err(refuse(format!("{} texture coordinates of the ground", uvs.len()), &format!("{count}")));
        }
        Ok(uvs)
    }

    /// The image, of the size the bundle says, decoded only after its header was believed possible.
    fn image(&self, texture: &Info, told: &GroundTexture) -> Result<RgbaImage, Refusal> {
        let texture = entry(&self.root.textures, &texture.index, "texture")?;
        let image = entry(&self.root.images, &texture.source, "image")?;
        let view = image.buffer_view.as_ref().ok_or_else(|| refuse("a ground image nowhere", "a buffer view"))?;
        let bytes = self.buffer.view(entry(&self.root.buffer_views, view, "buffer view")?)?;
        let unreadable =
            |error: locus_sketch::ScanError| refuse(format!("as ground image {}", error.found), &error.expected);
        let header = locus_sketch::inspect(bytes).map_err(unreadable)?;
        let [width, height] = header.stored;
        let found = format!("a ground image of {width} x {height} pixels");
        if width.max(height) > limits::GROUND_SIDE_PX || u64::from(width) * u64::from(height) > limits::GROUND_AREA_PX {
            let (side, area) = (limits::GROUND_SIDE_PX, limits::GROUND_AREA_PX);
            return Err(refuse(found, &format!("at most {side} pixels a side and {area} in all")));
        }
        if [width, height] != told.size_px || header.orientation.to_exif() != 1 {
            let [columns, rows] = told.size_px;
            return Err(refuse(found, &format!("the {columns} x {rows} pixels of bundle.json, not turned")));
        }
        let rgb = locus_sketch::decode(bytes).map_err(unreadable)?;
        Ok(DynamicImage::ImageRgb8(rgb).into_rgba8())
    }
}

/// Linear light to eight bits (IEC 61966-2-1), opaque.
fn srgb([red, green, blue, _]: [f32; 4]) -> Rgba<u8> {
    let encode = |linear: f32| {
        let value = if linear <= 0.003_130_8 { 12.92 * linear } else { 1.055 * linear.powf(1.0 / 2.4) - 0.055 };
        // Saturates, also where a hostile file has no number here.
        (255.0 * value).round() as u8
    };
    Rgba([encode(red), encode(green), encode(blue), 255])
}
