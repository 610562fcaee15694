//! The one font that everything is printed in.

use std::sync::LazyLock;
use typst::foundations::Bytes;
use typst::text::Font;

/// Latin, Greek, Cyrillic, symbols and all Hangul syllables; see `assets/font/README.md` of the project.
const LOCUS_GOTHIC: &[u8] = include_bytes!("../../../assets/font/LocusGothic.ttf");

static FACE: LazyLock<Option<ttf_parser::Face>> = LazyLock::new(|| ttf_parser::Face::parse(LOCUS_GOTHIC, 0).ok());

/// The font as Typst takes it.
pub fn load() -> Option<Font> {
    Font::new(Bytes::new(LOCUS_GOTHIC), 0)
}

/// Whether it has a picture of this character.
pub fn shows(character: char) -> bool {
    FACE.as_ref().is_some_and(|face| face.glyph_index(character).is_some())
}
