//! Pictures of brands: any upload becomes a PNG that was drawn here, with a limited size and no other data in it. Bytes
//! in, bytes out.
//!
//! [`make`] runs in this process, for our own pictures. Uploads go through [`apart`]: a process of its own, which can
//! be killed; a thread cannot.

#![warn(unreachable_pub)]
// Bytes from outside must not cause a panic. Tests fail by panicking.
#![cfg_attr(not(test), deny(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::unreachable))]

pub mod apart;
mod raster;
mod vector;

/// Bytes of a file.
pub const MAX_BYTES: usize = 2 * 1024 * 1024;
/// The longest side of a picture, in pixels.
pub const MAX_SIDE: u32 = 4096;
/// The shortest allowed side, in pixels.
const MIN_SIDE: u32 = 16;

/// The use of a picture; decides its size.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// The logo of pages and mails; shown in at most 200 by 32 pixels, stored larger for high-resolution screens.
    Logo,
    /// The icon of a browser tab.
    Icon,
}

impl Purpose {
    /// The name on the command line.
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

    /// The largest size of the result, in pixels.
    const fn size(self) -> (u32, u32) {
        match self {
            Self::Logo => (640, 192),
            Self::Icon => (96, 96),
        }
    }
}

/// Why a picture was refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PictureProblem {
    /// The file is too large.
    #[error("The file is larger than 2 MB. Choose a smaller one.")]
    TooLarge,
    /// It has too many pixels.
    #[error("The picture is {0} by {1} pixels; at most 4096 by 4096 are taken. Scale it down and send it again.")]
    TooManyPixels(u32, u32),
    /// It has too few pixels.
    #[error("The picture is smaller than 16 by 16 pixels. Choose a larger one.")]
    TooSmall,
    /// The format is not supported.
    #[error("This is not a picture that can be used. PNG, JPEG, WebP, GIF and SVG are.")]
    Unknown,
    /// It starts like a picture but cannot be decoded.
    #[error("The picture is damaged and cannot be read. Export it again.")]
    Broken,
    /// Drawing it took too long.
    #[error("The picture takes too long to draw. Simplify it, or send it as a PNG.")]
    TooSlow,
    /// An SVG with more than shapes.
    #[error("The SVG holds {0}, which is not taken. Export it as plain shapes, with text turned into paths.")]
    NotPlain(String),
}

/// Makes a PNG. The format is detected from the bytes, never from a name.
///
/// # Errors
/// The reason, in words for the person who uploaded it.
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
