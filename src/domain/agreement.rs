//! Agreements: which there are, in which languages, and the rules of the code that proves who signs.

use super::calendar::Moment;
use super::vocabulary::vocabulary;

vocabulary! {
    /// Which agreement.
    pub enum AgreementKind {
        /// Between a creditor and the platform, once for all cases.
        Sdca = "Standard Debt Collection Agreement",
        /// Between an agency and the platform.
        PartnerSdca = "Collection Partner Agreement",
        /// A creditor empowers one agency.
        Poa = "Power of Attorney",
        /// Special prices in one country.
        PricingAppendix = "Pricing Appendix",
    }
}

vocabulary! {
    /// How a signature was made.
    pub enum SignatureMethod {
        /// With mouse, finger or pen.
        Drawn = "Drawn",
        /// By typing the name.
        Typed = "Typed",
    }
}

vocabulary! {
    /// What a signed file proves of its time: the PAdES baseline.
    pub enum FileLevel {
        /// The signatures alone.
        B = "Baseline B",
        /// With a timestamp of an independent authority.
        T = "Baseline T",
    }
}

vocabulary! {
    /// The languages in which clients are met.
    pub enum Language {
        /// English, which prevails.
        En = "English",
        /// Danish.
        Da = "Dansk",
        /// German.
        De = "Deutsch",
        /// Swedish.
        Sv = "Svenska",
        /// Norwegian (bokmål).
        Nb = "Norsk",
        /// Dutch.
        Nl = "Nederlands",
        /// French.
        Fr = "Français",
        /// Spanish.
        Es = "Español",
    }
}

impl AgreementKind {
    /// The folder of its texts.
    pub fn slug(self) -> &'static str {
        match self {
            Self::Sdca => "sdca",
            Self::PartnerSdca => "partner-sdca",
            Self::Poa => "poa",
            Self::PricingAppendix => "pricing-appendix",
        }
    }
}

impl Language {
    /// The two letters of ISO 639-1.
    pub fn code(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Da => "da",
            Self::De => "de",
            Self::Sv => "sv",
            Self::Nb => "nb",
            Self::Nl => "nl",
            Self::Fr => "fr",
            Self::Es => "es",
        }
    }

    /// The language of a code or tag such as `de-CH`; `no` and `nn` are met in bokmål.
    pub fn of_tag(tag: &str) -> Option<Self> {
        let code = tag.trim().split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase();
        match code.as_str() {
            "no" | "nn" => Some(Self::Nb),
            code => Self::ALL.iter().copied().find(|language| language.code() == code),
        }
    }

    /// The first language of an `Accept-Language` header that is spoken here, by weight.
    pub fn of_header(header: &str) -> Option<Self> {
        let mut wanted: Vec<(u32, Self)> = header
            .split(',')
            .filter_map(|part| {
                let (tag, weight) = part.split_once(';').unwrap_or((part, "q=1"));
                let weight = weight.trim().strip_prefix("q=").and_then(thousandths)?;
                Some((weight, Self::of_tag(tag)?)).filter(|(weight, _)| *weight > 0)
            })
            .collect();
        // A stable sort: among equals the first stays first.
        wanted.sort_by_key(|(weight, _)| std::cmp::Reverse(*weight));
        wanted.first().map(|(_, language)| *language)
    }
}

/// `0.8` as 800, without floats.
fn thousandths(text: &str) -> Option<u32> {
    let (whole, rest) = text.trim().split_once('.').unwrap_or((text.trim(), ""));
    let whole: u32 = whole.parse().ok()?;
    if rest.len() > 3 || !rest.chars().all(|c| c.is_ascii_digit()) || whole > 1 {
        return None;
    }
    format!("{rest:0<3}").parse::<u32>().ok().map(|rest| whole * 1000 + rest)
}

/// How long a code works.
pub const CODE_MINUTES: i64 = 10;
/// Wrong codes after which a new one must be sent.
pub const CODE_TRIES: i64 = 5;
/// Seconds between two codes.
pub const CODE_PAUSE: i64 = 60;

/// What is known of the code that was sent last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct SentCode {
    /// When.
    pub sent_at: Option<Moment>,
    /// Until when it works.
    pub until: Option<Moment>,
    /// How often a wrong one was typed since.
    pub tries: i64,
}

/// Why a code is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CodeProblem {
    /// None was sent, or it was used.
    #[error("no code is open")]
    NoneSent,
    /// It is too old.
    #[error("the code has expired")]
    Expired,
    /// It was guessed at too often.
    #[error("too many wrong codes")]
    Exhausted,
    /// It is another one.
    #[error("the code is wrong")]
    Wrong {
        /// Tries that are left with this code.
        left: i64,
    },
}

impl SentCode {
    /// Seconds until another code may be sent; zero when it may be sent now.
    pub fn pause(&self, now: Moment) -> i64 {
        self.sent_at.map_or(0, |sent| (CODE_PAUSE - (now - sent).num_seconds()).clamp(0, CODE_PAUSE))
    }

    /// Whether a typed code counts, given whether it is the right one. A right code that is too late or comes after
    /// too many wrong ones does not.
    ///
    /// # Errors
    /// Why not.
    pub fn judge(&self, is_right: bool, now: Moment) -> Result<(), CodeProblem> {
        let until = self.until.ok_or(CodeProblem::NoneSent)?;
        if self.tries >= CODE_TRIES {
            return Err(CodeProblem::Exhausted);
        }
        if now > until {
            return Err(CodeProblem::Expired);
        }
        if is_right {
            return Ok(());
        }
        match CODE_TRIES - self.tries - 1 {
            0 => Err(CodeProblem::Exhausted),
            left => Err(CodeProblem::Wrong { left }),
        }
    }
}

/// An address as it is shown to somebody who may not be its owner: `h•••@ledgerly.example`.
pub fn masked(email: &str) -> String {
    match email.rsplit_once('@') {
        Some((local, domain)) => format!("{}•••@{domain}", local.chars().next().unwrap_or('•')),
        None => "•••".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::{DateTime, Duration};

    #[test]
    fn the_browsers_wish_is_read_by_weight() {
        for (header, language) in [
            ("de-CH, en;q=0.8", Some(Language::De)),
            ("pl, en;q=0.5, da;q=0.9", Some(Language::Da)),
            ("nn-NO", Some(Language::Nb)),
            ("en;q=0, sv;q=0.1", Some(Language::Sv)),
            ("fr;q=0.5, es;q=0.5", Some(Language::Fr)),
            ("*", None),
            ("de;q=x", None),
            ("", None),
        ] {
            assert_eq!(Language::of_header(header), language, "{header}");
        }
    }

    #[test]
    fn a_code_works_ten_minutes_and_five_tries() {
        let sent = DateTime::UNIX_EPOCH;
        let code = |tries| SentCode { sent_at: Some(sent), until: Some(sent + Duration::minutes(CODE_MINUTES)), tries };
        let at = |minutes| sent + Duration::minutes(minutes);
        assert_eq!(code(0).judge(true, at(10)), Ok(()));
        assert_eq!(code(4).judge(true, at(1)), Ok(()));
        assert_eq!(code(0).judge(true, at(11)), Err(CodeProblem::Expired));
        assert_eq!(code(5).judge(true, at(1)), Err(CodeProblem::Exhausted));
        assert_eq!(code(0).judge(false, at(1)), Err(CodeProblem::Wrong { left: 4 }));
        assert_eq!(code(4).judge(false, at(1)), Err(CodeProblem::Exhausted));
        assert_eq!(SentCode::default().judge(true, at(1)), Err(CodeProblem::NoneSent));
        assert_eq!(code(0).pause(sent + Duration::seconds(15)), 45);
        assert_eq!(code(0).pause(at(5)), 0);
        assert_eq!(SentCode::default().pause(sent), 0);
    }

    #[test]
    fn an_address_is_masked() {
        assert_eq!(masked("hannah@ledgerly.example"), "h•••@ledgerly.example");
        assert_eq!(masked("nonsense"), "•••");
    }
}
