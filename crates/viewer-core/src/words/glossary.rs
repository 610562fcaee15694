//! The names of published slugs. A slug without a name here is shown as it is: it is somebody's own word.

use super::Words;
use crate::language::Language;

/// Names by slug.
pub type Glossary = &'static [(&'static str, Words)];

const fn w(en: &'static str, ko: &'static str) -> Words {
    Words { en, ko }
}

/// Kinds of element (case format, "kind").
pub const KINDS: Glossary = &[
    ("wall", w("wall", "벽")),
    ("fence", w("fence", "울타리")),
    ("road", w("road", "도로")),
    ("room", w("room", "방")),
    ("building", w("building", "건물")),
    ("yard", w("yard", "마당")),
    ("door", w("door", "문")),
    ("gate", w("gate", "출입문")),
    ("window", w("window", "창문")),
    ("tower", w("tower", "망루 또는 탑")),
    ("object", w("object", "물체")),
    ("label", w("written label", "글자 표기")),
];

/// Published layers of elements.
pub const LAYERS: Glossary = &[
    ("walls", w("walls and fences", "벽과 울타리")),
    ("roads", w("roads", "도로")),
    ("rooms", w("rooms", "방")),
    ("buildings", w("buildings", "건물")),
    ("yards", w("yards", "마당")),
    ("openings", w("doors, gates and windows", "문과 창문")),
    ("objects", w("towers and objects", "탑과 물체")),
];

/// Statuses in a word.
pub const STATUSES: Glossary = &[
    ("seen", w("seen in imagery", "위성영상에서 확인됨")),
    ("testified", w("testified", "증언됨")),
    ("inferred", w("inferred", "추론됨")),
    ("assumed", w("assumed", "가정됨")),
];

/// Rules of inference.
pub const RULES: Glossary = &[
    ("level-height", w("it is as high as its level", "해당 층의 높이를 적용함")),
    ("building-outline", w("the outline of a building is taken to be a wall", "건물의 윤곽선을 벽으로 봄")),
    (
        "most-independent-accounts, then imagery, then earliest account",
        w(
            "most independent accounts, then imagery, then the earliest account",
            "독립된 증언이 많은 순, 위성영상, 가장 이른 증언의 순서",
        ),
    ),
];

/// Defaults that dimensions are drawn with.
pub const DEFAULTS: Glossary = &[
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
];

/// Where sources come from, by the word before the colon.
pub const SOURCES: Glossary = &[
    ("stroke", w("drawn elements", "약도에 그려진 요소")),
    ("footprint", w("outlines on imagery", "위성영상에서 딴 윤곽선")),
    ("landmark", w("landmarks on imagery", "위성영상의 표지점")),
    ("pin", w("pins of witnesses", "증언자가 지목한 지점")),
    ("area", w("areas of witnesses", "증언자가 지목한 구역")),
    ("statement", w("statements", "진술")),
    ("rule", w("rules", "규칙")),
    ("default", w("defaults", "기본값")),
    ("withheld", w("not shown here", "여기에 밝히지 않음")),
];

/// Kinds of evidence that a release does not show.
pub const WITHHELD: Glossary = &[
    ("drawing", w("drawings", "약도")),
    ("pin", w("pins", "지목한 지점")),
    ("region", w("areas", "지목한 구역")),
    ("statement", w("statements", "진술")),
];

/// Basis of knowledge of an account.
pub const VANTAGES: Glossary = &[
    ("was-there", w("was there", "현장에 있었음")),
    ("saw", w("saw", "목격함")),
    ("heard", w("heard", "직접 들음")),
    ("was-told", w("was told", "전해 들음")),
];

/// The widest audience something may reach.
pub const CONSENTS: Glossary = &[
    ("internal", w("internal only", "내부 한정")),
    ("parties", w("the parties to proceedings", "소송 당사자까지")),
    ("public", w("the public", "일반 공개")),
];

/// Kinds of statement.
pub const STATEMENTS: Glossary = &[
    ("distance", w("distance", "거리")),
    ("length", w("length", "길이")),
    ("width", w("width", "너비")),
    ("height", w("height", "높이")),
    ("area", w("area", "면적")),
    ("count", w("count", "개수")),
    ("adjacent", w("shared wall", "벽을 맞댐")),
    ("order", w("order", "순서")),
    ("free", w("remark", "자유 진술")),
];

/// Whether a statement says yes.
pub const POLARITIES: Glossary = &[
    ("affirms", w("affirms", "긍정")),
    ("denies", w("denies", "부정")),
    ("does-not-know", w("does not know", "모른다고 진술")),
];

/// How the place of an incident was found.
pub const PLACED_BY: Glossary = &[
    (
        "area",
        w(
            "the middle of the named area; where in it is not known",
            "해당 구역의 중심점. 구역 안의 정확한 지점은 알 수 없음",
        ),
    ),
    ("opening", w("the middle of the named door, gate or window", "해당 문 또는 창문의 중간 지점")),
    (
        "line",
        w(
            "the middle of the named wall, fence or road; where along it is not known",
            "해당 벽, 울타리 또는 도로의 중간 지점. 정확한 지점은 알 수 없음",
        ),
    ),
    ("object", w("the named object", "해당 물체의 위치")),
    ("node", w("the named point of the plan", "평면도의 해당 지점")),
    (
        "region",
        w(
            "the middle of the area a witness outlined; where in it is not known",
            "증언자가 그린 구역의 중심점. 구역 안의 정확한 지점은 알 수 없음",
        ),
    ),
    ("pin", w("the point a witness pointed at", "증언자가 지목한 지점")),
];

/// Transformations that align a sheet.
pub const METHODS: Glossary = &[
    ("similarity", w("similarity: shift, turn and scale", "닮음 변환(이동, 회전, 축척)")),
    ("affine", w("affine transformation", "아핀 변환")),
    ("polynomial-2", w("second-order polynomial", "2차 다항식 변환")),
    ("polynomial-3", w("third-order polynomial", "3차 다항식 변환")),
    ("projective", w("projective transformation", "투영 변환")),
    ("thin-plate-spline", w("thin-plate spline", "박판 스플라인")),
    (
        "collocation",
        w(
            "least-squares collocation: shift, turn and scale, and a smooth distortion",
            "최소제곱 콜로케이션(이동, 회전, 축척과 매끄러운 왜곡)",
        ),
    ),
];

/// Units of a statement's value.
pub const UNITS: Glossary = &[("m", w("m", "m")), ("m2", w("m²", "m²"))];

/// Grades of the credibility of information: the wording of the six-point scale in use since STANAG 2022 (NATO AJP-2.1).
pub const CREDIBILITIES: Glossary = &[
    ("1", w("confirmed", "확인됨")),
    ("2", w("probably true", "사실일 개연성이 높음")),
    ("3", w("possibly true", "사실일 수 있음")),
    ("4", w("doubtful", "의심스러움")),
    ("5", w("improbable", "사실일 개연성이 낮음")),
    ("6", w("cannot be judged", "판단할 수 없음")),
];

/// The name of a slug.
pub fn name(glossary: Glossary, slug: &str, language: Language) -> String {
    known(glossary, slug).map_or_else(|| slug.to_owned(), |words| words.of(language).to_owned())
}

/// The name of a slug, if it has one.
pub fn known(glossary: Glossary, slug: &str) -> Option<Words> {
    glossary.iter().find(|(known, _)| *known == slug).map(|(_, words)| *words)
}

#[cfg(test)]
pub(super) const ALL: &[Glossary] = &[
    KINDS,
    LAYERS,
    STATUSES,
    RULES,
    DEFAULTS,
    SOURCES,
    WITHHELD,
    VANTAGES,
    CONSENTS,
    STATEMENTS,
    POLARITIES,
    PLACED_BY,
    METHODS,
    UNITS,
    CREDIBILITIES,
];
