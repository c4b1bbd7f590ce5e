//! Which pictures are accepted, and the messages of those refused.

use image::{DynamicImage, ImageFormat, RgbaImage};

use super::{PictureProblem, Purpose, make};

fn picture(width: u32, height: u32, kind: ImageFormat) -> Vec<u8> {
    let pixels = RgbaImage::from_fn(width, height, |x, y| image::Rgba([x as u8, y as u8, 120, 255]));
    let mut bytes = std::io::Cursor::new(Vec::new());
    let picture = DynamicImage::ImageRgba8(pixels);
    let picture = if kind == ImageFormat::Jpeg { DynamicImage::ImageRgb8(picture.to_rgb8()) } else { picture };
    picture.write_to(&mut bytes, kind).expect("a picture");
    bytes.into_inner()
}

fn size(png: &[u8]) -> (u32, u32) {
    let read = image::load_from_memory_with_format(png, ImageFormat::Png).expect("a PNG");
    (read.width(), read.height())
}

fn svg(inside: &str) -> Vec<u8> {
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" viewBox=\"0 0 100 25\">{inside}</svg>"
    )
    .into_bytes()
}

#[test]
fn every_kind_becomes_a_png_of_a_sensible_size() {
    for kind in [ImageFormat::Png, ImageFormat::Jpeg, ImageFormat::WebP, ImageFormat::Gif] {
        assert_eq!(size(&make(&picture(64, 48, kind), Purpose::Logo).expect("taken")), (64, 48), "{kind:?}");
    }
    assert_eq!(size(&make(&picture(2000, 500, ImageFormat::Png), Purpose::Logo).expect("taken")), (640, 160));
    assert_eq!(size(&make(&picture(500, 500, ImageFormat::Png), Purpose::Icon).expect("taken")), (96, 96));
    let drawn = make(&svg("<rect width='100' height='25' fill='#0b6b57'/>"), Purpose::Logo).expect("taken");
    assert_eq!(size(&drawn), (640, 160));
    let pixel = image::load_from_memory(&drawn).expect("a PNG").to_rgba8().get_pixel(5, 5).0;
    assert_eq!(pixel, [0x0b, 0x6b, 0x57, 255]);
}

#[test]
fn what_a_png_carries_besides_pixels_is_gone() {
    let mut bytes = picture(32, 32, ImageFormat::Png);
    bytes.extend_from_slice(b"<script>alert(1)</script>");
    let clean = make(&bytes, Purpose::Logo).expect("taken");
    assert!(!clean.windows(7).any(|part| part == b"<script"));
}

#[test]
fn a_bomb_is_refused_by_its_head() {
    // A PNG that claims 20,000 by 20,000 pixels and contains none of them.
    let mut bomb = picture(32, 32, ImageFormat::Png);
    bomb[16..24].copy_from_slice(&[0, 0, 0x4e, 0x20, 0, 0, 0x4e, 0x20]);
    let crc = crc32(&bomb[12..29]);
    bomb[29..33].copy_from_slice(&crc.to_be_bytes());
    assert_eq!(make(&bomb, Purpose::Logo), Err(PictureProblem::TooManyPixels(20_000, 20_000)));
    assert_eq!(make(&vec![0; super::MAX_BYTES + 1], Purpose::Logo), Err(PictureProblem::TooLarge));
    assert_eq!(make(&picture(8, 8, ImageFormat::Png), Purpose::Logo), Err(PictureProblem::TooSmall));
    let half = picture(64, 64, ImageFormat::Png);
    assert_eq!(make(&half[..half.len() / 2], Purpose::Logo), Err(PictureProblem::Broken));
    for other in [&b"%PDF-1.7"[..], b"", b"<html><script>alert(1)</script></html>", b"BM0000"] {
        assert_eq!(make(other, Purpose::Logo), Err(PictureProblem::Unknown));
    }
}

fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0_u32, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| if crc & 1 == 1 { (crc >> 1) ^ 0xedb8_8320 } else { crc >> 1 })
    })
}

#[test]
fn an_svg_holds_shapes_and_nothing_else() {
    let shape = "<rect width='100' height='25'/>";
    let fine = [
        shape.to_owned(),
        format!("<title>Logo</title><metadata/><style>.a{{fill:url(#g)}}</style>{shape}"),
        format!(
            "<defs><linearGradient id='g'><stop offset='0' stop-color='red'/></linearGradient></defs><g fill='url(#g)'>{shape}</g>"
        ),
        "<defs><path id='p' d='M0 0H9V9Z'/></defs><use href='#p'/><use xlink:href='#p' x='20'/>".to_owned(),
        format!("<x:view xmlns:x='http://program.example' onload='whatever'/>{shape}"),
    ];
    for inside in &fine {
        assert!(make(&svg(inside), Purpose::Logo).is_ok(), "{inside}: {:?}", make(&svg(inside), Purpose::Logo));
    }
    let wrong = [
        "<script>alert(1)</script>",
        "<foreignObject><p/></foreignObject>",
        "<text>Ledgerly</text>",
        "<image href='https://a.example/x.png'/>",
        "<image href='data:image/png;base64,AAAA'/>",
        "<use href='https://a.example/x.svg#p'/>",
        "<use xlink:href='file:///etc/passwd'/>",
        "<a href='#x'/>",
        "<animate attributeName='x'/>",
        "<filter id='f'/>",
        "<style>@import 'https://a.example'</style>",
        "<style>.a{fill:url(https://a.example)}</style>",
        "<g style='fill:url(//a.example)'/>",
        "<g ONLOAD='alert(1)'/>",
        "<g onclick='alert(1)'/>",
        "<g id='a'><use href='#a'/></g>",
    ];
    for inside in wrong {
        let made = make(&svg(&format!("{inside}{shape}")), Purpose::Logo);
        assert!(matches!(made, Err(PictureProblem::NotPlain(_))), "{inside}: {made:?}");
    }
    let laughs = format!("<!DOCTYPE svg [<!ENTITY a \"aaaa\">]>{}", String::from_utf8(svg(shape)).expect("text"));
    assert!(matches!(make(laughs.as_bytes(), Purpose::Logo), Err(PictureProblem::NotPlain(_))));
    let mut tower = String::from("<defs><path id='p0' d='M0 0H9V9Z'/>");
    for at in 1..12 {
        tower.push_str(&format!("<g id='p{at}'>{}</g>", format!("<use href='#p{}'/>", at - 1).repeat(10)));
    }
    let made = make(&svg(&format!("{tower}</defs><use href='#p11'/>")), Purpose::Logo);
    assert!(matches!(made, Err(PictureProblem::NotPlain(_))), "{made:?}");
    assert!(matches!(make(&svg("<g/>"), Purpose::Logo), Err(PictureProblem::NotPlain(_))));
}
