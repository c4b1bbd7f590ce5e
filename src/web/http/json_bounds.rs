//! Limits of a JSON body, checked before it is parsed: depth, number of values, length of names. Without them a small
//! body could expand to gigabytes of names.

use super::failure::Failure;

/// Deepest nesting. More than any request of a contract needs.
const MAX_DEPTH: usize = 16;
/// At most this many values in one body, including objects and lists.
const MAX_VALUES: usize = 10_000;
/// Longest name in bytes, as written.
const MAX_NAME_BYTES: usize = 200;

/// Parses a body as JSON within the limits.
///
/// # Errors
/// If it exceeds a limit or is not JSON.
pub(super) fn read(bytes: &[u8]) -> Result<serde_json::Value, Failure> {
    check(bytes).map_err(Failure::TooLarge)?;
    serde_json::from_slice(bytes).map_err(|error| Failure::BadRequest(format!("The body is not valid JSON: {error}.")))
}

/// Checks the limits in one pass over the bytes. It does not validate: bytes that this pass counts wrongly are no valid
/// JSON, and the parser refuses them.
///
/// # Errors
/// Which limit is exceeded, in words.
fn check(bytes: &[u8]) -> Result<(), String> {
    let (mut depth, mut values) = (0_usize, 1_usize);
    let mut rest = bytes.iter().enumerate();
    while let Some((at, byte)) = rest.next() {
        match byte {
            b'{' | b'[' => {
                depth += 1;
                values += 1;
                if depth > MAX_DEPTH {
                    return Err(format!("The body nests more than {MAX_DEPTH} levels."));
                }
            }
            b'}' | b']' => depth = depth.saturating_sub(1),
            b',' => values += 1,
            b'"' => {
                let mut end = at;
                while let Some((ctx, byte)) = rest.next() {
                    match byte {
                        b'\\' => drop(rest.next()),
                        b'"' => {
                            end = ctx;
                            break;
                        }
                        _ => {}
                    }
                }
                let is_name = bytes.get(end + 1..).unwrap_or_default().iter().find(|byte| !byte.is_ascii_whitespace());
                if is_name == Some(&b':') && end.saturating_sub(at + 1) > MAX_NAME_BYTES {
                    return Err(format!("The name of a field is longer than {MAX_NAME_BYTES} bytes."));
                }
            }
            _ => {}
        }
        if values > MAX_VALUES {
            return Err(format!("The body holds more than {MAX_VALUES} values."));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_contracts_send_is_within_bounds() {
        for body in [
            "",
            "{}",
            r#"{"a": 1, "b": [1, 2, {"c": "x"}]}"#,
            r#"{"text": "a \" b { [ , : \\", "n": null}"#,
            &format!(r#"{{"text": "{}"}}"#, "long ".repeat(100_000)),
        ] {
            assert_eq!(check(body.as_bytes()), Ok(()), "{:.80}", body);
        }
    }

    #[test]
    fn what_unfolds_is_refused() {
        let long_name = format!(r#"{{"{}": {{"a": 1}}}}"#, "k".repeat(MAX_NAME_BYTES + 1));
        let escaped = format!(r#"{{"{}" : 1}}"#, r"\u0041".repeat(MAX_NAME_BYTES));
        let deep = "[".repeat(MAX_DEPTH + 1);
        let deep_things = r#"{"a":"#.repeat(MAX_DEPTH + 1);
        let wide = format!("[{}0]", "0,".repeat(MAX_VALUES));
        let things = format!("[{}{{}}]", "{},".repeat(MAX_VALUES));
        for body in [long_name, escaped, deep, deep_things, wide, things] {
            assert!(check(body.as_bytes()).is_err(), "{body:.80}");
        }
    }

    #[test]
    fn broken_text_neither_panics_nor_loops() {
        for body in ["\"", "\"\\", "\"\\\"", "{\"a\"", "]]]]", "\u{feff}{}"] {
            let _ = check(body.as_bytes());
        }
    }
}
