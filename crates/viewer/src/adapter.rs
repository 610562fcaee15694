//! What draws: a graphics card, or this computer's processor in its place.

use bevy::prelude::*;
use bevy::render::renderer::RenderAdapterInfo;
use locus_viewer_core::quality::{Adapter, AdapterKind, Preset};

/// The adapter in use and the quality it can bear.
#[derive(Resource, Clone, Debug)]
pub struct Machine {
    /// The adapter.
    pub adapter: Adapter,
    /// The preset.
    pub preset: Preset,
}

impl Machine {
    /// Of the adapter that Bevy chose, or of a preset that a person chose.
    pub fn new(info: &RenderAdapterInfo, chosen: Option<Preset>) -> Self {
        let adapter = Adapter { name: info.name.clone(), kind: kind(info), backend: format!("{:?}", info.backend) };
        let preset = chosen.unwrap_or_else(|| Preset::of(&adapter));
        Self { adapter, preset }
    }

    /// Whether the processor draws.
    pub fn is_software(&self) -> bool {
        self.adapter.is_software()
    }
}

fn kind(info: &RenderAdapterInfo) -> AdapterKind {
    // The type has no path through Bevy; its Debug names are wgpu's documented variants.
    match format!("{:?}", info.device_type).as_str() {
        "Cpu" => AdapterKind::Cpu,
        "IntegratedGpu" => AdapterKind::Integrated,
        "DiscreteGpu" => AdapterKind::Discrete,
        "VirtualGpu" => AdapterKind::Virtual,
        _ => AdapterKind::Other,
    }
}
