//! SCRATCH: pictures for the eye.
use crate::sample::{incidents, session};
use crate::window::*;
use egui::epaint::{ImageData, Primitive, TextureId};
use locus_viewer_core::action::{Action, Movement, Panel};
use locus_viewer_core::language::Language;
use locus_viewer_core::selection::Selection;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

#[derive(Default, Clone)]
pub struct Textures(Rc<RefCell<BTreeMap<String, (usize, usize, Vec<[u8; 4]>)>>>);
impl egui_kittest::TestRenderer for Textures {
    fn handle_delta(&mut self, delta: &mut egui::TexturesDelta) {
        let mut all = self.0.borrow_mut();
        for (id, deltas) in delta.set.drain() {
            for d in deltas {
                let ImageData::Color(im) = &d.image;
                let px: Vec<[u8; 4]> = im.pixels.iter().map(|c| c.to_array()).collect();
                let [w, h] = im.size;
                let key = format!("{id:?}");
                match d.pos {
                    None => {
                        all.insert(key, (w, h, px));
                    }
                    Some([x, y]) => {
                        let t = all.get_mut(&key).unwrap();
                        for r in 0..h {
                            for c in 0..w {
                                t.2[(y + r) * t.0 + x + c] = px[r * w + c];
                            }
                        }
                    }
                }
            }
        }
        delta.free.clear();
    }
}

pub fn picture(window: &Window, textures: &Textures, size: [f32; 2], file: &str) {
    let ppp = window.ctx.pixels_per_point();
    let (w, h) = ((size[0] * ppp) as usize, (size[1] * ppp) as usize);
    let mut out = vec![[0.62f32, 0.68, 0.6]; w * h];
    let all = textures.0.borrow();
    let prims = window.ctx.tessellate(window.output().shapes.clone(), ppp);
    for p in prims {
        let Primitive::Mesh(mesh) = p.primitive else { continue };
        let key = format!("{:?}", mesh.texture_id);
        let _: TextureId = mesh.texture_id;
        let Some((tw, th, px)) = all.get(&key) else {
            println!("no texture {key}");
            continue;
        };
        let clip = p.clip_rect;
        for t in mesh.indices.chunks(3) {
            let v: Vec<_> = t.iter().map(|&i| mesh.vertices[i as usize]).collect();
            let q: Vec<[f32; 2]> = v.iter().map(|v| [v.pos.x * ppp, v.pos.y * ppp]).collect();
            let area = (q[1][0] - q[0][0]) * (q[2][1] - q[0][1]) - (q[2][0] - q[0][0]) * (q[1][1] - q[0][1]);
            if area.abs() < 1e-6 {
                continue;
            }
            let lo =
                |i: usize, c: f32| q.iter().map(|p| p[i]).fold(f32::MAX, f32::min).max(c).max(0.0).floor() as usize;
            let hi = |i: usize, c: f32, m: usize| {
                (q.iter().map(|p| p[i]).fold(f32::MIN, f32::max).min(c).ceil().max(0.0) as usize).min(m)
            };
            for y in lo(1, clip.min.y * ppp)..hi(1, clip.max.y * ppp, h) {
                for x in lo(0, clip.min.x * ppp)..hi(0, clip.max.x * ppp, w) {
                    let (fx, fy) = (x as f32 + 0.5, y as f32 + 0.5);
                    let e = |a: [f32; 2], b: [f32; 2]| (b[0] - a[0]) * (fy - a[1]) - (b[1] - a[1]) * (fx - a[0]);
                    let b = [e(q[1], q[2]) / area, e(q[2], q[0]) / area, e(q[0], q[1]) / area];
                    if b.iter().any(|&b| b < 0.0) {
                        continue;
                    }
                    let mix = |f: &dyn Fn(usize) -> f32| (0..3).map(|i| b[i] * f(i)).sum::<f32>();
                    let (u, vv) = (mix(&|i| v[i].uv.x), mix(&|i| v[i].uv.y));
                    let tx = ((u * *tw as f32) as usize).min(tw - 1);
                    let ty = ((vv * *th as f32) as usize).min(th - 1);
                    let t = px[ty * tw + tx];
                    let c: [f32; 4] = std::array::from_fn(|k| {
                        mix(&|i| f32::from(v[i].color.to_array()[k])) / 255.0 * f32::from(t[k]) / 255.0
                    });
                    let o = &mut out[y * w + x];
                    for k in 0..3 {
                        o[k] = c[k] + o[k] * (1.0 - c[3]);
                    }
                }
            }
        }
    }
    let mut ppm = format!("P6\n{w} {h}\n255\n").into_bytes();
    ppm.extend(out.iter().flat_map(|p| p.map(|v| (v.clamp(0.0, 1.0) * 255.0) as u8)));
    std::fs::write(file, ppm).unwrap();
}

fn look(name: &str, size: [f32; 2], ppp: f32, actions: Vec<Action>, after: Vec<Action>, export: bool) {
    let s = match std::env::var("LOOK_AT") {
        Ok(p) => {
            let published = locus_viewer_core::published::open(std::path::Path::new(&p)).unwrap();
            let v = locus_viewer_core::saved::SavedView::published(&published.bundle.views[0].clone(), &published);
            let mut s = locus_viewer_core::session::Session::new(
                published,
                locus_viewer_core::saved::Views { views: vec![v], tours: vec![] },
            );
            s.reduced_motion = true;
            s
        }
        Err(_) => session(incidents()),
    };
    let textures = Textures::default();
    let mut s = s;
    for a in actions {
        s.apply(a)
    }
    let mut window = open_with(s, size, ppp, textures.clone());
    for a in after {
        window.state_mut().session.apply(a);
        window.run();
    }
    if export {
        window.state_mut().frame.export = true;
        window.state_mut().frame.stamp = vec![
            "Sample (sample) · bundle sha256 abababababababab…".into(),
            "All 3 elements are shown; nothing is hidden.".into(),
        ];
        window.run_steps(3);
    }
    window.state_mut().frame.software = name.contains("soft");
    window.run_steps(3);
    picture(&window, &textures, size, &format!("/tmp/look/{name}.ppm"));
}

#[test]
fn looks() {
    if std::env::var("LOOK").is_err() {
        return;
    }
    std::fs::create_dir_all("/tmp/look").unwrap();
    let sel = |id: &str| Action::Select(Some(Selection::Incident(id.into())));
    let room = if std::env::var("LOOK_AT").is_ok() { "room-washroom" } else { "room-1" };
    let el = || Action::Select(Some(Selection::Element(room.into())));
    let inc = if std::env::var("LOOK_AT").is_ok() { "I01" } else { "I1" };
    look("wide-en", [1280., 800.], 1.0, vec![el()], vec![], false);
    look(
        "wide-ko",
        [1280., 800.],
        1.0,
        vec![Action::Language(Language::Ko), sel(inc), Action::Move(Movement::Plan), Action::AllStrokes(true)],
        vec![],
        false,
    );
    look("soft-960", [960., 540.], 1.0, vec![], vec![Action::Panel(Panel::Incidents, true)], false);
    look(
        "small-layers",
        [800., 500.],
        1.0,
        vec![Action::Language(Language::Ko)],
        vec![Action::Panel(Panel::Layers, true)],
        false,
    );
    look("small-answer", [800., 500.], 1.0, vec![], vec![el()], false);
    look("tiny", [400., 250.], 2.0, vec![], vec![], false);
    look("tiny-inc", [400., 250.], 2.0, vec![], vec![Action::Panel(Panel::Incidents, true)], false);
    look(
        "help",
        [800., 500.],
        1.0,
        vec![Action::Language(Language::Ko), Action::Panel(Panel::Help, true)],
        vec![],
        false,
    );
    look("export", [1280., 800.], 1.0, vec![Action::Move(Movement::Plan), sel(inc)], vec![], true);
}
