//! How much a machine is asked to draw, and what is said when it cannot draw at all.
//!
//! A preset trades smoothness and detail of the ground. It never hides an element, a sign of doubt or the legend.

use crate::language::Language;
use crate::words;

/// What draws.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AdapterKind {
    /// The processor itself: there is no graphics card, or no driver for it.
    Cpu,
    /// A graphics unit that shares the memory of the processor.
    Integrated,
    /// A graphics card.
    Discrete,
    /// A graphics unit of a virtual machine.
    Virtual,
    /// Not said.
    Other,
}

/// The graphics adapter the picture is drawn with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Adapter {
    /// As the driver calls it.
    pub name: String,
    /// What it is.
    pub kind: AdapterKind,
    /// The interface it is spoken to by: `Vulkan`, `Dx12`, …
    pub backend: String,
}

/// Names of programs that draw on the processor; some drivers report them as another kind.
const SOFTWARE: [&str; 5] = ["llvmpipe", "lavapipe", "softpipe", "swiftshader", "microsoft basic render"];

impl Adapter {
    /// Whether the processor draws.
    pub fn is_software(&self) -> bool {
        let name = self.name.to_lowercase();
        self.kind == AdapterKind::Cpu || SOFTWARE.iter().any(|program| name.contains(program))
    }
}

/// How much is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Preset {
    /// For processors that draw by themselves.
    Low,
    /// For laptops.
    Medium,
    /// For graphics cards.
    High,
}

/// What a preset means for a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quality {
    /// Samples per pixel: 1 draws jagged edges.
    pub msaa_samples: u32,
    /// The longest side of the ground image, pixels; longer ones are reduced.
    pub ground_px: u32,
    /// Whether a picture is drawn only when something changed.
    pub reactive: bool,
}

impl Preset {
    /// The preset for an adapter. What is not known is treated as slow.
    pub fn of(adapter: &Adapter) -> Self {
        match adapter.kind {
            _ if adapter.is_software() => Self::Low,
            AdapterKind::Discrete => Self::High,
            AdapterKind::Integrated | AdapterKind::Virtual => Self::Medium,
            AdapterKind::Cpu | AdapterKind::Other => Self::Low,
        }
    }

    /// What it means.
    pub fn quality(self) -> Quality {
        match self {
            Self::Low => Quality { msaa_samples: 1, ground_px: 2048, reactive: true },
            Self::Medium => Quality { msaa_samples: 4, ground_px: 4096, reactive: true },
            Self::High => Quality { msaa_samples: 4, ground_px: 8192, reactive: false },
        }
    }

    /// Its name.
    pub fn name(self, language: Language) -> &'static str {
        let words = match self {
            Self::Low => words::PRESET_LOW,
            Self::Medium => words::PRESET_MEDIUM,
            Self::High => words::PRESET_HIGH,
        };
        words.of(language)
    }
}

/// Why nothing can be drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Neither a graphics card nor a program that stands in for one.
    NoAdapter,
    /// No screen to open a window on.
    NoDisplay,
    /// The adapter stopped answering.
    LostDevice,
}

impl Fault {
    /// All.
    pub const ALL: [Self; 3] = [Self::NoAdapter, Self::NoDisplay, Self::LostDevice];

    /// What it means and what to do.
    pub fn explain(self, language: Language) -> &'static str {
        let words = match self {
            Self::NoAdapter => words::NO_ADAPTER,
            Self::NoDisplay => words::NO_DISPLAY,
            Self::LostDevice => words::LOST_DEVICE,
        };
        words.of(language)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn adapter(name: &str, kind: AdapterKind) -> Adapter {
        Adapter { name: name.to_owned(), kind, backend: "Vulkan".to_owned() }
    }

    #[test]
    fn whoever_draws_on_the_processor_is_asked_for_little() {
        let honest = adapter("llvmpipe (LLVM 15.0.6, 256 bits)", AdapterKind::Cpu);
        let disguised = adapter("SwiftShader Device (Subzero)", AdapterKind::Virtual);
        let warp = adapter("Microsoft Basic Render Driver", AdapterKind::Other);
        for software in [honest, disguised, warp] {
            assert_eq!(Preset::of(&software), Preset::Low, "{}", software.name);
            assert!(software.is_software());
        }
    }

    #[test]
    fn a_graphics_card_gets_more() {
        let card = adapter("NVIDIA GeForce RTX 3060", AdapterKind::Discrete);
        assert_eq!(Preset::of(&card), Preset::High);
        assert!(!card.is_software());
        assert_eq!(Preset::of(&adapter("Intel UHD 620", AdapterKind::Integrated)), Preset::Medium);
        assert_eq!(Preset::of(&adapter("?", AdapterKind::Other)), Preset::Low);
    }

    #[test]
    fn a_better_preset_never_draws_less() {
        for (worse, better) in [(Preset::Low, Preset::Medium), (Preset::Medium, Preset::High)] {
            let (a, b) = (worse.quality(), better.quality());
            assert!(a.msaa_samples <= b.msaa_samples && a.ground_px <= b.ground_px);
            assert!(a.reactive >= b.reactive);
        }
    }

    #[test]
    fn every_fault_says_what_to_do_in_both_languages() {
        for fault in Fault::ALL {
            assert!(fault.explain(Language::En).contains("locus render") || fault == Fault::LostDevice);
            assert_ne!(fault.explain(Language::En), fault.explain(Language::Ko));
        }
    }
}
