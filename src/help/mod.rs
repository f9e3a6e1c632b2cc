//! For somebody who is stuck: what an error means, and what is wrong with an assertion, a token or a
//! key file. It stands beside the mint and reads what that is made of; no mint needs it.

pub mod explain;
pub mod inspect;
