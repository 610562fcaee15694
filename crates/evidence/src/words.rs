//! What is said to people in the registers of a pack, in English and in Korean.

/// A text in both languages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Words {
    pub en: &'static str,
    pub ko: &'static str,
}

const fn w(en: &'static str, ko: &'static str) -> Words {
    Words { en, ko }
}

/// Why something stands in the disclosure schedule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Undisclosed {
    AlternativeNotShown,
    Contradicts,
    NotDrawn,
    NotASource,
    ControlNotUsed,
    Refused,
    Doubted,
    LeftOut,
    Superseded,
}

impl Undisclosed {
    /// The word in the table, and what it means.
    pub fn said(self) -> (&'static str, Words) {
        match self {
            Self::AlternativeNotShown => (
                "alternative-not-shown",
                w("another account of the place, which is not shown first", "먼저 표시하지 않은 다른 설명"),
            ),
            Self::Contradicts => ("contradicts", w("an account that says otherwise", "다르게 말하는 증언")),
            Self::NotDrawn => (
                "not-drawn",
                w(
                    "an account whose sheet covers the place and does not show it",
                    "그 자리를 포함하지만 그것을 그리지 않은 약도의 증언",
                ),
            ),
            Self::NotASource => (
                "not-a-source",
                w(
                    "evidence that no published element names as its source (it may have weighed in the adjustment)",
                    "발행된 어느 요소도 근거로 들지 않은 증거(전체 조정에는 쓰였을 수 있음)",
                ),
            ),
            Self::ControlNotUsed => (
                "control-not-used",
                w("a control point that was left out of the final fit", "최종 맞춤에서 제외한 기준점"),
            ),
            Self::Refused => ("refused", w("an input that was not used at all", "전혀 쓰지 않은 입력")),
            Self::Doubted => ("doubted", w("a result that there is a reason to doubt", "의심할 이유가 있는 결과")),
            Self::LeftOut => {
                ("left-out", w("something known that is not in the output", "알고 있으나 결과물에 없는 것"))
            }
            Self::Superseded => ("superseded", w("an earlier version", "이전 판")),
        }
    }
}

/// What stands in where nobody said anything, by its published name.
const DEFAULTS: [(&str, Words); 16] = [
    ("storey-height", w("storey height", "층고")),
    ("wall-thickness", w("wall thickness", "벽 두께")),
    ("fence-height", w("height in the open", "실외 벽 또는 울타리 높이")),
    ("fence-thickness", w("fence thickness", "울타리 두께")),
    ("road-width", w("road width", "도로 너비")),
    ("door-height", w("door height", "문 높이")),
    ("door-sill", w("height of the threshold", "문턱 높이")),
    ("window-height", w("window height", "창문 높이")),
    ("window-sill", w("height of the window sill", "창턱 높이")),
    ("tower-height", w("tower height", "탑 높이")),
    ("tower-side", w("side of the tower", "탑의 한 변 길이")),
    ("object-height", w("height of the object", "물체 높이")),
    ("object-side", w("side of the object", "물체의 한 변 길이")),
    ("right-angles", w("right angles and straight walls", "직각과 곧은 벽")),
    ("traced-corner", w("how well a corner is traced", "모서리를 베껴 그린 정밀도")),
    ("pin-overconfidence", w("how far stated radii are trusted", "진술된 반경을 얼마나 믿는지")),
];

/// The words for a default; its own name where there are none.
pub(crate) fn default_named(name: &str) -> (String, String) {
    let found = DEFAULTS.iter().find(|(known, _)| *known == name);
    found.map_or((name.to_owned(), String::new()), |(_, words)| (words.en.to_owned(), words.ko.to_owned()))
}

/// On the custody of what the facility was made from.
pub(crate) const NO_LOG: Words = w("No custody log was kept for this case.", "이 사건에는 관리 기록이 없다.");
/// `{acts}` lines, `{kept}` of `{used}` scans and images.
pub(crate) const LOG: Words = w(
    "The custody log has {acts} lines. Of {used} scans and images in use, {kept} lie in the store of originals, byte for byte.",
    "관리 기록은 {acts}줄이다. 사용한 스캔과 영상 {used}개 가운데 {kept}개가 원본 보관소에 한 바이트도 다르지 않게 들어 있다.",
);
/// Of a version whose bytes are gone.
pub(crate) const EARLIER: Words = w(
    "line {line} of the custody log names this version; line {next} replaced it, and its bytes were not kept",
    "관리 기록 {line}번째 줄에 적힌 판. {next}번째 줄에서 바뀌었고 그 내용은 보관되지 않음",
);
/// Of a tracing before its correction.
pub(crate) const PROPOSED: Words = w(
    "what a program proposed as the tracing, before people corrected it",
    "사람이 바로잡기 전에 프로그램이 제안한 베껴 그리기",
);
/// Of a control point.
pub(crate) const TEST_VALUE: Words = w("test value {w}, probability {p}", "검정값 {w}, 확률 {p}");
/// What could not be checked.
pub(crate) const NONE: Words = w("none", "없음");
