//! What the columns of the tables hold, and what people call them.

use locus_model::Text;
use locus_model::table::CellKind::{self, Boolean, Integer, Json, Real};
use locus_model::table::{CellKind::Text as Words, Column};

/// Behind the name of a figure: the interval that holds it with 95 %.
const INTERVAL: &str = "_95";

/// Properties of everything fused.
pub const FUSED: &[&str] = &[
    "id",
    "kind",
    "key",
    "name_en",
    "name_ko",
    "level",
    "host",
    "status",
    "drawn_by",
    "not_drawn_by",
    "contradicted_by",
    "independent_accounts",
    "sources",
    "radius95_m",
    "height_m",
    "height_basis",
    "height_sd_m",
    "hypothesis",
    "hypothesis_default",
    "valid",
    "nodes",
];
/// Of openings too.
pub const SILL: &[&str] = &["sill_m", "sill_basis", "sill_sd_m"];
/// Of walls too.
pub const THICKNESS: &[&str] = &["thickness_m", "thickness_basis", "thickness_sd_m"];
/// Of fused feature points.
pub const NODE: &[&str] = &[
    "id",
    "node",
    "level",
    "status",
    "drawn_by",
    "not_drawn_by",
    "contradicted_by",
    "independent_accounts",
    "sources",
    "radius95_m",
    "cov_m2",
    "shared_radius95_m",
    "held_most_by",
    "held_most_share",
    "held_by",
    "hypothesis",
    "hypothesis_default",
];
/// Of their 95 % ellipses.
pub const ELLIPSE: &[&str] =
    &["id", "node", "level", "semi_major_m", "semi_minor_m", "orientation_deg", "hypothesis", "hypothesis_default"];
/// Of drawn elements.
pub const STROKE: &[&str] = &[
    "id",
    "sheet",
    "account",
    "level",
    "kind",
    "key",
    "name_en",
    "name_ko",
    "certainty",
    "valid",
    "radius95_m",
    "ink",
    "nodes",
    "traced_by",
];
/// Of what witnesses pointed at.
pub const POINTED: &[&str] = &[
    "id",
    "key",
    "account",
    "verbatim",
    "radius95_m",
    "session",
    "vantage",
    "elicitation",
    "imagery",
    "basis",
    "at",
    "note_en",
    "note_ko",
];
/// Of sheets.
pub const SHEET: &[&str] = &[
    "id",
    "sheet",
    "account",
    "level",
    "image",
    "sha256",
    "drawn",
    "method",
    "controls",
    "rms_m",
    "loo_rms_m",
    "scale",
    "rotation_deg",
    "shear",
    "mirrored",
    "fold",
    "memory_sd_m",
    "memory_length_m",
    "classical_loo_rms_m",
    "classical_choice",
    "calibration_places",
    "regression_scale",
    "regression_scale_95",
    "regression_rotation_deg",
    "regression_rotation_deg_95",
    "bidimensional_r",
    "bidimensional_r_95",
    "bidimensional_r_affine",
    "bidimensional_r_affine_95",
    "distortion_index",
    "distortion_index_95",
    "distortion_index_affine",
    "distortion_index_affine_95",
    "anisotropy",
    "anisotropy_95",
    "anisotropy_axis_deg",
    "anisotropy_axis_deg_95",
    "compression_exponent",
    "compression_exponent_95",
    "canonical_accuracy",
    "canonical_accuracy_95",
    "distance_accuracy",
    "distance_accuracy_95",
    "angle_accuracy",
    "angle_accuracy_95",
    "scaling_bias",
    "scaling_bias_95",
    "rotational_bias_deg",
    "rotational_bias_deg_95",
    "worst_control",
    "suspect_controls",
    "uncheckable_controls",
    "control_residuals",
];
/// Of incidents.
pub const INCIDENT: &[&str] = &[
    "id",
    "title_en",
    "title_ko",
    "summary_en",
    "summary_ko",
    "when",
    "category",
    "category_en",
    "category_ko",
    "place",
    "place_basis",
    "place_id",
    "level",
    "radius95_m",
    "hypothesis",
    "victims",
    "perpetrators",
    "accounts",
    "credibility",
    "consent",
];
/// What the viewer says to a click.
pub const ANSWER: &[&str] = &["answer_en", "answer_ko"];
/// Published properties that have no column of their own.
pub const EXTRA: &str = "extra";

/// A column by its name.
pub fn column(name: &str) -> Column {
    let figure = name.strip_suffix(INTERVAL).unwrap_or(name);
    let (kind, en, ko) = described(figure).unwrap_or((Words, figure, figure));
    let (kind, suffix) = if figure == name { (kind, "") } else { (Json, " (95 %)") };
    let title = [("en", en), ("ko", ko)].map(|(tag, words)| (tag.to_owned(), format!("{words}{suffix}")));
    Column { name: name.to_owned(), kind, title: Text(title.into()) }
}

fn described(name: &str) -> Option<(CellKind, &'static str, &'static str)> {
    COLUMNS.iter().find(|(known, ..)| *known == name).map(|&(_, kind, en, ko)| (kind, en, ko))
}

const COLUMNS: &[(&str, CellKind, &str, &str)] = &[
    ("id", Words, "id", "식별자"),
    ("kind", Words, "kind", "종류"),
    ("key", Words, "key of the place", "장소 식별자"),
    ("name_en", Words, "name (English)", "이름(영어)"),
    ("name_ko", Words, "name (Korean)", "이름(한국어)"),
    ("level", Words, "level", "층"),
    ("host", Words, "wall it is in", "속한 벽"),
    ("status", Words, "what it rests on", "근거"),
    ("drawn_by", Json, "drawn or named by", "그리거나 언급한 증언자"),
    ("not_drawn_by", Json, "covered but not drawn by", "범위에 포함하나 그리지 않은 증언자"),
    ("contradicted_by", Json, "contradicted by", "다르게 진술한 증언자"),
    ("independent_accounts", Integer, "independent accounts", "독립된 증언 수"),
    ("sources", Json, "sources", "출처"),
    ("radius95_m", Real, "95 % radius, m", "95 % 반경(m)"),
    ("height_m", Real, "height, m", "높이(m)"),
    ("height_basis", Words, "how the height is known", "높이의 근거"),
    ("height_sd_m", Real, "height, standard deviation, m", "높이 표준편차(m)"),
    ("sill_m", Real, "sill, m", "문턱 또는 창턱 높이(m)"),
    ("sill_basis", Words, "how the sill is known", "문턱 또는 창턱 높이의 근거"),
    ("sill_sd_m", Real, "sill, standard deviation, m", "문턱 또는 창턱 높이 표준편차(m)"),
    ("thickness_m", Real, "thickness, m", "두께(m)"),
    ("thickness_basis", Words, "how the thickness is known", "두께의 근거"),
    ("thickness_sd_m", Real, "thickness, standard deviation, m", "두께 표준편차(m)"),
    ("hypothesis", Words, "alternative it belongs to", "속한 가설"),
    ("hypothesis_default", Boolean, "alternative shown first", "먼저 표시되는 가설"),
    ("valid", Words, "when it stood (EDTF)", "존재한 시기(EDTF)"),
    ("nodes", Json, "node of each vertex", "꼭짓점별 기준점"),
    ("node", Words, "key of the node", "기준점 식별자"),
    ("cov_m2", Json, "covariance east-east, east-north, north-north, m²", "공분산 동동·동북·북북(m²)"),
    ("shared_radius95_m", Real, "95 % radius shared with all nodes, m", "모든 기준점이 공유하는 95 % 반경(m)"),
    ("held_most_by", Words, "held most by", "가장 크게 좌우하는 출처"),
    ("held_most_share", Real, "share of that", "그 비중"),
    ("held_by", Json, "what holds it, by share", "좌우하는 출처와 비중"),
    ("semi_major_m", Real, "95 % ellipse, longer half axis, m", "95 % 타원 긴반지름(m)"),
    ("semi_minor_m", Real, "95 % ellipse, shorter half axis, m", "95 % 타원 짧은반지름(m)"),
    ("orientation_deg", Real, "longer axis, degrees clockwise from grid north", "긴 축 방향(도북 기준 시계 방향, 도)"),
    ("sheet", Words, "sheet", "약도"),
    ("account", Words, "account", "증언자"),
    ("certainty", Words, "how sure the person was", "본인의 확신 정도"),
    ("ink", Json, "ink", "필기 정보"),
    ("traced_by", Words, "traced by", "모사한 사람"),
    ("verbatim", Words, "position as written", "적힌 그대로의 위치"),
    ("session", Words, "interview session", "면담 회차"),
    ("vantage", Words, "basis of knowledge", "알게 된 경위"),
    ("elicitation", Words, "how it was asked", "질문 방식"),
    ("imagery", Words, "imagery", "위성영상"),
    ("basis", Words, "basis", "지목 방법"),
    ("at", Words, "timecode in the recording", "녹음 시각"),
    ("note_en", Words, "note (English)", "비고(영어)"),
    ("note_ko", Words, "note (Korean)", "비고(한국어)"),
    ("image", Words, "scan", "스캔 파일"),
    ("sha256", Words, "SHA-256 of the scan", "스캔 파일 SHA-256"),
    ("drawn", Words, "when it was drawn (EDTF)", "그린 시기(EDTF)"),
    ("method", Words, "aligned by", "정렬 방법"),
    ("controls", Integer, "ties", "기준점 수"),
    ("rms_m", Real, "fit residual, root mean square, m", "정렬 잔차 제곱평균제곱근(m)"),
    ("loo_rms_m", Real, "held-out error, root mean square, m", "제외 검증 오차 제곱평균제곱근(m)"),
    ("scale", Real, "metres per pixel", "픽셀당 미터"),
    ("rotation_deg", Real, "paper's up, degrees clockwise from grid north", "종이 위쪽 방향(도북 기준 시계 방향, 도)"),
    ("shear", Real, "shear", "전단"),
    ("mirrored", Boolean, "mirrored", "좌우 반전"),
    ("fold", Boolean, "folds", "접힘"),
    ("memory_sd_m", Real, "distortion of the drawing, standard deviation, m", "약도의 왜곡 표준편차(m)"),
    ("memory_length_m", Real, "correlation length of the distortion, m", "왜곡의 상관 거리(m)"),
    ("classical_loo_rms_m", Json, "held-out errors of classical transformations, m", "고전 변환별 제외 검증 오차(m)"),
    ("classical_choice", Words, "simplest supported transformation", "지지되는 가장 단순한 변환"),
    ("calibration_places", Integer, "places compared with imagery", "위성영상과 비교한 장소 수"),
    ("regression_scale", Real, "regression: metres per pixel", "회귀: 픽셀당 미터"),
    ("regression_rotation_deg", Real, "regression: rotation, degrees", "회귀: 회전(도)"),
    ("bidimensional_r", Real, "bidimensional correlation", "이차원 상관"),
    ("bidimensional_r_affine", Real, "bidimensional correlation, affine", "이차원 상관(아핀)"),
    ("distortion_index", Real, "distortion index", "왜곡 지수"),
    ("distortion_index_affine", Real, "distortion index, affine", "왜곡 지수(아핀)"),
    ("anisotropy", Real, "anisotropy", "비등방성"),
    ("anisotropy_axis_deg", Real, "axis drawn longest, degrees", "가장 길게 그린 축(도)"),
    ("compression_exponent", Real, "compression exponent", "압축 지수"),
    ("canonical_accuracy", Real, "canonical accuracy", "방향 배치 정확도"),
    ("distance_accuracy", Real, "distance accuracy", "거리 정확도"),
    ("angle_accuracy", Real, "angle accuracy", "각도 정확도"),
    ("scaling_bias", Real, "scaling bias", "축척 편향"),
    ("rotational_bias_deg", Real, "rotational bias, degrees", "회전 편향(도)"),
    ("worst_control", Words, "control point with the largest test value", "검정값이 가장 큰 기준점"),
    ("suspect_controls", Json, "suspect control points", "의심되는 기준점"),
    ("uncheckable_controls", Json, "control points nothing checks", "검증할 수 없는 기준점"),
    ("control_residuals", Json, "residuals of the ties", "기준점별 잔차"),
    ("title_en", Words, "title (English)", "제목(영어)"),
    ("title_ko", Words, "title (Korean)", "제목(한국어)"),
    ("summary_en", Words, "summary (English)", "요약(영어)"),
    ("summary_ko", Words, "summary (Korean)", "요약(한국어)"),
    ("when", Words, "when (EDTF)", "시기(EDTF)"),
    ("category", Words, "category", "유형"),
    ("category_en", Words, "category (English)", "유형(영어)"),
    ("category_ko", Words, "category (Korean)", "유형(한국어)"),
    ("place", Words, "place as named", "언급된 장소"),
    ("place_basis", Words, "how it was placed", "위치를 정한 방법"),
    ("place_id", Words, "what it was placed at", "위치의 기준이 된 것"),
    ("victims", Json, "victims", "피해자"),
    ("perpetrators", Json, "alleged perpetrators", "가해자로 지목된 사람"),
    ("accounts", Json, "accounts", "증언자"),
    ("credibility", Integer, "credibility of the information, 1 to 6", "정보의 신빙성(1~6)"),
    ("consent", Words, "widest audience", "공개 동의 범위"),
    ("answer_en", Words, "what is known (English)", "알려진 내용(영어)"),
    ("answer_ko", Words, "what is known (Korean)", "알려진 내용(한국어)"),
    (EXTRA, Json, "other properties", "그 밖의 속성"),
    ("name", Words, "name", "이름"),
    ("about", Words, "about", "대상"),
    ("claim_en", Words, "claim (English)", "주장(영어)"),
    ("claim_ko", Words, "claim (Korean)", "주장(한국어)"),
    ("default", Boolean, "shown first", "먼저 표시됨"),
    ("rule", Words, "rule that chose what is shown first", "먼저 표시할 것을 고른 규칙"),
    ("drawn_alternatives", Boolean, "elements per alternative", "가설별 요소 있음"),
    ("language", Words, "language spoken", "사용 언어"),
    ("stay", Words, "stay (EDTF)", "체류 시기(EDTF)"),
    ("discussed_with", Json, "compared notes with", "서로 이야기를 나눈 증언자"),
    ("of", Json, "keys it speaks of", "언급한 장소"),
    ("polarity", Words, "affirms or denies", "긍정 또는 부정"),
    ("value", Real, "value", "값"),
    ("sd", Real, "standard deviation", "표준편차"),
    ("unit", Words, "unit", "단위"),
    ("text_en", Words, "words (English)", "진술 내용(영어)"),
    ("text_ko", Words, "words (Korean)", "진술 내용(한국어)"),
    ("ordinal", Integer, "order from below", "아래에서부터의 순서"),
    ("elevation_m", Real, "floor above ground, m", "지면 위 바닥 높이(m)"),
    ("height_assumed", Boolean, "height assumed", "높이를 가정함"),
    ("acquired", Words, "acquired (EDTF)", "촬영 시기(EDTF)"),
    ("sensor", Words, "sensor", "센서"),
    ("gsd_m", Real, "ground sample distance, m", "지상 표본 거리(m)"),
    ("absolute_radius95_m", Real, "absolute 95 % radius, m", "절대 위치 95 % 반경(m)"),
    ("licence", Words, "licence", "이용 허락"),
    ("element", Words, "element", "요소"),
    ("layer", Words, "layer", "레이어"),
    ("relation", Words, "relation", "관계"),
    ("source_type", Words, "type of source", "출처 종류"),
    ("source", Words, "source", "출처"),
    ("stroke", Words, "drawn element", "그려진 요소"),
    ("source_radius95_m", Real, "95 % radius of the source, m", "출처의 95 % 반경(m)"),
    ("element_radius95_m", Real, "95 % radius of the element, m", "요소의 95 % 반경(m)"),
    ("message", Words, "message", "내용"),
    ("remedy", Words, "what to do", "할 일"),
];

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_column_is_described_once_and_in_both_languages() {
        let groups = [FUSED, SILL, THICKNESS, NODE, ELLIPSE, STROKE, POINTED, SHEET, INCIDENT, ANSWER, &[EXTRA]];
        for name in groups.concat() {
            let title = column(name).title;
            assert!(described(name.strip_suffix(INTERVAL).unwrap_or(name)).is_some(), "{name}");
            assert!(title.en().is_some() && title.ko().is_some_and(|ko| !ko.is_ascii()), "{name}");
        }
        assert_eq!(COLUMNS.iter().map(|c| c.0).collect::<BTreeSet<_>>().len(), COLUMNS.len());
    }

    #[test]
    fn an_interval_is_a_list() {
        assert_eq!(column("regression_scale_95").kind, Json);
        assert_eq!(column("radius95_m").kind, Real);
        assert_eq!(column("regression_scale_95").title.en(), Some("regression: metres per pixel (95 %)"));
    }
}
