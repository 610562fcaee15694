//! Saved views and tours: going to them, saving them, playing them.

use super::{Request, Session};
use crate::camera::Rig;
use crate::pose::Pose;
use crate::saved::SavedView;
use crate::walk::{EYE_M, Walker};
use crate::words;

/// A tour that is being played.
#[derive(Clone, Debug)]
pub(super) struct Playing {
    tour: usize,
    stop: usize,
    left_s: f64,
}

impl Session {
    /// Saves what is shown under a name; a view of that name is replaced.
    pub(super) fn save_view(&mut self, title: String) {
        let view = SavedView::of(self, title.clone());
        self.views.views.retain(|saved| saved.title != title);
        self.views.views.push(view);
        self.view_name = Some(title);
        self.requests.push(Request::SaveViews);
    }

    /// Goes to a saved view and shows what it showed; says when there is none of that name.
    pub(super) fn go_to(&mut self, title: &str) {
        if let Some(view) = self.views.view(title).cloned() {
            self.show(&view);
        } else if let Some(named) = self.named_view(title) {
            self.show_named(named, title);
        } else {
            self.notice = Some(words::no_such_view(title, self.language()));
        }
    }

    /// Shows a view: its camera, what it chose and what it pointed at. A view of another publication says so.
    pub fn show(&mut self, view: &SavedView) {
        let from = self.shot();
        let language = self.choices.language;
        if let Some(choices) = &view.choices {
            self.choices = choices.clone();
            self.choices.language = language;
        }
        self.selection = view.selection.clone();
        self.view_notice = view.notice(&self.published, language);
        self.notice.clone_from(&self.view_notice);
        self.rig = if view.on_foot { on_foot(&view.camera.pose) } else { Rig::from_shot(&view.camera, view.target) };
        self.view_name = Some(view.title.clone());
        self.derive();
        self.fly(from);
    }

    /// How long the tour that is being played takes from here, seconds.
    pub fn tour_seconds(&self) -> f64 {
        let Some(playing) = &self.playing else { return 0.0 };
        let stops = self.views.tours.get(playing.tour).map_or(&[][..], |tour| &tour.stops);
        playing.left_s + stops.iter().skip(playing.stop + 1).map(|stop| stop.seconds).sum::<f64>()
    }

    /// What the stop of the tour says, while it is played.
    pub fn tour_text(&self) -> Option<&str> {
        let playing = self.playing.as_ref()?;
        let stop = self.views.tours.get(playing.tour)?.stops.get(playing.stop)?;
        self.language().of(stop.text.as_ref()?)
    }

    pub(super) fn start_tour(&mut self, title: Option<&str>) {
        self.playing = None;
        let Some(title) = title else { return };
        let Some(tour) = self.views.tours.iter().position(|tour| tour.title == title) else {
            self.notice = Some(words::no_such_tour(title, self.language()));
            return;
        };
        self.stop_at(tour, 0);
    }

    fn stop_at(&mut self, tour: usize, stop: usize) {
        let Some((view, left_s)) = self.views.tours[tour].stops.get(stop).map(|stop| (stop.view.clone(), stop.seconds))
        else {
            self.playing = None;
            return;
        };
        self.go_to(&view);
        self.playing = Some(Playing { tour, stop, left_s });
    }

    /// Lets time pass for a tour; says whether one is being played.
    pub(super) fn play(&mut self, seconds: f64) -> bool {
        let Some(playing) = &mut self.playing else { return false };
        playing.left_s -= seconds;
        if playing.left_s <= 0.0 {
            let (tour, next) = (playing.tour, playing.stop + 1);
            self.stop_at(tour, next);
        }
        true
    }
}

/// A walker with this eye.
fn on_foot(pose: &Pose) -> Rig {
    let [x, y, z] = pose.eye;
    Rig::Walk(Walker { feet: [x, y - EYE_M, z], yaw: pose.yaw, pitch: pose.pitch, crouched: false })
}
