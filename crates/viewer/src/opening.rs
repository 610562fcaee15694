//! From the command line to a session that shows what was asked.

use crate::args::{Channel, OnlyWhat, Opened};
use crate::failure::Failure;
use locus_viewer_core::action::Action;
use locus_viewer_core::doubt::Channels;
use locus_viewer_core::filter::Only;
use locus_viewer_core::published::{self, Published};
use locus_viewer_core::saved::Views;
use locus_viewer_core::selection::Selection;
use locus_viewer_core::session::Session;
use std::path::Path;

/// Opens the folder and does what the options ask. Plans are laid out for a picture of `size` pixels.
pub fn open(opened: &Opened, size: [u32; 2]) -> Result<Session, Failure> {
    let published = published::open(&opened.folder)?;
    let views = read_views(&published, opened.views.as_deref())?;
    let mut session = Session::new(published, views);
    session.viewport_px = size.map(f64::from);
    session.reduced_motion = true;
    session.apply(Action::Language(opened.language.into()));
    if let Some(view) = &opened.view {
        if !session.has_view(view) {
            return Err(Failure::Asked(no_view(&session, view)));
        }
        session.apply(Action::GoTo(view.clone()));
    }
    choose(&mut session, opened)?;
    session.reduced_motion = false;
    Ok(session)
}

/// The saved views of the facility, or those of a chosen file.
fn read_views(published: &Published, chosen: Option<&Path>) -> Result<Views, Failure> {
    let Some(path) = chosen else { return Ok(Views::open(published)?) };
    Ok(Views::open_file(path)?)
}

fn choose(session: &mut Session, opened: &Opened) -> Result<(), Failure> {
    if let Some(channels) = &opened.doubt {
        session.apply(Action::Doubt(doubt(channels)));
    }
    if let Some(only) = opened.only {
        session.apply(Action::Only(match only {
            OnlyWhat::Testified => Only::Testified,
            OnlyWhat::Seen => Only::Seen,
        }));
    }
    if let Some(level) = &opened.level {
        let levels: Vec<&str> = session.published.bundle.levels.iter().map(|level| level.id.as_str()).collect();
        known("level", level, &levels)?;
        session.apply(Action::Level(Some(level.clone())));
    }
    let accounts: Vec<String> = session.published.bundle.accounts.iter().map(|account| account.id.clone()).collect();
    for account in every(&opened.strokes, &accounts, "account")? {
        session.apply(Action::Strokes(account, true));
    }
    let sheets: Vec<String> = session.published.bundle.sheets.iter().map(|sheet| sheet.id.clone()).collect();
    for sheet in every(&opened.sheets, &sheets, "sheet")? {
        session.apply(Action::Sheet(sheet, true));
    }
    if opened.pins {
        session.apply(Action::Pins(true));
    }
    if let Some(cut) = opened.cut {
        if !cut.is_finite() {
            return Err(Failure::Asked("--cut expects a height in metres".to_owned()));
        }
        session.apply(Action::Cut(Some(cut)));
    }
    if let Some(what) = &opened.select {
        let selection = selection(session, what)?;
        if let (true, Selection::Incident(id)) = (opened.unfold, &selection) {
            session.apply(Action::Unfold(id.clone(), true));
        }
        session.apply(Action::Select(Some(selection)));
    }
    Ok(())
}

fn doubt(channels: &[Channel]) -> Channels {
    let shows = |channel| channels.contains(&channel);
    Channels {
        basis: shows(Channel::Basis),
        support: shows(Channel::Support),
        contested: shows(Channel::Contested),
        uncertainty: shows(Channel::Uncertainty),
    }
}

/// The chosen of a list, `all` for all of it.
fn every(chosen: &[String], all: &[String], what: &str) -> Result<Vec<String>, Failure> {
    if chosen.iter().any(|one| one == "all") {
        return Ok(all.to_vec());
    }
    let ids: Vec<&str> = all.iter().map(String::as_str).collect();
    for one in chosen {
        known(what, one, &ids)?;
    }
    Ok(chosen.to_vec())
}

fn known(what: &str, asked: &str, all: &[&str]) -> Result<(), Failure> {
    if all.contains(&asked) {
        return Ok(());
    }
    Err(Failure::Asked(format!("there is no {what} \"{asked}\" here; there are: {}", listed(all))))
}

fn selection(session: &Session, what: &str) -> Result<Selection, Failure> {
    let bundle = &session.published.bundle;
    let (kind, id) = what.split_once(':').unwrap_or(("", what));
    let (there, selection) = match kind {
        "element" => (bundle.elements.iter().any(|e| e.id == id), Selection::Element(id.to_owned())),
        "incident" => (bundle.incidents.iter().any(|i| i.id == id), Selection::Incident(id.to_owned())),
        "sheet" => (bundle.sheets.iter().any(|s| s.id == id), Selection::Sheet(id.to_owned())),
        _ => {
            let expected = "--select expects element:ID, incident:ID or sheet:ID";
            return Err(Failure::Asked(format!("{expected}; found \"{what}\"")));
        }
    };
    let missing = || Failure::Asked(format!("there is no {kind} \"{id}\" here; `locus explain` lists what there is"));
    there.then_some(selection).ok_or_else(missing)
}

fn no_view(session: &Session, asked: &str) -> String {
    let views: Vec<&str> = session.views.views.iter().map(|view| view.title.as_str()).collect();
    let built_in = "plan, plan:LEVEL, walk:KEY";
    format!("there is no view \"{asked}\" here; there are: {}, {built_in}", listed(&views))
}

/// As many names as a person reads.
fn listed(all: &[&str]) -> String {
    const READ: usize = 20;
    let mut text = all.iter().take(READ).copied().collect::<Vec<_>>().join(", ");
    if all.len() > READ {
        text += &format!(" and {} more", all.len() - READ);
    }
    text
}
