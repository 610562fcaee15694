//! The built programs, run as a person runs them.

use image::RgbImage;
use serde_json::Value;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// How a run ended.
#[derive(Debug)]
pub struct Ended {
    pub code: Option<i32>,
    pub stdout: String,
    pub stderr: String,
}

impl From<Output> for Ended {
    fn from(output: Output) -> Self {
        Self {
            code: output.status.code(),
            stdout: String::from_utf8_lossy(&output.stdout).into_owned(),
            stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
        }
    }
}

impl Ended {
    pub fn expect(self, code: i32) -> Self {
        assert_eq!(self.code, Some(code), "stdout:\n{}\nstderr:\n{}", self.stdout, self.stderr);
        self
    }

    /// Asserts a refusal or failure that is told in words: one line, with each of these in it, and no panic.
    pub fn told(self, code: i32, words: &[&str]) {
        let told = self.expect(code).stderr;
        assert!(told.starts_with("error: ") && told.trim_end().lines().count() == 1, "not one sentence:\n{told}");
        for part in words {
            assert!(told.contains(part), "{part:?} is not told in:\n{told}");
        }
    }

    pub fn json(&self) -> Value {
        serde_json::from_str(&self.stdout).unwrap_or_else(|error| panic!("{error} in:\n{}", self.stdout))
    }
}

/// The viewer, drawing with the processor where Mesa can: the same pixels on every machine of one kind. No window.
pub fn viewer() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_locus-viewer"));
    quietly(&mut command);
    command
}

/// `locus`, which stands beside the viewer.
pub fn locus() -> Command {
    let program = Path::new(env!("CARGO_BIN_EXE_locus-viewer")).with_file_name("locus");
    assert!(
        program.is_file(),
        "{} is missing: these tests publish with it; run `cargo build -p locus-cli`",
        program.display()
    );
    let mut command = Command::new(program);
    quietly(&mut command);
    command
}

pub fn run(command: &mut Command) -> Ended {
    command.output().unwrap().into()
}

fn quietly(command: &mut Command) {
    command.env_remove("DISPLAY").env_remove("WAYLAND_DISPLAY").env("NO_COLOR", "1").env("NODEVICE_SELECT", "1");
    if let Some(driver) = software_driver() {
        command.env("VK_ICD_FILENAMES", driver);
    }
}

/// Mesa's driver for the processor, as Debian and Fedora install it.
fn software_driver() -> Option<PathBuf> {
    let entries = std::fs::read_dir("/usr/share/vulkan/icd.d").ok()?;
    let is_lavapipe = |path: &PathBuf| path.file_name().is_some_and(|n| n.to_string_lossy().starts_with("lvp_icd"));
    let mut found: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).filter(is_lavapipe).collect();
    found.sort();
    // Where 64 and 32 bits are installed, the longer name is that of this machine's own.
    found.pop()
}

/// A picture and what was told of it.
pub struct Picture {
    pub pixels: RgbImage,
    pub told: Value,
    pub bytes: Vec<u8>,
}

impl Picture {
    /// The part in which the scene is: left, top, width, height.
    pub fn area(&self) -> [u32; 4] {
        let area = self.told["area"].as_array().unwrap();
        std::array::from_fn(|i| u32::try_from(area[i].as_u64().unwrap()).unwrap())
    }

    /// The scene alone, without the legend and the stamp.
    pub fn scene(&self) -> RgbImage {
        let [x, y, width, height] = self.area();
        image::imageops::crop_imm(&self.pixels, x, y, width, height).to_image()
    }

    /// Legend and stamp, which stand below the scene.
    pub fn below(&self) -> RgbImage {
        let [_, y, _, height] = self.area();
        let from = y + height;
        image::imageops::crop_imm(&self.pixels, 0, from, self.pixels.width(), self.pixels.height() - from).to_image()
    }
}

/// `locus-viewer render FOLDER ARGUMENTS --json`, which must go well. The quality is fixed: cards would choose their own.
pub fn render<S: AsRef<OsStr>>(folder: &Path, arguments: &[S]) -> Picture {
    let out = tempfile::tempdir().unwrap();
    let file = out.path().join("picture.png");
    let mut command = viewer();
    command.arg("render").arg(folder).args(arguments).args(["--quality", "low", "--json", "--out"]).arg(&file);
    let told = run(&mut command).expect(0).json();
    let bytes = std::fs::read(&file).unwrap();
    Picture { pixels: image::load_from_memory(&bytes).unwrap().to_rgb8(), told, bytes }
}
