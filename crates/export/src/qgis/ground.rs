//! The image under the model as a picture with its place.

use super::FORMAT;
use crate::{ExportError, Facility, Files};
use image::ImageFormat;
use locus_publish::GroundTexture;
use std::io::Cursor;

/// The name of the image, without its ending.
pub fn stem(case: &str) -> String {
    format!("{case}-ground")
}

/// The image (PNG), its world file, and its CRS as GDAL reads it; nothing where the facility has no imagery.
pub fn files(facility: &Facility) -> Result<Files, ExportError> {
    let bundle = facility.bundle();
    let (Some(texture), Some(ground)) = (&bundle.ground, &facility.published.model.ground) else {
        return Ok(Files::new());
    };
    let mut png = Vec::new();
    ground
        .image
        .write_to(&mut Cursor::new(&mut png), ImageFormat::Png)
        .map_err(|error| ExportError::compose(FORMAT, error))?;
    let (width, height) = ground.image.dimensions();
    let stem = stem(&bundle.case.id);
    Ok(Files::from([
        (format!("{stem}.png"), png),
        (format!("{stem}.pgw"), world_file(texture, [width, height]).into_bytes()),
        (format!("{stem}.png.aux.xml"), auxiliary(bundle.frame.epsg).into_bytes()),
    ]))
}

/// Six lines: size of a pixel east, two rotations, size north, and the middle of the upper left pixel.
fn world_file(texture: &GroundTexture, size: [u32; 2]) -> String {
    let [west, south, east, north] = texture.bounds_m;
    let [x, y] = [(east - west) / f64::from(size[0]), (south - north) / f64::from(size[1])];
    format!("{x}\n0\n0\n{y}\n{}\n{}\n", west + x / 2.0, north + y / 2.0)
}

fn auxiliary(epsg: u32) -> String {
    format!("<PAMDataset>\n  <SRS dataAxisToSRSAxisMapping=\"1,2\">EPSG:{epsg}</SRS>\n</PAMDataset>\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_world_file_names_the_middle_of_the_first_pixel() {
        let texture = GroundTexture {
            imagery: "i".to_owned(),
            bounds_m: [100.0, 200.0, 110.0, 220.0],
            size_px: [20, 40],
            note: String::new(),
        };
        assert_eq!(world_file(&texture, [20, 40]), "0.5\n0\n0\n-0.5\n100.25\n219.75\n");
    }
}
