//! Whose address a request really comes from.

use actix_web::HttpRequest;
use ipnet::IpNet;
use std::net::{IpAddr, Ipv4Addr};

/// The client's address: the peer's, unless the peer is a trusted proxy; then the last address in
/// `X-Forwarded-For` that no trusted proxy has.
pub fn address(request: &HttpRequest, trusted: &[IpNet]) -> IpAddr {
    let peer = request.peer_addr().map_or(IpAddr::V4(Ipv4Addr::LOCALHOST), |peer| peer.ip());
    let forwarded = request.headers().get_all("x-forwarded-for").filter_map(|value| value.to_str().ok());
    let hops: Vec<&str> = forwarded.flat_map(|value| value.split(',')).map(str::trim).collect();
    behind(peer, &hops, trusted)
}

fn behind(peer: IpAddr, hops: &[&str], trusted: &[IpNet]) -> IpAddr {
    let is_trusted = |ip: &IpAddr| trusted.iter().any(|net| net.contains(ip));
    let mut nearest = peer;
    for hop in hops.iter().rev() {
        if !is_trusted(&nearest) {
            break;
        }
        match hop.parse() {
            Ok(ip) => nearest = ip,
            Err(_) => break,
        }
    }
    nearest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_trusted_proxies_are_believed() {
        let proxy: IpNet = "10.0.0.0/8".parse().expect("a network");
        for (peer, hops, trusted, expected) in [
            ("203.0.113.9", vec!["198.51.100.1"], vec![], "203.0.113.9"),
            ("203.0.113.9", vec!["198.51.100.1"], vec![proxy], "203.0.113.9"),
            ("10.0.0.1", vec!["198.51.100.1"], vec![proxy], "198.51.100.1"),
            ("10.0.0.1", vec!["1.1.1.1", "198.51.100.1", "10.0.0.2"], vec![proxy], "198.51.100.1"),
            ("10.0.0.1", vec!["nonsense"], vec![proxy], "10.0.0.1"),
        ] {
            let got = behind(peer.parse().expect("an address"), &hops, &trusted);
            assert_eq!(got.to_string(), expected, "{peer} {hops:?}");
        }
    }
}
