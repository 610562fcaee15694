//! Images for the graphics card, with their smaller copies: without them the ground shimmers.

use bevy::asset::RenderAssetUsages;
use bevy::image::{ImageFilterMode, ImageSampler, ImageSamplerDescriptor};
use bevy::prelude::*;
use bevy::render::render_resource::{Extent3d, TextureDimension, TextureFormat};
use image::RgbaImage;
use image::imageops::{FilterType, resize};

/// An image no larger than `longest` pixels on its longer side, with its mipmaps.
pub fn texture(pixels: &RgbaImage, longest: u32) -> Image {
    let base = reduced(pixels, longest);
    let (width, height) = base.dimensions();
    let levels = width.max(height).ilog2() + 1;
    let mut data = base.as_raw().clone();
    let mut smaller = base;
    for level in 1..levels {
        let size = [width, height].map(|side| (side >> level).max(1));
        smaller = resize(&smaller, size[0], size[1], FilterType::Triangle);
        data.extend_from_slice(smaller.as_raw());
    }
    let size = Extent3d { width, height, depth_or_array_layers: 1 };
    let mut image =
        Image::new_uninit(size, TextureDimension::D2, TextureFormat::Rgba8UnormSrgb, RenderAssetUsages::RENDER_WORLD);
    image.data = Some(data);
    image.texture_descriptor.mip_level_count = levels;
    image.sampler = ImageSampler::Descriptor(ImageSamplerDescriptor {
        mag_filter: ImageFilterMode::Linear,
        min_filter: ImageFilterMode::Linear,
        mipmap_filter: ImageFilterMode::Linear,
        ..default()
    });
    image
}

fn reduced(pixels: &RgbaImage, longest: u32) -> RgbaImage {
    let (width, height) = pixels.dimensions();
    let scale = f64::from(longest) / f64::from(width.max(height).max(1));
    if scale >= 1.0 {
        return pixels.clone();
    }
    let side = |pixels: u32| ((f64::from(pixels) * scale).round() as u32).max(1);
    resize(pixels, side(width), side(height), FilterType::Triangle)
}
