//! The interface's font and its colours: calm, light, and never below 4.5 to 1 (WCAG 2.2, 1.4.3) for text.

use egui::epaint::FontColorTransferFunction;
use egui::{Color32, FontData, FontDefinitions, FontFamily, FontId, Stroke, TextStyle, Theme, Visuals, vec2};
use std::sync::Arc;

/// Latin and all Hangul syllables; see `assets/font/README.md` of the project.
const FONT: &[u8] = include_bytes!("../../../assets/font/LocusGothic.ttf");
const FAMILY: &str = "Locus Gothic";

/// Ground of the panels.
pub(crate) const PAPER: Color32 = Color32::from_rgb(0xFA, 0xFA, 0xF7);
/// Text.
pub(crate) const INK: Color32 = Color32::from_rgb(0x1B, 0x1B, 0x1F);
/// Text of less weight.
pub(crate) const QUIET: Color32 = Color32::from_rgb(0x55, 0x58, 0x5E);
/// What is chosen, and links.
pub(crate) const ACCENT: Color32 = Color32::from_rgb(0x0B, 0x4F, 0x8A);
/// Warnings, and incidents.
pub(crate) const ALARM: Color32 = Color32::from_rgb(0x9B, 0x1C, 0x1C);
/// Ground of notices.
pub(crate) const NOTICE: Color32 = Color32::from_rgb(0xFF, 0xF1, 0xC9);
/// Ground of what can be pressed.
const BUTTON: Color32 = Color32::from_rgb(0xE9, 0xE9, 0xE4);
const HOVERED: Color32 = Color32::from_rgb(0xDA, 0xE4, 0xEE);
/// Lines between things.
pub(crate) const LINE: Color32 = Color32::from_rgb(0x8A, 0x8D, 0x92);

/// Installs font and colours.
pub(crate) fn install(ctx: &egui::Context) {
    ctx.set_fonts(fonts());
    ctx.set_theme(Theme::Light);
    ctx.all_styles_mut(|style| {
        style.visuals = visuals();
        style.text_styles = sizes();
        style.spacing.item_spacing = vec2(6.0, 4.0);
        style.spacing.button_padding = vec2(6.0, 3.0);
        style.animation_time = 0.0;
        style.spacing.scroll = egui::style::ScrollStyle::solid();
    });
}

fn fonts() -> FontDefinitions {
    let mut fonts = FontDefinitions::empty();
    fonts.font_data.insert(FAMILY.to_owned(), Arc::new(FontData::from_static(FONT)));
    for family in [FontFamily::Proportional, FontFamily::Monospace] {
        fonts.families.insert(family, vec![FAMILY.to_owned()]);
    }
    fonts
}

fn sizes() -> std::collections::BTreeMap<TextStyle, FontId> {
    let sizes = [
        (TextStyle::Heading, 17.0),
        (TextStyle::Body, 13.5),
        (TextStyle::Button, 13.5),
        (TextStyle::Monospace, 13.0),
        (TextStyle::Small, 11.5),
    ];
    sizes.into_iter().map(|(style, size)| (style, FontId::proportional(size))).collect()
}

fn visuals() -> Visuals {
    let mut visuals = Visuals::light();
    visuals.override_text_color = None;
    // The window blends in linear light, where dark letters on light paper come out thin: they get more ink.
    visuals.text_options.color_transfer_function = FontColorTransferFunction::Gamma(0.6);
    visuals.panel_fill = PAPER;
    visuals.window_fill = PAPER;
    visuals.extreme_bg_color = Color32::WHITE;
    visuals.weak_text_color = Some(QUIET);
    visuals.hyperlink_color = ACCENT;
    visuals.warn_fg_color = ALARM;
    visuals.error_fg_color = ALARM;
    visuals.selection.bg_fill = ACCENT;
    visuals.selection.stroke = Stroke::new(1.0, Color32::WHITE);
    let widgets = &mut visuals.widgets;
    widgets.noninteractive.fg_stroke = Stroke::new(1.0, INK);
    widgets.noninteractive.bg_stroke = Stroke::new(1.0, LINE);
    for (state, ground, edge) in [
        (&mut widgets.inactive, BUTTON, Stroke::new(1.0, LINE)),
        (&mut widgets.hovered, HOVERED, Stroke::new(1.0, ACCENT)),
        (&mut widgets.open, HOVERED, Stroke::new(1.0, ACCENT)),
        // egui draws what has the keyboard's focus as active: a heavy edge that is seen without colours
        (&mut widgets.active, HOVERED, Stroke::new(2.5, INK)),
    ] {
        state.bg_fill = ground;
        state.weak_bg_fill = ground;
        state.bg_stroke = edge;
        state.fg_stroke = Stroke::new(1.5, INK);
        state.expansion = 0.0;
    }
    visuals
}

/// Colours for accounts, dark enough to be read as text on paper and unlike those of the bases' fills. From the ninth
/// account on they return: the names beside them tell the accounts apart.
const ACCOUNTS: [[u8; 3]; 8] = [
    [0xB0, 0x2A, 0x5B],
    [0x00, 0x69, 0x5C],
    [0x4A, 0x3A, 0xA8],
    [0x8A, 0x4B, 0x00],
    [0x2E, 0x6B, 0x1F],
    [0x8B, 0x1A, 0x8B],
    [0x00, 0x5B, 0x96],
    [0x5A, 0x5A, 0x5A],
];

/// The colour of an account's strokes, sRGB, by its place in the bundle's list of accounts.
pub fn account_rgb(index: usize) -> [u8; 3] {
    ACCOUNTS[index % ACCOUNTS.len()]
}

pub(crate) fn colour([r, g, b]: [u8; 3]) -> Color32 {
    Color32::from_rgb(r, g, b)
}

#[cfg(test)]
mod tests {
    use super::*;
    use locus_viewer_core::doubt::contrast;

    fn rgb(colour: Color32) -> [u8; 3] {
        let [r, g, b, _] = colour.to_array();
        [r, g, b]
    }

    #[test]
    fn text_is_read_on_every_ground_it_is_set_on() {
        for ink in [INK, QUIET, ACCENT, ALARM] {
            for ground in [PAPER, NOTICE, Color32::WHITE] {
                assert!(contrast(rgb(ink), rgb(ground)) >= 4.5, "{ink:?} on {ground:?}");
            }
        }
        for ground in [BUTTON, HOVERED] {
            assert!(contrast(rgb(INK), rgb(ground)) >= 4.5, "{ground:?}");
        }
        for ground in [ACCENT, ALARM] {
            assert!(contrast([255; 3], rgb(ground)) >= 4.5, "white on {ground:?}");
        }
    }

    /// Whoever writes a sentence for people writes it in one of these files.
    const WRITTEN: [&str; 6] = [
        include_str!("words.rs"),
        include_str!("../../viewer-core/src/words.rs"),
        include_str!("../../viewer-core/src/words/glossary.rs"),
        include_str!("../../viewer-core/src/words/time.rs"),
        include_str!("../../viewer-core/src/keys.rs"),
        include_str!("../../viewer-core/src/saved.rs"),
    ];

    #[test]
    fn the_font_has_every_character_that_is_written() {
        let ctx = egui::Context::default();
        install(&ctx);
        let mut had = std::collections::BTreeSet::new();
        let mut output = ctx.run_ui(egui::RawInput::default(), |ui| {
            ui.ctx().fonts_mut(|fonts| {
                had.extend(fonts.fonts.font(&FontFamily::Proportional).characters().keys().copied());
            });
        });
        output.textures_delta.clear();
        let written = WRITTEN.iter().flat_map(|text| text.chars()).filter(|c| !c.is_control());
        let missing: Vec<char> = written.chain('가'..='힣').filter(|c| !had.contains(c)).take(20).collect();
        assert!(missing.is_empty(), "no glyph for {missing:?}");
    }

    #[test]
    fn edges_and_accounts_are_seen_on_paper() {
        assert!(contrast(rgb(LINE), rgb(PAPER)) >= 3.0);
        for index in 0..ACCOUNTS.len() {
            assert!(contrast(account_rgb(index), rgb(PAPER)) >= 4.5, "{index}");
        }
    }
}
