//! The evidence itself: strokes on scans, pins, statements, outlines, incidents.

use super::Link;
use crate::pipeline::Reconstruction;
use locus_model::{Account, Id, Incident, Key, Pin, Source, Statement, StatementKind, Text};

/// What a source is.
pub fn source(done: &Reconstruction, source: &Source) -> Link {
    let case = &done.facility.case;
    match source {
        Source::Stroke { sheet, stroke } => self::stroke(done, source, sheet, stroke),
        Source::Pin(id) => find(done, |a| a.pins.iter().find(|p| &p.id == id)).map_or(bare(source), |(a, p)| pin(a, p)),
        Source::Statement(id) => {
            find(done, |a| a.statements.iter().find(|s| &s.id == id)).map_or(bare(source), |(a, s)| statement(a, s))
        }
        Source::Area(id) => find(done, |a| a.areas.iter().find(|r| &r.id == id))
            .map_or(bare(source), |(a, r)| account(bare(source), a).fact("basis", r.basis.clone())),
        Source::Footprint(id) => case.footprints.get(id).map_or(bare(source), |f| {
            bare(source)
                .fact("imagery", f.imagery.as_ref().map(ToString::to_string))
                .fact("precision", format!("edges digitised with a standard deviation of {:.2} m", f.sd_m))
                .fact("height", f.height.map(|h| format!("{:.2} m ({})", h.metres, h.basis.as_str())))
        }),
        Source::Landmark(key) => {
            case.landmarks.iter().find(|(k, _)| k.as_str() == key).map_or(bare(source), |(_, l)| {
                bare(source)
                    .fact("imagery", l.imagery.as_ref().map(ToString::to_string))
                    .fact("precision", format!("standard deviation {:.2} m per axis", l.sd_m))
            })
        }
        Source::Rule(_) | Source::Default(_) | Source::Withheld(_) => bare(source),
    }
}

/// Statements and incidents that name a place.
pub fn about(done: &Reconstruction, key: &Key) -> Vec<Link> {
    let case = &done.facility.case;
    let said = case
        .accounts
        .values()
        .flat_map(|a| a.statements.iter().filter(|s| s.of.contains(key)).map(move |s| statement(a, s)));
    let pinned = case.accounts.values().flat_map(|a| a.pins.iter().filter(|p| &p.of == key).map(move |p| pin(a, p)));
    let happened = case.incidents.iter().filter(|i| i.place.as_deref() == Some(key.as_str())).map(incident);
    said.chain(pinned).chain(happened).collect()
}

/// Pins, statements and incidents by their own id.
pub fn named(done: &Reconstruction, id: &str) -> Vec<Link> {
    let case = &done.facility.case;
    let pins =
        case.accounts.values().flat_map(|a| a.pins.iter().filter(|p| p.id.as_str() == id).map(move |p| pin(a, p)));
    let said = case
        .accounts
        .values()
        .flat_map(|a| a.statements.iter().filter(|s| s.id.as_str() == id).map(move |s| statement(a, s)));
    let happened = case.incidents.iter().filter(|i| i.id.as_str() == id).map(incident);
    pins.chain(said).chain(happened).collect()
}

/// A sheet's scan: the end of every chain.
pub fn scan(done: &Reconstruction, id: &Id) -> Link {
    let link = Link::new(format!("sheet {id}"));
    let Some(sheet) = done.facility.case.sheets.get(id) else { return link };
    let link = match done.facility.case.accounts.get(&sheet.account) {
        Some(who) => account(link, who),
        None => link,
    };
    link.fact("scan", sheet.image.clone())
        .fact("sha256", sheet.sha256.clone())
        .fact("drawn", sheet.drawn.as_ref().map(ToString::to_string))
        .fact("medium", sheet.medium.clone())
        .fact("traced by", sheet.drawing.as_ref().map(|d| d.tracing.by.clone()))
}

fn stroke(done: &Reconstruction, source: &Source, sheet: &Id, stroke: &str) -> Link {
    let mut link = bare(source);
    let drawing = done.facility.case.sheets.get(sheet).and_then(|s| s.drawing.as_ref());
    if let Some(drawn) = drawing.and_then(|d| d.strokes.iter().find(|s| s.id == stroke)) {
        let corners = drawn.shape.geometry().corners();
        let (x, y) = (corners.iter().map(|c| c.x), corners.iter().map(|c| c.y));
        let span = |v: &mut dyn Iterator<Item = f64>| v.fold((f64::MAX, f64::MIN), |(a, b), c| (a.min(c), b.max(c)));
        let ((left, right), (top, bottom)) = (span(&mut x.into_iter()), span(&mut y.into_iter()));
        link = link
            .fact("shows", drawn.kind.as_str().to_owned())
            .fact("on the scan", format!("x {left:.0} to {right:.0}, y {top:.0} to {bottom:.0} pixels"))
            .fact("written", drawn.name.as_ref().and_then(Text::any).map(str::to_owned))
            .fact("marked", drawn.certainty.map(|c| c.as_str().to_owned()));
    }
    link.rests_on.push(scan(done, sheet));
    link
}

fn pin(who: &Account, pin: &Pin) -> Link {
    account(Link::new(format!("pin:{}", pin.id)), who)
        .fact("of", pin.of.to_string())
        .fact("written", pin.verbatim.clone())
        .fact("95 % radius", pin.radius95_m.map(|r| format!("{r} m, as stated")))
        .fact("basis", pin.basis.clone())
        .fact("shown", pin.imagery.as_ref().map(ToString::to_string))
        .fact("at", pin.at.clone())
}

fn statement(who: &Account, said: &Statement) -> Link {
    let text = |language: &str| said.text.as_ref().and_then(|t| t.get(language)).map(str::to_owned);
    account(Link::new(format!("statement:{}", said.id)), who)
        .fact("says", value(&said.kind))
        .fact("of", said.of.iter().map(Key::as_str).collect::<Vec<_>>().join(", "))
        .fact("words (ko)", text("ko"))
        .fact("words (en)", text("en"))
        .fact("words", text("und"))
        .fact("at", said.at.clone())
}

fn incident(i: &Incident) -> Link {
    Link::new(format!("incident:{}", i.id))
        .fact("title", i.title.any().map(str::to_owned))
        .fact("when", i.when.as_ref().map_or("unknown".to_owned(), ToString::to_string))
        .fact("place", i.place.clone().unwrap_or_else(|| "unknown".to_owned()))
        .fact("category", i.category.clone())
        .fact("accounts", i.accounts.iter().map(Id::as_str).collect::<Vec<_>>().join(", "))
        .fact("credibility", i.credibility.map(|c| format!("{c} (1 confirmed … 6 cannot be judged)")))
}

fn value(kind: &StatementKind) -> String {
    let word = kind.as_str();
    match kind {
        StatementKind::Distance { value_m, sd_m }
        | StatementKind::Length { value_m, sd_m }
        | StatementKind::Width { value_m, sd_m }
        | StatementKind::Height { value_m, sd_m } => format!("{word} {value_m} m, standard deviation {sd_m} m"),
        StatementKind::Area { value_m2, sd_m2 } => format!("{word} {value_m2} m2, standard deviation {sd_m2} m2"),
        StatementKind::Count { value, what, .. } => format!("{word} of {what}: {value}"),
        StatementKind::Place(described) => format!("{word} {}", crate::locate::described(described)),
        StatementKind::Adjacent | StatementKind::Order { .. } | StatementKind::Free => word.to_owned(),
    }
}

fn account(link: Link, who: &Account) -> Link {
    link.fact("account", who.id.to_string())
        .fact("session", who.session.clone())
        .fact("stay", who.stay.as_ref().map(ToString::to_string))
}

fn bare(source: &Source) -> Link {
    Link::new(source.to_string())
}

/// The first account in which something is found, with it.
fn find<'a, T>(done: &'a Reconstruction, look: impl Fn(&'a Account) -> Option<&'a T>) -> Option<(&'a Account, &'a T)> {
    done.facility.case.accounts.values().find_map(|a| look(a).map(|t| (a, t)))
}
