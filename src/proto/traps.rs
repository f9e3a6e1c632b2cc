//! Deliberate traps, for tests of what JavaScript does about one; never in a build that is shipped.

use core::sync::atomic::{AtomicUsize, Ordering};

/// Where a trap can be planned, by its name in tests.
pub const SITES: [&str; 6] = [
    "before an await",
    "after an await",
    "in a refresh",
    "in dispose",
    "in a cache's callback",
    "by a full stack",
];

const NONE: usize = SITES.len();
static PLANNED: AtomicUsize = AtomicUsize::new(NONE);

/// Plans a trap where [`at`] is next called with this name.
pub fn plan(site: &str) {
    let index = SITES.iter().position(|name| *name == site);
    PLANNED.store(index.unwrap_or(NONE), Ordering::Relaxed);
}

/// Traps where that was planned.
#[allow(clippy::panic, reason = "it is what this is for")]
pub fn at(site: &str) {
    let planned = SITES.get(PLANNED.load(Ordering::Relaxed));
    if planned != Some(&site) {
        return;
    }
    if site == "by a full stack" {
        core::hint::black_box(deeper(1));
    }
    panic!("planned");
}

/// In a way that no compiler turns into a loop.
fn deeper(depth: u32) -> u32 {
    match depth {
        0 => 0,
        depth => deeper(depth.wrapping_add(2)).rotate_left(depth & 7) ^ depth,
    }
}
