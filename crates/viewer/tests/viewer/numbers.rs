//! Pictures of numbers: which element each pixel belongs to.

use crate::program::{Picture, render};
use image::RgbImage;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// A picture of numbers with the names of the elements in it.
pub struct Numbers {
    pub picture: Picture,
    names: BTreeMap<u32, String>,
}

impl Numbers {
    pub fn of(folder: &Path, size: [u32; 2], arguments: &[&str]) -> Self {
        let size = format!("{}x{}", size[0], size[1]);
        let all = [&["--pass", "numbers", "--size", &size], arguments].concat();
        let picture = render(folder, &all);
        let name = |entry: &Value| {
            (u32::try_from(entry["number"].as_u64().unwrap()).unwrap(), entry["id"].as_str().unwrap().to_owned())
        };
        let names = picture.told["elements"].as_array().unwrap().iter().map(name).collect();
        Self { picture, names }
    }

    /// What is to be seen.
    pub fn ids(&self) -> BTreeSet<&str> {
        self.names.values().map(String::as_str).collect()
    }

    /// The pixels of every number, as the picture has them.
    pub fn counted(&self) -> BTreeMap<u32, u64> {
        let mut counted = BTreeMap::new();
        for pixel in self.picture.pixels.pixels() {
            *counted.entry(number(pixel.0)).or_default() += 1;
        }
        counted
    }

    /// The element at a pixel.
    pub fn at(&self, x: u32, y: u32) -> Option<&str> {
        self.names.get(&number(self.picture.pixels.get_pixel(x, y).0)).map(String::as_str)
    }

    /// The pixels of an element that have only itself around them, `margin` pixels far.
    pub fn within(&self, id: &str, margin: u32) -> Vec<[u32; 2]> {
        let pixels: &RgbImage = &self.picture.pixels;
        let Some((wanted, _)) = self.names.iter().find(|(_, name)| *name == id) else { return Vec::new() };
        let is_it = |x: u32, y: u32| number(pixels.get_pixel(x, y).0) == *wanted;
        let inside = |x: u32, y: u32| {
            let reach = [0, margin, 2 * margin].into_iter();
            reach.clone().all(|dx| reach.clone().all(|dy| is_it(x + dx - margin, y + dy - margin)))
        };
        let (width, height) = pixels.dimensions();
        let all = (margin..height - margin).flat_map(|y| (margin..width - margin).map(move |x| [x, y]));
        all.filter(|[x, y]| inside(*x, *y)).collect()
    }

    /// The middle of an element's pixels.
    pub fn centre(&self, id: &str) -> [f64; 2] {
        let pixels = self.within(id, 0);
        assert!(!pixels.is_empty(), "{id} is not in the picture");
        [0, 1].map(|i| pixels.iter().map(|p| f64::from(p[i]) + 0.5).sum::<f64>() / pixels.len() as f64)
    }
}

fn number([r, g, b]: [u8; 3]) -> u32 {
    u32::from_le_bytes([r, g, b, 0])
}
