//! What a person waits for, on a site of 200 buildings and 7 212 incidents:
//! `cargo bench --profile dev -p locus-viewer-core`. Numbers and limits are in `benches/README.md` of the project.

#[path = "../examples/site/made/mod.rs"]
#[allow(dead_code, reason = "the program beside it says how large the site is")]
mod made;

use divan::{Bencher, black_box};
use locus_viewer_core::action::Action;
use locus_viewer_core::answer::answer;
use locus_viewer_core::camera::Steer;
use locus_viewer_core::edges::edges;
use locus_viewer_core::halo::{ellipses, halos};
use locus_viewer_core::incidents::IncidentFilter;
use locus_viewer_core::language::Language;
use locus_viewer_core::published::{self, Published};
use locus_viewer_core::saved::Views;
use locus_viewer_core::section::{Plane, caps};
use locus_viewer_core::session::Session;
use locus_viewer_core::timeline::{Range, Rule};
use std::error::Error;
use std::path::Path;
use std::sync::LazyLock;

fn main() -> Result<(), Box<dyn Error>> {
    locus_publish::write(&made::Made::new()?.publish()?, folder())?;
    divan::main();
    Ok(())
}

fn folder() -> &'static Path {
    Path::new(concat!(env!("CARGO_TARGET_TMPDIR"), "/site"))
}

/// The site, as `main` published it.
static SITE: LazyLock<Option<Published>> = LazyLock::new(|| published::open(folder()).ok());

/// The views in which a person looks at it.
const VIEWS: [&str; 3] = ["overview", "plan", "walk:b101-corridor-0-0"];

fn session(view: &str) -> Option<Session> {
    let mut session = Session::new(SITE.clone()?, Views::default());
    session.viewport_px = [960.0, 540.0];
    session.reduced_motion = true;
    session.apply(Action::GoTo(view.to_owned()));
    Some(session)
}

/// A thing to do with one session, again and again.
fn bench<T>(bencher: Bencher, view: &str, mut act: impl FnMut(&mut Session) -> T) {
    if let Some(mut session) = session(view) {
        bencher.bench_local(|| black_box(act(&mut session)));
    }
}

/// The folder, read and checked.
#[divan::bench(sample_count = 5)]
fn open() -> bool {
    published::open(folder()).is_ok()
}

/// What a session makes of it.
#[divan::bench(sample_count = 5)]
fn session_new(bencher: Bencher) {
    let published = || SITE.clone();
    bencher.with_inputs(published).bench_local_values(|published| Some(Session::new(published?, Views::default())));
}

/// A click: which element is under it, among 1 000 places of the picture.
#[divan::bench(args = VIEWS)]
fn pick(bencher: Bencher, view: &str) {
    let mut click = 0;
    bench(bencher, view, |session| {
        click = (click + 617) % 1_000;
        session.hit([f64::from(click % 40) / 40.0, f64::from(click / 40) / 25.0])
    });
}

/// A click with everything that follows from it: markers first, then the element, then its panel.
#[divan::bench(args = VIEWS)]
fn click(bencher: Bencher, view: &str) {
    let mut click = 0;
    bench(bencher, view, |session| {
        click = (click + 617) % 1_000;
        session.apply(Action::Click([f64::from(click % 40) / 40.0, f64::from(click / 40) / 25.0]));
        answer(&session.published.bundle, session.selection.as_ref()?, Language::Ko)
    });
}

/// Which incidents are in a range.
#[divan::bench(args = [Rule::Overlaps, Rule::CertainlyWithin])]
fn timeline_select(bencher: Bencher, rule: Rule) {
    let range = Range::parse("2003-02/2006-11").ok();
    bench(bencher, VIEWS[0], |session| session.timeline.select(range.as_ref(), rule));
}

/// The timeline's columns.
#[divan::bench]
fn histogram(bencher: Bencher) {
    bench(bencher, VIEWS[0], |session| session.timeline.histogram(120));
}

/// A range is dragged, a query is typed: all that follows.
#[divan::bench(args = ["", "구타", "b017"])]
fn incident_filter(bencher: Bencher, text: &str) {
    let range = Range::parse("2003-02/2006-11").ok();
    let chosen = IncidentFilter { range, text: text.to_owned(), ..IncidentFilter::default() };
    bench(bencher, VIEWS[0], |session| {
        session.apply(Action::Incidents(chosen.clone()));
        session.selected().placed.len()
    });
}

/// A letter more in the search field.
#[divan::bench(args = ["감", "ㄱㅂ", "cell 3", "b117-corridor"])]
fn search(bencher: Bencher, query: &str) {
    bench(bencher, VIEWS[0], |session| {
        session.apply(Action::Search(query.to_owned()));
        session.found.len()
    });
}

/// The markers of a picture.
#[divan::bench(args = VIEWS)]
fn markers(bencher: Bencher, view: &str) {
    bench(bencher, view, |session| session.markers());
}

/// The names in a picture.
#[divan::bench(args = VIEWS)]
fn labels(bencher: Bencher, view: &str) {
    bench(bencher, view, |session| session.labels());
}

/// A sixtieth of a second on foot.
#[divan::bench]
fn walk(bencher: Bencher) {
    let steer = Steer { forward: 1.0, turn: 0.3, ..Steer::default() };
    bench(bencher, VIEWS[2], |session| session.tick(1.0 / 60.0, &steer));
}

/// A level is chosen: what is shown, what one bumps into, which incidents are placed.
#[divan::bench]
fn level(bencher: Bencher) {
    let mut on = false;
    bench(bencher, VIEWS[0], |session| {
        on = !on;
        session.apply(Action::Level(on.then(|| made::LEVELS[0].to_owned())));
    });
}

/// The cut faces of a plan, and of a section through the middle.
#[divan::bench(args = [0, 1])]
fn cut(bencher: Bencher, kind: usize) {
    let plane = [Plane::above(1.2), Plane::upright([0.0; 3], 0.4)][kind];
    bench(bencher, VIEWS[0], |session| {
        caps(&session.picker, &session.published.bundle, session.visible(), &plane).len()
    });
}

/// Soft edges and ellipses of everything.
#[divan::bench]
fn uncertainty(bencher: Bencher) {
    bench(bencher, VIEWS[0], |session| {
        let (bundle, visible) = (&session.published.bundle, session.visible());
        (halos(bundle, visible).len(), ellipses(bundle, &session.choices.filter, visible).len())
    });
}

/// The edges of every solid, once for a session.
#[divan::bench(sample_count = 5)]
fn traced(bencher: Bencher) {
    bench(bencher, VIEWS[0], |session| {
        session.published.model.pieces.iter().map(edges).map(|e| e.len()).sum::<usize>()
    });
}
