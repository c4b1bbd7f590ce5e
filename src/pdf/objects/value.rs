//! Values in a PDF file.

/// A value. Numbers keep their original digits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Object {
    /// `null`
    Null,
    /// `true`, `false`
    Bool(bool),
    /// A whole number.
    Integer(i64),
    /// Any other number, as written.
    Real(Vec<u8>),
    /// A string of bytes.
    String(Vec<u8>),
    /// A string of bytes, written in hexadecimal.
    Hex(Vec<u8>),
    /// A name, without its slash.
    Name(Vec<u8>),
    /// A list of values.
    Array(Vec<Object>),
    /// Names and values.
    Dictionary(Dictionary),
    /// Another object of the file, by number.
    Reference(u32),
}

/// Names and values, in the order of the file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Dictionary(pub(super) Vec<(Vec<u8>, Object)>);

impl Dictionary {
    /// The value of a name.
    pub fn get(&self, name: &str) -> Option<&Object> {
        self.0.iter().find(|(known, _)| known == name.as_bytes()).map(|(_, value)| value)
    }

    /// Sets a name; keeps its place if it exists.
    pub fn set(&mut self, name: &str, value: Object) {
        match self.0.iter_mut().find(|(known, _)| known == name.as_bytes()) {
            Some((_, old)) => *old = value,
            None => self.0.push((name.as_bytes().to_vec(), value)),
        }
    }

    /// Sets a name; for building.
    pub fn with(mut self, name: &str, value: Object) -> Self {
        self.set(name, value);
        self
    }

    /// Removes a name.
    pub fn remove(&mut self, name: &str) -> Option<Object> {
        let at = self.0.iter().position(|(known, _)| known == name.as_bytes())?;
        Some(self.0.remove(at).1)
    }

    /// Whether a name has this value.
    pub fn is(&self, name: &str, value: &str) -> bool {
        matches!(self.get(name), Some(Object::Name(found)) if found == value.as_bytes())
    }
}

impl Object {
    /// A name.
    pub fn name(name: &str) -> Self {
        Self::Name(name.as_bytes().to_vec())
    }

    /// Text for people: as it is if it is ASCII, else UTF-16.
    pub fn text(text: &str) -> Self {
        if text.bytes().all(|byte| (0x20..0x7f).contains(&byte)) {
            return Self::String(text.as_bytes().to_vec());
        }
        let units = text.encode_utf16().flat_map(u16::to_be_bytes);
        Self::String([0xfe, 0xff].into_iter().chain(units).collect())
    }

    /// The text of a string that was created by [`Object::text`].
    pub fn words(&self) -> Option<String> {
        let (Self::String(bytes) | Self::Hex(bytes)) = self else { return None };
        match bytes.strip_prefix(&[0xfe, 0xff]) {
            Some(units) => {
                let units: Vec<u16> =
                    units.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]])).collect();
                String::from_utf16(&units).ok()
            }
            None => String::from_utf8(bytes.clone()).ok(),
        }
    }

    /// The value as a dictionary, if it is one.
    pub fn dictionary(&self) -> Option<&Dictionary> {
        match self {
            Self::Dictionary(dictionary) => Some(dictionary),
            _ => None,
        }
    }

    /// The value as a list, if it is one.
    pub fn array(&self) -> Option<&[Object]> {
        match self {
            Self::Array(array) => Some(array),
            _ => None,
        }
    }

    /// The value as an integer, if it is one.
    pub fn integer(&self) -> Option<i64> {
        match self {
            Self::Integer(number) => Some(*number),
            _ => None,
        }
    }

    /// The number of the object it refers to, if it is a reference.
    pub fn reference(&self) -> Option<u32> {
        match self {
            Self::Reference(number) => Some(*number),
            _ => None,
        }
    }

    /// Writes the value in the syntax of PDF.
    pub fn write(&self, out: &mut Vec<u8>) {
        match self {
            Self::Null => out.extend_from_slice(b"null"),
            Self::Bool(value) => out.extend_from_slice(value.to_string().as_bytes()),
            Self::Integer(number) => out.extend_from_slice(number.to_string().as_bytes()),
            Self::Real(digits) => out.extend_from_slice(digits),
            Self::String(bytes) => {
                out.push(b'(');
                for byte in bytes {
                    match byte {
                        b'(' | b')' | b'\\' => out.extend_from_slice(&[b'\\', *byte]),
                        b'\r' => out.extend_from_slice(b"\\r"),
                        b'\n' => out.extend_from_slice(b"\\n"),
                        byte => out.push(*byte),
                    }
                }
                out.push(b')');
            }
            Self::Hex(bytes) => {
                out.push(b'<');
                bytes.iter().for_each(|byte| out.extend_from_slice(format!("{byte:02X}").as_bytes()));
                out.push(b'>');
            }
            Self::Name(name) => write_name(name, out),
            Self::Array(items) => {
                out.push(b'[');
                for (at, item) in items.iter().enumerate() {
                    if at > 0 {
                        out.push(b' ');
                    }
                    item.write(out);
                }
                out.push(b']');
            }
            Self::Dictionary(Dictionary(entries)) => {
                out.extend_from_slice(b"<<");
                for (name, value) in entries {
                    write_name(name, out);
                    out.push(b' ');
                    value.write(out);
                }
                out.extend_from_slice(b">>");
            }
            Self::Reference(number) => out.extend_from_slice(format!("{number} 0 R").as_bytes()),
        }
    }
}

fn write_name(name: &[u8], out: &mut Vec<u8>) {
    out.push(b'/');
    for byte in name {
        if byte.is_ascii_graphic() && !b"()<>[]{}/%#".contains(byte) {
            out.push(*byte);
        } else {
            out.extend_from_slice(format!("#{byte:02X}").as_bytes());
        }
    }
}
