use super::within;
use alloc::vec::Vec;
use core::time::Duration;
use js_sys::{Array, Promise, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{ReadableStream, ReadableStreamDefaultReader, ReadableStreamReadResult};

/// Reads a body up to `limit` bytes; of a longer one, exactly `limit + 1`, so that the caller can
/// tell.
///
/// # Errors
/// What the stream throws: the connection was cut, or the time is up.
pub async fn read_bounded(
    stream: Option<ReadableStream>,
    limit: usize,
) -> Result<Vec<u8>, JsValue> {
    match stream {
        Some(stream) => read(&reader(&stream)?, limit).await,
        None => Ok(Vec::new()),
    }
}

/// The same; `None` where it takes longer than `span`.
pub async fn read_within(
    stream: Option<ReadableStream>,
    limit: usize,
    span: Duration,
) -> Option<Result<Vec<u8>, JsValue>> {
    let reader = match stream.as_ref().map(reader) {
        None => return Some(Ok(Vec::new())),
        Some(Err(thrown)) => return Some(Err(thrown)),
        Some(Ok(reader)) => reader,
    };
    let bytes = within(span, read(&reader, limit)).await;
    if bytes.is_none() {
        cancel(&reader);
    }
    bytes
}

fn reader(stream: &ReadableStream) -> Result<ReadableStreamDefaultReader, JsValue> {
    Ok(stream.get_reader().dyn_into()?)
}

async fn read(reader: &ReadableStreamDefaultReader, limit: usize) -> Result<Vec<u8>, JsValue> {
    let mut bytes = Vec::new();
    while bytes.len() <= limit {
        let result = JsFuture::from(reader.read()).await?;
        let result: ReadableStreamReadResult = result.unchecked_into();
        if result.get_done().unwrap_or(true) {
            return Ok(bytes);
        }
        // A chunk may be the whole of a huge body: no more of it comes in than there is room for.
        let chunk: Uint8Array = result.get_value().dyn_into()?;
        let room = u32::try_from(limit.saturating_sub(bytes.len())).unwrap_or(u32::MAX);
        let taken = chunk.length().min(room.saturating_add(1));
        bytes.extend(chunk.subarray(0, taken).to_vec());
    }
    cancel(reader);
    Ok(bytes)
}

/// What is left is of no interest; a failure to cancel is neither, and nobody waits for it: not a
/// `JsFuture`, which stays until its promise is kept, and the request may end before.
fn cancel(reader: &ReadableStreamDefaultReader) {
    let _ = Promise::all_settled(&Array::of1(&reader.cancel()));
}
