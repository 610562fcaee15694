//! Every text of the sheets, in English and Korean.

use locus_viewer_core::language::Language;
use locus_viewer_core::words::Words;

locus_viewer_core::words! {
    SITE = "Site plan", "배치도";
    LEVEL = "Plan of {name}", "{name} 평면도";
    DETAIL = "{name}: plan of {level}", "{name}: {level} 평면도";
    REGISTER = "Register", "대장";

    PAPER = "Paper", "용지";
    SCALE = "Scale", "축척";
    SHEET = "Sheet", "도면 번호";
    TITLE = "Title", "도면명";
    FACILITY = "Facility", "시설";
    GRID = "Coordinates", "좌표계";
    IMAGERY = "Imagery", "위성영상";
    SOFTWARE = "Software", "프로그램";
    SHA = "SHA-256 of bundle.json", "bundle.json의 SHA-256";
    OWNER = "Compiled by", "작성자";
    KIND = "Kind of document", "문서 종류";
    KIND_IS = "Reconstruction from testimony and imagery. No survey.", "증언과 위성영상에 따른 복원도. 측량 성과가 아님.";
    LICENCE = "Licence", "이용 조건";
    UNITS = "Units", "단위";
    UNITS_ARE = "metres; [ ] holds it with 95 %", "미터, [ ]는 95 % 구간";
    NOT_TO_SCALE = "no scale", "축척 없음";
    NONE = "none", "없음";
    NOT_RECORDED = "not recorded", "기록 없음";

    GRID_NORTH = "grid N", "도북";
    TRUE_NORTH = "true N", "진북";

    LEGEND_WIDE = "walls thinner than {mm} mm on paper are drawn that wide", "도면상 {mm} mm보다 얇은 벽은 그 폭으로 그림";
    LEGEND_CONTESTED = "heavy outline, ≠: accounts disagree", "굵은 윤곽선, ≠: 증언이 서로 다름";
    LEGEND_ALTERNATIVE = "what another account says, not shown first", "다른 증언의 내용(먼저 표시되지 않음)";
    LEGEND_ELLIPSE = "holds the corner with 95 %", "모서리가 이 안에 있을 확률 95 %";
    LEGEND_WORST = "least certain corner of a building, 95 %", "건물의 가장 불확실한 모서리, 95 %";
    LEGEND_DOOR = "door or gate; which way it opens is not known", "문. 열리는 방향은 알 수 없음";
    LEGEND_WINDOW = "window", "창문";
    LEGEND_DIMENSION = "metres [95 % interval]", "미터 값 [95 % 구간]";
    LEGEND_INCIDENT = "incident; the place, not the exact spot", "사건. 정확한 지점이 아니라 장소를 나타냄";

    ELEMENTS = "What is shown, and who says so", "표시된 것과 그 근거";
    UNNUMBERED = "*: no room for the number on the drawing", "*: 도면에 번호를 적을 자리가 없음";
    IMAGERY_AND_RIGHTS = "Imagery and rights", "위성영상과 권리";
    SAID_OF = "What is recorded", "기록된 내용";
    SHIFT = "may be shifted as a whole by {radius} (95 % radius), everything with it", "전체가 {radius}까지 어긋나 있을 수 있음(95 % 반경). 다른 모든 것도 함께 어긋남";
    ELEMENT = "Element", "요소";
    RESTS_ON = "Rests on", "근거";
    WHO = "Who says so (independent)", "증언자(독립된 증언 수)";
    OFF = "95 %", "95 %";
    SOURCES = "Sources", "출처";
    ASSUMPTIONS = "Assumed: nobody said it", "가정: 아무도 말하지 않음";
    ASSUMED = "What", "항목";
    VALUE = "Value", "값";
    APPLIES = "Applies to", "적용 대상";
    CONTRADICTIONS = "Contradictions", "서로 다른 증언";
    ABOUT = "About", "대상";
    SAID = "What disagrees", "서로 다른 점";
    FIRST = "shown: {claim} ({who})", "표시됨: {claim} ({who})";
    OTHER = "not shown first: {claim} ({who})", "먼저 표시되지 않음: {claim} ({who})";
    AGAINST = "contradicted by {who}", "다르게 진술함: {who}";
    NOT_TOLD = "what else disagrees is not told in this folder", "그 밖에 어긋나는 것은 이 폴더에 밝히지 않음";
    DOUBTS = "{n} further doubts are listed in quality.json", "그 밖의 의문점 {n}건은 quality.json에 있음";
    NO_CONTRADICTION = "none recorded about what this sheet shows", "이 도면에 표시된 것에 관해 기록된 것 없음";
    BUILDINGS = "Buildings", "건물";
    BUILDING = "Building", "건물";
    AREA = "Area, m²", "면적, m²";
    HEIGHT = "Height", "높이";
    SEE = "Sheet", "도면";
    KEYS = "Source keys", "출처 약호";
    KEY = "Key", "약호";
    ACCOUNT = "Account", "증언자";
    HELD_OUT = "Held-out error", "제외 검증 오차";
    SCAN = "Scan", "스캔 파일";
    INCIDENTS = "Incidents", "사건";
    WHAT = "What", "내용";
    WHEN = "When", "시기";
    PLACE = "Place", "장소";
    PLACE_UNKNOWN = "not placed", "표시되지 않음";
    NOBODY = "no account", "없음";
    CONTINUED = "(continued)", "(계속)";
    EMPTY = "Nothing is published for this sheet.", "이 도면에 공표된 것이 없습니다.";
    ON_SHEET = "sheet {n}", "도면 {n}";
}

/// Both languages, English first.
pub fn both(words: Words) -> String {
    both_with(words, &[])
}

/// Both languages, filled in; once, where they say the same.
pub fn both_with(words: Words, values: &[(&str, &str)]) -> String {
    let (en, ko) = (words.with(Language::En, values), words.with(Language::Ko, values));
    if en == ko { en } else { format!("{en} · {ko}") }
}

/// A name in both languages, Korean first as on the ground; once, where there is but one.
pub fn names(text: &locus_model::Text) -> String {
    let mut all: Vec<&str> = [text.ko(), text.en()].into_iter().flatten().collect();
    all.dedup();
    if all.is_empty() { text.any().unwrap_or_default().to_owned() } else { all.join(" · ") }
}
