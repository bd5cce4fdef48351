//! What is allowed and still deserves a second look: domains that keep nobody out.

use serde::Serialize;
use utoipa::ToSchema;

use super::rules::EmailDomain;
use crate::shared::email::domain_key;
use crate::shared::public_domains::{is_public_mail, is_public_suffix};

/// Something to look at again; it refuses nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct CodeWarning {
    /// JSON Pointer (RFC 6901) to the field.
    #[schema(example = "/email_domains/0/domain")]
    pointer: String,
    /// `domain-public-mail` or `domain-public-suffix`.
    #[schema(example = "domain-public-mail")]
    code: &'static str,
    /// What is the matter, for a person.
    detail: String,
}

/// What is the matter with these domains; those that are none are refused elsewhere.
pub fn warnings(domains: &[EmailDomain]) -> Vec<CodeWarning> {
    let found = domains.iter().enumerate().filter_map(|(index, rule)| {
        let (code, detail) = warning(&domain_key(rule.domain.trim().trim_start_matches('@'))?, rule.include_subdomains)?;
        Some(CodeWarning { pointer: format!("/email_domains/{index}/domain"), code, detail })
    });
    found.collect()
}

fn warning(domain: &str, include_subdomains: bool) -> Option<(&'static str, String)> {
    if is_public_mail(domain) {
        return Some(("domain-public-mail", format!("Everybody can have an address at {domain}. This keeps nobody out.")));
    }
    if !is_public_suffix(domain) {
        return None;
    }
    let detail = if include_subdomains {
        format!("{domain} belongs to no single school: everybody below it could join. Write your own domain, such as yours.{domain}.")
    } else {
        format!(
            "{domain} belongs to no single school, so your students have no address there. Write your own domain, such as yours.{domain}."
        )
    };
    Some(("domain-public-suffix", detail))
}
