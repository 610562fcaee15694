//! Numbers out of the buffer (glTF 2.0, sections 3.6.1 and 3.6.2), with every offset and length checked before use.

use super::{entry, refuse};
use crate::limits;
use crate::refusal::Refusal;
use gltf_json::accessor::{ComponentType, GenericComponentType, Type};
use gltf_json::validation::Checked::Valid;
use gltf_json::{Accessor, Index, Root, buffer};

/// The buffer of a file, and how much may still be read out of it.
pub struct Buffer<'a> {
    root: &'a Root,
    bytes: &'a [u8],
    numbers_left: usize,
}

impl<'a> Buffer<'a> {
    /// The binary chunk, as the one buffer the JSON speaks of.
    pub fn new(root: &'a Root, chunk: &'a [u8]) -> Result<Self, Refusal> {
        let length = match &root.buffers[..] {
            [] => 0,
            [one] => one.byte_length.0,
            more => return Err(refuse(format!("{} buffers", more.len()), "one, in the BIN chunk")),
        };
        let bytes = usize::try_from(length).ok().and_then(|length| chunk.get(..length)).ok_or_else(|| {
            refuse(format!("a buffer of {length} bytes in a BIN chunk of {}", chunk.len()), "all of it in the chunk")
        })?;
        Ok(Self { root, bytes, numbers_left: limits::GLB_NUMBERS })
    }

    /// Vectors of 32-bit floating-point numbers, all finite. `what` names them in a refusal.
    pub fn vectors<const N: usize>(&mut self, index: &Index<Accessor>, what: &str) -> Result<Vec<[f32; N]>, Refusal> {
        let accessor = entry(&self.root.accessors, index, "accessor")?;
        let shape = [Type::Vec2, Type::Vec3].into_iter().find(|shape| shape.multiplicity() == N);
        if shape.is_none_or(|shape| accessor.type_ != Valid(shape)) || component(accessor) != Some(ComponentType::F32) {
            return Err(refuse(format!("{what} of another type"), &format!("{N} floating-point numbers each")));
        }
        let mut vectors = Vec::new();
        for item in self.items(accessor, 4 * N, N, what)? {
            let mut numbers = item.as_chunks().0.iter().map(|four| f32::from_le_bytes(*four));
            vectors.push(std::array::from_fn(|_| numbers.next().unwrap_or(f32::NAN)));
        }
        match vectors.iter().flatten().find(|number| !number.is_finite()) {
            Some(number) => Err(refuse(format!("{number} among {what}"), "finite numbers")),
            None => Ok(vectors),
        }
    }

    /// Whole numbers of 8, 16 or 32 bits.
    pub fn indices(&mut self, index: &Index<Accessor>, what: &str) -> Result<Vec<u32>, Refusal> {
        let accessor = entry(&self.root.accessors, index, "accessor")?;
        let size = match component(accessor) {
            Some(ComponentType::U8) => 1,
            Some(ComponentType::U16) => 2,
            Some(ComponentType::U32) => 4,
            _ => 0,
        };
        if size == 0 || accessor.type_ != Valid(Type::Scalar) {
            return Err(refuse(format!("{what} of another type"), "unsigned whole numbers"));
        }
        // Little-endian, so the bytes that are not there are the high ones.
        let widen = |item: &[u8]| item.iter().rev().fold(0, |number, byte| number << 8 | u32::from(*byte));
        Ok(self.items(accessor, size, 1, what)?.map(widen).collect())
    }

    /// The bytes of each of an accessor's items, of `size` bytes and `numbers` numbers each.
    fn items(
        &mut self,
        accessor: &Accessor,
        size: usize,
        numbers: usize,
        what: &str,
    ) -> Result<impl Iterator<Item = &'a [u8]> + use<'a>, Refusal> {
        let count = usize::try_from(accessor.count.0).unwrap_or(usize::MAX);
        let left = self.numbers_left.checked_sub(count.saturating_mul(numbers));
        self.numbers_left = left.ok_or_else(|| {
            refuse(format!("{count} of {what}"), &format!("at most {} numbers in the file", limits::GLB_NUMBERS))
        })?;
        let view = accessor.buffer_view.as_ref().ok_or_else(|| refuse(format!("{what} nowhere"), "a buffer view"))?;
        let view = entry(&self.root.buffer_views, view, "buffer view")?;
        let stride = view.byte_stride.as_ref().map_or(size, |stride| stride.0).max(size);
        let start = offset(accessor.byte_offset.as_ref());
        let bytes = self.view(view)?.get(start..).filter(|bytes| spans(count, stride, size) <= bytes.len());
        let bytes = bytes.ok_or_else(|| {
            let found = format!("{count} of {what} from byte {start} of a view of {} bytes", view.byte_length.0);
            refuse(found, "all of them inside the view")
        })?;
        Ok((0..count).map(move |at| &bytes[at * stride..at * stride + size]))
    }

    /// The bytes of a view.
    pub fn view(&self, view: &buffer::View) -> Result<&'a [u8], Refusal> {
        let start = offset(view.byte_offset.as_ref());
        let length = usize::try_from(view.byte_length.0).unwrap_or(usize::MAX);
        let within = (view.buffer.value() == 0).then(|| self.bytes.get(start..start.checked_add(length)?)).flatten();
        within.ok_or_else(|| {
            let found = format!("a view of {length} bytes from byte {start} of a buffer of {}", self.bytes.len());
            refuse(found, "all of it inside the buffer")
        })
    }
}

fn component(accessor: &Accessor) -> Option<ComponentType> {
    match accessor.component_type {
        Valid(GenericComponentType(component)) => Some(component),
        _ => None,
    }
}

fn offset(offset: Option<&gltf_json::validation::USize64>) -> usize {
    offset.map_or(0, |offset| usize::try_from(offset.0).unwrap_or(usize::MAX))
}

/// Bytes from the start of the first item to the end of the last; more than there can be where that overflows.
fn spans(count: usize, stride: usize, size: usize) -> usize {
    count.checked_sub(1).map_or(0, |steps| steps.saturating_mul(stride).saturating_add(size))
}
