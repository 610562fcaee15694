//! QGIS symbols, as QML has them.

use locus_model::table::Shape;
use quick_xml::escape::escape;
use std::fmt::Write;

/// A drawing of one feature: layers of ink, the first lowest.
pub struct Symbol {
    /// What it draws.
    pub shape: Shape,
    /// 0 to 1.
    pub opacity: f64,
    /// The ink.
    pub inks: Vec<Ink>,
}

/// One layer of a symbol.
pub struct Ink {
    /// The class of the symbol layer in QGIS.
    class: &'static str,
    properties: Vec<(&'static str, String)>,
    /// Properties that follow an expression.
    bound: Vec<(&'static str, &'static str)>,
    /// What a pattern is made of.
    inner: Option<Box<Symbol>>,
    /// When it is drawn: everything of a lower pass lies below everything of a higher one.
    pass: u8,
}

/// sRGB and opacity as QGIS writes them.
pub fn colour([r, g, b]: [u8; 3], alpha: u8) -> String {
    format!("{r},{g},{b},{alpha}")
}

impl Ink {
    fn new(class: &'static str, properties: Vec<(&'static str, String)>) -> Self {
        Self { class, properties, bound: Vec::new(), inner: None, pass: 0 }
    }

    /// A plain area with an outline; widths in millimetres on paper, `style` of the outline as in Qt (`solid`, `dash`, `no`).
    pub fn area(fill: String, outline: String, width: f64, style: &str) -> Self {
        let properties = vec![
            ("color", fill),
            ("style", "solid".to_owned()),
            ("outline_color", outline),
            ("outline_width", width.to_string()),
            ("outline_style", style.to_owned()),
        ];
        Self::new("SimpleFill", properties)
    }

    /// Parallel lines over an area, millimetres apart.
    pub fn hatch(line: Self, apart: f64) -> Self {
        let properties = vec![("angle", "45".to_owned()), ("distance", apart.to_string())];
        let inner = Symbol { shape: Shape::Line, opacity: 1.0, inks: vec![line] };
        Self { inner: Some(Box::new(inner)), ..Self::new("LinePatternFill", properties) }
    }

    /// Dots over an area, millimetres apart.
    pub fn dots(dot: Self, apart: f64) -> Self {
        let properties = vec![("distance_x", apart.to_string()), ("distance_y", apart.to_string())];
        let inner = Symbol { shape: Shape::Point, opacity: 1.0, inks: vec![dot] };
        Self { inner: Some(Box::new(inner)), ..Self::new("PointPatternFill", properties) }
    }

    /// A line, millimetres wide; `dash` as `on;off` in millimetres.
    pub fn line(colour: String, width: f64, dash: Option<&str>) -> Self {
        let properties = vec![
            ("line_color", colour),
            ("line_width", width.to_string()),
            ("capstyle", if dash.is_some() { "flat" } else { "round" }.to_owned()),
            ("joinstyle", "round".to_owned()),
            ("use_custom_dash", u8::from(dash.is_some()).to_string()),
            ("customdash", dash.unwrap_or("5;2").to_owned()),
        ];
        Self::new("SimpleLine", properties)
    }

    /// A marker (`circle`, `square`, `diamond` …), millimetres across.
    pub fn marker(name: &str, size: f64, fill: String, outline: String, width: f64) -> Self {
        let properties = vec![
            ("name", name.to_owned()),
            ("size", size.to_string()),
            ("color", fill),
            ("outline_color", outline),
            ("outline_width", width.to_string()),
        ];
        Self::new("SimpleMarker", properties)
    }

    /// A dashed circle on the ground whose diameter, metres, follows an expression.
    pub fn circle_m(diameter: &'static str, outline: String) -> Self {
        let mut ink = Self::marker("circle", 1.0, "0,0,0,0".to_owned(), outline, 0.25);
        ink.properties.extend([("size_unit", "MapUnit".to_owned()), ("outline_style", "dash".to_owned())]);
        ink.bound.push(("size", diameter));
        ink
    }

    /// The same in a later or earlier pass.
    pub fn in_pass(self, pass: u8) -> Self {
        Self { pass, ..self }
    }
}

impl Symbol {
    /// As QML.
    pub fn xml(&self, name: &str) -> String {
        let kind = match self.shape {
            Shape::Point => "marker",
            Shape::Line => "line",
            Shape::Polygon => "fill",
        };
        let opacity = self.opacity;
        let mut xml =
            format!(r#"<symbol type="{kind}" name="{name}" alpha="{opacity}" clip_to_extent="1" force_rhr="0">"#);
        for (index, ink) in self.inks.iter().enumerate() {
            ink.write(&mut xml, name, index);
        }
        xml + "</symbol>"
    }
}

impl Ink {
    fn write(&self, xml: &mut String, symbol: &str, index: usize) {
        // Writing to a String cannot fail.
        let _ = write!(xml, r#"<layer class="{}" enabled="1" locked="0" pass="{}">"#, self.class, self.pass);
        for (name, value) in &self.properties {
            let _ = write!(xml, r#"<prop k="{name}" v="{}"/>"#, escape(value.as_str()));
        }
        if !self.bound.is_empty() {
            xml.push_str(r#"<data_defined_properties><Option type="Map"><Option type="Map" name="properties">"#);
            for (name, expression) in &self.bound {
                let expression = escape(*expression);
                let _ = write!(
                    xml,
                    r#"<Option type="Map" name="{name}"><Option name="active" type="bool" value="true"/><Option name="expression" type="QString" value="{expression}"/><Option name="type" type="int" value="3"/></Option>"#
                );
            }
            xml.push_str(r#"</Option><Option name="type" type="QString" value="collection"/></Option></data_defined_properties>"#);
        }
        if let Some(inner) = &self.inner {
            xml.push_str(&inner.xml(&format!("@{symbol}@{index}")));
        }
        xml.push_str("</layer>");
    }
}
