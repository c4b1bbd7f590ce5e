//! Which network addresses are public. All others belong to our own machines or to nobody.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// Whether an address is public. Private, loopback, link-local, shared, documentation, benchmarking, multicast and
/// reserved ranges are not, and neither are IPv6 addresses that embed such an IPv4 address.
pub fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(four) => is_public_four(four),
        IpAddr::V6(six) => is_public_six(six),
    }
}

/// The subject for which failed attempts from an address are counted: the IPv4 address itself, because its neighbours
/// are other people; the first 64 bits of an IPv6 address, because one subscriber has all the rest.
pub fn counted_as(address: &str) -> String {
    match address.parse::<IpAddr>() {
        Ok(IpAddr::V6(six)) => match six.to_ipv4_mapped() {
            Some(four) => four.to_string(),
            None => {
                let [a, b, c, d, ..] = six.segments();
                format!("{}/64", Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0))
            }
        },
        Ok(IpAddr::V4(four)) => four.to_string(),
        Err(_) => "unknown".to_owned(),
    }
}

fn is_public_four(address: Ipv4Addr) -> bool {
    let [a, b, c, _] = address.octets();
    let reserved = a == 0                                   // this network
        || a == 10                                          // private
        || (a == 100 && (64..128).contains(&b))             // shared by carriers
        || a == 127                                         // this machine
        || (a == 169 && b == 254)                           // this link, and the clouds' own data
        || (a == 172 && (16..32).contains(&b))              // private
        || (a == 192 && b == 0 && (c == 0 || c == 2))       // protocols, documentation
        || (a == 192 && b == 88 && c == 99)                 // 6to4
        || (a == 192 && b == 168)                           // private
        || (a == 198 && (18..20).contains(&b))              // benchmarks
        || (a == 198 && b == 51 && c == 100)                // documentation
        || (a == 203 && b == 0 && c == 113)                 // documentation
        || a >= 224; // multicast, reserved, broadcast
    !reserved
}

fn is_public_six(address: Ipv6Addr) -> bool {
    // IPv4-mapped addresses are outside of 2000::/3, too; no legitimate name resolves to one.
    let [a, b, ..] = address.segments();
    // Only 2000::/3 is assigned. Blocks in it that are not public: protocols and Teredo, documentation, and 6to4,
    // which embeds any IPv4 address.
    let given_out = a & 0xe000 == 0x2000;
    let special = match a {
        0x2001 => b < 0x0200 || b == 0x0db8,
        0x2002 => true,
        0x3fff => b < 0x1000,
        _ => false,
    };
    given_out && !special
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attempts_are_counted_by_subscriber() {
        assert_eq!(counted_as("192.0.2.7"), "192.0.2.7");
        assert_eq!(counted_as("::ffff:192.0.2.7"), "192.0.2.7");
        assert_eq!(counted_as("2001:db8:1:2:3:4:5:6"), "2001:db8:1:2::/64");
        assert_eq!(counted_as("2001:db8:1:2::9"), counted_as("2001:db8:1:2:ffff::1"));
        assert_ne!(counted_as("2001:db8:1:2::9"), counted_as("2001:db8:1:3::9"));
    }

    #[test]
    fn only_the_world_is_public() {
        for public in [
            "1.1.1.1",
            "93.184.216.34",
            "172.15.0.1",
            "172.32.0.1",
            "100.63.0.1",
            "192.0.1.1",
            "223.255.255.254",
            "2606:4700:4700::1111",
            "2a00:1450:4001::200e",
        ] {
            assert!(is_public(public.parse().expect("an address")), "{public}");
        }
        for own in [
            "0.0.0.0",
            "10.1.2.3",
            "100.64.0.1",
            "127.0.0.1",
            "127.255.0.1",
            "169.254.169.254",
            "172.16.0.1",
            "172.31.255.255",
            "192.0.0.1",
            "192.0.2.1",
            "192.88.99.1",
            "192.168.1.1",
            "198.18.0.1",
            "198.51.100.1",
            "203.0.113.9",
            "224.0.0.1",
            "239.1.1.1",
            "240.0.0.1",
            "255.255.255.255",
            "::",
            "::1",
            "::ffff:127.0.0.1",
            "::ffff:8.8.8.8",
            "::127.0.0.1",
            "64:ff9b::7f00:1",
            "100::1",
            "fc00::1",
            "fd12::1",
            "fe80::1",
            "ff02::1",
            "2001::1",
            "2001:db8::1",
            "2002:7f00:1::1",
            "3fff::1",
            "fec0::1",
        ] {
            assert!(!is_public(own.parse().expect("an address")), "{own}");
        }
    }
}
