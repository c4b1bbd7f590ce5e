//! Reads values from the bytes of a file, with limited nesting.

use super::{Dictionary, Fault, Object};

/// Nesting of lists and dictionaries.
const MAX_DEPTH: usize = 24;

pub(super) struct Scan<'a> {
    bytes: &'a [u8],
    pub at: usize,
}

fn is_space(byte: u8) -> bool {
    matches!(byte, 0 | b'\t' | b'\n' | 0x0c | b'\r' | b' ')
}

fn is_delimiter(byte: u8) -> bool {
    matches!(byte, b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%')
}

impl<'a> Scan<'a> {
    pub(super) fn new(bytes: &'a [u8], at: usize) -> Self {
        Self { bytes, at }
    }

    fn rest(&self) -> &'a [u8] {
        self.bytes.get(self.at..).unwrap_or_default()
    }

    fn peek(&self) -> Option<u8> {
        self.rest().first().copied()
    }

    pub(super) fn space(&mut self) {
        while let Some(byte) = self.peek() {
            match byte {
                byte if is_space(byte) => self.at += 1,
                b'%' => {
                    let line = self.rest().iter().position(|byte| matches!(byte, b'\r' | b'\n'));
                    self.at += line.unwrap_or(self.rest().len());
                }
                _ => return,
            }
        }
    }

    /// Reads exactly these bytes.
    pub(super) fn take(&mut self, expected: &[u8]) -> Result<(), Fault> {
        if !self.rest().starts_with(expected) {
            return Err(Fault::Foreign);
        }
        self.at += expected.len();
        Ok(())
    }

    /// Reads white space and a keyword.
    pub(super) fn word(&mut self, expected: &[u8]) -> Result<(), Fault> {
        self.space();
        self.take(expected)
    }

    /// Reads digits.
    pub(super) fn digits(&mut self) -> Result<u64, Fault> {
        let count = self.rest().iter().take_while(|byte| byte.is_ascii_digit()).count();
        let digits = self.rest().get(..count).and_then(|digits| std::str::from_utf8(digits).ok());
        let number = digits.and_then(|digits| digits.parse().ok()).ok_or(Fault::Foreign)?;
        self.at += count;
        Ok(number)
    }

    pub(super) fn object(&mut self) -> Result<Object, Fault> {
        self.nested(MAX_DEPTH)
    }

    fn nested(&mut self, depth: usize) -> Result<Object, Fault> {
        let depth = depth.checked_sub(1).ok_or(Fault::Foreign)?;
        self.space();
        match self.peek().ok_or(Fault::Foreign)? {
            b'<' if self.rest().starts_with(b"<<") => self.dictionary(depth).map(Object::Dictionary),
            b'<' => self.hex(),
            b'(' => self.string(),
            b'/' => self.name().map(Object::Name),
            b'[' => {
                self.at += 1;
                let mut items = Vec::new();
                loop {
                    self.space();
                    if self.peek() == Some(b']') {
                        self.at += 1;
                        return Ok(Object::Array(items));
                    }
                    items.push(self.nested(depth)?);
                }
            }
            b'0'..=b'9' | b'+' | b'-' | b'.' => self.number(),
            _ => {
                for (word, value) in
                    [("true", Object::Bool(true)), ("false", Object::Bool(false)), ("null", Object::Null)]
                {
                    if self.rest().starts_with(word.as_bytes()) {
                        self.at += word.len();
                        return Ok(value);
                    }
                }
                Err(Fault::Foreign)
            }
        }
    }

    fn dictionary(&mut self, depth: usize) -> Result<Dictionary, Fault> {
        self.take(b"<<")?;
        let mut found = Dictionary::default();
        loop {
            self.space();
            if self.rest().starts_with(b">>") {
                self.at += 2;
                return Ok(found);
            }
            let name = self.name()?;
            // A dictionary with the same name twice could be read in two ways.
            if found.0.iter().any(|(known, _)| *known == name) {
                return Err(Fault::Foreign);
            }
            let value = self.nested(depth)?;
            found.0.push((name, value));
        }
    }

    fn name(&mut self) -> Result<Vec<u8>, Fault> {
        self.take(b"/")?;
        let mut name = Vec::new();
        while let Some(byte) = self.peek() {
            if is_space(byte) || is_delimiter(byte) {
                break;
            }
            self.at += 1;
            if byte == b'#' {
                let pair = self.rest().get(..2).and_then(|pair| std::str::from_utf8(pair).ok());
                let byte = pair.and_then(|pair| u8::from_str_radix(pair, 16).ok()).ok_or(Fault::Foreign)?;
                name.push(byte);
                self.at += 2;
            } else {
                name.push(byte);
            }
        }
        Ok(name)
    }

    fn number(&mut self) -> Result<Object, Fault> {
        let start = self.at;
        let count = self.rest().iter().take_while(|byte| matches!(byte, b'0'..=b'9' | b'+' | b'-' | b'.')).count();
        self.at += count;
        let digits = self.bytes.get(start..self.at).unwrap_or_default();
        let text = std::str::from_utf8(digits).map_err(|_| Fault::Foreign)?;
        let Ok(number) = text.parse::<i64>() else {
            return text.parse::<f64>().map(|_| Object::Real(digits.to_vec())).map_err(|_| Fault::Foreign);
        };
        // "7 0 R" is one value.
        let after = self.at;
        if digits.iter().all(u8::is_ascii_digit) && self.rest().starts_with(b" 0 R") {
            self.at += 4;
            if self.peek().is_none_or(|byte| is_space(byte) || is_delimiter(byte)) {
                return u32::try_from(number).map(Object::Reference).map_err(|_| Fault::Foreign);
            }
            self.at = after;
        }
        Ok(Object::Integer(number))
    }

    fn hex(&mut self) -> Result<Object, Fault> {
        self.take(b"<")?;
        let count = self.rest().iter().position(|byte| *byte == b'>').ok_or(Fault::Foreign)?;
        let digits = self.rest().get(..count).unwrap_or_default();
        let mut bytes = Vec::with_capacity(count / 2);
        if !count.is_multiple_of(2) {
            return Err(Fault::Foreign);
        }
        for pair in digits.chunks_exact(2) {
            let digit = |byte: u8| char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
            let (Some(high), Some(low)) = (digit(pair[0]), digit(pair[1])) else { return Err(Fault::Foreign) };
            bytes.push(high << 4 | low);
        }
        self.at += count + 1;
        Ok(Object::Hex(bytes))
    }

    fn string(&mut self) -> Result<Object, Fault> {
        self.take(b"(")?;
        let mut bytes = Vec::new();
        let mut open = 1_usize;
        loop {
            let byte = self.peek().ok_or(Fault::Foreign)?;
            self.at += 1;
            match byte {
                b'(' => open += 1,
                b')' => {
                    open -= 1;
                    if open == 0 {
                        return Ok(Object::String(bytes));
                    }
                }
                b'\\' => {
                    bytes.extend(self.escaped()?);
                    continue;
                }
                _ => {}
            }
            bytes.push(byte);
        }
    }

    fn escaped(&mut self) -> Result<Option<u8>, Fault> {
        let byte = self.peek().ok_or(Fault::Foreign)?;
        self.at += 1;
        Ok(Some(match byte {
            b'n' => b'\n',
            b'r' => b'\r',
            b't' => b'\t',
            b'b' => 8,
            b'f' => 12,
            b'(' | b')' | b'\\' => byte,
            b'0'..=b'7' => {
                let mut code = u32::from(byte - b'0');
                for _ in 0..2 {
                    match self.peek() {
                        Some(digit @ b'0'..=b'7') => {
                            code = code * 8 + u32::from(digit - b'0');
                            self.at += 1;
                        }
                        _ => break,
                    }
                }
                u8::try_from(code).map_err(|_| Fault::Foreign)?
            }
            _ => return Err(Fault::Foreign),
        }))
    }
}
