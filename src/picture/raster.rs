//! Bitmaps: the header is checked before any pixel is decoded, and memory is limited.

use std::io::Cursor;

use image::codecs::png::{CompressionType, FilterType as PngFilter, PngEncoder};
use image::imageops::FilterType;
use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits};

use super::{MAX_SIDE, MIN_SIDE, PictureProblem};

/// Bytes of memory for decoding: the largest picture with 16 bits per channel.
const MAX_DECODING_BYTES: u64 = 160 * 1024 * 1024;

/// The bitmap format by its first bytes; `None` for other files.
pub(super) fn kind(bytes: &[u8]) -> Option<ImageFormat> {
    let taken = [ImageFormat::Png, ImageFormat::Jpeg, ImageFormat::WebP, ImageFormat::Gif];
    image::guess_format(bytes).ok().filter(|kind| taken.contains(kind))
}

/// Reads a picture and scales it to fit the given size; of an animation, the first frame.
pub(super) fn read(bytes: &[u8], kind: ImageFormat, (wide, high): (u32, u32)) -> Result<DynamicImage, PictureProblem> {
    let (width, height) =
        ImageReader::with_format(Cursor::new(bytes), kind).into_dimensions().map_err(|_| PictureProblem::Broken)?;
    if width > MAX_SIDE || height > MAX_SIDE {
        return Err(PictureProblem::TooManyPixels(width, height));
    }
    if width < MIN_SIDE || height < MIN_SIDE {
        return Err(PictureProblem::TooSmall);
    }
    let mut limits = Limits::default();
    limits.max_image_width = Some(MAX_SIDE);
    limits.max_image_height = Some(MAX_SIDE);
    limits.max_alloc = Some(MAX_DECODING_BYTES);
    let mut reader = ImageReader::with_format(Cursor::new(bytes), kind);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(|_| PictureProblem::Broken)?;
    // Photos of phones say in their metadata which side is up; the metadata are dropped.
    let upright = decoder.orientation().unwrap_or(image::metadata::Orientation::NoTransforms);
    let mut picture = DynamicImage::from_decoder(decoder).map_err(|_| PictureProblem::Broken)?;
    picture.apply_orientation(upright);
    let fits = picture.width() <= wide && picture.height() <= high;
    Ok(if fits { picture } else { picture.resize(wide, high, FilterType::CatmullRom) })
}

/// The picture as PNG with eight bits per channel and no metadata.
pub(super) fn png(picture: &DynamicImage) -> Result<Vec<u8>, PictureProblem> {
    let mut bytes = Vec::new();
    let encoder = PngEncoder::new_with_quality(&mut bytes, CompressionType::Default, PngFilter::Adaptive);
    picture.to_rgba8().write_with_encoder(encoder).map_err(|_| PictureProblem::Broken)?;
    Ok(bytes)
}
