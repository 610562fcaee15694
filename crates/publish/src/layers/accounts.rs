//! What each witness pointed at.

use super::{Layer, feature, geometry};
use crate::ground::Ground;
use crate::notes::Notes;
use crate::precision::metres;
use crate::properties::{self, Properties};
use crate::{Inputs, PublishError};
use geojson::Geometry;
use locus_model::{Account, Area, Elicitation, Id, Pin, PlacedArea, PlacedPin, Vantage};

/// One point per pin.
pub fn pins(inputs: &Inputs, ground: &Ground) -> Result<Layer, PublishError> {
    let mut pins: Vec<&PlacedPin> = inputs.plan().pins.iter().collect();
    pins.sort_by(|a, b| a.id.cmp(&b.id));
    let mut features = Vec::new();
    for pin in pins {
        let account = inputs.case().accounts.get(&pin.account);
        let stated: Option<&Pin> = account.and_then(|a| a.pins.iter().find(|p| p.id == pin.id));
        let mut p = Properties::default();
        p.set("id", pin.id.as_str());
        p.set("key", pin.of.as_str());
        p.set("account", pin.account.as_str());
        p.set("verbatim", pin.verbatim.as_str());
        p.set_known("radius95_m", pin.radius95_m.map(metres));
        if let Some(pin) = stated {
            told(&mut p, account, pin.vantage, pin.elicitation, pin.imagery.as_ref(), pin.basis.as_deref());
            p.set_known("at", pin.at.as_deref());
            p.set_text("note", pin.note.as_ref());
        }
        let at = ground.degrees(pin.position.geometry().0, pin.radius95_m, &format!("pin \"{}\"", pin.id))?;
        features.push(feature(Some(Geometry::new_point(at)), p));
    }
    Ok(Layer { name: "pins", features })
}

/// One polygon per pointed-out region.
pub fn areas(inputs: &Inputs, ground: &Ground, notes: &mut Notes) -> Result<Layer, PublishError> {
    let mut areas: Vec<&PlacedArea> = inputs.plan().areas.iter().collect();
    areas.sort_by(|a, b| a.id.cmp(&b.id));
    let mut features = Vec::new();
    for area in areas {
        let account = inputs.case().accounts.get(&area.account);
        let stated: Option<&Area> = account.and_then(|a| a.areas.iter().find(|p| p.id == area.id));
        let mut p = Properties::default();
        p.set("id", area.id.as_str());
        p.set("key", area.of.as_str());
        p.set("account", area.account.as_str());
        if let Some(area) = stated {
            told(&mut p, account, area.vantage, area.elicitation, area.imagery.as_ref(), area.basis.as_deref());
            p.set_known("at", area.at.as_deref());
            p.set_text("note", area.note.as_ref());
        }
        let about = format!("area:{}", area.id);
        features.push(feature(geometry::area(area.polygon.geometry(), ground, None, &about, notes)?, p));
    }
    Ok(Layer { name: "areas", features })
}

/// How somebody knows what they pointed at, and how they were asked.
fn told(
    p: &mut Properties,
    account: Option<&Account>,
    vantage: Option<Vantage>,
    elicitation: Option<Elicitation>,
    imagery: Option<&Id>,
    basis: Option<&str>,
) {
    p.set_known("session", account.and_then(|a| a.session.as_deref()));
    p.set_known("vantage", vantage.or(account.and_then(|a| a.vantage)).map(properties::vantage));
    p.set_known("elicitation", elicitation.map(properties::elicitation));
    p.set_known("imagery", imagery.map(Id::as_str));
    p.set_known("basis", basis);
}
