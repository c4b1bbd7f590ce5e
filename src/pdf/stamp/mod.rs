//! Timestamps of outside authorities (RFC 3161): asked in order, and accepted only after every check.

#[cfg(test)]
pub(super) mod tests;
mod token;

use std::time::Duration;

use der::asn1::{Int, OctetString};
use der::{Decode, Encode};
use sha2::{Digest, Sha256};
use x509_cert::Certificate;
use x509_tsp::{MessageImprint, TimeStampReq, TimeStampResp, TspVersion};

use super::sign::{Entropy, keys};
use crate::Moment;

pub use token::{Flaw, Token};

/// Sends a request to an authority by HTTP POST (`application/timestamp-query`). Blocking; limits of time and size are
/// up to the implementation.
pub trait Post {
    /// The body of the answer, or a short error.
    fn ask(&self, url: &str, request: &[u8]) -> Result<Vec<u8>, String>;
}

/// A timestamp authority.
#[derive(Debug, Clone)]
pub struct Source {
    /// Its URL.
    pub url: String,
    /// The roots of its certificate. If empty, any authority is accepted, and the reader of the file decides.
    pub roots: Vec<Certificate>,
}

/// Asks authorities in order until one gives a valid answer.
pub struct Stamper<'a> {
    /// In the order in which they are asked.
    pub sources: &'a [Source],
    /// The HTTP client.
    pub post: &'a dyn Post,
    /// The present moment, to check the authority's clock.
    pub now: Moment,
}

/// A failed attempt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attempt {
    /// The URL that was asked.
    pub url: String,
    /// The problem.
    pub flaw: Flaw,
}

/// The result of asking.
#[derive(Debug, Clone, Default)]
pub struct Answer {
    /// The checked token; `None` if no authority gave a valid answer.
    pub token: Option<Vec<u8>>,
    /// The failed attempts.
    pub attempts: Vec<Attempt>,
}

/// The largest accepted difference between the authority's clock and ours, in seconds.
const MAX_CLOCK_DIFFERENCE: Duration = Duration::from_secs(300);

impl Stamper<'_> {
    /// Asks for a timestamp of this content.
    pub fn ask(&mut self, content: &[u8], entropy: Entropy<'_>) -> Answer {
        let mut answer = Answer::default();
        for source in self.sources {
            match self.ask_one(source, content, entropy) {
                Ok(token) => {
                    answer.token = Some(token);
                    break;
                }
                Err(flaw) => answer.attempts.push(Attempt { url: source.url.clone(), flaw }),
            }
        }
        answer
    }

    fn ask_one(&self, source: &Source, content: &[u8], entropy: Entropy<'_>) -> Result<Vec<u8>, Flaw> {
        let mut nonce = [0; 16];
        entropy(&mut nonce);
        // A positive number of full length.
        nonce[0] = nonce[0] & 0x3f | 0x40;
        let request = request(content, &nonce).map_err(|_| Flaw::Unreadable)?;
        let answer = self.post.ask(&source.url, &request).map_err(Flaw::Unreachable)?;
        let response = TimeStampResp::from_der(&answer).map_err(|_| Flaw::Unreadable)?;
        if !matches!(response.status.status as u8, 0 | 1) {
            return Err(Flaw::Refused);
        }
        let token = response.time_stamp_token.ok_or(Flaw::Refused)?.to_der().map_err(|_| Flaw::Unreadable)?;
        let (token, tidy) = Token::received(&token, &source.roots)?;
        token.check(content)?;
        token.check_nonce(&nonce)?;
        token.check_clock(self.now, MAX_CLOCK_DIFFERENCE)?;
        token.check_roots(&source.roots)?;
        Ok(tidy)
    }
}

fn request(content: &[u8], nonce: &[u8]) -> Result<Vec<u8>, der::Error> {
    TimeStampReq {
        version: TspVersion::V1,
        message_imprint: MessageImprint {
            hash_algorithm: keys::algorithm(keys::SHA_256),
            hashed_message: OctetString::new(Sha256::digest(content).to_vec())?,
        },
        req_policy: None,
        nonce: Some(Int::new(nonce)?),
        cert_req: true,
        extensions: None,
    }
    .to_der()
}
