//! Agreements: their kinds, their languages, and which powers of attorney are missing.

use super::ids::{CarveOutId, CollectionPartnerId};
use super::vocabulary::vocabulary;

vocabulary! {
    /// The kinds of agreements.
    pub enum AgreementKind {
        /// Between a creditor and the operator, signed once for all cases.
        Sdca = "Standard Debt Collection Agreement",
        /// Between an agency and the operator.
        PartnerSdca = "Collection Partner Agreement",
        /// A creditor authorises one agency.
        Poa = "Power of Attorney",
        /// Special prices for one country.
        PricingAppendix = "Pricing Appendix",
    }
}

vocabulary! {
    /// How a signature was made.
    pub enum SignatureMethod {
        /// Drawn with mouse, finger or pen.
        Drawn = "Drawn",
        /// By typing the name.
        Typed = "Typed",
    }
}

vocabulary! {
    /// Whether the times in a signed file are proved: its PAdES baseline.
    pub enum FileLevel {
        /// Signatures without timestamps.
        B = "Baseline B",
        /// Every signature has a timestamp of an outside authority.
        T = "Baseline T",
        /// A scan of an agreement that was signed on paper. It proves nothing by itself.
        P = "Paper",
    }
}

vocabulary! {
    /// The languages for clients.
    pub enum Language {
        /// English; it prevails where translations differ.
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
    /// The folder of its texts in `templates`.
    pub fn slug(self) -> &'static str {
        match self {
            Self::Sdca => "sdca",
            Self::PartnerSdca => "partner-sdca",
            Self::Poa => "poa",
            Self::PricingAppendix => "pricing-appendix",
        }
    }
}

impl Default for Language {
    /// English.
    fn default() -> Self {
        Self::En
    }
}

impl Language {
    /// The two-letter code of ISO 639-1.
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

    /// The language of a code or tag such as `de-CH`. `no` and `nn` are read as bokmål.
    pub fn of_tag(tag: &str) -> Option<Self> {
        let code = tag.trim().split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase();
        match code.as_str() {
            "no" | "nn" => Some(Self::Nb),
            code => Self::ALL.iter().copied().find(|language| language.code() == code),
        }
    }

    /// The default language for people of a country.
    pub fn of_country(code: &str) -> Self {
        match code {
            "DK" | "GL" | "FO" => Self::Da,
            "DE" | "AT" | "CH" | "LI" => Self::De,
            "SE" | "AX" => Self::Sv,
            "NO" => Self::Nb,
            "NL" | "BE" => Self::Nl,
            "FR" | "LU" | "MC" => Self::Fr,
            "ES" | "MX" | "AR" | "CL" | "CO" | "PE" => Self::Es,
            _ => Self::En,
        }
    }

    /// The best supported language of an `Accept-Language` header, by weight.
    pub fn of_header(header: &str) -> Option<Self> {
        let mut wanted: Vec<(u32, Self)> = header
            .split(',')
            .filter_map(|part| {
                let (tag, weight) = part.split_once(';').unwrap_or((part, "q=1"));
                let weight = weight.trim().strip_prefix("q=").and_then(thousandths)?;
                Some((weight, Self::of_tag(tag)?)).filter(|(weight, _)| *weight > 0)
            })
            .collect();
        // The sort is stable: for equal weights, the first in the header wins.
        wanted.sort_by_key(|(weight, _)| std::cmp::Reverse(*weight));
        wanted.first().map(|(_, language)| *language)
    }
}

/// `0.8` as 800. Integers, because floats would round.
fn thousandths(text: &str) -> Option<u32> {
    let (whole, rest) = text.trim().split_once('.').unwrap_or((text.trim(), ""));
    let whole: u32 = whole.parse().ok()?;
    if rest.len() > 3 || !rest.chars().all(|c| c.is_ascii_digit()) || whole > 1 {
        return None;
    }
    format!("{rest:0<3}").parse::<u32>().ok().map(|rest| whole * 1000 + rest)
}

/// What is to be signed: the kind of agreement, with the agency and the prices where it has any.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Matter {
    /// The kind. A power of attorney with prices is one document with one signature.
    pub kind: AgreementKind,
    /// The agency that is authorised.
    pub partner: Option<CollectionPartnerId>,
    /// The prices that belong to it.
    pub carve_out: Option<CarveOutId>,
}

impl Matter {
    /// An agreement with the operator, without agency and prices.
    pub fn plain(kind: AgreementKind) -> Self {
        Self { kind, partner: None, carve_out: None }
    }
}

/// A signed power of attorney or pricing appendix: the fields that decide what is still missing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    /// What was signed.
    pub matter: Matter,
    /// The version of the power of attorney; the version of the appendix if it was signed alone.
    pub version: String,
}

/// What a client still has to sign for its agencies: a power of attorney in the current version together with the first
/// agreed prices of that agency, then each further price as an appendix. Prices are signed once; changed prices are a
/// new carve-out.
pub fn missing_powers(
    partners: &[CollectionPartnerId],
    carve_outs: &[(CollectionPartnerId, CarveOutId)],
    held: &[Held],
    in_force: &str,
) -> Vec<Matter> {
    let mut missing = Vec::new();
    for partner in partners {
        let mut prices = carve_outs
            .iter()
            .filter(|(theirs, _)| theirs == partner)
            .map(|(_, id)| *id)
            .filter(|id| held.iter().all(|one| one.matter.carve_out != Some(*id)));
        let is_empowered = held.iter().any(|one| {
            one.matter.kind == AgreementKind::Poa && one.matter.partner == Some(*partner) && one.version == in_force
        });
        if !is_empowered {
            missing.push(Matter { kind: AgreementKind::Poa, partner: Some(*partner), carve_out: prices.next() });
        }
        missing.extend(prices.map(|id| Matter {
            kind: AgreementKind::PricingAppendix,
            partner: Some(*partner),
            carve_out: Some(id),
        }));
    }
    missing
}

/// The wait before the next attempt to timestamp a file, by the number of failed attempts: 5 minutes, doubled after
/// each failure, at most one day.
pub fn stamp_pause(tries: i64) -> chrono::Duration {
    let doublings = tries.clamp(0, 9);
    chrono::Duration::minutes((5_i64 << doublings).min(24 * 60))
}

/// A masked address for readers who may not be its owner: `h•••@ledgerly.example`.
pub fn masked(email: &str) -> String {
    match email.rsplit_once('@') {
        Some((local, domain)) => format!("{}•••@{domain}", local.chars().next().unwrap_or('•')),
        None => "•••".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
    fn powers_are_missing_until_they_are_signed_in_the_version_in_force() {
        let partner = |n: u128| CollectionPartnerId::from_uuid(uuid::Uuid::from_u128(n));
        let price = |n: u128| CarveOutId::from_uuid(uuid::Uuid::from_u128(n));
        let (a, b) = (partner(1), partner(2));
        let matter = |kind, partner, carve_out| Matter { kind, partner: Some(partner), carve_out };
        let held = |matter, version: &str| Held { matter, version: version.to_owned() };
        let poa = AgreementKind::Poa;
        let appendix = AgreementKind::PricingAppendix;
        assert_eq!(missing_powers(&[], &[(a, price(1))], &[], "2"), []);
        assert_eq!(missing_powers(&[a], &[(b, price(1))], &[], "2"), [matter(poa, a, None)]);
        // One signature for both; further prices follow.
        let prices = [(a, price(1)), (a, price(2))];
        let both = [matter(poa, a, Some(price(1))), matter(appendix, a, Some(price(2)))];
        assert_eq!(missing_powers(&[a], &prices, &[], "2"), both);
        let signed = [held(both[0], "2")];
        assert_eq!(missing_powers(&[a], &prices, &signed, "2"), both[1..]);
        assert_eq!(missing_powers(&[a, b], &[], &signed, "2"), [matter(poa, b, None)]);
        // A new version of the power of attorney does not ask for prices again.
        assert_eq!(missing_powers(&[a], &prices[..1], &signed, "3"), [matter(poa, a, None)]);
        let alone = [held(matter(poa, a, None), "2"), held(both[1], "1")];
        assert_eq!(missing_powers(&[a], &prices, &alone, "2"), [matter(appendix, a, Some(price(1)))]);
    }

    #[test]
    fn authorities_that_do_not_answer_are_asked_ever_less_often() {
        let minutes: Vec<i64> = (0..12).map(|tries| stamp_pause(tries).num_minutes()).collect();
        assert_eq!(minutes, [5, 10, 20, 40, 80, 160, 320, 640, 1280, 1440, 1440, 1440]);
        assert_eq!(stamp_pause(i64::MAX), chrono::Duration::days(1));
    }

    #[test]
    fn an_address_is_masked() {
        assert_eq!(masked("hannah@ledgerly.example"), "h•••@ledgerly.example");
        assert_eq!(masked("nonsense"), "•••");
    }
}
