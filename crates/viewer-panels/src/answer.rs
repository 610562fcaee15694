//! The panel on the right: what is known of the thing that was pointed at, and who says so.

mod crops;

pub(crate) use crops::Crops;

use crate::asked::Asked;
use crate::room::Room;
use crate::theme::{ALARM, INK, NOTICE, QUIET};
use crate::words::{self as w, Words};
use egui::scroll_area::ScrollBarVisibility;
use egui::text::{LayoutJob, TextFormat};
use egui::{Align2, CollapsingHeader, FontId, Frame, Rect, RichText, ScrollArea, TextStyle, Ui};
use locus_viewer_core::action::Action;
use locus_viewer_core::answer::{self, Answer, Said};
use locus_viewer_core::incidents::IncidentFilter;
use locus_viewer_core::language::Language;
use locus_viewer_core::selection::Selection;

/// Size of the words in a picture that leaves the program, points.
const PRINTED: f32 = 10.5;

/// The answer being shown, worked out once, and its crops.
#[derive(Default)]
pub(crate) struct Answered {
    of: Option<(Selection, Language)>,
    answer: Option<Answer>,
    crops: Crops,
}

impl Answered {
    fn follow(&mut self, asked: &Asked) {
        let of = asked.session.selection.clone().map(|selection| (selection, asked.language()));
        if self.of != of {
            self.answer = of.as_ref().and_then(|(what, language)| answer::answer(asked.bundle(), what, *language));
            self.of = of;
        }
    }
}

/// The panel; nothing where nothing is known of what was pointed at.
pub(crate) fn show(ui: &mut Ui, asked: &mut Asked, room: Room, kept: &mut Answered) {
    kept.follow(asked);
    let (Some(answer), Some((selection, _))) = (&kept.answer, &kept.of) else { return };
    let crops = &mut kept.crops;
    let (width, columns) = if asked.exporting { room.printed() } else { (room.right(), 1) };
    egui::Panel::right("right").resizable(false).exact_size(width).show(ui, |ui| {
        let area = ScrollArea::vertical().auto_shrink(false).min_scrolled_height(0.0);
        if !asked.exporting {
            area.id_salt(format!("{selection:?}")).show(ui, |ui| {
                known(ui, asked, answer, selection);
                told(ui, asked, answer, selection, crops);
                who(ui, asked, answer);
            });
            return;
        }
        small(ui);
        let area = area.id_salt("printed").scroll_bar_visibility(ScrollBarVisibility::AlwaysHidden);
        let shown = area.show(ui, |ui| {
            ui.columns(columns, |columns| {
                known(&mut columns[0], asked, answer, selection);
                who(&mut columns[0], asked, answer);
                told(&mut columns[columns.len() - 1], asked, answer, selection, crops);
            });
        });
        if shown.content_size.y > shown.inner_rect.height() {
            continues(ui, asked, shown.inner_rect);
        }
    });
}

/// What is known of it.
fn known(ui: &mut Ui, asked: &mut Asked, answer: &Answer, selection: &Selection) {
    head(ui, asked, answer, selection);
    warnings(ui, answer);
    sensitive(ui, asked, answer, selection);
    answer.rows.iter().for_each(|row| pair(ui, asked, &row.label, &row.value));
}

/// How it was drawn, what was said of it, and what happened there.
fn told(ui: &mut Ui, asked: &mut Asked, answer: &Answer, selection: &Selection, crops: &mut Crops) {
    part(ui, asked, w::CROPS, !answer.crops.is_empty(), |ui, asked| crops.show(ui, asked, selection, answer));
    part(ui, asked, w::SAID, !answer.statements.is_empty(), |ui, asked| {
        answer.statements.iter().for_each(|said| statement(ui, asked, said));
    });
    part(ui, asked, w::HERE, !answer.incidents.is_empty(), |ui, asked| here(ui, asked, answer, selection));
}

fn who(ui: &mut Ui, asked: &mut Asked, answer: &Answer) {
    part(ui, asked, w::WHO, !answer.accounts.is_empty(), |ui, asked| {
        answer.accounts.iter().for_each(|row| pair(ui, asked, &row.label, &row.value));
    });
}

/// A picture cannot be scrolled: it has smaller text.
fn small(ui: &mut Ui) {
    for (style, size) in [(TextStyle::Heading, 14.0), (TextStyle::Body, PRINTED), (TextStyle::Button, PRINTED)] {
        ui.style_mut().text_styles.insert(style, FontId::proportional(size));
    }
    ui.spacing_mut().item_spacing.y = 2.0;
}

/// Over the lower edge: that this is not all.
fn continues(ui: &Ui, asked: &Asked, area: Rect) {
    let (_, line) = area.split_top_bottom_at_y(area.bottom() - 1.5 * PRINTED);
    ui.painter().rect_filled(line, 0.0, NOTICE);
    let font = FontId::proportional(PRINTED);
    ui.painter().text(line.center(), Align2::CENTER_CENTER, asked.say(w::CONTINUES), font, INK);
}

fn head(ui: &mut Ui, asked: &mut Asked, answer: &Answer, selection: &Selection) {
    ui.heading(&answer.title);
    ui.weak(&answer.subtitle);
    if asked.exporting {
        return;
    }
    ui.horizontal_wrapped(|ui| {
        asked.button(ui, w::ANSWER_GO, Action::FlyTo(selection.clone()));
        asked.button(ui, w::ANSWER_CLOSE, Action::Select(None));
    });
    ui.separator();
}

fn warnings(ui: &mut Ui, answer: &Answer) {
    for warning in &answer.warnings {
        Frame::new().fill(NOTICE).inner_margin(5).show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.label(RichText::new(warning).color(ALARM));
        });
    }
}

/// What an incident was is read only by who asks for it.
fn sensitive(ui: &mut Ui, asked: &mut Asked, answer: &Answer, selection: &Selection) {
    let (Some(summary), Selection::Incident(id)) = (&answer.sensitive, selection) else { return };
    let open = asked.session.unfolded.contains(id);
    if !open {
        ui.weak(asked.say(w::SENSITIVE));
    }
    if !asked.exporting {
        asked.button(ui, if open { w::FOLD } else { w::UNFOLD }, Action::Unfold(id.clone(), !open));
    }
    if open {
        let own = asked.language().of(summary);
        ui.label(own.unwrap_or_default());
        for (tag, text) in summary.0.iter().filter(|(_, text)| Some(text.as_str()) != own) {
            spoken(ui, tag, text, None);
        }
    }
    ui.separator();
}

/// A question, and below it the answer with the room it needs; in a picture both in one paragraph.
fn pair(ui: &mut Ui, asked: &Asked, label: &str, value: &str) {
    if asked.exporting {
        let mut both = LayoutJob::default();
        for (text, colour) in [(label, QUIET), ("  ", INK), (value, INK)] {
            both.append(text, 0.0, TextFormat::simple(FontId::proportional(PRINTED), colour));
        }
        ui.label(both);
    } else {
        ui.weak(label);
        ui.label(value);
        ui.add_space(3.0);
    }
}

fn part(ui: &mut Ui, asked: &mut Asked, title: Words, any: bool, body: impl FnOnce(&mut Ui, &mut Asked)) {
    if any && asked.exporting {
        ui.strong(asked.say(title));
        body(ui, asked);
    } else if any {
        let header = CollapsingHeader::new(asked.say(title)).id_salt(title.en).default_open(true);
        header.show(ui, |ui| body(ui, asked));
    }
}

fn statement(ui: &mut Ui, asked: &Asked, said: &Said) {
    let of = said.of.join(", ");
    let values = [("account", said.account.as_str()), ("of", &of), ("kind", &said.kind), ("polarity", &said.polarity)];
    ui.weak(w::SAID_BY.with(asked.language(), &values));
    for (index, (tag, text)) in said.texts.iter().enumerate() {
        let role = match (said.is_original_known, index) {
            (false, _) => None,
            (true, 0) => Some(asked.say(w::AS_SPOKEN)),
            (true, _) => Some(asked.say(w::TRANSLATION)),
        };
        spoken(ui, tag, text, role);
    }
    if let Some(value) = &said.value {
        ui.label(value);
    }
    if let Some(at) = &said.at {
        ui.weak(w::SAID_AT.with(asked.language(), &[("at", at)]));
    }
    ui.add_space(5.0);
}

/// Words as they were given, with the tag of their language.
fn spoken(ui: &mut Ui, tag: &str, text: &str, role: Option<&str>) {
    let text = match (tag, role) {
        ("und", _) => text.to_owned(),
        (_, None) => format!("[{tag}] {text}"),
        (_, Some(role)) => format!("[{tag}, {role}] {text}"),
    };
    ui.label(RichText::new(text).color(INK));
}

fn here(ui: &mut Ui, asked: &mut Asked, answer: &Answer, selection: &Selection) {
    if let (Selection::Element(id), false) = (selection, asked.exporting) {
        let filter = IncidentFilter { place: Some(id.clone()), ..asked.session.choices.incidents.clone() };
        asked.button(ui, w::ANSWER_FILTER, Action::Incidents(filter));
    }
    let incidents = &asked.bundle().incidents;
    for id in &answer.incidents {
        let incident = incidents.iter().find(|incident| incident.id == *id);
        let title = incident.and_then(|incident| asked.language().of(&incident.title)).unwrap_or(id);
        asked.link(ui, format!("{id} · {title}"), Action::Select(Some(Selection::Incident(id.clone()))));
    }
}
