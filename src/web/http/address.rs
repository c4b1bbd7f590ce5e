//! Finds the client's address. Forwarding headers count only when the connection comes from a proxy in
//! `PORTAL_TRUSTED_PROXIES`; otherwise they are ignored.

use std::net::IpAddr;

use actix_web::{HttpMessage, HttpRequest};
use ipnet::IpNet;

use crate::domain::network::counted_as;

/// Read at most this many hops of a forwarding header. No honest proxy writes more.
const MAX_HOPS: usize = 32;

/// The client's address, determined once per request.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ClientAddress(pub Option<IpAddr>);

impl ClientAddress {
    /// The address that the outermost layer determined.
    pub(crate) fn of(request: &HttpRequest) -> Self {
        request.extensions().get::<Self>().copied().unwrap_or(Self(None))
    }

    /// The address as text; "" if the connection has none.
    pub(crate) fn text(self) -> String {
        self.0.map_or(String::new(), |address| address.to_string())
    }

    /// The network to which limits apply.
    pub(crate) fn network(self) -> String {
        counted_as(&self.text())
    }
}

/// Determines the client's address.
pub(super) fn settle(request: &HttpRequest, trusted: &[IpNet]) -> ClientAddress {
    let peer = request.peer_addr().map(|address| address.ip().to_canonical());
    let hops: Vec<&str> = request
        .headers()
        .get_all("x-forwarded-for")
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .map(str::trim)
        .collect();
    ClientAddress(peer.map(|peer| before_trusted(peer, &hops, trusted)))
}

/// Walks from the connection outwards past trusted proxies; the first address that is not trusted is the client's.
fn before_trusted(peer: IpAddr, hops: &[&str], trusted: &[IpNet]) -> IpAddr {
    let is_trusted = |address: &IpAddr| trusted.iter().any(|network| network.contains(address));
    let mut client = peer;
    for hop in hops.iter().rev().take(MAX_HOPS) {
        if !is_trusted(&client) {
            break;
        }
        match read(hop) {
            Some(address) => client = address,
            None => break,
        }
    }
    client
}

/// Parses an address as proxies write it: bare, with a port, or in brackets.
fn read(hop: &str) -> Option<IpAddr> {
    let bare = hop.strip_prefix('[').and_then(|rest| rest.split(']').next()).unwrap_or(hop);
    let address = bare.parse::<IpAddr>().ok();
    let address = address.or_else(|| hop.parse::<std::net::SocketAddr>().ok().map(|address| address.ip()));
    address.map(|address| address.to_canonical())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn client(peer: &str, hops: &[&str], trusted: &[&str]) -> String {
        let trusted: Vec<IpNet> = trusted.iter().filter_map(|text| text.parse().ok()).collect();
        before_trusted(peer.parse().expect("an address"), hops, &trusted).to_string()
    }

    #[test]
    fn only_trusted_proxies_are_believed() {
        let ours = ["127.0.0.0/8", "10.0.0.0/8", "fd00::/8"];
        for (peer, hops, expected) in [
            ("203.0.113.9", &["1.2.3.4"][..], "203.0.113.9"),
            ("127.0.0.1", &[], "127.0.0.1"),
            ("127.0.0.1", &["1.2.3.4"], "1.2.3.4"),
            ("127.0.0.1", &["6.6.6.6", "1.2.3.4"], "1.2.3.4"),
            ("127.0.0.1", &["6.6.6.6", "1.2.3.4", "10.1.1.1"], "1.2.3.4"),
            ("127.0.0.1", &["10.9.9.9", "10.1.1.1"], "10.9.9.9"),
            ("127.0.0.1", &["1.2.3.4:5678"], "1.2.3.4"),
            ("fd00::1", &["[2001:db8::7]:443"], "2001:db8::7"),
            ("127.0.0.1", &["::ffff:1.2.3.4"], "1.2.3.4"),
            ("127.0.0.1", &["unknown"], "127.0.0.1"),
            ("127.0.0.1", &["1.2.3.4", "rubbish", "10.1.1.1"], "10.1.1.1"),
        ] {
            assert_eq!(client(peer, hops, &ours), expected, "{peer} {hops:?}");
        }
        assert_eq!(client("127.0.0.1", &["1.2.3.4"], &[]), "127.0.0.1");
    }
}
