//! Pixel-interleaved reading and writing: the two GDAL calls that the binding lacks.

#![allow(unsafe_code)]

use crate::Pixels;
use crate::window::PxRect;
use gdal::Dataset;
use gdal::errors::GdalError;
use gdal_sys::{CPLErr, GDALDataType, GDALRWFlag};
use std::ffi::c_int;

/// Reads 8-bit pixels of the first `C` bands at their own resolution.
pub(crate) fn read<const C: usize>(dataset: &Dataset, rect: PxRect) -> Result<Pixels<C>, GdalError> {
    let mut pixels = Pixels::filled(rect.width, rect.height, [0; C]);
    transfer(dataset, GDALRWFlag::GF_Read, rect, &mut pixels)?;
    Ok(pixels)
}

/// Writes a whole picture into a dataset of its size with `C` 8-bit bands.
pub(crate) fn write<const C: usize>(dataset: &Dataset, pixels: &mut Pixels<C>) -> Result<(), GdalError> {
    let rect = PxRect { x: 0, y: 0, width: pixels.width(), height: pixels.height() };
    transfer(dataset, GDALRWFlag::GF_Write, rect, pixels)
}

fn transfer<const C: usize>(
    dataset: &Dataset,
    direction: GDALRWFlag::Type,
    rect: PxRect,
    pixels: &mut Pixels<C>,
) -> Result<(), GdalError> {
    let int = |n: usize| c_int::try_from(n).map_err(GdalError::from);
    let (width, height) = (int(rect.width)?, int(rect.height)?);
    if pixels.width() != rect.width || pixels.height() != rect.height || dataset.raster_count() < C {
        return Err(GdalError::BufferSizeMismatch(pixels.data().len(), (rect.width, rect.height)));
    }
    let line = i64::from(width) * C as i64;
    // SAFETY: the buffer holds width * height pixels of C bytes, as checked above; without a band list GDAL takes the
    // first C bands, which exist; GDAL checks the rectangle against the raster itself.
    let outcome = unsafe {
        gdal_sys::GDALDatasetRasterIOEx(
            dataset.c_dataset(),
            direction,
            int(rect.x)?,
            int(rect.y)?,
            width,
            height,
            pixels.data_mut().as_mut_ptr().cast(),
            width,
            height,
            GDALDataType::GDT_Byte,
            int(C)?,
            std::ptr::null(),
            C as i64,
            line,
            1,
            std::ptr::null_mut(),
        )
    };
    if outcome == CPLErr::CE_None {
        return Ok(());
    }
    // SAFETY: GDAL keeps the last message of this thread in a NUL-terminated buffer.
    let msg = unsafe { std::ffi::CStr::from_ptr(gdal_sys::CPLGetLastErrorMsg()) }.to_string_lossy().into_owned();
    Err(GdalError::CplError { class: outcome, number: 0, msg })
}
