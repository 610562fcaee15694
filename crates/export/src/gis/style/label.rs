//! Labels of a QGIS layer.

use locus_model::table::Shape;
use quick_xml::escape::escape;

/// Both names, one below the other, else the key.
pub const NAMES: &str =
    r#"coalesce(nullif(trim(coalesce("name_en", '') || '\n' || coalesce("name_ko", '')), ''), "key")"#;

/// Labels by an expression, `points` large, as QML.
pub fn labeling(expression: &str, shape: Shape, points: f64) -> String {
    let expression = escape(expression);
    // Over a point, along a line, in an area: QgsPalLayerSettings::Placement.
    let placement = match shape {
        Shape::Point => r#"placement="6" predefinedPositionOrder="TR,TL,BR,BL,R,L,TSR,BSR" dist="1" offsetType="1""#,
        Shape::Line => r#"placement="2" placementFlags="9" dist="0.8""#,
        Shape::Polygon => r#"placement="1" quadOffset="4" dist="0" fitInPolygonOnly="0""#,
    };
    format!(
        r#"<labeling type="simple"><settings calloutType="simple"><text-style isExpression="1" fieldName="{expression}" fontFamily="Noto Sans CJK KR" fontSize="{points}" fontSizeUnit="Point" textColor="20,20,20,255" textOpacity="1" multilineHeight="0.9"><families><family name="Noto Sans CJK KR"/><family name="Noto Sans KR"/><family name="Malgun Gothic"/><family name="Sans Serif"/></families><text-buffer bufferDraw="1" bufferSize="0.7" bufferSizeUnits="MM" bufferColor="255,255,255,255" bufferOpacity="0.85"/></text-style><text-format multilineAlign="1" autoWrapLength="0"/><placement {placement} priority="5" distUnits="MM"/><rendering drawLabels="1" obstacle="1" displayAll="0" maxNumLabels="2000"/></settings></labeling>"#
    )
}
