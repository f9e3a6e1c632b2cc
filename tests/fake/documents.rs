//! What the fake network has under the URLs that are fetched, not posted to.

use super::{FakePlatform, Script, let_others_run};
use edgemint::ports::{Clock, Document, Documents, NoResponse};
use std::cell::RefCell;
use std::collections::VecDeque;
use std::time::Duration;

#[derive(Default)]
pub(super) struct Served {
    script: RefCell<VecDeque<Script>>,
    fetched: RefCell<Vec<String>>,
}

impl FakePlatform {
    /// Answers what is fetched from now on, item by item; the last one stays.
    pub fn serve(&self, script: impl IntoIterator<Item = Script>) {
        *self.0.documents.script.borrow_mut() = script.into_iter().collect();
    }

    /// The URLs that were fetched.
    pub fn fetched(&self) -> Vec<String> {
        self.0.documents.fetched.borrow().clone()
    }

    fn next_document(&self) -> Script {
        let mut script = self.0.documents.script.borrow_mut();
        match script.len() {
            0 | 1 => script.front().cloned().unwrap_or(Script::NoResponse),
            _ => script.pop_front().unwrap(),
        }
    }
}

impl Documents for FakePlatform {
    async fn get(
        &self,
        url: &str,
        timeout: Duration,
        limit: usize,
    ) -> Result<Document, NoResponse> {
        self.0.documents.fetched.borrow_mut().push(url.to_owned());
        let_others_run().await;
        loop {
            match self.next_document() {
                Script::Takes(span) => {
                    self.sleep(span.min(timeout)).await;
                    if span >= timeout {
                        return Err(NoResponse);
                    }
                }
                Script::NoResponse => return Err(NoResponse),
                Script::Answer { status, body, .. } => {
                    let mut body = body.into_bytes();
                    body.truncate(limit + 1);
                    return Ok(Document { status, body });
                }
            }
        }
    }
}
