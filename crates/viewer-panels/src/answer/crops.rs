//! Pieces of the scans with the stroke marked: read when they are first asked for, one a pass in the
//! window, and kept.

use crate::asked::Asked;
use crate::words as w;
use egui::{ColorImage, Image, TextureHandle, TextureOptions, Ui, vec2};
use locus_viewer_core::answer::{Answer, CropOf};
use locus_viewer_core::scan;
use locus_viewer_core::selection::Selection;
use std::collections::BTreeMap;

/// The longer side of a crop, pixels.
const LONGEST_PX: u32 = 480;
/// A crop is not higher in a picture that leaves the program, points.
const PRINTED: f32 = 150.0;
/// So many are kept; then all are let go.
const KEPT: usize = 64;

/// Of which thing, and which of its crops.
type Key = (Selection, usize);

/// The crops, or why there is none.
#[derive(Default)]
pub(crate) struct Crops(BTreeMap<Key, Result<TextureHandle, String>>);

impl Crops {
    pub(super) fn show(&mut self, ui: &mut Ui, asked: &Asked, selection: &Selection, answer: &Answer) {
        let mut may_read = true;
        for (index, crop) in answer.crops.iter().enumerate() {
            let caption = w::CROP_OF.with(asked.language(), &[("sheet", &crop.sheet), ("account", &crop.account)]);
            let key = (selection.clone(), index);
            if !self.0.contains_key(&key) && may_read {
                may_read = asked.exporting;
                self.keep(ui, asked, key.clone(), crop);
            }
            match self.0.get(&key) {
                Some(Ok(texture)) => {
                    let size = vec2(ui.available_width(), if asked.exporting { PRINTED } else { f32::INFINITY });
                    ui.add(Image::from_texture(texture).max_size(size).alt_text(&caption));
                }
                Some(Err(why)) => {
                    ui.label(why);
                }
                None => {
                    ui.weak(asked.say(w::CROP_WAIT));
                    ui.ctx().request_repaint();
                }
            }
            ui.weak(caption);
        }
    }

    fn keep(&mut self, ui: &Ui, asked: &Asked, key: Key, crop: &CropOf) {
        if self.0.len() >= KEPT {
            self.0.clear();
        }
        let read = read(ui, asked, crop);
        self.0.insert(key, read);
    }
}

fn read(ui: &Ui, asked: &Asked, crop: &CropOf) -> Result<TextureHandle, String> {
    let sheet = asked.bundle().sheets.iter().find(|sheet| sheet.id == crop.sheet);
    let sheet = sheet.ok_or_else(|| asked.say(w::SHEET_NO_SCAN).to_owned())?;
    let image = scan::load(&asked.session.published, sheet).map_err(|refusal| refusal.to_string())?;
    let piece = scan::crop(&image, &crop.strokes, LONGEST_PX);
    let size = [piece.width() as usize, piece.height() as usize];
    let pixels = ColorImage::from_rgba_unmultiplied(size, piece.as_raw());
    Ok(ui.ctx().load_texture(&crop.sheet, pixels, TextureOptions::LINEAR))
}
