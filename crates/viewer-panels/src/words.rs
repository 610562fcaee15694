//! Every text for people in this crate, in English and Korean. What a button says is all that it says: no icons.

pub(crate) use locus_viewer_core::words::Words;

locus_viewer_core::words! {
    // The bar above.
    WALK = "Walk", "걷기";
    ORBIT = "Orbit", "주위 돌기";
    PLAN = "Plan", "평면도";
    HOME = "Whole place", "전체 보기";
    BASIS = "Basis", "근거";
    SUPPORT = "Support", "진술 수";
    CONTESTED = "Contested", "다툼";
    UNCERTAINTY = "Uncertainty", "위치 불확실성";
    ONLY_ALL = "Show all", "모두 보기";
    ONLY_TESTIFIED = "Only testified", "증언된 것만";
    ONLY_SEEN = "Only seen", "영상 확인만";
    CUT = "Cut level", "수평 절단";
    VERTICAL_CUT = "Cut upright", "수직 절단";
    MEASURE = "Measure", "거리 재기";
    SIGHT = "Sight line", "시야선";
    PANEL_LAYERS = "Layers", "레이어";
    PANEL_INCIDENTS = "Incidents", "사건";
    SCREENSHOT = "Screenshot", "화면 저장";
    STILL = "4K still", "4K 사진";
    HELP = "Help", "도움말";
    MENU = "More", "더 보기";
    OTHER_LANGUAGE = "한국어", "English";

    // The panel on the left.
    SEARCH = "Search", "검색";
    SEARCH_HINT = "name, key, 초성", "이름, 식별자, 초성";
    FOUND_NOTHING = "Nothing is found.", "찾은 것이 없습니다.";
    FOUND = "{n} found", "{n}건 찾음";
    LEVELS = "Levels", "층";
    ALL_LEVELS = "All levels", "모든 층";
    SHOWN = "What is shown", "표시 대상";
    HYPOTHESES = "Alternatives", "서로 다른 가설";
    BY_ACCOUNTS = "Accounts: {list}", "증언자: {list}";
    BY_RULE = "Shown first by the rule: {rule}. This is no finding of what is true.", "먼저 표시하는 규칙: {rule}. 사실에 대한 판단이 아닙니다.";
    NOT_DRAWN = "The alternatives differ in words only; the model is the same.", "말로만 다르고 모형은 같습니다.";
    GROUND = "Satellite image", "위성영상";
    GROUND_SHOWS = "Visibility of the image, %", "영상 표시 정도, %";
    GROUND_IS = "Imagery {id}, taken {when}", "위성영상 {id}, 촬영 {when}";
    GROUND_UNDATED = "Imagery {id}, date not known", "위성영상 {id}, 촬영 시기 알 수 없음";
    GROUND_NONE = "No imagery is published.", "공표된 위성영상이 없습니다.";
    SHEETS = "Drawings", "약도";
    SHEET_SHOWS = "Visibility of the drawings, %", "약도 표시 정도, %";
    SHEET_ON_GROUND = "Drawing {id} on the ground", "약도 {id} 지면에 겹치기";
    SHEET_ABOUT = "About {id}", "{id} 정보";
    SHEET_NO_SCAN = "no scan is published", "공표된 스캔 파일 없음";
    SHEET_NO_DRAPE = "too few drawn points to lay it on the ground", "그려진 점이 적어 지면에 겹칠 수 없음";
    SHEET_ALL = "All drawings", "모든 약도";
    SHEET_NONE = "No drawings", "약도 숨기기";
    STROKES_OF = "Strokes of {id}", "{id}의 획";
    STROKES_ALL = "All strokes", "모든 획";
    STROKES_NONE = "No strokes", "획 숨기기";
    PINS = "Pins and areas of witnesses", "증언자가 지목한 지점과 구역";
    VIEWS = "Views and tours", "시점과 둘러보기";
    VIEW_NAME = "Name of the view", "시점 이름";
    SAVE_VIEW = "Save view", "시점 저장";
    PLAY_TOUR = "Play tour {name}", "둘러보기 재생: {name}";
    STOP_TOUR = "Stop tour", "둘러보기 중지";
    DISPLAY = "Display", "화면";
    LARGER = "Larger text", "글자 크게";
    SMALLER = "Smaller text", "글자 작게";
    USUAL_SIZE = "Usual text size ({percent} % now)", "기본 글자 크기 (현재 {percent} %)";
    NO_FLIGHTS = "Cut instead of flying", "이동 효과 없이 바로 전환";

    // The answer.
    ANSWER_CLOSE = "Close answer", "닫기";
    ANSWER_GO = "Go there", "그곳으로 이동";
    ANSWER_FILTER = "Only incidents here", "이곳의 사건만 보기";
    CROPS = "As drawn", "그려진 모습";
    CROP_OF = "Drawing {sheet} by {account}, the stroke marked", "{account}의 약도 {sheet}, 해당 획 표시";
    CONTINUES = "continues in the viewer", "뷰어에서 계속";
    CROP_WAIT = "Reading the drawing…", "약도를 읽는 중…";
    SAID = "Said about it", "이에 관한 진술";
    SAID_BY = "{account} on {of}: {kind}, {polarity}", "{account}, {of}에 관하여: {kind}, {polarity}";
    SAID_AT = "at {at} in the recording", "녹음 {at}";
    WHO = "Who they are", "증언자 정보";
    HERE = "Incidents here", "이곳의 사건";
    SENSITIVE = "The summary describes violence or suffering.", "요약에는 폭력이나 고통에 관한 내용이 있습니다.";
    UNFOLD = "Show sensitive summary", "민감한 요약 보기";
    FOLD = "Hide sensitive summary", "민감한 요약 숨기기";

    // The incidents.
    TAB_PLACED = "Placed {n}", "위치 있음 {n}";
    TAB_ELSEWHERE = "Not on this view {n}", "표시 안 된 층·가설 {n}";
    TAB_UNPLACED = "Unplaced {n}", "위치 없음 {n}";
    TAB_UNDATED = "Undated {n}", "시기 모름 {n}";
    HIDDEN = "{n} hidden by filters", "필터로 {n}건 숨김";
    HIDDEN_NONE = "No incident is hidden by filters", "필터로 숨긴 사건 없음";
    CLEAR_FILTERS = "Clear filters", "필터 모두 해제";
    LIST_EMPTY = "No incident is in this list.", "이 목록에는 사건이 없습니다.";
    CATEGORIES = "Categories", "유형";
    CATEGORY_NONE = "Without a category", "유형 없음";
    ACCOUNTS = "Accounts", "증언자";
    ACCOUNTS_NONE_TICKED = "Only incidents that rest on these; none ticked: all", "선택한 증언자의 사건만 표시. 선택하지 않으면 전체";
    CREDIBILITY = "Credibility", "신빙성";
    CREDIBILITY_ANY = "Any credibility", "신빙성 무관";
    CREDIBILITY_TO = "{grade} or better (1 is confirmed)", "{grade} 이상 (1은 확인됨)";
    UNGRADED = "Also those not graded", "평가되지 않은 사건 포함";
    UNDATED_TOO = "Also undated ones", "시기를 모르는 사건 포함";
    PLACE_ONLY = "Only at {place}", "{place}만";
    FILTER_TEXT = "Text in incidents", "사건 문구";
    RULE_OVERLAPS = "May be in range", "기간에 해당 가능";
    RULE_WITHIN = "Certainly in range", "기간에 확실";
    RULE_OVERLAPS_MEANS = "Shown: what can have happened in the range.", "기간에 일어났을 수 있는 사건을 표시합니다.";
    RULE_WITHIN_MEANS = "Shown: what cannot have happened outside the range.", "기간 밖에서 일어났을 수 없는 사건만 표시합니다.";
    RANGE_IS = "Range: {when}", "기간: {when}";
    RANGE_ALL = "Range: all dates", "기간: 전체";
    RANGE_CLEAR = "All dates", "전체 기간";
    RANGE_FIRST = "First day of the range, {day}", "기간의 첫날, {day}";
    RANGE_LAST = "Last day of the range, {day}", "기간의 마지막 날, {day}";
    HISTOGRAM = "Incidents by time: filled certain, hatched possible", "시기별 사건: 채움 확실, 빗금 가능";
    HISTOGRAM_CERTAIN = "certain", "확실";
    HISTOGRAM_POSSIBLE = "possible", "가능";
    HISTOGRAM_BIN = "{when}: {certain} certain, {possible} possible", "{when}: 확실 {certain}건, 가능 {possible}건";
    NO_DATES = "No incident has a date.", "시기를 아는 사건이 없습니다.";

    // Over the picture.
    NORTH = "N", "북";
    GRID_NORTH = "The arrow shows grid north; true north lies {degrees}° {side} of it.", "화살표는 도북(방안 북쪽)이며 진북은 그보다 {side}으로 {degrees}°에 있습니다.";
    EAST = "east", "동쪽";
    WEST = "west", "서쪽";
    STROKES_LEGEND = "Strokes as drawn by", "획을 그린 증언자";
    HIDDEN_MARKER_LEGEND = "incidents behind something", "가려진 사건";
    GROUND_GAPS = "no imagery here", "위성영상 없음";
    AS_SPOKEN = "as spoken", "원문";
    TRANSLATION = "translation", "번역";
    MARKER_LEGEND = "incidents here, with their number", "사건 위치와 건수";
    MORE_HERE = "and {n} more", "그 밖에 {n}건";
    DISTANCE_95 = "{value} (95 %: {low} to {high})", "{value} (95 %: {low}~{high})";
    DISTANCE_UNKNOWN = "{value}; how far off it may be is not known", "{value}, 오차는 알 수 없음";
    SIGHT_CLEAR = "{value}: nothing in the model stands between", "{value}: 모형에서 가로막는 것이 없음";
    SIGHT_BLOCKED = "{value}: blocked by {list}", "{value}: 가로막는 것: {list}";
    BY_ASSUMED_HEIGHT = "{what} (assumed height)", "{what} (가정한 높이)";
    BY_ASSUMED = "{what} (assumed)", "{what} (가정된 것)";
    SOFTWARE = "No graphics card is in use: the picture is drawn slowly, but nothing is left out.", "그래픽 카드 없이 그립니다. 느리지만 빠지는 내용은 없습니다.";
    DISMISS = "Understood", "확인";
    HELP_TITLE = "Keys and mouse", "단축키와 마우스";
    HELP_CLOSE = "Close help", "도움말 닫기";

    // The mouse, in the help: what is done with it, and what that does.
    MOUSE_DRAG = "drag", "끌기";
    MOUSE_DRAG_DOES = "look round, turn, or move a plan", "둘러보기, 돌리기, 평면도 이동";
    MOUSE_WHEEL = "wheel", "휠";
    MOUSE_WHEEL_DOES = "nearer or farther", "가까이 / 멀리";
    MOUSE_CLICK = "click", "클릭";
    MOUSE_CLICK_DOES = "ask, or set a point", "조회, 또는 지점 찍기";
    MOUSE_DOUBLE = "double click", "더블 클릭";
    MOUSE_DOUBLE_DOES = "go there", "그곳으로 이동";

    // One line on what to do.
    HINT_WALK = "W A S D walk, drag to look round, click to ask. F1 keys.", "W A S D 걷기, 끌어서 둘러보기, 눌러서 조회. F1 단축키.";
    HINT_ORBIT = "Drag to turn, wheel to come nearer, click to ask. F1 keys.", "끌어서 돌리기, 휠로 가까이, 눌러서 조회. F1 단축키.";
    HINT_PLAN = "Drag to move, wheel to enlarge, click to ask. F1 keys.", "끌어서 이동, 휠로 확대, 눌러서 조회. F1 단축키.";
    HINT_MEASURE = "Measuring: click two points. Esc ends.", "거리 재기: 두 지점을 누르십시오. Esc로 마칩니다.";
    HINT_SIGHT = "Sight line: click where the eye is, then what it looks at. Esc ends.", "시야선: 눈의 위치와 바라보는 지점을 차례로 누르십시오. Esc로 마칩니다.";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_text_is_in_both_languages_and_has_the_same_blanks() {
        let blanks = |text: &str| {
            let mut names: Vec<String> =
                text.split('{').skip(1).filter_map(|rest| Some(rest.split_once('}')?.0.to_owned())).collect();
            names.sort();
            names
        };
        for (name, words) in ALL {
            assert!(!words.en.is_empty() && !words.ko.is_empty(), "{name}");
            assert_eq!(blanks(words.en), blanks(words.ko), "{name}");
        }
    }
}
