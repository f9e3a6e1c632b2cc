//! Text that opens something: never cloned, printed or logged, wiped when dropped.

use alloc::string::String;
use core::fmt;
use zeroize::Zeroizing;

/// A secret string. It has no `Clone` and no `Display`, its `Debug` is redacted, and its memory
/// is overwritten when it is dropped.
pub struct Secret(Zeroizing<String>);

impl Secret {
    /// Takes the text over; no copy is made.
    pub fn new(text: String) -> Self {
        Self(Zeroizing::new(text))
    }

    /// The secret itself. Every call of this is a place to look at in a review.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}

macro_rules! secret_newtype {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug)]
        pub struct $name($crate::proto::secret::Secret);

        impl $name {
            /// Takes the text over; no copy is made.
            pub fn new(text: alloc::string::String) -> Self {
                Self($crate::proto::secret::Secret::new(text))
            }

            /// The secret itself.
            pub fn expose(&self) -> &str {
                self.0.expose()
            }
        }
    };
}
pub(crate) use secret_newtype;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debug_is_redacted() {
        let secret = Secret::new("ya29.canary".into());
        assert_eq!(format!("{secret:?}"), "[redacted]");
        assert_eq!(secret.expose(), "ya29.canary");
    }
}
