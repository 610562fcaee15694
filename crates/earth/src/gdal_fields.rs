//! Columns with a subtype and a title: what the GDAL binding lacks.

#![allow(unsafe_code)]

use gdal::errors::GdalError;
use gdal::vector::{Layer, LayerAccess};
use gdal_sys::{OGRErr, OGRFieldSubType, OGRFieldType};
use std::ffi::CString;

/// A column of a GDAL layer.
pub(crate) struct Field<'a> {
    pub name: &'a str,
    pub kind: OGRFieldType::Type,
    pub subtype: OGRFieldSubType::Type,
    /// What people call it; empty for nothing.
    pub title: &'a str,
}

/// Adds a column to a layer.
pub(crate) fn add(layer: &Layer, field: &Field) -> Result<(), GdalError> {
    let (name, title) = (CString::new(field.name)?, CString::new(field.title)?);
    // SAFETY: the strings and the layer are alive; the definition is made, copied by the layer and destroyed here.
    let outcome = unsafe {
        let definition = gdal_sys::OGR_Fld_Create(name.as_ptr(), field.kind);
        gdal_sys::OGR_Fld_SetSubType(definition, field.subtype);
        gdal_sys::OGR_Fld_SetAlternativeName(definition, title.as_ptr());
        let outcome = gdal_sys::OGR_L_CreateField(layer.c_layer(), definition, 0);
        gdal_sys::OGR_Fld_Destroy(definition);
        outcome
    };
    if outcome == OGRErr::OGRERR_NONE {
        return Ok(());
    }
    Err(GdalError::OgrError { err: outcome, method_name: "OGR_L_CreateField" })
}
