//! With what it was made, and how to see that nothing was changed since.

use super::block::{Block, Column};
use super::{Telling, words};

/// The section.
pub fn blocks(of: Telling) -> Vec<Block> {
    let bundle = of.bundle();
    let hash = &of.facility.published.sha256;
    let format = format!("{} {}", bundle.format, bundle.format_version);
    let programs = bundle.software.iter().map(|(name, version)| vec![name.as_str().into(), version.as_str().into()]);
    let own = std::iter::once(("bundle.json", hash.as_str()));
    let others = bundle.files.iter().map(|(file, hash)| (file.as_str(), hash.as_str()));
    let files = own.chain(others).map(|(file, hash)| vec![file.into(), hash.into()]).collect();
    vec![
        Block::section(of.say(words::VERSIONS)),
        Block::Facts(vec![(of.say(words::DATA_FORMAT).into(), format.into())]),
        Block::Table {
            caption: of.say(words::SOFTWARE_TABLE).into(),
            columns: vec![Column::words(of.say(words::PROGRAM), 1.0), Column::words(of.say(words::VERSION), 3.0)],
            rows: programs.collect(),
        },
        Block::Table {
            caption: of.say(words::FILES_TABLE).into(),
            columns: vec![Column::words(of.say(words::FILE), 1.0), Column::words("SHA-256", 2.6)],
            rows: files,
        },
    ]
}
