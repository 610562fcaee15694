//! A desk with a screen, a mouse and a keyboard, and the viewer open on it: Xvfb and xdotool in the place of a person. What
//! happened is read from the viewer's journal and from the pixels of the screen; nothing waits for a fixed time.

use crate::program::viewer;
use crate::published::Facility;
use image::{Rgb, RgbImage};
use serde_json::Value;
use std::fs;
use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// A window that has not answered after so long never will. Many times what the slowest machine needs.
const PATIENCE: Duration = Duration::from_secs(180);
const GLANCE: Duration = Duration::from_millis(15);

/// The desk.
pub struct Desk {
    server: Child,
    viewer: Child,
    display: String,
    folder: tempfile::TempDir,
}

impl Desk {
    /// Opens the viewer on a screen of its own of this size; returns when it has shown something.
    pub fn open(facility: &Facility, size: [u32; 2], arguments: &[&str]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let (server, display) = screen(size, folder.path());
        fs::create_dir(folder.path().join("pictures")).unwrap();
        let mut command = viewer();
        command
            .arg("view")
            .arg(facility.case())
            .args(["--size", &format!("{}x{}", size[0], size[1]), "--quality", "low", "--journal"])
            .arg(folder.path().join("journal"))
            .arg("--pictures")
            .arg(folder.path().join("pictures"))
            .args(arguments)
            .env("DISPLAY", &display)
            .stderr(fs::File::create(folder.path().join("stderr")).unwrap());
        let mut desk = Self { server, viewer: command.spawn().unwrap(), display, folder };
        desk.until("the window shows something", |state| state["area"][2].as_u64() > Some(0));
        desk.focus();
        desk
    }

    /// Where screenshots go.
    pub fn pictures(&self) -> PathBuf {
        self.folder.path().join("pictures")
    }

    /// Everything that the window has shown.
    pub fn journal(&self) -> Vec<Value> {
        let text = fs::read_to_string(self.folder.path().join("journal")).unwrap_or_default();
        // A line that is still being written has no end yet.
        let whole = text.rfind('\n').map_or("", |end| &text[..end]);
        whole.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }

    /// What the window shows; before it shows anything, null.
    pub fn state(&self) -> Value {
        self.journal().pop().unwrap_or_default()
    }

    /// Waits until the window shows what is expected.
    pub fn until(&mut self, what: &str, holds: impl Fn(&Value) -> bool) -> Value {
        self.wait(what, |desk| {
            let state = desk.state();
            holds(&state).then_some(state)
        })
    }

    /// Waits until something can be found.
    pub fn wait<T>(&mut self, what: &str, found: impl Fn(&Self) -> Option<T>) -> T {
        let begun = Instant::now();
        loop {
            if let Some(found) = found(self) {
                return found;
            }
            let ended = self.viewer.try_wait().unwrap();
            if ended.is_some() || begun.elapsed() > PATIENCE {
                let said = fs::read_to_string(self.folder.path().join("stderr")).unwrap_or_default();
                panic!("waited for this in vain: {what}\nended: {ended:?}\nlast: {}\nsaid: {said}", self.state());
            }
            std::thread::sleep(GLANCE);
        }
    }

    /// The window closes by itself; its exit code.
    pub fn closes(mut self) -> Option<i32> {
        let begun = Instant::now();
        while begun.elapsed() < PATIENCE {
            if let Some(status) = self.viewer.try_wait().unwrap() {
                return status.code();
            }
            std::thread::sleep(GLANCE);
        }
        panic!("the window does not close");
    }

    pub fn press(&self, key: &str) {
        self.xdotool(&["key", key]);
    }

    pub fn hold(&self, key: &str) {
        self.xdotool(&["keydown", key]);
    }

    pub fn release(&self, key: &str) {
        self.xdotool(&["keyup", key]);
    }

    pub fn point(&self, [x, y]: [f64; 2]) {
        self.xdotool(&["mousemove", &x.round().to_string(), &y.round().to_string()]);
    }

    pub fn button(&self, does: &str, which: u8) {
        self.xdotool(&[does, &which.to_string()]);
    }

    /// A click at a point of the screen. The pointer comes first, as a hand brings it: the window has to see it coming.
    pub fn click(&self, at: [f64; 2]) {
        self.point([at[0] - 3.0, at[1] - 2.0]);
        self.point(at);
        self.button("click", 1);
    }

    /// Drags with the left button until something comes of it. A machine that draws slowly may not have seen where the
    /// button went down before the pointer was gone: then again, and more slowly, as a person would.
    pub fn drag(&mut self, from: [f64; 2], to: [f64; 2], what: &str, holds: impl Fn(&Value) -> bool) -> Value {
        const STEPS: u32 = 10;
        let tries = std::cell::Cell::new(0);
        self.wait(what, |desk| {
            tries.set(tries.get() + 1);
            let pace = || std::thread::sleep(GLANCE * tries.get() * 4);
            desk.point(from);
            pace();
            desk.button("mousedown", 1);
            for step in 0..=STEPS {
                pace();
                let part = f64::from(step) / f64::from(STEPS);
                desk.point([0, 1].map(|i| from[i] + part * (to[i] - from[i])));
            }
            pace();
            desk.button("mouseup", 1);
            pace();
            Some(desk.state()).filter(|state| holds(state))
        })
    }

    /// The pixels of the screen, from the file in which Xvfb keeps them (X Window Dump, version 7, 32 bits a pixel).
    pub fn screen(&self) -> RgbImage {
        let bytes = fs::read(self.folder.path().join("Xvfb_screen0")).unwrap();
        let field = |i: usize| u32::from_be_bytes(bytes[4 * i..4 * i + 4].try_into().unwrap());
        let [header, width, height, line, colours] = [0, 4, 5, 12, 19].map(field);
        assert_eq!([field(1), field(11)], [7, 32], "a window dump that this test does not read");
        let first = (header + 12 * colours) as usize;
        RgbImage::from_fn(width, height, |x, y| {
            let at = first + (y * line + 4 * x) as usize;
            Rgb([bytes[at + 2], bytes[at + 1], bytes[at]])
        })
    }

    /// Keys go to the window that has the focus; without a window manager somebody must give it.
    fn focus(&mut self) {
        let process = self.viewer.id().to_string();
        let window = self.wait("a window of the viewer", |desk| {
            let found = desk.asked(&["search", "--onlyvisible", "--pid", &process])?;
            found.lines().next().map(str::to_owned)
        });
        self.xdotool(&["windowfocus", "--sync", &window]);
    }

    fn xdotool(&self, arguments: &[&str]) {
        assert!(self.asked(arguments).is_some(), "xdotool {} failed", arguments.join(" "));
    }

    fn asked(&self, arguments: &[&str]) -> Option<String> {
        let output = Command::new("xdotool").args(arguments).env("DISPLAY", &self.display).output();
        let output = output.unwrap_or_else(|error| panic!("xdotool: {error}; run scripts/setup viewer"));
        output.status.success().then(|| String::from_utf8_lossy(&output.stdout).into_owned())
    }
}

impl Drop for Desk {
    fn drop(&mut self) {
        for child in [&mut self.viewer, &mut self.server] {
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}

/// A screen on a display that nobody uses.
fn screen(size: [u32; 2], folder: &std::path::Path) -> (Child, String) {
    let mode = format!("{}x{}x24", size[0], size[1]);
    let mut server = Command::new("Xvfb")
        .args(["-displayfd", "1", "-nolisten", "tcp", "-screen", "0", &mode, "-fbdir"])
        .arg(folder)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap_or_else(|error| panic!("Xvfb: {error}; run scripts/setup viewer"));
    let mut number = String::new();
    BufReader::new(server.stdout.take().unwrap()).read_line(&mut number).unwrap();
    assert!(!number.trim().is_empty(), "Xvfb found no free display");
    (server, format!(":{}", number.trim()))
}
