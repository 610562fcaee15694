//! The custody log: what is read is what was written, and no changed log has the head of the true one.

use crate::edits::edited;
use arbitrary::Unstructured;
use locus_evidence::{Act, By, Chain, Digest, Item, Kind, Line, Moment};
use std::sync::LazyLock;

/// A log of some acts.
static LOG: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let kinds = [Kind::Intake, Kind::AcceptTrace, Kind::Reconstruct, Kind::Export, Kind::Seal];
    let mut log = Vec::new();
    for (n, kind) in kinds.into_iter().enumerate() {
        let head = Chain::read(&log).map_or(Digest::NONE, |chain| chain.head());
        let line = Line { prev: head, format: 1, seq: n as u64 + 1, act: act(kind) };
        log.extend(serde_json::to_vec(&line).expect("a line"));
        log.push(b'\n');
    }
    log
});

fn act(kind: Kind) -> Act {
    let by = By { actor: "investigator".into(), purpose: "시험 \"prev\"".into(), tool: "locus 0".into() };
    let when = Moment { at: "2026-11-22T08:15:09Z".into(), clock: "system".into() };
    Act { kind, when, by, inputs: vec![Item::of("case.toml", b"case")], outputs: vec![Item::outside("out", b"out")] }
}

/// The log itself, as a first input.
pub fn log() -> Vec<u8> {
    LOG.clone()
}

/// Bytes as a log: whatever is read is written to the same bytes.
pub fn log_file(bytes: &[u8]) {
    match Chain::read(bytes) {
        Ok(chain) => {
            let line = |line: &Line| serde_json::to_string(line).expect("a line") + "\n";
            let written: String = chain.lines.iter().map(line).collect();
            assert_eq!([written.as_bytes(), &chain.torn].concat(), bytes);
            assert_eq!(chain.hashes.len(), chain.lines.len());
        }
        Err(fault) => {
            let lines = bytes.iter().filter(|byte| **byte == b'\n').count();
            assert!(fault.line.is_some_and(|line| (1..=lines).contains(&line)), "{fault}");
        }
    }
}

/// Bytes as what was done to a log: who kept its head finds it out.
pub fn log_changed(bytes: &[u8]) {
    let Ok(changed) = edited(&mut Unstructured::new(bytes), &LOG) else { return };
    let kept = Chain::read(&LOG).expect("the true log").head();
    if let Ok(chain) = Chain::read(&changed)
        && chain.lines_after(kept).is_some()
    {
        assert!(changed.starts_with(&LOG), "a changed log with the head of the true one");
        assert_eq!(chain.torn, changed[LOG.len()..], "what was put behind it is no line");
    }
}
