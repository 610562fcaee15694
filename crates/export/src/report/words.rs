//! Every text of the report, in English and Korean. What the viewer has words for is taken from there.

pub(crate) use locus_viewer_core::words::Words;

locus_viewer_core::words! {
    TITLE = "Fact sheet and method report", "사실 요약과 방법 보고서";
    FACT_SHEET = "Fact sheet", "사실 요약";
    METHOD_REPORT = "Method report", "방법 보고서";
    CONTENTS = "Contents", "목차";
    NONE = "none", "없음";
    NOT_RECORDED = "not recorded", "기록 없음";
    DASH_IS = "A dash: not published, because too little speaks for a figure.", "줄표(–): 근거가 부족하여 값을 공표하지 않음.";
    ENGLISH_ONLY =
        "Notes of the program are published in English only and are given as they stand.",
        "프로그램이 남긴 메모는 영어로만 공표되므로 원문 그대로 싣습니다.";
    AND_MORE = "{list} and {n} more", "{list} 외 {n}개";

    // The fact sheet.
    FACILITY = "Facility", "시설";
    KIND = "Type", "유형";
    ALIASES = "Other names", "다른 이름";
    OPERATOR = "Operator", "운영 주체";
    EXISTED = "Existed", "존속 기간";
    NOTE = "Note", "비고";
    WHERE = "Position", "위치";
    WHERE_IS =
        "{lat}, {lon} (WGS 84, latitude and longitude of the plan's origin); metres in {crs}, EPSG:{epsg}",
        "{lat}, {lon}(WGS 84, 평면도 원점의 위도와 경도). 미터 좌표계: {crs}, EPSG:{epsg}";
    LEVELS = "Levels", "층";
    IMAGERY = "Satellite imagery", "위성영상";
    ACCOUNTS = "Accounts", "증언";
    ACCOUNTS_ARE =
        "named here: {n} accounts; shown here: {sheets} drawn sheets, {statements} statements",
        "여기에 밝힌 증언 {n}건, 여기에 실은 약도 {sheets}장, 진술 {statements}건";
    ACCOUNTS_WITHHELD = "; who else spoke is withheld", ". 그 밖에 누가 말했는지는 밝히지 않음";
    ELEMENTS = "Reconstructed", "재구성한 요소";
    ELEMENTS_ARE = "{n} elements: {list}", "요소 {n}개: {list}";
    SINGLE = "Resting on one account", "증언 1건에만 근거";
    SINGLE_IS =
        "{n} elements that imagery does not show rest on a single independent account",
        "위성영상에 나타나지 않고 독립된 증언 1건에만 근거하는 요소 {n}개";
    CONTESTED = "Contested", "다툼 있는 것";
    CONTESTED_IS = "{n} elements; {about} matters with alternatives that exclude each other", "요소 {n}개. 서로 배척하는 가설이 있는 쟁점 {about}건";
    ACCURACY = "95 % radius", "95 % 반경";
    ACCURACY_IS =
        "half of the elements: {median} or less; the largest: {largest}. Measured against the imagery, which may itself be shifted.",
        "요소의 절반은 {median} 이하, 최댓값은 {largest}. 위성영상을 기준으로 한 값이며 영상 자체도 어긋나 있을 수 있습니다.";
    INCIDENTS = "Incidents", "사건";
    INCIDENTS_ARE = "told here: {n}; {placed} of them placed in the plan, {dated} dated", "여기에 실은 사건 {n}건. 그중 평면도에 배치된 것 {placed}건, 시기가 있는 것 {dated}건";
    RELEASE = "Release", "공개 범위";
    COMPILED = "Compiled by", "작성";
    LICENCE = "Licence", "이용 조건";
    RECORD = "Record", "기록물";
    RECORD_IS = "bundle.json, SHA-256 {hash}", "bundle.json, SHA-256 {hash}";

    // What this is.
    ABOUT = "What this document is", "이 문서에 대하여";
    ABOUT_SAID =
        "It tells what a folder published by Locus holds, and nothing else. Locus compares drawings and statements of people with satellite imagery and computes where things stood, how well that is known, and who says so. It decides nothing: not what happened, not who is right.",
        "이 문서는 Locus가 공표한 폴더의 내용만을 전합니다. Locus는 사람들의 약도와 진술을 위성영상과 대조하여 무엇이 어디에 있었는지, 그것이 얼마나 확실한지, 누가 그렇게 말하는지를 계산합니다. 무슨 일이 있었는지, 누가 옳은지는 판단하지 않습니다.";
    ABOUT_CHECK =
        "Every figure here can be found again in the published folder under the same identifiers. The folder is named by the hash at the end of this report: if a copy has another hash, it is another folder.",
        "여기 적힌 모든 값은 공표 폴더에서 같은 식별자로 다시 찾을 수 있습니다. 폴더는 이 보고서 끝에 적힌 해시로 확인합니다. 해시가 다르면 다른 폴더입니다.";
    TERMS = "Words used here", "용어";
    TERM_INDEPENDENT = "Independent accounts", "독립된 증언";
    TERM_INDEPENDENT_IS =
        "Accounts from one interview session, or of people who compared notes, count once.",
        "같은 면담에서 나온 증언이나 서로 이야기를 나눈 사람들의 증언은 1건으로 셉니다.";
    TERM_RADIUS = "95 % radius", "95 % 반경";
    TERM_RADIUS_IS =
        "At its least certain point, the true place is estimated to lie within this distance of where it is drawn with a probability of 95 %, measured against the imagery.",
        "가장 불확실한 지점에서, 실제 위치가 표시된 위치로부터 이 거리 이내에 있을 확률을 95 %로 추정합니다(위성영상을 기준으로 한 상대 위치).";
    TERM_SEEN_IS = "Satellite imagery shows it.", "위성영상에 나타납니다.";
    TERM_TESTIFIED_IS =
        "It rests on what people drew or said. No imagery is recorded as showing it.",
        "사람들이 그리거나 말한 내용에 근거합니다. 이를 보여 주는 것으로 기록된 위성영상은 없습니다.";
    TERM_INFERRED_IS =
        "A rule derived it from what was seen, drawn or said. It was not itself observed as such.",
        "확인되거나 그려지거나 진술된 내용에서 규칙에 따라 도출했습니다. 그 자체로 관찰된 것은 아닙니다.";
    TERM_ASSUMED_IS =
        "Nobody said it and no imagery shows it. It stands here by default only.",
        "아무도 말하지 않았고 위성영상에도 나타나지 않습니다. 기본 설정에 따라 표시했을 뿐입니다.";

    // The plan.
    PLAN = "Plan", "평면도";
    PLAN_ALT =
        "Plan of {level}, grid north up: {n} elements ({list}). The table of agreement below lists each of them.",
        "{level} 평면도, 도북이 위쪽: 요소 {n}개({list}). 각 요소는 아래 일치표에 있습니다.";
    PLAN_CAPTION =
        "{level}. Grid north is up. Colour and dashes tell what an element rests on; an ellipse holds the corner with 95 %. Of alternatives, the one shown first is drawn; the others are listed under contradictions. Names without room are left out; the table of agreement has them all.",
        "{level}. 도북이 위쪽입니다. 색과 선 모양은 근거를 나타내고, 타원은 모서리가 그 안에 있을 확률이 95 %인 범위입니다. 가설이 여럿이면 먼저 표시하는 것을 그렸고 나머지는 모순 항목에 있습니다. 자리가 없는 이름은 생략했으며 일치표에 모두 있습니다.";
    OVERVIEW_CAPTION = "{level}, grid north up. Colours and dashes: what an element rests on.", "{level}, 도북이 위쪽. 색과 선 모양은 근거를 나타냅니다.";
    BUILDING_CAPTION = "{name}, {level}: the same at a larger scale.", "{name}, {level}: 같은 내용을 더 큰 축척으로 나타낸 것입니다.";
    PLAN_EMPTY = "No elements are published of the level {level}.", "{level} 층에 공표된 요소가 없습니다.";
    ELLIPSE = "holds the corner with 95 %", "모서리가 이 안에 있을 확률 95 %";
    INCIDENT_HERE = "incident", "사건";

    // The evidence.
    EVIDENCE = "What it rests on", "근거 자료";
    IMAGERY_TABLE = "Satellite imagery. The absolute radius is the imagery's own: everything may be shifted together by so much, and no other figure here includes it.", "위성영상. 절대 반경은 영상 자체의 값으로, 모든 것이 함께 그만큼 어긋나 있을 수 있으며 여기의 다른 어떤 값에도 포함되지 않습니다.";
    IMAGERY_NONE = "The case holds no imagery: positions on the earth cannot be checked against it.", "사건 자료에 위성영상이 없어 지상의 위치를 대조할 수 없습니다.";
    ACQUIRED = "Taken", "촬영";
    SENSOR = "Sensor", "센서";
    GSD = "Pixel", "화소 크기";
    ABSOLUTE = "Absolute radius, 95 %", "절대 반경, 95 %";
    ACCOUNT_TABLE = "Accounts, under pseudonyms. Whoever compared notes is not independent.", "증언자(가명). 서로 이야기를 나눈 사람들은 독립되지 않습니다.";
    ACCOUNT_NONE = "No account is published.", "공표된 증언이 없습니다.";
    ACCOUNT = "Account", "증언자";
    LANGUAGE = "Language", "언어";
    VANTAGE = "How they know", "인지 경위";
    STAY = "Was there", "체류 시기";
    SESSION = "Interview session", "면담 회차";
    COMPARED = "Compared notes with", "이야기를 나눈 사람";
    SHEETS = "Sheets", "약도";
    AUDIENCE = "Widest audience", "공개 동의 범위";
    TIMELINE = "Time", "시간표";
    TIMELINE_CAPTION =
        "When the facility existed, when people were there, when imagery was taken, and when incidents can have happened: a bar covers every day that the recorded date allows. A dashed bar is dated vaguely; one that fades out has no recorded end.",
        "시설의 존속 기간, 사람들의 체류 시기, 영상 촬영일, 사건이 일어났을 수 있는 시기입니다. 막대는 기록된 날짜가 허용하는 모든 날을 덮습니다. 점선 막대는 불확실하거나 대략적인 날짜이고, 옅어지는 막대는 끝(또는 시작)이 기록되지 않은 것입니다.";
    TIMELINE_ALT = "Timeline from {from} to {to} with {n} rows. The tables give every date in words.", "{from}년부터 {to}년까지의 시간표, {n}행. 모든 날짜는 표에 글로 적혀 있습니다.";

    // The sheets.
    ALIGNMENT = "How well the drawings fit the ground", "약도가 실제와 얼마나 맞는가";
    ALIGNMENT_NONE = "No drawn sheet lies on the ground.", "지면에 정렬된 약도가 없습니다.";
    QUALITY_UNPUBLISHED =
        "The folder holds no quality.json, so this is not told here: an older version made it, or it is a release that withholds it.",
        "폴더에 quality.json이 없어 여기에는 밝히지 않습니다. 이전 버전에서 공표되었거나, 이를 밝히지 않는 공개본입니다.";
    PLACED = "How well each sheet lies", "각 약도가 놓인 정도";
    DRAWN = "How its witness draws: in brackets the range that holds the figure with 95 %", "증언자가 그리는 방식. 괄호 안은 값이 95 %로 들어가는 범위";
    SHEET = "Sheet", "약도";
    METHOD = "Aligned by", "정렬 방법";
    TIES = "Ties", "기준점";
    TIES_IS = "Ties: places on the sheet that are known on the ground; they hold it there.", "기준점: 지상 위치가 알려진 약도 위의 점으로, 약도를 그 자리에 고정합니다.";
    HELD_OUT = "Held-out error", "제외 검증 오차";
    HELD_OUT_IS =
        "Held-out error: a place that this sheet shows but nothing checks is typically this far off. Each tie is placed by the ties of the other buildings; this is the root mean square of what that is wrong by.",
        "제외 검증 오차: 이 약도에 있으나 달리 확인되지 않는 장소는 대체로 이만큼 어긋납니다. 각 기준점을 다른 건물의 기준점만으로 배치했을 때 생기는 오차의 제곱평균제곱근입니다.";
    BENDS = "Bends", "굽음";
    BENDS_IS =
        "Bends: how far the drawing is bent beyond being shifted, turned and enlarged as a whole, one standard deviation along each axis.",
        "굽음: 전체를 옮기고 돌리고 확대한 뒤에도 남는 휨의 정도, 축별 표준편차 하나.";
    SUSPECTED = "Suspected", "의심되는 점";
    SUSPECTED_IS =
        "Suspected: control points that contradict the drawing or the others so clearly that a right one does so once in a thousand times. They were not used.",
        "의심되는 점: 올바른 점이라면 천 번에 한 번꼴로만 나타날 만큼 약도나 다른 점들과 어긋나는 기준점. 쓰지 않았습니다.";
    MIRRORED = "mirrored", "거울상";
    DISTORTION = "Distortion", "왜곡";
    DISTORTION_IS =
        "Distortion: 0 is the true plan at another scale, 100 has nothing in common with it (distortion index; Friedman and Kohler 2003).",
        "왜곡: 0은 축척만 다른 실제 평면도, 100은 공통점이 전혀 없음(왜곡 지수, Friedman & Kohler 2003).";
    STRETCH = "Stretch", "늘어남";
    STRETCH_IS =
        "Stretch: how much longer one direction is drawn than the one across it; 1 is none. A range that begins at 1 says that none was found.",
        "늘어남: 한 방향이 그와 직각인 방향보다 얼마나 길게 그려졌는지. 1이면 없음. 범위가 1에서 시작하면 발견되지 않은 것입니다.";
    FAR_THINGS = "Far things", "먼 곳";
    FAR_THINGS_IS =
        "Far things: below 1, what is far from the middle is drawn too near; above 1, too far. A range that holds 1 says that neither was found.",
        "먼 곳: 1보다 작으면 중심에서 먼 것이 너무 가깝게, 크면 너무 멀게 그려진 것입니다. 범위에 1이 들어 있으면 어느 쪽도 발견되지 않은 것입니다.";
    DIRECTIONS = "Directions", "방향";
    DIRECTIONS_IS =
        "Directions: of all pairs of places, the share of right answers to \"which is further north, which further east\" (canonical accuracy; Gardony, Taylor and Brunyé 2016).",
        "방향: 모든 장소 쌍에서 \"어느 쪽이 더 북쪽인가, 더 동쪽인가\"에 맞게 답한 비율(Gardony, Taylor & Brunyé 2016).";

    // Agreement.
    AGREEMENT = "Who drew what", "누가 무엇을 그렸는가";
    AGREEMENT_SAID =
        "● drew or named it; ○ drew a sheet that covers the place without showing it, which alone is no denial; × says otherwise; · says nothing about it.",
        "● 그리거나 언급함. ○ 약도의 범위에 들어 있으나 표시하지 않음(그것만으로 부인은 아님). × 다르게 진술함. · 언급 없음.";
    AGREEMENT_TABLE = "Agreement, accounts {first} to {last}", "일치표, 증언자 {first}–{last}";
    AGREEMENT_TABLE_ONE = "Agreement", "일치표";
    AGREEMENT_NONE = "No element is published.", "공표된 요소가 없습니다.";
    AGREEMENT_WALLS =
        "{n} walls and other lines without a name of their own and without contradiction are not listed: each has its accounts and sources in evidence.csv.",
        "고유한 이름이 없고 모순도 없는 벽 등의 선 {n}개는 싣지 않았습니다. 각각의 증언자와 출처는 evidence.csv에 있습니다.";
    PLACE = "Place", "장소";
    RESTS_ON = "Rests on", "근거";
    VOICES = "Independent", "독립 증언";
    NOT_FIRST = "alternative, not shown first", "먼저 표시되지 않는 가설";

    // Contradictions.
    CONTRADICTIONS = "Contradictions", "모순";
    CONTRADICTIONS_NONE =
        "No alternatives are published, and no element that an account contradicts. This says only that nothing recorded excludes anything else; it does not say that the accounts agree.",
        "서로 배척하는 가설이나 증언으로 반박된 요소가 공표되지 않았습니다. 이는 기록된 것 가운데 서로 배척하는 것이 없다는 뜻일 뿐, 증언이 일치한다는 뜻은 아닙니다.";
    ABOUT_WHAT = "About {about}", "쟁점: {about}";
    CLAIM = "What is claimed", "주장";
    FOR_IT = "Accounts for it", "주장하는 증언자";
    SHOWN_FIRST = "Shown first", "먼저 표시";
    YES = "yes", "예";
    NO = "no", "아니요";
    RULE_IS =
        "Which one is shown first follows a rule ({rule}); it is no finding of what is true.",
        "어느 가설을 먼저 표시할지는 규칙({rule})에 따른 것이며, 사실에 대한 판단이 아닙니다.";
    CONTRADICTED_TABLE = "Elements that somebody contradicts", "다르게 진술한 사람이 있는 요소";
    DRAWN_BY = "Drawn or named by", "그리거나 언급한 증언자";
    CONTRADICTED_BY = "Contradicted by", "다르게 진술한 증언자";

    // Assumptions.
    ASSUMPTIONS = "What was assumed", "가정한 것";
    ASSUMPTIONS_SAID =
        "Dimensions that nobody stated. Whoever can state one removes the assumption.",
        "아무도 말하지 않은 치수입니다. 누군가 진술하면 가정은 사라집니다.";
    ASSUMPTIONS_NONE = "Nothing is drawn with a default.", "기본값으로 그린 것이 없습니다.";
    DEFAULT = "Dimension", "치수";
    VALUE = "Assumed", "가정한 값";
    COUNT = "Elements", "요소 수";
    WHICH = "Which", "해당 요소";
    ASSUMED_NOTES = "Further assumptions of the computation", "계산상의 그 밖의 가정";

    // Disagreements.
    DISAGREEMENTS = "Where the evidence disagrees", "자료가 서로 어긋나는 곳";
    DISAGREEMENTS_SAID = "Worst first. The order is that of kinds, then of the number of accounts or the test value; it is no score.", "심한 것부터 적었습니다. 종류, 그다음 증언 수나 검정값의 순서이며 점수가 아닙니다.";
    DISAGREEMENTS_NONE = "Nothing was found to disagree.", "서로 어긋나는 것이 발견되지 않았습니다.";
    ABOUT_COLUMN = "About", "대상";
    FOUND = "What was found", "발견된 것";
    REMEDY = "What to do", "조치";
    KIND_ALTERNATIVES = "alternatives", "가설";
    KIND_SHEET = "sheet", "약도";
    KIND_CONTROL = "control point", "기준점";
    KIND_PIN = "pin", "지목한 지점";
    KIND_ELEMENT = "element", "요소";
    KIND_DOUBT = "doubt", "의문";
    UNCHECKED = "What could not be checked", "확인할 수 없었던 것";
    UNCHECKED_NONE = "Nothing was found that is beyond checking.", "확인할 수 없는 것은 발견되지 않았습니다.";

    // What to ask.
    QUESTIONS = "What to ask next", "다음에 물어볼 것";
    QUESTIONS_SAID =
        "Distances that nobody has stated, the most useful first. Ask openly and without telling what the plan has: whoever is told a figure tends to remember it.",
        "아무도 말하지 않은 거리를 도움이 되는 순서로 적었습니다. 평면도의 값을 알려 주지 말고 열린 질문으로 물으십시오. 값을 들은 사람은 그 값을 기억하는 것으로 여기기 쉽습니다.";
    QUESTIONS_NONE = "No distance is published whose answer would teach anything.", "답을 얻으면 도움이 될 거리가 공표되지 않았습니다.";
    FROM = "From", "어디서";
    TO = "To", "어디까지";
    PLAN_HAS = "The plan has", "평면도의 값";
    ANSWER_TO = "An answer to the nearest", "필요한 답의 정밀도";
    GAIN = "Takes off the doubt", "줄어드는 불확실성";

    // Incidents.
    INCIDENTS_SAID =
        "Titles and what is needed to find them again. Accounts of what happened are not reprinted here; they are in the layer incidents of the published folder, within the audience that their consent allows.",
        "제목과 다시 찾는 데 필요한 내용만 적습니다. 사건의 서술은 싣지 않았으며, 동의한 공개 범위 안에서 공표 폴더의 incidents 레이어에 있습니다.";
    INCIDENTS_NONE = "No incident is published.", "공표된 사건이 없습니다.";
    BY_TIME = "By time. Undated ones stand last.", "시간순. 시기를 알 수 없는 것은 마지막에 있습니다.";
    BY_PLACE = "By place", "장소별";
    WHEN = "When", "시기";
    WHAT = "What", "내용";
    WHERE_HAPPENED = "Where", "장소";
    WHO_SAYS = "Who says so", "증언자";
    PERSONS = "Persons", "관련자";
    VICTIMS_ARE = "victims: {list}", "피해자: {list}";
    PERPETRATORS_ARE = "alleged perpetrators: {list}", "가해자로 지목된 사람: {list}";
    CREDIBILITY_IS = "credibility {grade}: {meaning}", "신빙성 {grade}: {meaning}";
    CREDIBILITY_NONE = "not graded", "평가되지 않음";
    UNDATED = "not known", "알 수 없음";
    UNPLACED = "not known", "알 수 없음";
    NOT_IN_PLAN = "{place} (not in the plan)", "{place}(평면도에 없음)";
    WITHIN = "{place}\n95 % radius {radius}", "{place}\n95 % 반경 {radius}";
    INCIDENT_PLAN_CAPTION = "Where the incidents of {level} were placed. Identifiers without room are left out here and stand in the plans of buildings and in the table. A mark stands at the middle of the named place; where in it something happened is not thereby known.", "{level}의 사건 위치. 자리가 없는 식별자는 생략했으며 건물별 평면도와 표에 있습니다. 표지는 해당 장소의 중심에 있으며, 그 안의 정확한 지점은 알 수 없습니다.";
    INCIDENT_PLAN_ALT = "Plan of {level} with the places of the incidents {list}.", "사건 {list}의 장소를 표시한 {level} 평면도.";

    // Statements.
    STATEMENTS = "What was said", "진술";
    STATEMENTS_SAID =
        "Recorded statements in the words they are published in; the language the person spoke stands first, where it is known. A figure is what the person said, with the doubt it was entered with (one standard deviation).",
        "기록된 진술을 공표된 말 그대로 싣습니다. 말한 언어가 알려진 경우 그 언어가 먼저 옵니다. 값은 본인이 말한 것이며 입력된 불확실성(표준편차)을 함께 적습니다.";
    STATEMENTS_NONE = "No statement is published.", "공표된 진술이 없습니다.";
    SAYS = "Says", "진술";
    ABOUT_PLACES = "Of", "대상";
    IN_WORDS = "In words", "말";

    // Limits.
    LIMITS = "What this cannot say", "이 보고서의 한계";
    LIMIT_TRUTH = "A plan that fits the accounts is not proof that the accounts are true.", "증언에 맞는 평면도가 증언이 사실이라는 증거는 아닙니다.";
    LIMIT_ABSENCE = "What is not drawn here may have been there. Nobody is asked about everything, and a sheet that leaves something out does not deny it.", "여기에 없는 것도 실제로는 있었을 수 있습니다. 모든 것을 묻지는 않으며, 약도에 없다고 해서 부인한 것은 아닙니다.";
    LIMIT_POSITION = "Positions are relative to the imagery. All radii leave out the imagery's own shift.", "위치는 위성영상을 기준으로 합니다. 모든 반경에는 영상 자체의 어긋남이 들어 있지 않습니다.";
    LIMIT_RADIUS = "A radius is an estimate from a model of how memory errs, tested on simulated witnesses. About one true place in twenty lies outside it, and more if the people here err in another way.", "반경은 기억 오류의 모형으로 추정한 값이며 모의 증언으로 시험했습니다. 실제 위치 스무 곳 가운데 한 곳쯤은 반경 밖에 있고, 이 사람들의 오류가 모형과 다르면 더 많을 수 있습니다.";
    LIMIT_ALTERNATIVES = "Of alternatives, one is shown first by a rule that looks at numbers of accounts, never at their content. Alternatives share their common corners.", "여러 가설 가운데 하나를 먼저 표시하는 규칙은 증언의 수만 보며 내용은 보지 않습니다. 가설들은 공통된 모서리를 함께 씁니다.";
    LIMIT_HEIGHT = "Heights that nobody stated are assumed. What could be seen from where cannot be concluded from them.", "아무도 말하지 않은 높이는 가정한 값입니다. 이로부터 어디서 무엇이 보였는지를 판단할 수 없습니다.";
    LIMIT_TIME = "The plan joins what was there at different times, unless an element says when it stood.", "평면도는 서로 다른 시기의 것을 합친 것입니다. 다만 존재한 시기가 적힌 요소는 그에 따릅니다.";
    LIMIT_INDEPENDENCE = "Accounts count as independent where no common session and no exchange is recorded. What was not recorded is not known.", "같은 면담이나 의견 교환이 기록되지 않은 증언은 독립된 것으로 셉니다. 기록되지 않은 것은 알 수 없습니다.";
    LIMIT_CREDIBILITY = "Grades of credibility are those of the people who compiled the case. Locus does not judge persons.", "신빙성 등급은 사건 자료를 작성한 사람들이 매긴 것입니다. Locus는 사람을 평가하지 않습니다.";

    // Versions.
    VERSIONS = "Software, data and hashes", "소프트웨어, 자료, 해시";
    SOFTWARE_TABLE = "Published with", "공표에 쓴 프로그램";
    PROGRAM = "Program", "프로그램";
    VERSION = "Version", "버전";
    FILES_TABLE = "Published files. To check one: sha256sum FILE", "공표된 파일. 확인 방법: sha256sum 파일이름";
    FILE = "File", "파일";
    DATA_FORMAT = "Format of the folder", "폴더 형식";
}

/// `{list} and {n} more`, the whole list where it is short.
pub fn shortened(ids: &[String], most: usize, language: locus_viewer_core::language::Language) -> String {
    if ids.len() <= most {
        return ids.join(", ");
    }
    let more = (ids.len() - most).to_string();
    AND_MORE.with(language, &[("list", &ids[..most].join(", ")), ("n", &more)])
}
