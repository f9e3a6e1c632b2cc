use super::WebPlatform;
use crate::ports::Clock;
use crate::proto::time::{UnixTime, millis};
use core::future::poll_fn;
use core::pin::pin;
use core::task::Poll;
use core::time::Duration;
use js_sys::{Date, Function, Promise};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_name = setTimeout, catch)]
    fn set_timeout(callback: &Function, millis: u32) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(js_name = clearTimeout)]
    fn clear_timeout(timer: &JsValue);
}

impl Clock for WebPlatform {
    fn now(&self) -> UnixTime {
        UnixTime::from_date(Date::now())
    }

    async fn sleep(&self, span: Duration) {
        Timer::new(span).end().await;
    }
}

/// What `work` comes to, or nothing where it takes longer than `span`.
pub async fn within<T>(span: Duration, work: impl Future<Output = T>) -> Option<T> {
    let timer = Timer::new(span);
    let (mut work, mut late) = (pin!(work), pin!(timer.end()));
    poll_fn(|context| match work.as_mut().poll(context) {
        Poll::Ready(done) => Poll::Ready(Some(done)),
        Poll::Pending => late.as_mut().poll(context).map(|()| None),
    })
    .await
}

/// One that goes away with whoever waits for it: most waits end long before their time is up.
struct Timer {
    id: JsValue,
    promise: Promise,
    resolve: Function,
}

impl Timer {
    fn new(span: Duration) -> Self {
        let (promise, resolve) = open();
        let id = set_timeout(&resolve, millis(span)).unwrap_or_else(|_| {
            // Without a timer (at a Worker's start-up) waiting is left out.
            let _ = resolve.call0(&JsValue::UNDEFINED);
            JsValue::UNDEFINED
        });
        Self {
            id,
            promise,
            resolve,
        }
    }

    async fn end(&self) {
        let _ = JsFuture::from(self.promise.clone()).await;
    }
}

/// A promise, and what keeps it.
fn open() -> (Promise, Function) {
    let mut keep = JsValue::UNDEFINED;
    let promise = Promise::new(&mut |resolve, _| keep = resolve.into());
    (promise, keep.unchecked_into())
}

/// The promise is kept as well: one that never is would hold what waits for it for ever.
impl Drop for Timer {
    fn drop(&mut self) {
        clear_timeout(&self.id);
        let _ = self.resolve.call0(&JsValue::UNDEFINED);
    }
}
