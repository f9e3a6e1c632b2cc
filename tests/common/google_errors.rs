//! Google's error answers as collected in `tests/vectors/google_errors.json`, and how they vary.

use super::{list, vectors};
use serde_json::Value;

/// The rows of a table.
pub(crate) fn rows(table: &str) -> Vec<Value> {
    list(&vectors("google_errors.json"), table).to_vec()
}

/// The descriptions under which a row is seen: as collected, its variants, anything for `<any>`.
pub(crate) fn descriptions(row: &Value, field: &str) -> Vec<String> {
    let variants = row["variants"].as_array().into_iter().flatten();
    let collected = std::iter::once(&row[field]).chain(variants);
    let filled = collected
        .filter_map(Value::as_str)
        .flat_map(|seen| match seen {
            "<any>" => vec![String::new(), "Something not seen before.".into()],
            seen => vec![seen.replace("<value>", "refresh").replace("<n>", "421907")],
        });
    filled
        .flat_map(|description| spellings(&description))
        .collect()
}

/// One description in the ways in which Google has varied such texts.
fn spellings(description: &str) -> Vec<String> {
    let plain = description.replace("&quot;", "\"");
    let first_word = plain.split(' ').next().unwrap_or_default();
    let quoted =
        |quote: &str| plain.replacen(first_word, &format!("{quote}{first_word}{quote}"), 1);
    vec![
        description.into(),
        plain.to_uppercase(),
        plain.to_lowercase(),
        format!("  {plain}\n"),
        format!("{}.", plain.trim_end_matches('.')),
        plain.trim_end_matches('.').into(),
        plain.replace(['\'', '"'], ""),
        quoted("'"),
        quoted("\""),
        quoted("&quot;"),
        quoted("&#39;"),
    ]
}
