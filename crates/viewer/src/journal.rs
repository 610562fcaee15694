//! What the window shows, one JSON line for every change: a record of a session, and how tests know what happened.

use crate::camera::PictureArea;
use crate::failure::Failure;
use crate::viewed::{Exporting, Viewed};
use bevy::prelude::*;
use serde_json::{Value, json};
use std::fs::File;
use std::io::Write;
use std::path::Path;

/// The journal.
#[derive(Resource)]
pub struct Journal {
    file: File,
    last: Value,
}

impl Journal {
    /// A new one; an old one of that name is replaced.
    pub fn new(path: &Path) -> Result<Self, Failure> {
        let file = File::create(path).map_err(|error| Failure::write(path, &error))?;
        Ok(Self { file, last: Value::Null })
    }
}

/// Writes a line when something has changed.
pub fn write(journal: Option<ResMut<Journal>>, viewed: Res<Viewed>, area: Res<PictureArea>, exporting: Res<Exporting>) {
    let Some(mut journal) = journal else { return };
    let now = state(&viewed.0, *area, exporting.0);
    if now != journal.last {
        // A journal that cannot be written must not end a walk; the window goes on without it.
        let written = writeln!(journal.file, "{now}");
        journal.last = if written.is_ok() { now } else { Value::Null };
    }
}

fn state(session: &locus_viewer_core::session::Session, area: PictureArea, exporting: bool) -> Value {
    let shot = session.shot();
    let selected = session.selected();
    let centimetres = |value: f64| (value * 100.0).round() / 100.0;
    json!({
        "movement": format!("{:?}", session.movement()).to_lowercase(),
        "eye": shot.pose.eye.map(centimetres),
        "yaw": centimetres(shot.pose.yaw),
        "pitch": centimetres(shot.pose.pitch),
        "flying": session.is_moving(),
        "selection": session.selection,
        "choices": session.choices,
        "elements": session.visible().iter().filter(|shown| **shown).count(),
        "incidents": { "placed": selected.placed.len(), "elsewhere": selected.elsewhere.len(),
            "unplaced": selected.unplaced.len(), "undated": selected.undated.len(),
            "hidden": selected.hidden_by_filter },
        "view": session.view_name,
        "views": session.views.views.iter().map(|view| &view.title).collect::<Vec<_>>(),
        "panels": session.panels.iter().map(|panel| format!("{panel:?}").to_lowercase()).collect::<Vec<_>>(),
        "picture": session.viewport_px,
        "area": area.rectangle(),
        "notice": session.notice,
        "exporting": exporting,
    })
}
