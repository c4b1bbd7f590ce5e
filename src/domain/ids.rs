//! Identifiers, one type per kind, so that one kind cannot be passed for another. They are created elsewhere, because
//! the domain has no randomness.

use std::fmt;

use arrayvec::ArrayString;
use uuid::Uuid;

macro_rules! ids {
    ($( $(#[$meta:meta])* $Id:ident ),+ $(,)?) => { $(
        $(#[$meta])*
        #[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $Id(ArrayString<36>);

        impl $Id {
            /// Reads a hyphenated UUID; upper and lower case are the same. Other spellings of UUIDs are refused.
            pub fn parse(text: &str) -> Option<Self> {
                // The length decides the spelling: without hyphens it is 32, with braces 38.
                if text.len() != 36 {
                    return None;
                }
                Uuid::try_parse(text).ok().map(Self::from_uuid)
            }

            /// The hyphenated form in lower case.
            pub fn as_str(&self) -> &str {
                &self.0
            }

            /// The id of this UUID.
            pub fn from_uuid(uuid: Uuid) -> Self {
                Self(canonical(uuid))
            }
        }

        impl std::str::FromStr for $Id {
            type Err = &'static str;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Self::parse(text).ok_or("this is not an id")
            }
        }

        impl fmt::Display for $Id {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl fmt::Debug for $Id {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}({})", stringify!($Id), self.0)
            }
        }
    )+ };
}

ids! {
    /// A case: one claim of one creditor against one debtor.
    CaseId,
    /// A creditor: the client.
    CreditorId,
    /// A debtor, the company or person who owes.
    DebtorId,
    /// A division of a creditor.
    DivisionId,
    /// An agency (in the contract: collection partner).
    CollectionPartnerId,
    /// A referral partner: the software company that brings clients.
    ReferralPartnerId,
    /// A person who can sign in.
    PersonId,
    /// A person's membership in an organisation.
    MembershipId,
    /// An invitation to join an organisation.
    InvitationId,
    /// A payment by the debtor.
    PaymentId,
    /// A reckoning: amounts and rate by which payments are split, until one of them changes.
    ReckoningId,
    /// A ledger entry.
    LedgerId,
    /// The operator's invoice to an agency.
    InvoiceId,
    /// A file of cases.
    ImportId,
    /// A document on a case.
    DocumentId,
    /// A message in a thread.
    MessageId,
    /// A task with a deadline.
    TaskId,
    /// A timeline entry of a case.
    TimelineId,
    /// A queued or sent mail.
    MailId,
    /// A saved view of a list.
    FilterId,
    /// An API key.
    KeyId,
    /// A person of a creditor.
    ClientPersonId,
    /// The link between a creditor and the referral partner that brought it.
    ReferralLinkId,
    /// A referral partner's request to be linked with an existing creditor.
    LinkRequestId,
    /// A director's data.
    KycId,
    /// An agreement, signed or not yet.
    AgreementId,
    /// One signatory's part of an agreement.
    SignatureId,
    /// Prices agreed on for one referral partner, one agency and one country.
    CarveOutId,
    /// A promise to pay or a payment agreement.
    PlanId,
    /// A monthly update of a case.
    CaseUpdateId,
    /// A price list.
    PriceId,
    /// A rule that says which claims an agency serves.
    CoverageId,
    /// An agency that the operator fixed for a client.
    ClientAgencyId,
    /// A claim that no agency serves.
    CoverageGapId,
    /// A question to a client about a case that is being verified.
    QuestionId,
    /// A notice to people of an organisation.
    NoticeId,
}

fn canonical(uuid: Uuid) -> ArrayString<36> {
    let mut buffer = Uuid::encode_buffer();
    let mut text = ArrayString::new();
    // A hyphenated UUID has exactly 36 characters, so it fits.
    let _ = text.try_push_str(uuid.hyphenated().encode_lower(&mut buffer));
    text
}

const ALPHABET: &[u8; 36] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

/// The operator's short reference of a case, easy to read out on the telephone: eight characters A-Z, 0-9.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Reference(ArrayString<8>);

impl Reference {
    /// Reads a reference: trims spaces; upper and lower case are the same.
    pub fn parse(text: &str) -> Option<Self> {
        let upper = text.trim().to_ascii_uppercase();
        if upper.len() != 8 || !upper.bytes().all(|byte| ALPHABET.contains(&byte)) {
            return None;
        }
        ArrayString::from(&upper).ok().map(Self)
    }

    /// Maps eight random bytes to the alphabet. Some letters are slightly more likely. That does no harm, because a
    /// reference is not a secret.
    pub fn from_entropy(bytes: [u8; 8]) -> Self {
        let mut text = ArrayString::new();
        for letter in bytes.into_iter().filter_map(|byte| ALPHABET.get(usize::from(byte) % ALPHABET.len())) {
            let _ = text.try_push(char::from(*letter));
        }
        Self(text)
    }

    /// The eight characters.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Reference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Reference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Reference({})", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_a_hyphenated_uuid_in_lower_case() {
        let id = CaseId::parse("0190F3C2-1B2C-7D3E-8F40-5A6B7C8D9E0F").expect("a UUID");
        assert_eq!(id.as_str(), "0190f3c2-1b2c-7d3e-8f40-5a6b7c8d9e0f");
        assert_eq!(id.to_string(), id.as_str());
        for wrong in [
            "",
            "1",
            "0190f3c21b2c7d3e8f405a6b7c8d9e0f",
            "{0190f3c2-1b2c-7d3e-8f40-5a6b7c8d9e0f}",
            "0190f3c2-1b2c-7d3e-8f40-5a6b7c8d9e0g",
            "0190f3c2+1b2c-7d3e-8f40-5a6b7c8d9e0f",
        ] {
            assert_eq!(CaseId::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_reference_has_eight_capitals_and_digits() {
        assert_eq!(Reference::parse(" q8oaxf3w ").map(|r| r.to_string()), Some("Q8OAXF3W".to_owned()));
        for wrong in ["", "Q8OAXF3", "Q8OAXF3WW", "Q8OAXF3-", "Q8OAXFÄ"] {
            assert_eq!(Reference::parse(wrong), None, "{wrong}");
        }
        let made = Reference::from_entropy([0, 25, 26, 35, 36, 255, 1, 2]);
        assert_eq!(Reference::parse(made.as_str()), Some(made));
    }
}
