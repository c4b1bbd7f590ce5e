//! Asks a DNS server for TXT records: one question by UDP, repeated if there is no answer.

use std::net::{IpAddr, SocketAddr};
use std::time::Duration;

use tokio::net::UdpSocket;

/// The longest wait for one answer, in seconds.
const MAX_WAIT: Duration = Duration::from_secs(2);
/// Attempts before the server counts as not answering.
const MAX_TRIES: usize = 3;
/// Bytes of an answer; the question states this limit.
const MAX_ANSWER_BYTES: u16 = 1232;
/// The type of TXT records, and the class of the internet.
const TXT: u16 = 16;
const INTERNET: u16 = 1;

/// The result of a question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Answer {
    /// The texts of the records; empty if the name does not exist.
    Texts(Vec<String>),
    /// No answer, or the server could not resolve the name.
    Silent,
}

/// The machine's own server: the first one in `/etc/resolv.conf`.
pub(super) fn machines_own() -> Option<SocketAddr> {
    let text = std::fs::read_to_string("/etc/resolv.conf").ok()?;
    let addresses = text.lines().filter_map(|line| line.trim().strip_prefix("nameserver"));
    addresses.filter_map(|address| address.trim().parse::<IpAddr>().ok()).map(|ip| SocketAddr::new(ip, 53)).next()
}

/// The TXT records of a name.
pub(super) async fn texts(server: SocketAddr, name: &str) -> Answer {
    for _ in 0..MAX_TRIES {
        let asked = tokio::time::timeout(MAX_WAIT, ask(server, name)).await;
        match asked {
            Ok(Ok(Some(answer))) => return answer,
            Ok(Ok(None)) | Err(_) => {}
            Ok(Err(error)) => tracing::debug!(%error, "the DNS server could not be reached"),
        }
    }
    Answer::Silent
}

async fn ask(server: SocketAddr, name: &str) -> std::io::Result<Option<Answer>> {
    let id = rand::random::<u16>();
    let Some(question) = question(id, name) else { return Ok(Some(Answer::Texts(Vec::new()))) };
    let own = if server.is_ipv4() { "0.0.0.0:0" } else { "[::]:0" };
    let socket = UdpSocket::bind(own).await?;
    // A connected socket receives datagrams of this server only.
    socket.connect(server).await?;
    socket.send(&question).await?;
    let mut bytes = vec![0; usize::from(MAX_ANSWER_BYTES)];
    loop {
        let length = socket.recv(&mut bytes).await?;
        // Datagrams that do not answer this question are ignored.
        if let Some(answer) = bytes.get(..length).and_then(|bytes| read(id, &question, bytes)) {
            return Ok(Some(answer));
        }
    }
}

/// The question for the TXT records of a name; `None` if the name is invalid.
fn question(id: u16, name: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    // Recursion desired; one question, and one record that limits the size of the answer.
    for number in [id, 0x0100, 1, 0, 0, 1] {
        bytes.extend(number.to_be_bytes());
    }
    for label in name.trim_end_matches('.').split('.') {
        let length = u8::try_from(label.len()).ok().filter(|length| (1..=63).contains(length))?;
        bytes.push(length);
        bytes.extend(label.as_bytes());
    }
    bytes.push(0);
    for number in [TXT, INTERNET] {
        bytes.extend(number.to_be_bytes());
    }
    // The root name, type OPT, the size, and nothing else.
    bytes.push(0);
    for number in [41, MAX_ANSWER_BYTES, 0, 0, 0] {
        bytes.extend(number.to_be_bytes());
    }
    (name.len() <= 253).then_some(bytes)
}

/// Reads an answer; `None` if it is broken or answers another question.
fn read(id: u16, question: &[u8], bytes: &[u8]) -> Option<Answer> {
    let mut at = Reader { bytes, place: 0 };
    let (answered, flags) = (at.number()?, at.number()?);
    if answered != id || flags & 0x8000 == 0 || at.number()? != 1 {
        return None;
    }
    let answers = at.number()?;
    at.skip(4)?;
    // The answer repeats the question. Its name follows the header in both.
    let asked = question.get(12..question.len().checked_sub(11)?)?;
    let repeated = bytes.get(12..12 + asked.len())?;
    if !repeated.eq_ignore_ascii_case(asked) {
        return None;
    }
    at.skip(asked.len())?;
    match flags & 0x000f {
        0 => {}
        // The name does not exist.
        3 => return Some(Answer::Texts(Vec::new())),
        _ => return Some(Answer::Silent),
    }
    // A truncated answer is not used.
    if flags & 0x0200 != 0 {
        return Some(Answer::Silent);
    }
    let mut texts = Vec::new();
    for _ in 0..answers {
        at.skip_name()?;
        let (kind, class) = (at.number()?, at.number()?);
        at.skip(4)?;
        let length = usize::from(at.number()?);
        let data = at.take(length)?;
        if (kind, class) == (TXT, INTERNET) {
            texts.push(text_of(data)?);
        }
    }
    Some(Answer::Texts(texts))
}

/// A text is stored in parts, each with its length before it.
fn text_of(mut data: &[u8]) -> Option<String> {
    let mut text = Vec::new();
    while let Some((length, rest)) = data.split_first() {
        let (piece, rest) = rest.split_at_checked(usize::from(*length))?;
        text.extend_from_slice(piece);
        data = rest;
    }
    Some(String::from_utf8_lossy(&text).into_owned())
}

struct Reader<'a> {
    bytes: &'a [u8],
    place: usize,
}

impl<'a> Reader<'a> {
    fn take(&mut self, length: usize) -> Option<&'a [u8]> {
        let end = self.place.checked_add(length)?;
        let taken = self.bytes.get(self.place..end)?;
        self.place = end;
        Some(taken)
    }

    fn skip(&mut self, length: usize) -> Option<()> {
        self.take(length).map(|_| ())
    }

    fn number(&mut self) -> Option<u16> {
        let two: [u8; 2] = self.take(2)?.try_into().ok()?;
        Some(u16::from_be_bytes(two))
    }

    /// A name ends with an empty label, or with two bytes that point to the rest of it.
    fn skip_name(&mut self) -> Option<()> {
        loop {
            let length = *self.take(1)?.first()?;
            match length {
                0 => return Some(()),
                0xc0.. => return self.skip(1),
                1..=63 => self.skip(usize::from(length))?,
                _ => return None,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer_to(question: &[u8], flags: u16, records: &[(u16, &[u8])]) -> Vec<u8> {
        let asked = &question[12..question.len() - 11];
        let mut bytes = question[..2].to_vec();
        for number in [flags, 1, u16::try_from(records.len()).expect("few"), 0, 0] {
            bytes.extend(number.to_be_bytes());
        }
        bytes.extend(asked);
        for (kind, data) in records {
            bytes.extend([0xc0, 12]);
            for number in [*kind, INTERNET, 0, 300, u16::try_from(data.len()).expect("short")] {
                bytes.extend(number.to_be_bytes());
            }
            bytes.extend(*data);
        }
        bytes
    }

    #[test]
    fn texts_are_read_from_answers_to_the_question_alone() {
        let asked = question(7, "_partner-portal.collect.example").expect("a name");
        let found = answer_to(&asked, 0x8180, &[(5, b"\x01a\x00"), (TXT, b"\x03abc\x02de"), (TXT, b"\x01x")]);
        let texts = Answer::Texts(vec!["abcde".to_owned(), "x".to_owned()]);
        assert_eq!(read(7, &asked, &found), Some(texts));
        assert_eq!(read(8, &asked, &found), None, "another question's number");
        let other = question(7, "_partner-portal.another.example").expect("a name");
        assert_eq!(read(7, &other, &found), None, "another name");
        assert_eq!(read(7, &asked, &asked), None, "no answer at all");
        assert_eq!(read(7, &asked, &answer_to(&asked, 0x8183, &[])), Some(Answer::Texts(Vec::new())));
        assert_eq!(read(7, &asked, &answer_to(&asked, 0x8182, &[])), Some(Answer::Silent));
        assert_eq!(read(7, &asked, &answer_to(&asked, 0x8380, &[])), Some(Answer::Silent), "cut off");
        for end in 0..found.len() {
            let _ = read(7, &asked, &found[..end]);
        }
        assert_eq!(read(7, &asked, &answer_to(&asked, 0x8180, &[(TXT, b"\x09abc")])), None, "broken");
        assert_eq!(question(7, "a..b"), None);
        assert_eq!(question(7, &"x".repeat(64)), None);
    }
}
