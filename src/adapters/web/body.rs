use alloc::vec::Vec;
use js_sys::Uint8Array;
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
    let mut bytes = Vec::new();
    let Some(stream) = stream else {
        return Ok(bytes);
    };
    let reader: ReadableStreamDefaultReader = stream.get_reader().dyn_into()?;
    while bytes.len() <= limit {
        let result = JsFuture::from(reader.read()).await?;
        let result: ReadableStreamReadResult = result.unchecked_into();
        if result.get_done().unwrap_or(true) {
            return Ok(bytes);
        }
        bytes.extend(Uint8Array::new(&result.get_value()).to_vec());
    }
    bytes.truncate(limit + 1);
    // What is left is of no interest; a failure to cancel is neither.
    let _ = JsFuture::from(reader.cancel()).await;
    Ok(bytes)
}
