//! A simple HTTP/1.1 client over a socket. It sends exactly the given bytes, even broken ones, and follows no
//! redirects.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::Duration;

/// A response.
#[derive(Clone, Debug)]
pub struct Response {
    /// The status.
    pub status: u16,
    /// Names in lower case, in order of arrival.
    pub headers: Vec<(String, String)>,
    /// The body, unchunked.
    pub body: Vec<u8>,
}

impl Response {
    /// The first header of that name (in lower case).
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(header, _)| header == name).map(|(_, value)| value.as_str())
    }

    /// The body as text.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// The body as JSON; fails with the body if it is not JSON.
    #[track_caller]
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.body)
            .unwrap_or_else(|error| panic!("not JSON ({error}), status {}: {}", self.status, self.text()))
    }

    /// Expects a status; shows the body if it is another.
    #[track_caller]
    pub fn expect(self, status: u16) -> Self {
        assert_eq!(self.status, status, "{:?}\n{}", self.headers, self.text());
        self
    }

    /// Expects a redirect and returns its target.
    #[track_caller]
    pub fn to(&self) -> String {
        assert_eq!(self.status, 303, "{:?}\n{}", self.headers, self.text());
        self.header("location").expect("a location").to_owned()
    }

    /// Expects a page that contains a text.
    #[track_caller]
    pub fn says(self, text: &str) -> Self {
        let body = self.text();
        assert!(body.contains(text), "“{text}” is not in this answer, status {}:\n{body}", self.status);
        self
    }

    /// Expects a page that does not contain a text.
    #[track_caller]
    pub fn silent_about(self, text: &str) -> Self {
        assert!(!self.text().contains(text), "“{text}” should not be in this answer:\n{}", self.text());
        self
    }

    /// Expects an error of the contracts and returns its messages joined.
    #[track_caller]
    pub fn problems(&self) -> String {
        let body = self.json();
        let list = body["businessErrors"].as_array().unwrap_or_else(|| panic!("no businessErrors: {body}"));
        assert!(!list.is_empty(), "{body}");
        list.iter().map(|one| one["message"].as_str().unwrap_or_default()).collect::<Vec<_>>().join("\n")
    }
}

/// Sends a request and reads the whole answer. `address` is `host:port`.
pub fn send(address: &str, method: &str, path: &str, headers: &[(String, String)], body: &[u8]) -> Response {
    let mut head = format!("{method} {path} HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\n").into_bytes();
    for (name, value) in headers {
        head.extend_from_slice(format!("{name}: {value}\r\n").as_bytes());
    }
    if !body.is_empty() || matches!(method, "POST" | "PUT" | "PATCH") {
        head.extend_from_slice(format!("content-length: {}\r\n", body.len()).as_bytes());
    }
    head.extend_from_slice(b"\r\n");
    head.extend_from_slice(body);
    send_raw(address, &head)
}

/// Sends bytes as they are and reads the answer.
pub fn send_raw(address: &str, bytes: &[u8]) -> Response {
    exchange(TcpStream::connect(address).expect("the server listens"), bytes)
}

/// Sends a form from another address of this machine, such as `127.0.0.2`.
pub fn send_form_from(source: &str, address: &str, path: &str, fields: &[(&str, &str)]) -> Response {
    let body = urlencoded(fields);
    let head = format!(
        "POST {path} HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\nsec-fetch-site: same-origin\r\n\
         content-type: application/x-www-form-urlencoded\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    );
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    let socket = runtime.block_on(async {
        let socket = tokio::net::TcpSocket::new_v4().expect("a socket");
        socket.bind(format!("{source}:0").parse().expect("an address")).expect("an address of this machine");
        let socket = socket.connect(address.parse().expect("an address")).await.expect("the server listens");
        socket.into_std().expect("a socket")
    });
    socket.set_nonblocking(false).expect("a socket that waits");
    exchange(socket, head.as_bytes())
}

fn exchange(mut socket: TcpStream, bytes: &[u8]) -> Response {
    socket.set_read_timeout(Some(Duration::from_secs(60))).expect("a time-out");
    // A server that refuses early may stop reading; its answer is still read.
    let _ = socket.write_all(bytes);
    let mut answer = Vec::new();
    let mut chunk = [0; 65536];
    loop {
        match socket.read(&mut chunk) {
            Ok(0) => break,
            Ok(count) => answer.extend_from_slice(&chunk[..count]),
            Err(_) if whole(&answer) => break,
            Err(error) => panic!("the answer broke off after {} bytes: {error}", answer.len()),
        }
        if whole(&answer) {
            break;
        }
    }
    parse(&answer)
}

fn head_end(answer: &[u8]) -> Option<usize> {
    answer.windows(4).position(|window| window == b"\r\n\r\n")
}

/// Whether the response states its length and is complete.
fn whole(answer: &[u8]) -> bool {
    let Some(end) = head_end(answer) else { return false };
    let head = String::from_utf8_lossy(&answer[..end]).to_ascii_lowercase();
    let length = head.lines().find_map(|line| line.strip_prefix("content-length:")?.trim().parse::<usize>().ok());
    length.is_some_and(|length| answer.len() >= end + 4 + length)
}

fn parse(answer: &[u8]) -> Response {
    let end = head_end(answer).unwrap_or_else(|| panic!("no answer: {:?}", String::from_utf8_lossy(answer)));
    let head = String::from_utf8_lossy(&answer[..end]).into_owned();
    let mut lines = head.split("\r\n");
    let status = lines.next().and_then(|line| line.split(' ').nth(1)).and_then(|code| code.parse().ok());
    let headers: Vec<(String, String)> = lines
        .filter_map(|line| line.split_once(':'))
        .map(|(name, value)| (name.trim().to_ascii_lowercase(), value.trim().to_owned()))
        .collect();
    let body = &answer[end + 4..];
    let chunked = headers.iter().any(|(name, value)| name == "transfer-encoding" && value == "chunked");
    let body = if chunked { unchunked(body) } else { body.to_vec() };
    Response { status: status.expect("a status"), headers, body }
}

/// The content of a chunked body. If the last, empty chunk is missing, it was broken off.
fn unchunked(mut rest: &[u8]) -> Vec<u8> {
    let mut body = Vec::new();
    loop {
        let Some(end) = rest.windows(2).position(|window| window == b"\r\n") else { panic!("the body broke off") };
        let size = usize::from_str_radix(std::str::from_utf8(&rest[..end]).expect("a size").trim(), 16);
        let size = size.expect("a size");
        if size == 0 {
            return body;
        }
        body.extend_from_slice(&rest[end + 2..end + 2 + size]);
        rest = &rest[end + 4 + size..];
    }
}

/// Fields as a form's body.
pub fn urlencoded(fields: &[(&str, &str)]) -> String {
    use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
    fields
        .iter()
        .map(|(name, text)| {
            format!("{}={}", utf8_percent_encode(name, NON_ALPHANUMERIC), utf8_percent_encode(text, NON_ALPHANUMERIC))
        })
        .collect::<Vec<_>>()
        .join("&")
}

/// A file to upload.
pub struct Upload<'a> {
    /// The field's name.
    pub field: &'a str,
    /// The file's name.
    pub name: &'a str,
    /// The claimed content type.
    pub kind: &'a str,
    /// Its bytes.
    pub bytes: &'a [u8],
}

/// A multipart body and its content type.
pub fn multipart(fields: &[(&str, &str)], files: &[Upload<'_>]) -> (String, Vec<u8>) {
    let boundary = "------------------------portal0boundary";
    let mut body = Vec::new();
    for (name, text) in fields {
        body.extend_from_slice(
            format!("--{boundary}\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{text}\r\n").as_bytes(),
        );
    }
    for file in files {
        body.extend_from_slice(
            format!(
                "--{boundary}\r\ncontent-disposition: form-data; name=\"{}\"; filename=\"{}\"\r\n\
                 content-type: {}\r\n\r\n",
                file.field, file.name, file.kind
            )
            .as_bytes(),
        );
        body.extend_from_slice(file.bytes);
        body.extend_from_slice(b"\r\n");
    }
    body.extend_from_slice(format!("--{boundary}--\r\n").as_bytes());
    (format!("multipart/form-data; boundary={boundary}"), body)
}
