//! What must not be said by accident.
//!
//! It cannot be written to any file by way of serde:
//! ```compile_fail,E0277
//! use locus_model::Sensitive;
//! fn is_written<T: serde::Serialize>(_: &T) {}
//! is_written(&Sensitive::new("name".to_owned()));
//! ```
//! nor printed:
//! ```compile_fail,E0277
//! let name = locus_model::Sensitive::new("name".to_owned());
//! format!("{name}");
//! ```
//! nor taken for what it holds:
//! ```compile_fail,E0308
//! let name = locus_model::Sensitive::new("name".to_owned());
//! let text: &str = &name;
//! ```
//! Only by its one door, so that `grep reveal` lists every place where it is used:
//! ```
//! let name = locus_model::Sensitive::new("name".to_owned());
//! assert_eq!(name.reveal(), "name");
//! assert_eq!(format!("{name:?}"), "[withheld]");
//! ```

use std::fmt;
use zeroize::Zeroize;

/// A value without Serialize and Display, whose Debug tells nothing of it, and whose memory is cleared when it goes.
#[derive(Clone, PartialEq, Eq)]
pub struct Sensitive<T: Zeroize>(T);

impl<T: Zeroize> Sensitive<T> {
    /// From here on it is withheld.
    pub fn new(value: T) -> Self {
        Self(value)
    }

    /// The value, for whoever must have it.
    pub fn reveal(&self) -> &T {
        &self.0
    }
}

impl<T: Zeroize> fmt::Debug for Sensitive<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[withheld]")
    }
}

impl<T: Zeroize> Drop for Sensitive<T> {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::cell::Cell;
    use std::rc::Rc;

    #[test]
    fn debug_does_not_even_tell_how_long_it_is() {
        let shown = |text: &str| format!("{:?} {0:#?}", Some(Sensitive::new(text.to_owned())));
        assert_eq!(shown("a"), shown("a much longer secret"));
    }

    #[test]
    fn it_is_cleared_when_it_goes() {
        struct Watched(Rc<Cell<bool>>);
        impl Zeroize for Watched {
            fn zeroize(&mut self) {
                self.0.set(true);
            }
        }
        let cleared = Rc::new(Cell::new(false));
        drop(Sensitive::new(Watched(cleared.clone())));
        assert!(cleared.get());
    }
}
