//! The keys: one table from which the window reads input, the help overlay is drawn and the tests walk.

use crate::action::{Action, Movement, Panel};
use crate::doubt::Channels;
use crate::filter::Only;
use crate::language::Language;
use crate::session::Session;

/// What a held key does to one's movement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Held {
    /// Towards where one looks.
    Forward,
    /// Away from it.
    Back,
    /// To the left.
    Left,
    /// To the right.
    Right,
    /// Up, or nearer.
    Up,
    /// Down, or farther.
    Down,
    /// Turn to the left.
    TurnLeft,
    /// Turn to the right.
    TurnRight,
    /// Look up.
    LookUp,
    /// Look down.
    LookDown,
    /// Faster.
    Fast,
    /// Bend down.
    Crouch,
}

/// What a pressed key does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pressed {
    /// [`Action::Move`].
    Move(Movement),
    /// [`Action::Home`].
    Home,
    /// [`Action::LevelStep`].
    Level(i32),
    /// All levels.
    AllLevels,
    /// The other language.
    Language,
    /// Colour by basis, on or off.
    Basis,
    /// Hatching by support, on or off.
    Support,
    /// Outlines of what is contested, on or off.
    Contested,
    /// Uncertainty, on or off.
    Uncertainty,
    /// Everything, then testified alone, then seen alone.
    Only,
    /// The satellite image, on or off.
    Ground,
    /// All scans, on or off.
    Sheets,
    /// All strokes, on or off.
    Strokes,
    /// Cut at 1.2 m, on or off.
    Cut,
    /// Cut through the middle of the picture, on or off.
    VerticalCut,
    /// Measure, on or off.
    Measure,
    /// Sight line, on or off.
    Sight,
    /// Save what is shown.
    SaveView,
    /// The next saved view.
    NextView,
    /// Screenshot.
    Screenshot,
    /// Still.
    Still,
    /// Point at what is in the middle of the picture.
    Centre,
    /// A panel, on or off.
    Panel(Panel),
    /// [`Action::Scale`].
    Scale(i32),
    /// [`Action::Escape`].
    Escape,
    /// [`Action::Quit`].
    Quit,
}

/// A use of a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Use {
    /// While it is held.
    Held(Held),
    /// When it is pressed.
    Pressed(Pressed),
}

/// One line of the table.
#[derive(Clone, Copy, Debug)]
pub struct Binding {
    /// The key's place on the keyboard, as the W3C names it (*UI Events KeyboardEvent code Values*).
    pub code: &'static str,
    /// Whether Control is held with it.
    pub control: bool,
    /// What is printed on it.
    pub cap: &'static str,
    /// What it does.
    pub does: Use,
    /// In English.
    pub en: &'static str,
    /// In Korean.
    pub ko: &'static str,
}

const fn held(code: &'static str, cap: &'static str, does: Held, en: &'static str, ko: &'static str) -> Binding {
    Binding { code, control: false, cap, does: Use::Held(does), en, ko }
}

const fn press(code: &'static str, cap: &'static str, does: Pressed, en: &'static str, ko: &'static str) -> Binding {
    Binding { code, control: false, cap, does: Use::Pressed(does), en, ko }
}

const fn with_control(
    code: &'static str,
    cap: &'static str,
    does: Pressed,
    en: &'static str,
    ko: &'static str,
) -> Binding {
    Binding { control: true, ..press(code, cap, does, en, ko) }
}

/// The table, in the order of the help.
pub const KEYS: &[Binding] = &[
    held("KeyW", "W", Held::Forward, "forward", "앞으로"),
    held("KeyS", "S", Held::Back, "back", "뒤로"),
    held("KeyA", "A", Held::Left, "left", "왼쪽으로"),
    held("KeyD", "D", Held::Right, "right", "오른쪽으로"),
    held("KeyR", "R", Held::Up, "up, or nearer", "위로 / 가까이"),
    held("KeyF", "F", Held::Down, "down, or farther", "아래로 / 멀리"),
    held("KeyQ", "Q", Held::TurnLeft, "turn left", "왼쪽으로 돌기"),
    held("KeyE", "E", Held::TurnRight, "turn right", "오른쪽으로 돌기"),
    held("ArrowUp", "↑", Held::Forward, "forward", "앞으로"),
    held("ArrowDown", "↓", Held::Back, "back", "뒤로"),
    held("ArrowLeft", "←", Held::TurnLeft, "turn left", "왼쪽으로 돌기"),
    held("ArrowRight", "→", Held::TurnRight, "turn right", "오른쪽으로 돌기"),
    held("KeyT", "T", Held::LookUp, "look up", "위 보기"),
    held("KeyG", "G", Held::LookDown, "look down", "아래 보기"),
    held("ShiftLeft", "Shift", Held::Fast, "faster", "빠르게"),
    held("KeyC", "C", Held::Crouch, "crouch", "몸 낮추기"),
    press("Digit1", "1", Pressed::Move(Movement::Walk), "walk", "걷기"),
    press("Digit2", "2", Pressed::Move(Movement::Orbit), "orbit", "주위 돌기"),
    press("Digit3", "3", Pressed::Move(Movement::Plan), "plan from above", "위에서 본 평면도"),
    press("Home", "Home", Pressed::Home, "the whole place", "전체 보기"),
    press("Enter", "Enter", Pressed::Centre, "ask what is in the middle", "화면 가운데 대상 조회"),
    press("PageUp", "PgUp", Pressed::Level(1), "level above", "위층"),
    press("PageDown", "PgDn", Pressed::Level(-1), "level below", "아래층"),
    press("End", "End", Pressed::AllLevels, "all levels", "모든 층"),
    press("KeyB", "B", Pressed::Basis, "colour by basis", "근거별 색"),
    press("KeyN", "N", Pressed::Support, "hatching by number of accounts", "진술 수별 무늬"),
    press("KeyX", "X", Pressed::Contested, "outline what is contested", "다툼 있는 부분 윤곽"),
    press("KeyU", "U", Pressed::Uncertainty, "uncertainty of position", "위치 불확실성"),
    press("KeyO", "O", Pressed::Only, "all / testified only / seen only", "전체 / 진술만 / 영상 확인만"),
    press("KeyI", "I", Pressed::Ground, "satellite image", "위성 영상"),
    press("KeyL", "L", Pressed::Sheets, "drawings on the ground", "그림을 지면에 겹치기"),
    press("KeyK", "K", Pressed::Strokes, "strokes of every witness", "증인별 선"),
    press("KeyH", "H", Pressed::Cut, "horizontal cut at 1.2 m", "높이 1.2 m 수평 절단"),
    press("KeyJ", "J", Pressed::VerticalCut, "vertical cut", "수직 절단"),
    press("KeyM", "M", Pressed::Measure, "measure", "거리 재기"),
    press("KeyV", "V", Pressed::Sight, "sight line between two points", "두 지점 사이 시야"),
    press("KeyP", "P", Pressed::Panel(Panel::Incidents), "incidents and timeline", "사건과 연표"),
    press("F2", "F2", Pressed::Panel(Panel::Layers), "layers and views", "레이어와 시점"),
    with_control("KeyS", "Ctrl S", Pressed::SaveView, "save this view", "현재 시점 저장"),
    press("Space", "Space", Pressed::NextView, "next view", "다음 시점"),
    press("F12", "F12", Pressed::Screenshot, "screenshot", "화면 저장"),
    press("F11", "F11", Pressed::Still, "still of 3840 x 2160", "3840 x 2160 사진"),
    with_control("Equal", "Ctrl +", Pressed::Scale(1), "larger text", "글자 크게"),
    with_control("Minus", "Ctrl -", Pressed::Scale(-1), "smaller text", "글자 작게"),
    with_control("Digit0", "Ctrl 0", Pressed::Scale(0), "usual text size", "기본 글자 크기"),
    press("Backquote", "`", Pressed::Language, "한국어", "English"),
    press("F1", "F1", Pressed::Panel(Panel::Help), "this help", "도움말"),
    press("Escape", "Esc", Pressed::Escape, "let go, close", "취소, 닫기"),
    with_control("KeyQ", "Ctrl Q", Pressed::Quit, "leave", "끝내기"),
];

/// Height of the cut that the key makes, metres above the floor: architects cut a plan there (ISO 7519).
pub const CUT_M: f64 = 1.2;

impl Pressed {
    /// The wish that the key means in this session.
    pub fn action(self, session: &Session) -> Action {
        let choices = &session.choices;
        let doubt = choices.doubt;
        match self {
            Self::Move(movement) => Action::Move(movement),
            Self::Home => Action::Home,
            Self::Level(step) => Action::LevelStep(step),
            Self::AllLevels => Action::Level(None),
            Self::Language => Action::Language(Language::other(choices.language)),
            Self::Basis => Action::Doubt(Channels { basis: !doubt.basis, ..doubt }),
            Self::Support => Action::Doubt(Channels { support: !doubt.support, ..doubt }),
            Self::Contested => Action::Doubt(Channels { contested: !doubt.contested, ..doubt }),
            Self::Uncertainty => Action::Doubt(Channels { uncertainty: !doubt.uncertainty, ..doubt }),
            Self::Only => Action::Only(match choices.filter.only {
                Only::All => Only::Testified,
                Only::Testified => Only::Seen,
                Only::Seen => Only::All,
            }),
            Self::Ground => Action::GroundOpacity(if choices.ground_opacity > 0.0 { 0.0 } else { 1.0 }),
            Self::Sheets => Action::AllSheets(choices.sheets.is_empty()),
            Self::Strokes => Action::AllStrokes(choices.strokes.is_empty()),
            Self::Cut => Action::Cut(choices.cut_m.is_none().then_some(CUT_M)),
            Self::VerticalCut => Action::VerticalCut(choices.vertical_cut.is_none()),
            Self::Measure => Action::Measure(!session.is_measuring()),
            Self::Sight => Action::Sight(!session.is_sighting()),
            Self::SaveView => Action::SaveView(session.next_view_name()),
            Self::NextView => session.next_view().map_or(Action::Home, Action::GoTo),
            Self::Screenshot => Action::Screenshot,
            Self::Still => Action::Still,
            Self::Centre => Action::Click([0.5, 0.5]),
            Self::Panel(panel) => Action::Panel(panel, !session.panels.contains(&panel)),
            Self::Scale(step) => Action::Scale(step),
            Self::Escape => Action::Escape,
            Self::Quit => Action::Quit,
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn no_key_means_two_things() {
        let codes: BTreeSet<_> = KEYS.iter().map(|binding| (binding.code, binding.control)).collect();
        assert_eq!(codes.len(), KEYS.len());
    }

    #[test]
    fn the_manual_has_this_table() {
        let manual = include_str!("../../../docs/viewer.md");
        let (_, below) = manual.split_once("| key | does | 기능 |\n|---|---|---|\n").unwrap();
        let rows: Vec<&str> = below.lines().take_while(|line| line.starts_with('|')).collect();
        let table: Vec<String> =
            KEYS.iter().map(|Binding { cap, en, ko, .. }| format!("| {cap} | {en} | {ko} |")).collect();
        assert_eq!(rows, table);
    }

    #[test]
    fn every_line_speaks_both_languages() {
        for binding in KEYS {
            assert!(!binding.en.is_empty() && !binding.ko.is_empty(), "{}", binding.code);
        }
    }
}
