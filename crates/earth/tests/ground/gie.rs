//! A reader and runner for gie, the format of PROJ's own regression tests (`gie --help`, PROJ manual), on the PROJ that
//! is linked here.
#![allow(unsafe_code)]

use proj_sys::*;
use std::ffi::CString;
use std::ptr;

/// What one operation of a gie file asks for.
#[derive(Clone, Debug, Default)]
pub struct Block {
    /// PROJ's definition, or `source -> target`.
    pub definition: String,
    /// The two systems, where the block names two.
    pub systems: Option<(String, String)>,
    pub init_rules: bool,
    pub checks: Vec<Check>,
}

/// One `expect` or `roundtrip`, with the state it is asked in.
#[derive(Clone, Debug)]
pub struct Check {
    pub line: usize,
    pub inverse: bool,
    pub tolerance_m: f64,
    pub accept: [f64; 4],
    pub asked: Asked,
}

#[derive(Clone, Debug)]
pub enum Asked {
    Coordinates { expect: [f64; 4], dimensions: usize },
    Failure,
    Roundtrip(i32),
}

/// Reads the blocks between `<gie-strict>` and its end.
pub fn read(text: &str) -> Vec<Block> {
    let (mut blocks, mut inside, mut init_rules) = (Vec::<Block>::new(), false, false);
    let (mut source, mut state) = (String::new(), Check::fresh());
    let mut begun = String::new();
    for (number, line) in text.lines().enumerate() {
        let line = line.split('#').next().unwrap_or_default().trim();
        if let Some(more) = line.strip_suffix('\\') {
            begun = format!("{begun}{more} ");
            continue;
        }
        let line = std::mem::take(&mut begun) + line;
        let line = line.as_str();
        if line.starts_with("<gie") || line.starts_with("</gie") {
            inside = line.starts_with("<gie");
            continue;
        }
        let (command, rest) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
        let rest = rest.trim();
        if !inside {
            continue;
        }
        match command {
            "use_proj4_init_rules" => init_rules = rest == "true",
            "operation" => {
                blocks.push(Block { definition: rest.into(), init_rules, ..Block::default() });
                state = state.next_block();
            }
            "crs_src" => source = rest.into(),
            "crs_dst" => {
                let definition = format!("{source} -> {rest}");
                blocks.push(Block {
                    definition,
                    systems: Some((source.clone(), rest.into())),
                    init_rules,
                    ..Block::default()
                });
                state = state.next_block();
            }
            "direction" => state.inverse = rest.starts_with('i') || rest.starts_with('r'),
            "tolerance" => state.tolerance_m = length_m(rest).unwrap_or(0.0005),
            "accept" => state.accept = numbers(rest).0,
            "expect" | "roundtrip" => {
                let check = state.asking(command, rest, number + 1);
                blocks.last_mut().unwrap().checks.push(check);
            }
            _ => {}
        }
    }
    blocks
}

impl Check {
    fn fresh() -> Self {
        Self { line: 0, inverse: false, tolerance_m: 0.0005, accept: [0.0; 4], asked: Asked::Failure }
    }

    /// A new operation resets direction and tolerance; the accepted point stands until the next one.
    fn next_block(&self) -> Self {
        Self { accept: self.accept, ..Self::fresh() }
    }

    fn asking(&self, command: &str, rest: &str, line: usize) -> Self {
        let mut check = Self { line, ..self.clone() };
        check.asked = if command == "roundtrip" {
            let (trips, tolerance) = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
            check.tolerance_m = length_m(tolerance).unwrap_or(self.tolerance_m);
            Asked::Roundtrip(trips.parse().unwrap_or(100))
        } else if rest.starts_with("failure") {
            Asked::Failure
        } else {
            let (expect, dimensions) = numbers(rest);
            Asked::Coordinates { expect, dimensions }
        };
        check
    }
}

/// A length with its unit: `0.1 mm`, `1cm`.
fn length_m(text: &str) -> Option<f64> {
    let text = text.trim();
    let end = text.find(|c: char| !(c.is_ascii_digit() || "+-.eE".contains(c))).unwrap_or(text.len());
    let value: f64 = text[..end].parse().ok()?;
    let unit = match text[end..].trim() {
        "km" => 1e3,
        "dm" => 1e-1,
        "cm" => 1e-2,
        "mm" => 1e-3,
        "um" => 1e-6,
        "nm" => 1e-9,
        _ => 1.0,
    };
    Some(value * unit)
}

/// Up to four numbers: plain, with `_` between digits, or in degrees, minutes, seconds.
fn numbers(text: &str) -> ([f64; 4], usize) {
    let mut values = [0.0; 4];
    let mut count = 0;
    for word in text.split_whitespace().take(4) {
        let plain = word.replace('_', "");
        let value = match plain.parse::<f64>() {
            Ok(value) => value,
            Err(_) if word == "HUGE_VAL" => f64::INFINITY,
            Err(_) => {
                let word = CString::new(plain).unwrap();
                // SAFETY: a NUL-terminated string; PROJ writes no end where none is wanted.
                unsafe { proj_todeg(proj_dmstor(word.as_ptr(), ptr::null_mut())) }
            }
        };
        values[count] = value;
        count += 1;
    }
    (values, count)
}

/// What came of the checks of one block, in order: `None` where the check holds, else what was found.
pub fn run(block: &Block) -> Vec<Option<String>> {
    // SAFETY: one context per block, destroyed after its object; strings outlive the calls; PROJ's unions are plain
    // numbers.
    unsafe {
        let context = proj_context_create();
        proj_log_level(context, PJ_LOG_LEVEL_PJ_LOG_NONE);
        proj_context_set_enable_network(context, 0);
        proj_context_use_proj4_init_rules(context, block.init_rules.into());
        let text = |s: &str| CString::new(s).unwrap();
        let object = match &block.systems {
            Some((from, to)) => {
                proj_create_crs_to_crs(context, text(from).as_ptr(), text(to).as_ptr(), ptr::null_mut())
            }
            None => proj_create(context, text(&block.definition).as_ptr()),
        };
        let outcomes = block.checks.iter().map(|check| outcome(object, check)).collect();
        proj_destroy(object);
        proj_context_destroy(context);
        outcomes
    }
}

/// # Safety
/// `object` is null or a live PROJ operation.
unsafe fn outcome(object: *mut PJ, check: &Check) -> Option<String> {
    let direction = if check.inverse { PJ_DIRECTION_PJ_INV } else { PJ_DIRECTION_PJ_FWD };
    if object.is_null() {
        return (!matches!(check.asked, Asked::Failure)).then(|| "operation refused".into());
    }
    // SAFETY: as promised; every union read here was written as four numbers.
    unsafe {
        proj_errno_reset(object);
        let mut input = PJ_COORD { v: check.accept };
        if proj_angular_input(object, direction) != 0 {
            input.v[0] = proj_torad(input.v[0]);
            input.v[1] = proj_torad(input.v[1]);
        }
        match &check.asked {
            Asked::Roundtrip(trips) => {
                let off = proj_roundtrip(object, direction, *trips, &mut input);
                (off.is_nan() || off > check.tolerance_m).then(|| format!("round trip is {off} m off"))
            }
            Asked::Failure => {
                let got = proj_trans(object, direction, input);
                (got.v[0].is_finite() && proj_errno(object) == 0).then(|| format!("gives {:?}", got.v))
            }
            Asked::Coordinates { expect, dimensions } => {
                let mut got = proj_trans(object, direction, input);
                let mut want = PJ_COORD { v: *expect };
                got.v[3] = if *dimensions < 4 { 0.0 } else { got.v[3] };
                got.v[2] = if *dimensions < 3 { 0.0 } else { got.v[2] };
                let off = if proj_angular_output(object, direction) != 0 {
                    want.v[0] = proj_torad(want.v[0]);
                    want.v[1] = proj_torad(want.v[1]);
                    proj_lpz_dist(object, want, got)
                } else {
                    proj_xyz_dist(got, want)
                };
                let same = got.v[0] == want.v[0] && got.v[1] == want.v[1];
                (!same && (off.is_nan() || off > check.tolerance_m)).then(|| format!("{off} m off: {:?}", got.v))
            }
        }
    }
}
