//! The rules of a code on the wire: email domains, hours of the week, networks.

use std::net::IpAddr;

use ipnet::{IpNet, Ipv4Net};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::{Validate, ValidationError};

use super::issue::Window;
use crate::shared::error::AppError;

/// A domain that an address must be of.
#[derive(Debug, Clone, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EmailDomain {
    /// The part after the @.
    #[schema(example = "hamiltonschools.org")]
    #[validate(length(max = 253, code = "too-long"))]
    pub domain: String,
    /// Whether what lies below it counts too.
    #[serde(default)]
    pub include_subdomains: bool,
}

/// Shows the domains of a row.
pub fn show_domains(domains: Vec<String>, wide: &[String]) -> Vec<EmailDomain> {
    domains.into_iter().map(|domain| EmailDomain { include_subdomains: wide.contains(&domain), domain }).collect()
}

/// The domains as they are stored.
pub fn plain_domains(domains: &[EmailDomain]) -> Vec<(String, bool)> {
    domains.iter().map(|one| (one.domain.clone(), one.include_subdomains)).collect()
}

/// Hours of the week at which a code works, in the organization's zone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WeeklyWindow {
    /// `mon`, `tue`, `wed`, `thu`, `fri`, `sat`, `sun`.
    #[schema(example = json!(["mon", "tue", "wed", "thu", "fri"]))]
    #[validate(length(min = 1, max = 7, code = "days-missing", message = "Choose at least one day."), custom(function = known_days))]
    pub days: Vec<String>,
    /// From when, `HH:MM`.
    #[schema(example = "08:00")]
    #[validate(custom(function = known_time))]
    pub opens: String,
    /// Until just before when, `HH:MM`; `24:00` is the end of the day.
    #[schema(example = "15:00")]
    #[validate(custom(function = known_time))]
    pub closes: String,
}

const DAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

fn known_days(days: &[String]) -> Result<(), ValidationError> {
    if days.iter().all(|day| DAYS.contains(&day.as_str())) {
        return Ok(());
    }
    Err(ValidationError::new("day-unknown").with_message("Days are mon, tue, wed, thu, fri, sat, sun.".into()))
}

/// Minutes of the day.
fn minutes(text: &str) -> Option<i32> {
    let (hour, minute) = text.split_once(':')?;
    if hour.len() != 2 || minute.len() != 2 {
        return None;
    }
    let (hour, minute): (i32, i32) = (hour.parse().ok()?, minute.parse().ok()?);
    let total = hour * 60 + minute;
    ((0..60).contains(&minute) && (0..=1440).contains(&total)).then_some(total)
}

fn known_time(text: &str) -> Result<(), ValidationError> {
    match minutes(text) {
        Some(_) => Ok(()),
        None => Err(ValidationError::new("time-invalid").with_message("Write a time as HH:MM, such as 08:00.".into())),
    }
}

/// The windows as they are stored, a day each.
///
/// # Errors
/// `window-reversed`.
pub fn plain_windows(windows: &[WeeklyWindow]) -> Result<Vec<Window>, AppError> {
    let mut plain = Vec::new();
    for (index, window) in windows.iter().enumerate() {
        let (opens, closes) = (minutes(&window.opens).unwrap_or(0), minutes(&window.closes).unwrap_or(0));
        if opens >= closes {
            let pointer = format!("/weekly_windows/{index}/closes");
            return Err(AppError::field(&pointer, "window-reversed", "A window closes after it opens, on the same day."));
        }
        let weekdays = (1..).zip(DAYS).filter(|(_, day)| window.days.iter().any(|chosen| chosen == day));
        plain.extend(weekdays.map(|(weekday, _)| Window { weekday, opens, closes }));
    }
    Ok(plain)
}

/// The windows as they are shown: days with the same hours together, in the order of the week.
pub fn show_windows(weekdays: &[i32], opens: &[i32], closes: &[i32]) -> Vec<WeeklyWindow> {
    let time = |minute: i32| format!("{:02}:{:02}", minute / 60, minute % 60);
    let mut shown: Vec<WeeklyWindow> = Vec::new();
    for ((weekday, opens), closes) in weekdays.iter().zip(opens).zip(closes) {
        let day = usize::try_from(weekday - 1).ok().and_then(|index| DAYS.get(index)).copied().unwrap_or_default().to_owned();
        let (opens, closes) = (time(*opens), time(*closes));
        match shown.iter_mut().find(|window| window.opens == opens && window.closes == closes) {
            Some(window) => window.days.push(day),
            None => shown.push(WeeklyWindow { days: vec![day], opens, closes }),
        }
    }
    shown
}

/// The networks as they are stored.
///
/// # Errors
/// `network-invalid`.
pub fn plain_networks(networks: &[String]) -> Result<Vec<IpNet>, AppError> {
    let read = networks.iter().enumerate().map(|(index, text)| {
        let text = text.trim();
        let network = text.parse::<IpNet>().ok().or_else(|| text.parse::<IpAddr>().ok().map(IpNet::from));
        network.map(narrow).ok_or_else(|| {
            AppError::field(&format!("/ip_ranges/{index}"), "network-invalid", "Write an address or a range, such as 203.0.113.0/24.")
        })
    });
    read.collect()
}

/// A network of IPv4 written as IPv6 (`::ffff:203.0.113.0/120`), as IPv4: that is how addresses are compared.
fn narrow(network: IpNet) -> IpNet {
    let IpNet::V6(wide) = network else { return network };
    let plain = wide.addr().to_ipv4_mapped().zip(wide.prefix_len().checked_sub(96));
    plain.and_then(|(address, length)| Ipv4Net::new(address, length).ok()).map_or(network, IpNet::V4)
}
