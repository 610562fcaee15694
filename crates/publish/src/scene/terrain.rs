//! The ground under the model.

use super::glb::{NodeIndex, Writer};
use super::local;
use super::mesh::Mesh;
use crate::properties::Properties;
use crate::{GroundImage, Inputs, PublishError};
use geo::{BoundingRect, Coord, MultiPoint, Rect};
use image::ExtendedColorType;
use image::codecs::jpeg::JpegEncoder;

/// Below the floors, so that they are not fought for, metres.
const DEPTH_M: f64 = -0.05;
/// How far plain ground reaches beyond the outermost node, metres.
const MARGIN_M: f64 = 20.0;
const JPEG_QUALITY: u8 = 88;

/// The ground: imagery where there is some, else plain; nothing where there is nothing to stand on it.
pub fn node(inputs: &Inputs, writer: &mut Writer) -> Result<Vec<NodeIndex>, PublishError> {
    let mut extras = Properties::default();
    extras.set("kind", "terrain");
    if let Some(image) = &inputs.ground {
        extras.set("imagery", image.imagery.as_str());
        if !image.note.is_empty() {
            extras.set("note", image.note.as_str());
        }
        let west_south = local(inputs, Coord { x: image.west, y: image.south });
        let east_north = local(inputs, Coord { x: image.east, y: image.north });
        let jpeg = jpeg(image)?;
        return Ok(vec![writer.textured(&extras, &plane(Rect::new(west_south, east_north)), jpeg)?]);
    }
    let nodes: MultiPoint = inputs.plan().nodes.iter().map(|n| *n.position.geometry()).collect();
    let Some(around) = nodes.bounding_rect() else { return Ok(Vec::new()) };
    let margin = Coord { x: MARGIN_M, y: MARGIN_M };
    let rect = Rect::new(local(inputs, around.min()) - margin, local(inputs, around.max()) + margin);
    Ok(vec![writer.plain_ground(&extras, &Mesh { uvs: Vec::new(), ..plane(rect) })?])
}

/// A horizontal rectangle; the first texture pixel is its north-western corner.
fn plane(rect: Rect) -> Mesh {
    let (low, high) = (rect.min(), rect.max());
    let mut mesh = Mesh::default();
    mesh.quad([[low.x, low.y, DEPTH_M], [high.x, low.y, DEPTH_M], [high.x, high.y, DEPTH_M], [low.x, high.y, DEPTH_M]]);
    mesh.uvs = vec![[0.0, 1.0], [1.0, 1.0], [1.0, 0.0], [0.0, 0.0]];
    mesh
}

/// The image as JPEG: new bytes from pixels alone, so nothing of the original file's metadata can travel along.
fn jpeg(image: &GroundImage) -> Result<Vec<u8>, PublishError> {
    let refuse = |reason: String| PublishError::Ground { imagery: image.imagery.to_string(), reason };
    let expected = 3 * image.width as usize * image.height as usize;
    if image.rgb.len() != expected || expected == 0 {
        return Err(refuse(format!("{} bytes for {} by {} pixels", image.rgb.len(), image.width, image.height)));
    }
    let edges = [image.west, image.south, image.east, image.north];
    if edges.iter().any(|e| !e.is_finite()) || image.west >= image.east || image.south >= image.north {
        return Err(refuse(format!("its edges west, south, east, north are {edges:?}")));
    }
    let mut bytes = Vec::new();
    JpegEncoder::new_with_quality(&mut bytes, JPEG_QUALITY)
        .encode(&image.rgb, image.width, image.height, ExtendedColorType::Rgb8)
        .map_err(|e| refuse(e.to_string()))?;
    Ok(bytes)
}
