//! A print layout (A3, landscape): the map, its legend, its scale, north, and what it was made from.

use super::layer::Entry;
use super::view::{MAP_MM, View};
use crate::{Facility, gis};
use locus_model::table::Shape;
use locus_model::unseen::on_page;
use quick_xml::escape::escape;

/// Everything that holds text, on the right of the map: left edge and width, millimetres.
const PANEL_MM: [f64; 2] = [306.0, 106.0];
const FONT: &str = "Noto Sans CJK KR";
/// An arrow as wide as high; its data are part of the project.
const ARROW: &str = "base64:PHN2ZyB4bWxucz0iaHR0cDovL3d3dy53My5vcmcvMjAwMC9zdmciIHZpZXdCb3g9IjAgMCAyMCAyMCI+PHBhdGggZD0iTTEwIDBMMTYgMjBMMTAgMTVMNCAyMFoiLz48L3N2Zz4=";
const COLOURS: &str = r#"<FrameColor red="0" green="0" blue="0" alpha="255"/><BackgroundColor red="255" green="255" blue="255" alpha="255"/>"#;
/// Item types of `QgsLayoutItemRegistry`.
const PAGE: u32 = 65638;
const MAP: u32 = 65639;
const PICTURE: u32 = 65640;
const LABEL: u32 = 65641;
const LEGEND: u32 = 65642;
const SCALE_BAR: u32 = 65646;

/// The layout, as the project has it.
pub fn xml(facility: &Facility, view: &View, entries: &[&Entry]) -> String {
    let page = item(PAGE, [0.0, 0.0], [420.0, 297.0], "page", "", &gis::page_symbol());
    let items = [
        map(view),
        title(facility),
        legend(entries),
        scale_bar(view),
        arrow(),
        label(&format!("1 : {} (A3)", view.scale.round()), [PANEL_MM[0] + 78.0, 214.0], [28.0, 6.0], 8.0),
        label(&imprint(facility), [PANEL_MM[0], 226.0], [PANEL_MM[1], 64.0], 6.2),
    ];
    format!(
        r#"<Layout name="A3" units="mm" printResolution="200" worldFileMap=""><PageCollection>{}{page}</PageCollection>{}</Layout>"#,
        gis::page_symbol(),
        items.concat()
    )
}

/// One item: its kind, its place and size on the page in millimetres, its id, and what is particular to it.
fn item(kind: u32, [x, y]: [f64; 2], [width, height]: [f64; 2], id: &str, attributes: &str, inner: &str) -> String {
    format!(
        r#"<LayoutItem type="{kind}" id="{id}" uuid="{{{id}}}" templateUuid="{{{id}}}" position="{x},{y},mm" positionOnPage="{x},{y},mm" size="{width},{height},mm" referencePoint="0" itemRotation="0" visibility="1" opacity="1" blendMode="0" background="false" outlineWidthM="0.2,mm" frameJoinStyle="miter" excludeFromExports="0" {attributes}>{COLOURS}{inner}</LayoutItem>"#
    )
}

fn map(view: &View) -> String {
    let [west, south, east, north] = view.bounds_m;
    let extent = format!(r#"<Extent xmin="{west}" ymin="{south}" xmax="{east}" ymax="{north}"/>"#);
    item(MAP, [10.0, 35.0], MAP_MM, "map", r#"frame="true" keepLayerSet="false" followPreset="false""#, &extent)
}

fn title(facility: &Facility) -> String {
    let case = &facility.bundle().case;
    let names: Vec<&str> = case.name.0.values().map(String::as_str).collect();
    label(&format!("{} ({})", names.join(" · "), case.id), [10.0, 12.0], [400.0, 18.0], 22.0)
}

fn label(text: &str, at: [f64; 2], size: [f64; 2], points: f64) -> String {
    let attributes =
        format!(r#"labelText="{}" htmlState="0" halign="1" valign="32" marginX="0" marginY="0""#, lines(text));
    let font = format!(
        r#"<LabelFont description="{FONT},{points},-1,5,50,0,0,0,0,0" style=""/><FontColor red="0" green="0" blue="0" alpha="255"/>"#
    );
    let id = format!("label-{}-{}", at[0], at[1]);
    item(LABEL, at, size, &id, &attributes, &font)
}

/// An attribute of several lines. `[%` would start an expression of QGIS, and a name is no program.
fn lines(text: &str) -> String {
    escape(on_page(text).replace("[%", "[ %").as_str()).replace('\n', "&#10;")
}

/// The signs of areas and lines once, not once a layer.
fn legend(entries: &[&Entry]) -> String {
    let of = |wanted: &[&str], shape: Shape| {
        let table =
            |e: &&&Entry| e.table().is_some_and(|t| t.shape == Some(shape) && wanted.contains(&t.name.as_str()));
        entries.iter().find(table)
    };
    let parts = [
        ("areas of the plan · 평면도의 면", of(&["buildings", "rooms", "objects_polygon", "yards"], Shape::Polygon)),
        ("lines of the plan · 평면도의 선", of(&["walls", "openings", "roads"], Shape::Line)),
        ("", of(&["uncertainty"], Shape::Polygon)),
        ("", of(&["incidents"], Shape::Point)),
    ];
    let layer = |(title, entry): &(&str, Option<&&Entry>)| {
        let entry = (*entry)?;
        let id = escape(entry.id.as_str());
        let custom = match *title {
            "" => r#"<Option name="legend/title-style" type="QString" value="hidden"/>"#.to_owned(),
            title => format!(r#"<Option name="legend/title-label" type="QString" value="{title}"/>"#),
        };
        Some(format!(
            r#"<layer-tree-layer id="{id}" name="{id}" checked="Qt::Checked" expanded="1"><customproperties><Option type="Map">{custom}</Option></customproperties></layer-tree-layer>"#
        ))
    };
    let layers: String = parts.iter().filter_map(layer).collect();
    let style = |name: &str, points: f64, left: f64, top: f64| {
        format!(
            r#"<style name="{name}" alignment="1" indent="0" marginLeft="{left}" marginTop="{top}"><styleFont description="{FONT},{points},-1,5,50,0,0,0,0,0" style=""/></style>"#
        )
    };
    let styles = [
        style("title", 10.0, 0.0, 0.0),
        style("group", 9.0, 0.0, 2.0),
        style("subgroup", 8.0, 0.0, 3.0),
        style("symbol", 6.5, 0.0, 1.4),
        style("symbolLabel", 6.5, 2.0, 1.4),
    ];
    let inner = format!("<styles>{}</styles><layer-tree-group>{layers}</layer-tree-group>", styles.concat());
    let attributes = r#"map_uuid="{map}" resizeToContents="1" symbolWidth="6" symbolHeight="3" boxSpace="0" columnCount="1" legendFilterByMap="0" wrapChar="""#;
    item(LEGEND, [PANEL_MM[0], 35.0], [PANEL_MM[1], 150.0], "legend", attributes, &inner)
}

fn scale_bar(view: &View) -> String {
    let attributes = format!(
        r#"mapUuid="{{map}}" style="Single Box" unitType="meters" unitLabel="m" numSegments="2" numSegmentsLeft="0" numSubdivisions="1" numUnitsPerSegment="{}" numMapUnitsPerScaleBarUnit="1" segmentSizeMode="0" height="2" labelBarSpace="1.5" boxContentSpace="0" minBarWidth="20" maxBarWidth="60" alignment="0" outlineWidth="0.2""#,
        view.segment_m()
    );
    let inner = format!(
        r#"<text-style fontFamily="{FONT}" fontSize="8" fontSizeUnit="Point" textColor="0,0,0,255" textOpacity="1"/><fillColor red="0" green="0" blue="0" alpha="255"/><fillColor2 red="255" green="255" blue="255" alpha="255"/><strokeColor red="0" green="0" blue="0" alpha="255"/>"#
    );
    item(SCALE_BAR, [PANEL_MM[0] + 14.0, 210.0], [60.0, 10.0], "scale", &attributes, &inner)
}

/// Grid north: up, as the map is not turned.
fn arrow() -> String {
    let attributes = format!(
        r#"file="{ARROW}" mode="2" resizeMode="0" anchorPoint="4" mapUuid="{{map}}" northMode="0" northOffset="0" pictureWidth="10" pictureHeight="12" svgFillColor="0,0,0,255" svgBorderColor="0,0,0,255" svgBorderWidth="0.2""#
    );
    item(PICTURE, [PANEL_MM[0], 208.0], [10.0, 14.0], "north", &attributes, "")
}

/// What every copy must carry: what was published, how it may be used, and what its radii leave out.
fn imprint(facility: &Facility) -> String {
    let about = gis::about(facility);
    let said = |name: &str| about.get(name).map(|value| format!("{}: {value}", name.replace('_', " ")));
    let lines =
        ["bundle_sha256", "crs", "ground", "licence", "compiled_by", "published_with"].into_iter().filter_map(said);
    let offset = ["imagery_offset_en", "imagery_offset_ko"].into_iter().filter_map(|name| about.get(name).cloned());
    lines.chain(offset).collect::<Vec<_>>().join("\n")
}
