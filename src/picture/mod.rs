//! Pictures of brands: whatever was sent becomes a PNG of pixels that were drawn here, of a sensible size, with
//! nothing else in it. Bytes in, bytes out.
//!
//! [`make`] works in this process, for pictures of our own. What strangers send goes through [`apart`]: a process of its
//! own that can be ended, which no thread can be.

pub mod apart;
mod raster;
mod vector;

/// The largest file that is looked at, in bytes.
pub const MAX_BYTES: usize = 2 * 1024 * 1024;
/// The longest side of a picture that is decoded, in pixels.
pub const MAX_SIDE: u32 = 4096;
/// The shortest.
const MIN_SIDE: u32 = 16;

/// What a picture is for: how large it is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// The mark at the head of pages and mails; shown at most 200 by 32, kept sharp for fine screens.
    Logo,
    /// The small picture in a browser's tab.
    Icon,
}

impl Purpose {
    /// The name, as the command line takes it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Logo => "logo",
            Self::Icon => "icon",
        }
    }

    /// Reads [`Purpose::name`].
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Logo, Self::Icon].into_iter().find(|purpose| purpose.name() == text)
    }

    /// The box into which the picture is scaled, in pixels.
    const fn size(self) -> (u32, u32) {
        match self {
            Self::Logo => (640, 192),
            Self::Icon => (96, 96),
        }
    }
}

/// Why a picture was not taken.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PictureProblem {
    /// The file is too large.
    #[error("The file is larger than 2 MB. Choose a smaller one.")]
    TooLarge,
    /// Too many pixels.
    #[error("The picture is {0} by {1} pixels; at most 4096 by 4096 are taken. Scale it down and send it again.")]
    TooManyPixels(u32, u32),
    /// Hardly any pixels.
    #[error("The picture is smaller than 16 by 16 pixels. Choose a larger one.")]
    TooSmall,
    /// Something else.
    #[error("This is not a picture that can be used. PNG, JPEG, WebP, GIF and SVG are.")]
    Unknown,
    /// It begins as a picture and does not go on as one.
    #[error("The picture is damaged and cannot be read. Export it again.")]
    Broken,
    /// Drawing it was given up.
    #[error("The picture takes too long to draw. Simplify it, or send it as a PNG.")]
    TooSlow,
    /// An SVG that holds more than shapes.
    #[error("The SVG holds {0}, which is not taken. Export it as plain shapes, with text turned into paths.")]
    NotPlain(String),
}

/// Makes a PNG of what was sent. The kind is told by the bytes, never by a name.
///
/// # Errors
/// Why it is not taken, in words for whoever sent it.
pub fn make(bytes: &[u8], purpose: Purpose) -> Result<Vec<u8>, PictureProblem> {
    if bytes.len() > MAX_BYTES {
        return Err(PictureProblem::TooLarge);
    }
    let drawn = match raster::kind(bytes) {
        Some(kind) => raster::read(bytes, kind, purpose.size())?,
        None => vector::draw(bytes, purpose.size())?,
    };
    raster::png(&drawn)
}

#[cfg(test)]
mod tests;
