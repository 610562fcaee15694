//! The command line.

use clap::{Parser, Subcommand, ValueEnum};
use locus_viewer_core::language::Language;
use locus_viewer_core::quality::Preset;
use std::path::PathBuf;

/// Walk a published model, or take pictures of it.
#[derive(Parser)]
#[command(name = "locus-viewer", version, propagate_version = true)]
pub struct Args {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// What to do.
#[derive(Subcommand)]
pub enum Command {
    /// Open a window on a published model.
    #[command(after_help = VIEW_EXAMPLES)]
    View(View),
    /// Take a picture, or the pictures of a tour, without a window.
    #[command(after_help = RENDER_EXAMPLES)]
    Render(Render),
    /// Say how fast this machine draws a model.
    Measure(Measure),
}

const VIEW_EXAMPLES: &str = "\
Examples:
  locus view facilities/example-compound
  locus view facilities/example-compound --language ko --view walk:corridor
  locus view facilities/example-compound/published --software

In the window, F1 shows every key.";

const RENDER_EXAMPLES: &str = "\
Examples:
  locus render facilities/example-compound --out overview.png
  locus render facilities/example-compound --view plan --language ko --out plan.png
  locus render facilities/example-compound --view walk:corridor --size 3840x2160 --out corridor.png
  locus render facilities/example-compound --view plan --strokes all --doubt uncertainty --out doubt.png
  locus render facilities/example-compound --select incident:I01 --out incident.png
  locus render facilities/example-compound --tour arrival --fps 12 --out frames/

Views: a saved or published view by its name, `plan`, `plan:LEVEL`, `walk:KEY` (a place), or the overview.";

/// What every command opens.
#[derive(clap::Args, Clone)]
pub struct Opened {
    /// The facility's folder, or a published folder.
    pub folder: PathBuf,
    /// The view to begin with.
    #[arg(long, value_name = "NAME")]
    pub view: Option<String>,
    /// The language of the interface.
    #[arg(long, value_enum, default_value = "en")]
    pub language: Tongue,
    /// Draw with the processor, even if there is a graphics card.
    #[arg(long)]
    pub software: bool,
    /// The quality, instead of the one that suits the machine.
    #[arg(long, value_enum)]
    pub quality: Option<Quality>,
    /// Point at something: `element:ID`, `incident:ID` or `sheet:ID`.
    #[arg(long, value_name = "WHAT")]
    pub select: Option<String>,
    /// What is shown of doubt: any of basis, support, contested, uncertainty, or none.
    #[arg(long, value_delimiter = ',', value_enum)]
    pub doubt: Option<Vec<Channel>>,
    /// Testified or seen things alone.
    #[arg(long, value_enum)]
    pub only: Option<OnlyWhat>,
    /// One level alone.
    #[arg(long, value_name = "ID")]
    pub level: Option<String>,
    /// Accounts whose strokes are drawn on the ground, or all.
    #[arg(long, value_delimiter = ',', value_name = "ACCOUNT")]
    pub strokes: Vec<String>,
    /// Sheets whose scans lie on the ground, or all.
    #[arg(long, value_delimiter = ',', value_name = "SHEET")]
    pub sheets: Vec<String>,
    /// Draw what witnesses pointed at on imagery.
    #[arg(long)]
    pub pins: bool,
    /// Cut horizontally at this height above the floor, metres.
    #[arg(long, value_name = "METRES")]
    pub cut: Option<f64>,
    /// Open the sensitive summary of the selected incident.
    #[arg(long)]
    pub unfold: bool,
    /// Use the saved views of this file instead of the facility's own.
    #[arg(long, value_name = "FILE")]
    pub views: Option<PathBuf>,
}

/// `view`.
#[derive(clap::Args)]
pub struct View {
    /// What to open.
    #[command(flatten)]
    pub opened: Opened,
    /// Width and height of the window, pixels.
    #[arg(long, value_name = "WxH", default_value = "1280x800", value_parser = size)]
    pub size: [u32; 2],
    /// Where screenshots and stills go.
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub pictures: PathBuf,
    /// Write what the window shows, one JSON line for every change.
    #[arg(long, value_name = "FILE")]
    pub journal: Option<PathBuf>,
}

/// `render`.
#[derive(clap::Args)]
pub struct Render {
    /// What to open.
    #[command(flatten)]
    pub opened: Opened,
    /// The picture (PNG); with --tour, the folder of the pictures.
    #[arg(long, short, value_name = "FILE")]
    pub out: PathBuf,
    /// Width and height, pixels.
    #[arg(long, value_name = "WxH", default_value = "1920x1080", value_parser = size)]
    pub size: [u32; 2],
    /// What each pixel shows: the drawing, or the number of the element (see docs/viewer.md).
    #[arg(long, value_enum, default_value = "drawing")]
    pub pass: Shows,
    /// Play this tour and save every picture of it.
    #[arg(long, value_name = "NAME", conflicts_with = "view")]
    pub tour: Option<String>,
    /// Pictures a second of a tour.
    #[arg(long, default_value = "24", value_parser = clap::value_parser!(u32).range(1..=60))]
    pub fps: u32,
    /// Say as JSON what was done.
    #[arg(long)]
    pub json: bool,
    /// Say nothing when all is well.
    #[arg(long, short)]
    pub quiet: bool,
}

/// `measure`.
#[derive(clap::Args)]
pub struct Measure {
    /// What to open.
    #[command(flatten)]
    pub opened: Opened,
    /// Width and height, pixels.
    #[arg(long, value_name = "WxH", default_value = "960x540", value_parser = size)]
    pub size: [u32; 2],
    /// How many pictures.
    #[arg(long, default_value = "60", value_parser = clap::value_parser!(u32).range(1..=10_000))]
    pub frames: u32,
}

/// A language.
#[derive(Clone, Copy, ValueEnum)]
pub enum Tongue {
    /// English.
    En,
    /// Korean.
    Ko,
}

/// A quality.
#[derive(Clone, Copy, ValueEnum)]
pub enum Quality {
    /// For processors.
    Low,
    /// For built-in graphics.
    Medium,
    /// For graphics cards.
    High,
}

/// A way of showing doubt.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Channel {
    /// Hue by what existence rests on.
    Basis,
    /// Hatching by the number of accounts.
    Support,
    /// Outlines of what is contested.
    Contested,
    /// Soft edges and ellipses.
    Uncertainty,
    /// Nothing of it.
    None,
}

/// A strict question.
#[derive(Clone, Copy, ValueEnum)]
pub enum OnlyWhat {
    /// What a person drew or named.
    Testified,
    /// What imagery confirms.
    Seen,
}

/// What pixels show.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Shows {
    /// The drawing.
    Drawing,
    /// Numbers of elements.
    Numbers,
}

impl From<Tongue> for Language {
    fn from(tongue: Tongue) -> Self {
        match tongue {
            Tongue::En => Self::En,
            Tongue::Ko => Self::Ko,
        }
    }
}

impl From<Quality> for Preset {
    fn from(quality: Quality) -> Self {
        match quality {
            Quality::Low => Self::Low,
            Quality::Medium => Self::Medium,
            Quality::High => Self::High,
        }
    }
}

/// `1280x800`, each side 160 to 8192.
fn size(text: &str) -> Result<[u32; 2], String> {
    let parsed = text.split_once('x').and_then(|(w, h)| Some([w.parse().ok()?, h.parse().ok()?]));
    match parsed {
        Some(size) if size.iter().all(|side| (160..=8192).contains(side)) => Ok(size),
        _ => Err("expected width x height in pixels, each 160 to 8192, such as 1920x1080".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_sound() {
        Args::command().debug_assert();
        assert_eq!(size("960x540"), Ok([960, 540]));
        for wrong in ["960", "0x0", "960x540x2", "-1x200", "99999x99999"] {
            assert!(size(wrong).is_err(), "{wrong}");
        }
    }
}
