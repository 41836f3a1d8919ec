//! Addresses that are fetched: http and https, of hosts in the open network unless private ones are allowed. A page could otherwise lead,
//! by a redirect, to services of this machine that answer to nobody else.

use crate::CaptureError;
use std::net::{IpAddr, Ipv6Addr};
use url::Url;

/// Reads an address; `base` is the page that led there.
pub(crate) fn parsed(address: &str, base: Option<&Url>) -> Result<Url, CaptureError> {
    let bad = |reason: String| CaptureError::BadAddress { address: address.to_string(), reason };
    let parsed = match base {
        Some(base) => base.join(address),
        None => Url::parse(address.trim()),
    };
    let mut url = parsed.map_err(|error| bad(error.to_string()))?;
    if !matches!(url.scheme(), "http" | "https") {
        return Err(bad(format!("{} is not fetched", url.scheme())));
    }
    if url.host_str().is_none_or(str::is_empty) {
        return Err(bad("it names no host".to_string()));
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err(bad("it holds a password, which would be kept with the page".to_string()));
    }
    url.set_fragment(None);
    Ok(url)
}

/// Whether an address belongs to this machine, to a private network, or to no host at all.
pub(crate) fn is_private(ip: IpAddr) -> bool {
    match ip {
        IpAddr::V4(ip) => {
            let [a, b, c, _] = ip.octets();
            ip.is_loopback()
                || ip.is_private()
                || ip.is_link_local()
                || ip.is_broadcast()
                || ip.is_multicast()
                || a == 0
                || a >= 240
                // Shared by providers (RFC 6598), set aside for protocols, kept for measuring.
                || (a == 100 && (64..128).contains(&b))
                || (a == 192 && b == 0 && c == 0)
                || (a == 198 && (18..20).contains(&b))
        }
        IpAddr::V6(ip) => {
            ip.is_loopback()
                || ip.is_unspecified()
                || ip.is_multicast()
                || ip.is_unique_local()
                || ip.is_unicast_link_local()
                || inner(ip).is_some_and(|inner| is_private(IpAddr::V4(inner)))
        }
    }
}

/// The address of version 4 that one of version 6 stands for: mapped, translated (64:ff9b::/96) or 6to4.
fn inner(ip: Ipv6Addr) -> Option<std::net::Ipv4Addr> {
    let s = ip.segments();
    let of = |high: u16, low: u16| {
        let ([a, b], [c, d]) = (high.to_be_bytes(), low.to_be_bytes());
        std::net::Ipv4Addr::new(a, b, c, d)
    };
    match s {
        [0x64, 0xff9b, 0, 0, 0, 0, high, low] | [0, 0, 0, 0, 0, 0, high, low] => Some(of(high, low)),
        [0x2002, high, low, ..] => Some(of(high, low)),
        _ => ip.to_ipv4_mapped(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn private_addresses_are_known() {
        for (ip, want) in [
            ("127.0.0.1", true),
            ("10.1.2.3", true),
            ("192.168.0.1", true),
            ("172.20.0.1", true),
            ("169.254.169.254", true),
            ("100.64.0.1", true),
            ("0.0.0.0", true),
            ("198.18.0.1", true),
            ("::1", true),
            ("fe80::1", true),
            ("fd00::1", true),
            ("::ffff:127.0.0.1", true),
            ("64:ff9b::7f00:1", true),
            ("2002:7f00:1::", true),
            ("93.184.216.34", false),
            ("2606:2800:220:1::1", false),
        ] {
            assert_eq!(is_private(ip.parse().unwrap()), want, "{ip}");
        }
    }

    #[test]
    fn only_pages_of_the_web_are_fetched() {
        let base = Url::parse("https://a.example/x/y").unwrap();
        for (address, want) in [
            ("https://a.example/x#part", Some("https://a.example/x")),
            ("/z", Some("https://a.example/z")),
            ("z?b=1", Some("https://a.example/x/z?b=1")),
            ("//b.example", Some("https://b.example/")),
            ("file:///etc/passwd", None),
            ("ftp://a.example/", None),
            ("javascript:alert(1)", None),
            ("https://u:p@a.example/", None),
            ("https://", None),
        ] {
            assert_eq!(
                parsed(address, Some(&base)).ok().map(|u| u.to_string()).as_deref(),
                want,
                "{address}"
            );
        }
        assert!(parsed("a.example", None).is_err());
        assert!(parsed(" https://a.example ", None).is_ok());
    }
}
