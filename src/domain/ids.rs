//! Identifiers as types of their own, so that one kind cannot be passed for another. None is made
//! here: that needs randomness, and the domain has none.

use std::fmt;

use arrayvec::ArrayString;
use uuid::Uuid;

macro_rules! ids {
    ($( $(#[$meta:meta])* $Id:ident ),+ $(,)?) => { $(
        $(#[$meta])*
        #[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $Id(ArrayString<36>);

        impl $Id {
            /// Reads a hyphenated UUID in any case; other UUID spellings are no ids here.
            pub fn parse(text: &str) -> Option<Self> {
                // The length settles the form: without hyphens it is 32, in braces 38.
                if text.len() != 36 {
                    return None;
                }
                Uuid::try_parse(text).ok().map(Self::from_uuid)
            }

            /// The canonical lower-case, hyphenated form.
            pub fn as_str(&self) -> &str {
                &self.0
            }

            /// The id that this UUID stands for.
            pub fn from_uuid(uuid: Uuid) -> Self {
                Self(canonical(uuid))
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
    /// A creditor, the client who is owed.
    CreditorId,
    /// A debtor, the company or person who owes.
    DebtorId,
    /// A division of a creditor.
    DivisionId,
    /// A collection partner: the agency that collects.
    CollectionPartnerId,
    /// A referral partner: the platform or adviser that brings clients.
    ReferralPartnerId,
    /// A person who can sign in.
    PersonId,
    /// A person's place in one organisation.
    MembershipId,
    /// An invitation to join an organisation.
    InvitationId,
    /// A payment by the debtor.
    PaymentId,
    /// A reckoning: the amounts and the rate by which payments are split until one of them changes.
    ReckoningId,
    /// An entry of the ledger.
    LedgerId,
    /// The platform's invoice to an agency.
    InvoiceId,
    /// A document on a case.
    DocumentId,
    /// A message in a thread.
    MessageId,
    /// A task with a deadline.
    TaskId,
    /// An entry of a case's timeline.
    TimelineId,
    /// A mail to be sent or sent.
    MailId,
    /// A saved filter of a list.
    FilterId,
    /// An API key.
    KeyId,
    /// A person of a creditor.
    ClientPersonId,
    /// The tie between a creditor and the referral partner that brought it.
    ReferralLinkId,
    /// A referral partner's wish to be linked with a creditor.
    LinkRequestId,
    /// A director's data.
    KycId,
    /// An agreement that is signed or to be signed.
    AgreementId,
    /// One person's part in an agreement.
    SignatureId,
    /// Prices agreed on for one platform, one agency and one country.
    CarveOutId,
    /// A promise to pay or a payment agreement.
    PlanId,
    /// A monthly update of a case.
    CaseUpdateId,
    /// A price list.
    PriceId,
}

fn canonical(uuid: Uuid) -> ArrayString<36> {
    let mut buffer = Uuid::encode_buffer();
    let mut text = ArrayString::new();
    // A hyphenated UUID has exactly the 36 characters that fit.
    let _ = text.try_push_str(uuid.hyphenated().encode_lower(&mut buffer));
    text
}

const ALPHABET: &[u8; 36] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

/// The platform's short reference of a case, read out on the telephone: eight characters A-Z, 0-9.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Reference(ArrayString<8>);

impl Reference {
    /// Reads a reference in any case, with outer spaces forgiven.
    pub fn parse(text: &str) -> Option<Self> {
        let upper = text.trim().to_ascii_uppercase();
        if upper.len() != 8 || !upper.bytes().all(|byte| ALPHABET.contains(&byte)) {
            return None;
        }
        ArrayString::from(&upper).ok().map(Self)
    }

    /// Maps eight random bytes onto the alphabet. The slight preference for some letters does no
    /// harm: a reference names a case and proves nothing.
    pub fn from_entropy(bytes: [u8; 8]) -> Self {
        let mut text = ArrayString::new();
        for byte in bytes {
            let letter = ALPHABET[usize::from(byte) % ALPHABET.len()];
            let _ = text.try_push(char::from(letter));
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
