//! Settings of the network: trusted proxies, DNS server, request limits.

use std::net::{IpAddr, SocketAddr};

use ipnet::IpNet;

use super::Lookup;

/// Trusted proxies: addresses or networks, separated by commas.
pub(super) fn networks(get: Lookup<'_>, wrong: &mut Vec<String>) -> Vec<IpNet> {
    let text = get("PORTAL_TRUSTED_PROXIES").unwrap_or_default();
    let one = |part: &str| part.parse::<IpNet>().ok().or_else(|| part.parse::<IpAddr>().ok().map(IpNet::from));
    let mut networks = Vec::new();
    for part in text.split(',').map(str::trim).filter(|part| !part.is_empty()) {
        match one(part) {
            Some(network) => networks.push(network),
            None => wrong.push(format!("PORTAL_TRUSTED_PROXIES: “{part}” is no address or network such as 10.0.0.0/8")),
        }
    }
    networks
}

/// Request limits of one key or person.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct RequestLimits {
    /// Requests per minute, sliding.
    pub minute: u64,
    /// Requests per clock hour.
    pub hour: u64,
    /// Requests in the 24 hours after the first one.
    pub day: u64,
}

impl RequestLimits {
    /// The limits in the contracts.
    pub const DEFAULT: Self = Self { minute: 2_000, hour: 20_000, day: 100_000 };

    /// The limits multiplied, for several callers behind one address.
    #[must_use]
    pub fn times(self, callers: u64) -> Self {
        let each = |most: u64| most.saturating_mul(callers);
        Self { minute: each(self.minute), hour: each(self.hour), day: each(self.day) }
    }

    pub(super) fn read(get: Lookup<'_>, wrong: &mut Vec<String>) -> Self {
        let mut number = |name: &str, usual: u64| match get(name).map(|text| text.parse::<u64>()) {
            None => usual,
            Some(Ok(number)) if number > 0 => number,
            Some(_) => {
                wrong.push(format!("{name} must be a number of requests, 1 or more"));
                usual
            }
        };
        Self {
            minute: number("PORTAL_API_LIMIT_MINUTE", Self::DEFAULT.minute),
            hour: number("PORTAL_API_LIMIT_HOUR", Self::DEFAULT.hour),
            day: number("PORTAL_API_LIMIT_DAY", Self::DEFAULT.day),
        }
    }
}

/// Reads an address with or without a port; the default is 53.
pub(super) fn dns_server(text: &str) -> Option<SocketAddr> {
    let text = text.trim();
    text.parse().ok().or_else(|| text.parse::<IpAddr>().ok().map(|ip| SocketAddr::new(ip, 53)))
}
