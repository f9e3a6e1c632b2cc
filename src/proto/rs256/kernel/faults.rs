//! Where tests turn bits over, to see that nothing wrong leaves: with the feature `faults`, which no
//! build that is shipped has. Without it these calls are nothing.

/// A place within the private-key operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Site {
    /// The blinding factor.
    BlindingFactor,
    /// Its inverse.
    BlindingInverse,
    /// qInv, as it is multiplied by.
    Coefficient,
    /// The power in the middle of the exponentiation: either lane.
    Power,
    /// The number that the two residues were made into.
    Recombination,
    /// What the exponentiation gave: either lane.
    Residues,
    /// The table of powers.
    Table,
}

#[cfg(feature = "faults")]
pub use planned::{Fault, plan};
#[cfg(feature = "faults")]
pub(super) use planned::{strike_digits, strike_words};

#[cfg(feature = "faults")]
mod planned {
    use super::Site;
    use crate::proto::rs256::kernel::lanes::{Floats, Ints};
    use core::cell::Cell;

    /// One bit that turns over.
    #[derive(Clone, Copy, Debug)]
    pub struct Fault {
        /// Where.
        pub site: Site,
        /// Which bit of all that are there, counted around.
        pub bit: usize,
        /// Every time, not once only.
        pub lasting: bool,
    }

    thread_local! {
        static PLAN: Cell<Option<Fault>> = const { Cell::new(None) };
    }

    /// What is to happen from now on; `None` is nothing.
    pub fn plan(fault: Option<Fault>) {
        PLAN.set(fault);
    }

    fn due(site: Site) -> Option<usize> {
        let fault = PLAN.get().filter(|fault| fault.site == site)?;
        if !fault.lasting {
            PLAN.set(None);
        }
        Some(fault.bit)
    }

    pub(in super::super) fn strike_words(site: Site, words: &mut [u32]) {
        let Some(bit) = due(site) else { return };
        let at = (bit / 32).checked_rem(words.len());
        if let Some(word) = at.and_then(|at| words.get_mut(at)) {
            *word ^= 1 << (bit % 32);
        }
    }

    pub(in super::super) fn strike_digits(site: Site, digits: &mut [Floats]) {
        let Some(bit) = due(site) else { return };
        let at = (bit / 128).checked_rem(digits.len());
        if let Some(digit) = at.and_then(|at| digits.get_mut(at)) {
            let flip = 1 << (bit % 64);
            let (p, q) = if bit % 128 < 64 { (flip, 0) } else { (0, flip) };
            *digit = digit.bits().xor(Ints::new(p, q)).floats();
        }
    }
}

#[cfg(not(feature = "faults"))]
mod none {
    use super::Site;
    use crate::proto::rs256::kernel::lanes::Floats;

    pub(in super::super) const fn strike_words(_: Site, _: &mut [u32]) {}
    pub(in super::super) const fn strike_digits(_: Site, _: &mut [Floats]) {}
}
#[cfg(not(feature = "faults"))]
pub(super) use none::{strike_digits, strike_words};
