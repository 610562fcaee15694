//! Every text for people in this crate, in English and Korean.
//!
//! Sentences are here; the names of published slugs are in [`glossary`], dates in words in [`time`]. Korean templates put
//! no particle behind a placeholder, because its form would depend on what is filled in.

pub mod glossary;
pub mod time;

use crate::basis::Basis;
use crate::language::Language;

/// A text in both languages; `{name}` stands for what is filled in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Words {
    /// English.
    pub en: &'static str,
    /// Korean.
    pub ko: &'static str,
}

impl Words {
    /// In one language.
    pub fn of(self, language: Language) -> &'static str {
        language.pick(self.en, self.ko)
    }

    /// In one language, filled in. What is filled in is never read for placeholders again.
    pub fn with(self, language: Language, values: &[(&str, &str)]) -> String {
        let mut filled = String::new();
        let mut rest = self.of(language);
        while let Some((before, behind)) = rest.split_once('{') {
            let Some((name, after)) = behind.split_once('}') else { break };
            filled.push_str(before);
            filled.push_str(values.iter().find(|(n, _)| *n == name).map_or("", |(_, value)| value));
            rest = after;
        }
        filled + rest
    }
}

/// A table of texts: constants of [`Words`], and for tests a list of them all.
#[macro_export]
macro_rules! words {
    ($($name:ident = $en:literal, $ko:literal;)*) => {
        $(pub(crate) const $name: $crate::words::Words = $crate::words::Words { en: $en, ko: $ko };)*
        #[cfg(test)]
        pub(crate) const ALL: &[(&str, $crate::words::Words)] = &[$((stringify!($name), $name)),*];
    };
}

words! {
    // The legend.
    BASIS_SEEN = "seen in satellite imagery", "위성영상에서 확인됨";
    BASIS_TESTIFIED = "testified: drawn or described by witnesses", "증언됨: 증언자가 그리거나 말함";
    BASIS_INFERRED = "inferred by a rule", "추론됨: 규칙에 따라 도출함";
    BASIS_ASSUMED = "assumed: nobody said it", "가정됨: 아무도 말하지 않음";
    HEIGHT_ASSUMED = "upper part see-through: height assumed", "윗부분 반투명: 높이는 가정한 값임";
    SUPPORT_NONE = "no account names it", "언급한 증언 없음";
    SUPPORT_ONE = "1 independent account", "독립된 증언 1건";
    SUPPORT_TWO = "2 independent accounts", "독립된 증언 2건";
    SUPPORT_MORE = "3 or more independent accounts", "독립된 증언 3건 이상";
    CONTESTED = "contested: accounts disagree", "다툼 있음: 증언이 서로 다름";
    SOFT_EDGE = "soft edge: may lie this far off (95 %)", "번진 가장자리: 위치 오차 범위(95 %)";
    ELLIPSE = "ellipse: holds the corner with 95 %", "타원: 모서리가 이 안에 있을 확률 95 %";

    // Labels of the answer's rows.
    PLACE_KEY = "Key of the place", "장소 식별자";
    LEVEL = "Level", "층";
    STATUS = "What it rests on", "근거";
    DRAWN_BY = "Drawn or named by", "그리거나 언급한 증언자";
    NOT_DRAWN_BY = "Covered but not drawn by", "범위에 포함하나 그리지 않은 증언자";
    CONTRADICTED_BY = "Contradicted by", "다르게 진술한 증언자";
    INDEPENDENT = "Independent accounts", "독립된 증언";
    RADIUS = "How far off it may be", "위치의 불확실성";
    OFFSET = "Position of the imagery", "위성영상의 위치 정확도";
    HEIGHT = "Height", "높이";
    DEFAULTS = "Assumed dimensions", "가정한 치수";
    VALID = "When it stood", "존재한 시기";
    ALTERNATIVES = "Alternatives", "서로 다른 가설";
    SOURCES = "Sources", "출처";
    CATEGORY = "Category", "유형";
    WHEN = "When", "시기";
    PLACE = "Place", "장소";
    PLACED_BY = "How it was placed", "위치를 정한 방법";
    VICTIMS = "Victims", "피해자";
    PERPETRATORS = "Alleged perpetrators", "가해자로 지목된 사람";
    ACCOUNTS = "Accounts", "증언자";
    CREDIBILITY = "Credibility of the information", "정보의 신빙성";
    AUDIENCE = "Widest audience", "공개 동의 범위";
    METHOD = "Aligned by", "정렬 방법";
    FIT = "Fit residual", "정렬 잔차";
    HELD_OUT = "Held-out error", "제외 검증 오차";
    MEMORY = "Distortion of the drawing", "약도의 왜곡";
    SHOWS = "Drawn elements", "그려진 요소";
    SCAN = "Scan", "스캔 파일";
    DRAPE = "Scan on the ground", "지면에 겹친 스캔본";

    // What it rests on.
    STATUS_SEEN = "Seen: satellite imagery shows it.", "확인됨: 위성영상에 나타납니다.";
    STATUS_TESTIFIED =
        "Testified: it rests on what people drew or said. No imagery is recorded as showing it.",
        "증언됨: 사람들이 그리거나 말한 내용에 근거합니다. 이를 보여 주는 것으로 기록된 위성영상은 없습니다.";
    STATUS_INFERRED =
        "Inferred: a rule derived it from what was seen, drawn or said ({rules}). It was not itself observed as such.",
        "추론됨: 확인되거나 그려지거나 진술된 내용에서 규칙에 따라 도출했습니다({rules}). 그 자체로 관찰된 것은 아닙니다.";
    STATUS_ASSUMED =
        "Assumed: nobody said it and no imagery shows it. It stands here by default only.",
        "가정됨: 아무도 말하지 않았고 위성영상에도 나타나지 않습니다. 기본 설정에 따라 표시했을 뿐입니다.";
    STATUS_UNKNOWN =
        "The published status \"{status}\" is not known to this version of Locus. It is shown as assumed.",
        "공표된 상태 값 \"{status}\"은(는) 이 버전의 Locus가 알지 못하는 값입니다. 가정된 것으로 표시합니다.";
    RULE_UNNAMED = "the rule is not named", "규칙의 이름이 기록되지 않음";

    SIDE_OF = "{kind} of {places}", "{places}의 {kind}";
    LESS_THAN = "less than {value}", "{value} 미만";

    // Who says so.
    NOBODY = "no account", "없음";
    NONE_RECORDED = "none recorded", "기록 없음";
    INFERRED_FROM =
        "{who} (they drew or named what it was inferred from)",
        "{who} (추론의 바탕이 된 대상을 그리거나 언급함)";
    LEFT_OUT =
        "{who} (their drawings cover the place without showing it; that alone is no denial)",
        "{who} (약도의 범위에는 들어 있으나 표시되지 않았음. 그것만으로 부인한 것은 아님)";
    COUNTED =
        "{independent}. Accounts from one interview session, or of people who compared notes, count once; {all} drew or named it.",
        "{independent}건. 같은 면담에서 나온 증언이나 서로 이야기를 나눈 사람들의 증언은 1건으로 셉니다. 그리거나 언급한 증언자는 {all}명입니다.";

    // How far off.
    RADIUS_IS =
        "At its least certain point, the true place is estimated to lie within {radius} of where it is drawn with a probability of 95 %, measured against the satellite imagery.",
        "가장 불확실한 지점에서, 실제 위치가 표시된 위치로부터 {radius} 이내에 있을 확률을 95 %로 추정합니다(위성영상을 기준으로 한 상대 위치).";
    RADIUS_UNKNOWN =
        "No 95 % radius is published. How far off it may be is not known.",
        "95 % 반경이 공표되지 않았습니다. 실제 위치와 얼마나 다를지 알 수 없습니다.";
    OFFSET_IS =
        "Not included above: the imagery itself, and everything with it, may be shifted ({list}; 95 % radius).",
        "위 값에 포함되지 않음: 위성영상 자체와 그 위의 모든 것이 함께 어긋나 있을 수 있습니다({list}, 95 % 반경).";
    NO_IMAGERY =
        "The case holds no imagery: positions on the earth cannot be checked against it.",
        "사건 자료에 위성영상이 없어 지상의 위치를 대조할 수 없습니다.";
    NOT_STATED = "not stated", "명시되지 않음";

    // Heights.
    HEIGHT_STATED = "{height}, as stated in an account or in the case files", "{height}: 증언 또는 사건 자료에 명시된 값";
    HEIGHT_SHADOW = "{height}, measured from a shadow in imagery", "{height}: 위성영상의 그림자로 측정한 값";
    HEIGHT_RULE = "{height}, derived by a rule ({rules})", "{height}: 규칙에 따라 도출한 값({rules})";
    HEIGHT_DEFAULT = "{height}, assumed: nobody stated it", "{height}: 가정한 값(아무도 말하지 않음)";
    HEIGHT_UNKNOWN = "{height}; how it is known is not recorded", "{height}: 근거가 기록되지 않음";
    DEFAULTS_ARE = "Nobody stated these; they are defaults: {list}", "아무도 말하지 않아 기본값을 썼습니다: {list}";

    // Alternatives.
    ALTERNATIVE_FIRST = "{claim} [{who}; shown first]", "{claim} [{who}, 먼저 표시됨]";
    ALTERNATIVE_OTHER = "{claim} [{who}; not shown first]", "{claim} [{who}, 먼저 표시되지 않음]";
    ALTERNATIVE_RULE =
        "Which one is shown first follows a rule ({rule}); it is no finding of what is true.",
        "어느 가설을 먼저 표시할지는 규칙({rule})에 따른 것이며, 사실에 대한 판단이 아닙니다.";
    CLAIM_COUNT = "{place}: {n} × {what}", "{place}: {what} {n}개";
    CLAIM_JOINS = "{place} joins {what}", "{place}: {what} 사이를 연결함";
    CLAIM_AS_DRAWN = "{place} ({what}): as drawn", "{place} ({what}): 그려진 대로";
    CLAIM_AS_STATED = "{place} ({what}): as stated", "{place} ({what}): 진술된 대로";

    // Accounts.
    STAYED = "stayed {when}", "체류 시기: {when}";
    SESSION = "interview session {id}", "면담 회차 {id}";
    COMPARED = "compared notes with {who}", "서로 이야기를 나눈 증언자: {who}";
    ACCOUNT_UNKNOWN = "nothing more is published about this account", "이 증언자에 관해 공표된 다른 정보가 없음";
    ONE_SD = "{value} ± {sd} (one standard deviation)", "{value} ± {sd} (표준편차)";
    SD_UNKNOWN = "{value} (precision not stated)", "{value} (정밀도 명시되지 않음)";

    // Incidents.
    UNDATED = "The date is not known.", "시기를 알 수 없습니다.";
    UNPLACED = "The place is not known. The incident has no marker.", "장소를 알 수 없습니다. 지도에 표시되지 않습니다.";
    NOT_IN_PLAN =
        "{place}. This place is not in the plan, so the incident has no marker.",
        "{place}. 이 장소는 평면도에 없어 사건이 지도에 표시되지 않습니다.";
    CREDIBILITY_IS =
        "{grade} ({meaning}), on a scale from 1 (confirmed) to 6 (cannot be judged). It grades the information, not the person.",
        "{grade} ({meaning}). 1(확인됨)부터 6(판단할 수 없음)까지의 척도이며, 사람이 아니라 정보를 평가합니다.";
    NOT_GRADED = "not graded", "평가되지 않음";
    NOT_ON_SCALE = "not on the scale", "척도에 없는 값";
    MARKER_RADIUS_IS =
        "The marked place is estimated to be right within {radius} with a probability of 95 %, measured against the satellite imagery. Where in or near it the incident happened is not thereby known.",
        "표시된 장소의 실제 위치가 {radius} 이내에 있을 확률을 95 %로 추정합니다(위성영상 기준). 사건이 그 장소의 어느 지점에서 일어났는지까지 나타내는 것은 아닙니다.";

    // Sheets.
    SHEET = "Sheet {id}", "약도 {id}";
    FIT_IS =
        "{value} root mean square: how well the control points fit. It says nothing about the rest of the sheet.",
        "제곱평균제곱근 {value}: 기준점이 맞는 정도입니다. 약도의 나머지 부분에 대해서는 말해 주지 않습니다.";
    HELD_OUT_IS =
        "{value} root mean square: how far off each control point is when the others place it.",
        "제곱평균제곱근 {value}: 각 기준점을 나머지 기준점만으로 배치했을 때의 오차입니다.";
    HELD_OUT_NONE =
        "not known: too few control points to hold one out",
        "알 수 없음: 기준점이 적어 하나를 제외하고 검증할 수 없음";
    MEMORY_IS =
        "{value}, one standard deviation per axis: how far the drawing is estimated to stray from the ground, apart from shift, turn and scale.",
        "축별 표준편차 {value}: 이동, 회전, 축척을 제외하고 약도가 실제 지형에서 벗어난 정도의 추정치입니다.";
    NOT_PUBLISHED = "not published", "공표되지 않음";
    DRAPE_IS =
        "The scan laid on the ground differs from the aligned strokes by {value} (root mean square). Do not measure on it.",
        "지면에 겹친 스캔본은 정렬된 획과 {value}(제곱평균제곱근) 차이가 납니다. 그 위에서 측정하지 마십시오.";
    DRAPE_NONE = "The scan cannot be laid on the ground: too few drawn points.", "그려진 점이 적어 스캔본을 지면에 겹칠 수 없습니다.";
    SCAN_NONE = "No scan is published for this sheet.", "이 약도의 스캔 파일이 공표되지 않았습니다.";

    // Warnings.
    WARN_CONTESTED = "Accounts contradict each other about this.", "이에 관한 증언이 서로 다릅니다.";
    WARN_ASSUMED = "Nothing but a default says that this exists.", "기본 설정 외에는 이것이 존재한다는 근거가 없습니다.";
    WARN_HEIGHT =
        "Its height is assumed. What could be seen over it cannot be concluded from this picture.",
        "높이는 가정한 값입니다. 그 너머가 보였는지를 이 그림으로 판단할 수 없습니다.";
    WARN_ONE_VOICE = "It rests on one independent account.", "독립된 증언 1건에만 근거합니다.";
    WARN_NO_MODEL = "The three-dimensional model does not show it.", "3차원 모형에는 나타나지 않습니다.";
    WARN_NOT_FIRST =
        "It belongs to an alternative that is not shown first.",
        "먼저 표시되지 않는 가설에 속합니다.";
    WARN_NO_STROKES =
        "It is drawn on these sheets, but where on their scans is not published: {list}",
        "다음 약도에 그려져 있으나 스캔본의 어느 부분인지는 공표되지 않았습니다: {list}";

    // The stamp.
    STAMP_BUNDLE = "bundle sha256 {sha256}…", "번들 sha256 {sha256}…";
    STAMP_VIEW = "View: {name}", "시점: {name}";
    STAMP_FREE_VIEW = "View: free, not saved", "시점: 자유 시점(저장되지 않음)";
    STAMP_ALL = "All {all} elements are shown; nothing is hidden.", "요소 {all}개를 모두 표시함. 숨긴 것 없음.";
    STAMP_SOME = "{shown} of {all} elements are shown.", "전체 요소 {all}개 중 {shown}개를 표시함.";
    STAMP_LEVEL = "Only level {name}", "{name} 층만 표시";
    STAMP_TESTIFIED = "Only what at least one person drew or named", "한 명 이상이 그리거나 언급한 것만 표시";
    STAMP_SEEN = "Only what imagery confirms", "위성영상으로 확인된 것만 표시";
    STAMP_BASES = "Hidden by basis: {list}", "근거에 따라 숨김: {list}";
    STAMP_LAYERS = "Hidden layers: {list}", "숨긴 레이어: {list}";
    STAMP_ALTERNATIVES = "Alternatives shown: {list}", "표시된 가설: {list}";
    STAMP_INCIDENTS_ALL = "Incidents: no filter; none of {all} is hidden.", "사건: 필터 없음. {all}건 중 숨긴 것 없음.";
    STAMP_INCIDENTS = "Incidents: {hidden} of {all} hidden by the filter ({list})", "사건: 필터로 전체 {all}건 중 {hidden}건 숨김({list})";
    STAMP_UNMARKED = "Incidents listed without a marker in the picture: {n}", "목록에만 있고 그림에 표시되지 않는 사건: {n}건";
    STAMP_NO_DOUBT = "Signs of doubt switched off: {list}", "표시하지 않은 불확실성 정보: {list}";
    STAMP_CUT = "Cut {height} above the floor of the level", "층 바닥에서 {height} 높이로 수평 절단";
    STAMP_VERTICAL_CUT = "Cut vertically", "수직 절단";
    STAMP_GROUND = "Ground: imagery {id}, acquired {when}, opacity {opacity} %", "지면: 위성영상 {id}, 촬영 {when}, 불투명도 {opacity} %";
    STAMP_GROUND_OFF = "Ground: the imagery {id} is not shown", "지면: 위성영상 {id} 표시하지 않음";
    STAMP_NO_GROUND = "Ground: no imagery", "지면: 위성영상 없음";
    STAMP_SHEETS = "Scans on the ground: {list}, opacity {opacity} %", "지면에 겹친 스캔본: {list}, 불투명도 {opacity} %";
    STAMP_STROKES = "Strokes as drawn by: {list}", "획을 표시한 증언자: {list}";
    STAMP_PINS = "Pins and areas of witnesses are shown", "증언자가 지목한 지점과 구역을 표시함";
    STAMP_SOFTWARE = "Published with {list}", "공표에 쓴 프로그램: {list}";
    CHANNEL_BASIS = "colour by basis", "근거별 색상";
    CHANNEL_SUPPORT = "pattern by independent accounts", "독립된 증언 수별 무늬";
    CHANNEL_CONTESTED = "outline of what is contested", "다툼이 있는 것의 윤곽선";
    CHANNEL_UNCERTAINTY = "uncertainty of position", "위치의 불확실성";
    FILTER_RANGE_OVERLAPS = "may have happened {when}", "기간: {when}(그때 일어났을 수 있는 사건)";
    FILTER_RANGE_WITHIN = "certainly happened {when}", "기간: {when}(그때 일어난 것이 확실한 사건만)";
    FILTER_NO_CATEGORY = "without a category", "유형 없음";
    FILTER_NO_UNDATED = "undated ones hidden", "시기를 알 수 없는 사건 숨김";
    FILTER_CATEGORIES = "hidden categories: {list}", "숨긴 유형: {list}";
    FILTER_ACCOUNTS = "only accounts {list}", "다음 증언자만: {list}";
    FILTER_CREDIBILITY = "credibility {grade} or better", "신빙성 {grade} 이상(1이 가장 높음)";
    FILTER_NO_UNCREDITED = "ungraded ones hidden", "신빙성이 평가되지 않은 사건 숨김";
    FILTER_PLACE = "only at {name}", "장소 한정: {name}";
    FILTER_TEXT = "only with the text \"{text}\"", "다음 문구가 있는 사건만: \"{text}\"";

    // The machine.
    PRESET_LOW = "Simple", "낮음";
    PRESET_MEDIUM = "Medium", "보통";
    PRESET_HIGH = "Fine", "높음";
    NO_ADAPTER =
        "This computer offers nothing that can draw in three dimensions: neither a graphics card with a Vulkan, Metal or Direct3D 12 driver nor a program that stands in for one. Install or update the graphics driver; on Linux, the package mesa-vulkan-drivers lets the processor draw. The same applies to `locus render`. Meanwhile the plans in the folder plans of the published folder open in any browser.",
        "이 컴퓨터에는 3차원 화면을 그릴 수 있는 장치가 없습니다. Vulkan, Metal 또는 Direct3D 12 드라이버를 갖춘 그래픽 카드도, 이를 대신하는 프로그램도 찾지 못했습니다. 그래픽 드라이버를 설치하거나 업데이트하십시오. 리눅스에서는 mesa-vulkan-drivers 패키지를 설치하면 프로세서가 화면을 그릴 수 있습니다. `locus render`도 마찬가지입니다. 그동안 공표 폴더의 plans 폴더에 있는 평면도는 웹 브라우저로 볼 수 있습니다.";
    NO_DISPLAY =
        "There is no screen to open a window on. Start Locus from a desktop session, or make pictures without a window: `locus render <folder> --out picture.png`.",
        "창을 열 화면이 없습니다. 데스크톱 환경에서 Locus를 실행하거나, 창 없이 그림을 만드십시오: `locus render <폴더> --out picture.png`.";
    LOST_DEVICE =
        "The graphics card stopped answering, so the window had to close. Nothing in the case or the published folder was changed. Start again; if it happens once more, update the graphics driver, or close other programs that use the card.",
        "그래픽 장치가 응답하지 않아 창을 닫았습니다. 사건 자료와 공표 폴더는 변경되지 않았습니다. 다시 실행하십시오. 같은 일이 반복되면 그래픽 드라이버를 업데이트하거나 그래픽 장치를 사용하는 다른 프로그램을 종료하십시오.";

    // Notices.
    NO_SUCH_VIEW = "There is no view named \"{title}\".", "이름이 \"{title}\"인 시점이 없습니다.";
    NO_SUCH_TOUR = "There is no tour named \"{title}\".", "이름이 \"{title}\"인 둘러보기가 없습니다.";
}

/// What a basis is called in the legend.
pub fn basis(basis: Basis) -> Words {
    match basis {
        Basis::Seen => BASIS_SEEN,
        Basis::Testified => BASIS_TESTIFIED,
        Basis::Inferred => BASIS_INFERRED,
        Basis::Assumed => BASIS_ASSUMED,
    }
}

/// What a basis is called in a list.
pub fn basis_name(basis: Basis, language: Language) -> String {
    let slug = match basis {
        Basis::Seen => "seen",
        Basis::Testified => "testified",
        Basis::Inferred => "inferred",
        Basis::Assumed => "assumed",
    };
    glossary::name(glossary::STATUSES, slug, language)
}

/// A view was asked for that does not exist.
pub fn no_such_view(title: &str, language: Language) -> String {
    NO_SUCH_VIEW.with(language, &[("title", title)])
}

/// A tour was asked for that does not exist.
pub fn no_such_tour(title: &str, language: Language) -> String {
    NO_SUCH_TOUR.with(language, &[("title", title)])
}

/// A length for reading: centimetres at most, no superfluous zeros.
pub fn metres(value: f64) -> String {
    format!("{} m", decimals(value))
}

/// What is left over of a fit, for reading: one that rounds to nothing is not told as nothing.
pub fn residual(value: f64, language: Language) -> String {
    if value.abs() < 0.005 { LESS_THAN.with(language, &[("value", &metres(0.01))]) } else { metres(value) }
}

/// A value and its interval for reading, metres: as fine as the first digit of the standard deviation, but no finer than
/// centimetres. The ends are rounded outwards, so that the sentence is never surer than the numbers.
pub fn interval(value: f64, sd: f64, [low, high]: [f64; 2]) -> [String; 3] {
    // A hair more first: 0.1 must not become a digit of hundredths through a logarithm a hair below -1.
    let digit = (sd.max(0.01).log10() + 1e-9).floor();
    let step = 10f64.powf(digit);
    let decimals = (-digit).max(0.0) as usize;
    let steps = [(value / step).round(), (low / step + 1e-9).floor(), (high / step - 1e-9).ceil()];
    steps.map(|n| format!("{:.decimals$} m", n * step + 0.0))
}

/// A radius for reading: rounded up, so that the sentence is never surer than the number.
pub fn radius(value: f64) -> String {
    // A hair less first: 0.857 published as 0.857 must not become 0.86 through 0.8570000001, nor 3.0 become 3.01.
    metres(((value - 1e-9) * 100.0).ceil() / 100.0)
}

/// A number for reading: two decimals at most, no superfluous zeros.
pub fn decimals(value: f64) -> String {
    let text = format!("{value:.2}");
    let short = text.trim_end_matches('0').trim_end_matches('.');
    if short == "-0" { "0".to_owned() } else { short.to_owned() }
}

#[cfg(test)]
mod tests;
