//! Two numbers side by side: lane 0 belongs to p, lane 1 to q. The same steps for both, no carry
//! from one to the other.

pub(super) use imp::{Floats, Ints};

#[cfg(all(target_arch = "wasm32", target_feature = "relaxed-simd"))]
mod imp {
    #[cfg(feature = "faults")]
    use core::arch::wasm32::v128_xor;
    use core::arch::wasm32::{
        f64x2, f64x2_add, f64x2_extract_lane, f64x2_relaxed_madd, f64x2_sub, i64x2, i64x2_add,
        u64x2_shr, v128, v128_and, v128_or,
    };

    #[derive(Clone, Copy)]
    pub(in super::super) struct Floats(v128);

    #[derive(Clone, Copy)]
    pub(in super::super) struct Ints(v128);

    impl Floats {
        #[inline(always)]
        pub(in super::super) const fn new(p: f64, q: f64) -> Self {
            Self(f64x2(p, q))
        }

        /// `self * b + c`, rounded once where the engine fuses it.
        #[inline(always)]
        pub(in super::super) fn mul_add(self, b: Self, c: Self) -> Self {
            Self(f64x2_relaxed_madd(self.0, b.0, c.0))
        }

        #[inline(always)]
        pub(in super::super) fn add(self, b: Self) -> Self {
            Self(f64x2_add(self.0, b.0))
        }

        #[inline(always)]
        pub(in super::super) fn sub(self, b: Self) -> Self {
            Self(f64x2_sub(self.0, b.0))
        }

        #[inline(always)]
        pub(in super::super) fn bits(self) -> Ints {
            Ints(self.0)
        }

        pub(in super::super) fn lanes(self) -> [f64; 2] {
            [
                f64x2_extract_lane::<0>(self.0),
                f64x2_extract_lane::<1>(self.0),
            ]
        }
    }

    impl Ints {
        #[inline(always)]
        pub(in super::super) const fn new(p: i64, q: i64) -> Self {
            Self(i64x2(p, q))
        }

        #[inline(always)]
        pub(in super::super) fn add(self, b: Self) -> Self {
            Self(i64x2_add(self.0, b.0))
        }

        #[inline(always)]
        pub(in super::super) fn and(self, b: Self) -> Self {
            Self(v128_and(self.0, b.0))
        }

        #[inline(always)]
        pub(in super::super) fn or(self, b: Self) -> Self {
            Self(v128_or(self.0, b.0))
        }

        #[cfg(feature = "faults")]
        pub(in super::super) fn xor(self, b: Self) -> Self {
            Self(v128_xor(self.0, b.0))
        }

        /// Logical shift.
        #[inline(always)]
        pub(in super::super) fn shr(self, by: u32) -> Self {
            Self(u64x2_shr(self.0, by))
        }

        #[inline(always)]
        pub(in super::super) fn floats(self) -> Floats {
            Floats(self.0)
        }
    }
}

/// The same without vectors, for native tests of the arithmetic.
#[cfg(not(all(target_arch = "wasm32", target_feature = "relaxed-simd")))]
mod imp {
    #[cfg(not(target_arch = "wasm32"))]
    fn mul_add(a: f64, b: f64, c: f64) -> f64 {
        a.mul_add(b, c)
    }

    /// WebAssembly without relaxed SIMD has none that rounds once: `is_fused` says so.
    #[cfg(target_arch = "wasm32")]
    const fn mul_add(a: f64, b: f64, c: f64) -> f64 {
        a * b + c
    }

    #[derive(Clone, Copy)]
    pub(in super::super) struct Floats([f64; 2]);

    #[derive(Clone, Copy)]
    pub(in super::super) struct Ints([i64; 2]);

    impl Floats {
        pub(in super::super) const fn new(p: f64, q: f64) -> Self {
            Self([p, q])
        }

        pub(in super::super) fn mul_add(self, b: Self, c: Self) -> Self {
            let ([a0, a1], [b0, b1], [c0, c1]) = (self.0, b.0, c.0);
            Self([mul_add(a0, b0, c0), mul_add(a1, b1, c1)])
        }

        pub(in super::super) fn add(self, b: Self) -> Self {
            let ([a0, a1], [b0, b1]) = (self.0, b.0);
            Self([a0 + b0, a1 + b1])
        }

        pub(in super::super) fn sub(self, b: Self) -> Self {
            let ([a0, a1], [b0, b1]) = (self.0, b.0);
            Self([a0 - b0, a1 - b1])
        }

        pub(in super::super) fn bits(self) -> Ints {
            Ints(self.0.map(|lane| lane.to_bits().cast_signed()))
        }

        pub(in super::super) fn lanes(self) -> [f64; 2] {
            self.0
        }
    }

    impl Ints {
        pub(in super::super) const fn new(p: i64, q: i64) -> Self {
            Self([p, q])
        }

        pub(in super::super) fn add(self, b: Self) -> Self {
            let ([a0, a1], [b0, b1]) = (self.0, b.0);
            Self([a0.wrapping_add(b0), a1.wrapping_add(b1)])
        }

        pub(in super::super) fn and(self, b: Self) -> Self {
            let ([a0, a1], [b0, b1]) = (self.0, b.0);
            Self([a0 & b0, a1 & b1])
        }

        pub(in super::super) fn or(self, b: Self) -> Self {
            let ([a0, a1], [b0, b1]) = (self.0, b.0);
            Self([a0 | b0, a1 | b1])
        }

        #[cfg(feature = "faults")]
        pub(in super::super) fn xor(self, b: Self) -> Self {
            let ([a0, a1], [b0, b1]) = (self.0, b.0);
            Self([a0 ^ b0, a1 ^ b1])
        }

        pub(in super::super) fn shr(self, by: u32) -> Self {
            Self(
                self.0
                    .map(|lane| (lane.cast_unsigned() >> by).cast_signed()),
            )
        }

        pub(in super::super) fn floats(self) -> Floats {
            Floats(self.0.map(|lane| f64::from_bits(lane.cast_unsigned())))
        }
    }
}

impl Floats {
    #[inline(always)]
    pub(super) const fn splat(x: f64) -> Self {
        Self::new(x, x)
    }
}

impl Default for Floats {
    fn default() -> Self {
        Self::splat(0.0)
    }
}

/// So that numbers are wiped when they are dropped.
impl zeroize::DefaultIsZeroes for Floats {}

impl Ints {
    #[inline(always)]
    pub(super) const fn splat(x: i64) -> Self {
        Self::new(x, x)
    }
}

/// Whether the engine's multiply-add rounds once. An unfused one would lose the low half of every
/// product, so nothing here may be used with it.
pub(super) fn is_fused() -> bool {
    let tiny = f64::EPSILON / 2.0;
    // (1 + t)(1 - t) - 1 is -t * t exactly; rounded in between it is 0.
    let [above, below, one] = core::hint::black_box([1.0 + 2.0 * tiny, 1.0 - 2.0 * tiny, -1.0]);
    let result = Floats::splat(above).mul_add(Floats::splat(below), Floats::splat(one));
    result.lanes() == [-4.0 * tiny * tiny; 2]
}
