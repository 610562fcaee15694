//! Every text for people in the page, in English and Korean. What the viewer has words for is said in the viewer's.

pub(crate) use locus_viewer_core::words::Words;

locus_viewer_core::words! {
    // What the page is.
    KEY_SENTENCE =
        "This is a drawing of testimony and imagery, not a photograph of the place and not a finding of fact.",
        "이 문서는 증언과 위성영상을 그림으로 나타낸 것입니다. 현장 사진이 아니며 사실에 대한 판단도 아닙니다.";
    SKIP = "Skip to the content", "본문으로 건너뛰기";
    LANGUAGE = "Language", "언어";
    CONTENTS = "Contents", "차례";
    FACILITY = "The facility", "시설";
    OTHER_NAMES = "Other names", "다른 이름";
    TYPE = "Type", "유형";
    OPERATOR = "Run by", "운영 주체";
    EXISTED = "Existed", "존재한 시기";
    WHERE = "Where", "위치";
    WHERE_IS =
        "longitude {longitude}, latitude {latitude} (WGS 84); scene origin in {crs} (EPSG:{epsg}): {east} m east, {north} m north",
        "경도 {longitude}, 위도 {latitude} (WGS 84). 장면 원점의 {crs}(EPSG:{epsg}) 좌표: 동 {east} m, 북 {north} m";
    RIGHTS = "Rights", "권리";

    // The model.
    MODEL = "Model", "모형";
    NO_SCRIPT =
        "This browser runs no scripts. The plans, views, tables and answers below are complete without them; only the model that can be turned and walked through is missing.",
        "이 브라우저에서는 스크립트가 실행되지 않습니다. 아래의 평면도, 그림, 표, 설명은 그대로 볼 수 있으며, 돌려 보거나 걸어 볼 수 있는 3차원 모형만 볼 수 없습니다.";
    NO_WEBGL =
        "This computer cannot draw in three dimensions here (WebGL 2 is missing or switched off). Nothing is lost but the model that can be turned: the plans below can be clicked, the views are pictures, and every text is there.",
        "이 컴퓨터에서는 3차원 화면을 그릴 수 없습니다(WebGL 2가 없거나 꺼져 있음). 돌려 볼 수 있는 모형 외에는 빠진 내용이 없습니다. 아래 평면도를 누를 수 있고, 여러 시점의 그림과 모든 글이 있습니다.";
    WAY = "Moving", "이동 방법";
    ORBIT = "Orbit", "주위 돌기";
    WALK = "Walk", "걷기";
    PLAN = "Plan", "평면도";
    DOUBT = "Doubt", "불확실성";
    BASIS = "Basis", "근거";
    SUPPORT = "Support", "진술 수";
    CONTESTED = "Contested", "다툼";
    UNCERTAINTY = "Uncertainty", "위치 불확실성";
    LEVEL = "Level", "층";
    ALL_LEVELS = "All levels", "모든 층";
    ONLY = "Show", "표시 대상";
    ONLY_ALL = "everything", "모두 보기";
    ONLY_TESTIFIED = "only what a person drew or named", "증언된 것만";
    ONLY_SEEN = "only what imagery confirms", "위성영상으로 확인된 것만";
    ALSO = "Also", "함께 표시";
    GROUND = "Satellite image", "위성영상";
    NAMES = "Names", "이름";
    VIEW = "View", "시점";
    NEAR = "From near", "가까이에서";
    FREE_VIEW = "free", "자유 시점";
    FORWARD = "forward, up", "앞으로, 위로";
    BACK = "back, down", "뒤로, 아래로";
    LEFT = "left", "왼쪽";
    RIGHT = "right", "오른쪽";
    NEARER = "nearer", "가까이";
    FARTHER = "farther", "멀리";
    STEPS = "Move by steps", "한 걸음씩 이동";
    CANVAS =
        "Three-dimensional model. Everything it shows is also in the plans and tables below.",
        "3차원 모형. 여기 보이는 모든 것은 아래 평면도와 표에도 있습니다.";
    KEYS =
        "Drag to turn, wheel to come nearer, click to ask. With the model in focus: 1 walk, 2 orbit, 3 plan; arrows or W A S D move; Q E turn; T G look up and down; R F nearer and farther; Enter asks what is in the middle; Home shows the whole place; Esc closes the answer.",
        "끌면 돌아가고, 휠로 가까이 가며, 누르면 설명이 나옵니다. 모형에 초점이 있을 때: 1 걷기, 2 주위 돌기, 3 평면도, 화살표나 W A S D 이동, Q E 돌기, T G 위아래 보기, R F 가까이·멀리, Enter 화면 가운데 대상 조회, Home 전체 보기, Esc 설명 닫기.";
    WALKING =
        "On foot the eyes are at 1.6 m. Walls, fences, towers, objects and the glass of windows stop a body 0.5 m wide; doors and gates let it pass, locked or not, and narrow ones as if they were 0.7 m wide. One stays on the floor of one level. None of this proves what a person could do there.",
        "걸을 때 눈높이는 1.6 m입니다. 벽, 울타리, 탑, 물체, 창유리는 너비 0.5 m의 몸을 막고, 문과 출입문은 잠김 여부와 관계없이 지나갈 수 있으며 좁은 문은 너비 0.7 m로 봅니다. 한 층의 바닥에서만 걷습니다. 이것으로 실제로 그곳에서 할 수 있었던 일을 입증할 수는 없습니다.";
    LEGEND = "What the signs mean", "표시의 뜻";
    MARK_INCIDENTS = "incidents here, with their number", "사건 위치와 건수";
    ANSWER = "Answer", "설명";
    NOTHING_ASKED =
        "Click anything in the model or in a plan, or follow a link in the tables: here stands who says so, how far off it may be, and what was assumed.",
        "모형이나 평면도에서 무엇이든 누르거나 표의 링크를 따라가십시오. 누가 그렇게 말하는지, 얼마나 어긋날 수 있는지, 무엇을 가정했는지가 여기에 나옵니다.";
    CLOSE = "Close", "닫기";
    GO_THERE = "Show in the model", "모형에서 보기";
    SHOWN_OF = "{shown} of {all} elements are shown.", "전체 요소 {all}개 중 {shown}개를 표시함.";
    SIGNS_OFF = "Signs of doubt switched off: {list}.", "표시하지 않은 불확실성 정보: {list}.";
    CUT_AT = "Cut 1.2 m above the floor.", "바닥에서 1.2 m 높이로 수평 절단.";
    OTHER_STORY = "Shown instead of what is shown first: {list}.", "먼저 표시되는 것 대신 표시한 가설: {list}.";
    NOT_VISIBLE = "It is not shown now (level, alternative or filter).", "지금은 표시되지 않습니다(층, 가설 또는 필터).";

    // Plans and views.
    PLANS = "Plans", "평면도";
    PLANS_ARE =
        "Grid north is up. Click or tap what you want to know about. Broken lines: inferred or assumed; broad black outline: contested.",
        "위쪽이 도북입니다. 알고 싶은 것을 누르십시오. 끊긴 선: 추론 또는 가정. 굵은 검은 윤곽: 다툼 있음.";
    PLAN_OF = "Plan: {name}", "평면도: {name}";
    TRUE_NORTH_WEST = "True north lies {degrees}° west of up.", "진북은 위쪽에서 서쪽으로 {degrees}°입니다.";
    TRUE_NORTH_EAST = "True north lies {degrees}° east of up.", "진북은 위쪽에서 동쪽으로 {degrees}°입니다.";
    VIEWS = "Views", "여러 시점의 그림";
    VIEWS_ARE =
        "Drawn in advance, of what is shown first, for computers that cannot draw in three dimensions. {shown} of {all} views; the others can be gone to in the model.",
        "3차원 화면을 그릴 수 없는 컴퓨터를 위하여, 먼저 표시되는 것을 미리 그린 그림입니다. 시점 {all}개 중 {shown}개이며, 나머지는 모형에서 볼 수 있습니다.";

    // Incidents.
    INCIDENTS = "Incidents", "사건";
    INCIDENTS_NONE = "No incident is published.", "공표된 사건이 없습니다.";
    FROM = "From", "부터";
    TO = "To", "까지";
    UNDATED = "with those of which nobody knows when", "시기를 모르는 사건 포함";
    RANGE_IS =
        "An incident is shown where it may have happened within these days. Dates are as vague as the case says.",
        "이 기간에 일어났을 수 있는 사건을 표시합니다. 날짜는 사건 자료에 적힌 만큼만 정확합니다.";
    RANGE_SHOWN = "{shown} of {all} incidents are shown.", "전체 사건 {all}건 중 {shown}건을 표시함.";
    RANGE_WRONG = "The first day is after the last one: nothing is hidden.", "첫날이 마지막 날보다 늦어 아무것도 숨기지 않았습니다.";
    SUMMARY = "Summary (it tells of violence or suffering)", "요약 (폭력이나 고통에 관한 내용이 있음)";

    // Accounts, contradictions, assumptions, limits.
    ACCOUNTS = "Accounts", "증언자";
    ACCOUNTS_ARE = "People are named by pseudonyms.", "사람은 가명으로 표시합니다.";
    ACCOUNT = "Account", "증언자";
    KNOWN_OF = "What is known of the person", "알려진 것";
    CONSENT = "Widest audience", "공개 동의 범위";
    SHEETS = "Drawings", "약도";
    CONTRADICTIONS = "Contradictions", "서로 다른 증언";
    CONTRADICTIONS_NONE =
        "No contradiction between accounts is recorded. That is no confirmation: nobody may have been asked.",
        "증언 사이의 모순이 기록되어 있지 않습니다. 이것이 확인을 뜻하지는 않습니다. 묻지 않았을 수도 있습니다.";
    STORIES = "Alternatives that cannot all be true", "함께 참일 수 없는 가설";
    STORY_FIRST = "shown first", "먼저 표시됨";
    STORY_OTHER = "not shown first", "먼저 표시되지 않음";
    STORY_WORDS = "differs in words only; the model is the same", "말로만 다르고 모형은 같음";
    STORY_RULE =
        "Which one is shown first follows a rule; it is no finding of what is true.",
        "어느 가설을 먼저 표시할지는 규칙에 따른 것이며, 사실에 대한 판단이 아닙니다.";
    DISPUTED = "Elements that accounts disagree about", "증언이 서로 다른 요소";
    ASSUMPTIONS = "Assumptions", "가정";
    ASSUMPTIONS_ARE =
        "Dimensions that nobody stated. They are drawn so that the model can be seen, and mean nothing else.",
        "아무도 말하지 않은 치수입니다. 모형을 그리기 위한 값일 뿐 다른 뜻은 없습니다.";
    ASSUMPTIONS_NONE = "No dimension is assumed.", "가정한 치수가 없습니다.";
    FOR_ELEMENTS = "{value} for {n} elements", "요소 {n}개에 {value}";
    LIMITS = "Limits", "한계";
    LIMIT_STRAIGHT =
        "A wall that stands straight and solid is not a wall that is certain. How certain it is, is said by its colour, pattern, outline and soft edge, and in words when it is asked.",
        "곧고 단단해 보이는 벽이 확실한 벽은 아닙니다. 얼마나 확실한지는 색, 무늬, 윤곽, 번진 가장자리와 설명의 글로 나타냅니다.";
    LIMIT_IMAGERY =
        "Positions are relative to the satellite imagery. The whole place may be shifted with it.",
        "위치는 위성영상을 기준으로 합니다. 시설 전체가 영상과 함께 어긋나 있을 수 있습니다.";
    LIMIT_ABSENT =
        "What is absent was not necessarily absent. Nobody may have been asked, or been able to see it.",
        "표시되지 않았다고 해서 없었던 것은 아닙니다. 묻지 않았거나 볼 수 없었을 수도 있습니다.";
    LIMIT_LIGHT =
        "No light is computed, rooms have no ceiling, and the ground is flat. What could be seen or heard from where cannot be concluded from this page.",
        "빛은 계산하지 않았고 방에는 천장이 없으며 지면은 평평합니다. 어디에서 무엇을 보거나 들을 수 있었는지를 이 문서로 판단할 수 없습니다.";
    LIMIT_SCANS =
        "The scans of the drawings and what each person drew alone are not in this page; the published folder and the case hold them.",
        "약도의 스캔 파일과 사람마다 따로 그린 선은 이 문서에 없습니다. 공표 폴더와 사건 자료에 있습니다.";
    NOTES = "Notes of the reconstruction", "재구성 기록";
    NOTES_ARE = "As published, in English.", "공표된 그대로이며 영문입니다.";
    NOTE_KIND = "Kind", "종류";
    NOTE_ABOUT = "About", "대상";
    NOTE_SAYS = "What is noted", "내용";

    // Elements.
    ELEMENTS = "Elements", "요소";
    SEARCH = "Search elements and incidents", "요소와 사건 검색";
    SEARCH_HINT = "name, key or id, in either language", "이름 또는 식별자";
    FOUND = "{shown} of {all} found", "{all}개 중 {shown}개 찾음";
    NAME = "Name", "이름";
    KIND = "Kind", "종류";
    RESTS_ON = "Rests on", "근거";
    INDEPENDENT = "Independent accounts", "독립된 증언";
    RADIUS = "95 % radius", "95 % 반경";
    CONTESTED_CELL = "Contested", "다툼";
    YES = "yes", "있음";
    NO_RADIUS = "not known", "알 수 없음";
    ALTERNATIVE_CELL = "alternative, not shown first", "먼저 표시되지 않는 가설";
    ANSWERS = "All answers", "모든 설명";
    ANSWERS_ARE =
        "For every element and drawing: who says so, who does not, how far off it may be, and what was assumed.",
        "모든 요소와 약도에 관하여 누가 그렇게 말하고 누가 그러지 않는지, 얼마나 어긋날 수 있는지, 무엇을 가정했는지를 적었습니다.";

    // Parts of an answer.
    PEOPLE = "Who they are", "증언자 정보";
    SAID = "What was said", "진술";
    DRAWN_ON = "Where it is drawn", "그려진 약도";
    INCIDENTS_HERE = "Incidents here", "이곳의 사건";
    OWN_WORDS = "{language}, as spoken", "{language}, 원래 말";
    IN_LANGUAGE = "{language}", "{language}";
    AT = "At {at} of the recording", "녹음의 {at}";
    SHEET_OF = "Drawing {sheet} of {account}", "{account}의 약도 {sheet}";

    // The foot.
    STAMP = "Which publication this is", "이 문서가 나타내는 공표본";
    STAMP_SHA256 = "SHA-256 of bundle.json", "bundle.json의 SHA-256";
    STAMP_SOFTWARE = "Published with", "공표에 쓴 프로그램";
    STAMP_EXPORT = "Exported with", "내보내기에 쓴 프로그램";
    STAMP_COMPARE =
        "Whoever receives this page can ask for the published folder and compare: `sha256sum bundle.json` must print the same number.",
        "이 문서를 받은 사람은 공표 폴더를 요청하여 대조할 수 있습니다. `sha256sum bundle.json`의 결과가 같아야 합니다.";
}

#[cfg(test)]
mod tests {
    use super::ALL;

    #[test]
    fn both_languages_say_something_and_fill_in_the_same() {
        let places = |text: &str| {
            let mut names: Vec<String> = text
                .split('{')
                .skip(1)
                .filter_map(|rest| rest.split_once('}'))
                .map(|(name, _)| name.to_owned())
                .collect();
            names.sort();
            names
        };
        for (name, words) in ALL {
            assert!(!words.en.trim().is_empty() && !words.ko.trim().is_empty(), "{name}");
            assert_eq!(places(words.en), places(words.ko), "{name}");
        }
    }
}
