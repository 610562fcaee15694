//! SQLite: what is too long for its page and goes on elsewhere in the file, put together. Everything else, free pages
//! too, stands in the file as it is.

use super::Part;

/// The header of the file, which takes room on the first page.
const HEADER: usize = 100;

/// The payload of every cell that overflows.
pub fn parts(bytes: &[u8]) -> Vec<Part> {
    let Some(size) = number::<2>(bytes, 16).map(|size| if size == 1 { 65536 } else { size }) else { return Vec::new() };
    if size < 512 {
        return Vec::new();
    }
    let book = Book { bytes, size, usable: size - bytes.get(20).map_or(0, |reserved| usize::from(*reserved)) };
    (0..bytes.len() / size).flat_map(|page| book.overflowing(page)).collect()
}

struct Book<'a> {
    bytes: &'a [u8],
    size: usize,
    usable: usize,
}

impl Book<'_> {
    fn overflowing(&self, page: usize) -> Vec<Part> {
        let bytes = &self.bytes[page * self.size..][..self.size];
        let head = if page == 0 { HEADER } else { 0 };
        // Leaves of tables, leaves of indices, inner pages of indices; no other page has payload.
        let (is_table, cells_at, child) = match bytes[head] {
            0x0D => (true, head + 8, 0),
            0x0A => (false, head + 8, 0),
            0x02 => (false, head + 12, 4),
            _ => return Vec::new(),
        };
        let count = number::<2>(bytes, head + 3).unwrap_or(0);
        let cells = (0..count).filter_map(|i| number::<2>(bytes, cells_at + 2 * i));
        let whole = cells.filter_map(|at| self.payload(bytes, at + child, is_table));
        whole.map(|payload| (format!("a record of page {}", page + 1), payload)).collect()
    }

    /// The whole payload of a cell; nothing where it lies on its page as a whole.
    fn payload(&self, page: &[u8], at: usize, is_table: bool) -> Option<Vec<u8>> {
        let (length, mut at) = varint(page, at)?;
        if is_table {
            at = varint(page, at)?.1;
        }
        let least = (self.usable - 12) * 32 / 255 - 23;
        let most = if is_table { self.usable - 35 } else { (self.usable - 12) * 64 / 255 - 23 };
        if length <= most || length > self.bytes.len() {
            return None;
        }
        let some = least + (length - least) % (self.usable - 4);
        let local = if some <= most { some } else { least };
        let mut payload = page.get(at..at + local)?.to_vec();
        let mut next = number::<4>(page, at + local)?;
        while next > 0 && payload.len() < length {
            let page = self.bytes.get((next - 1) * self.size..next * self.size)?;
            payload.extend(&page[4..self.usable]);
            next = number::<4>(page, 0)?;
        }
        payload.truncate(length);
        Some(payload)
    }
}

fn number<const N: usize>(bytes: &[u8], at: usize) -> Option<usize> {
    let digits = bytes.get(at..at + N)?;
    Some(digits.iter().fold(0, |number, digit| number << 8 | usize::from(*digit)))
}

/// A number of SQLite's own: seven bits a byte, and where it ends.
fn varint(bytes: &[u8], mut at: usize) -> Option<(usize, usize)> {
    let mut value = 0;
    for _ in 0..9 {
        let byte = usize::from(*bytes.get(at)?);
        at += 1;
        value = value << 7 | byte & 0x7F;
        if byte < 0x80 {
            break;
        }
    }
    Some((value, at))
}
