//! A phone that computes the digits of the second factor.

use chrono::TimeDelta;
use serde_json::{Value, json};
use totp_rs::{Builder, Secret};

use super::{Api, House, PASSWORD, Reply, id};

/// A phone that was shown the secret.
pub struct Phone {
    pub secret: String,
}

impl Phone {
    /// What it shows now.
    pub fn digits(&self, house: &House) -> String {
        let secret = Secret::try_from_base32(self.secret.replace(' ', "")).expect("base32");
        let totp = Builder::new().with_secret(secret).build().expect("a generator");
        totp.generate(house.clock.now().timestamp().unsigned_abs()).to_string()
    }

    /// Digits that were not used: those of the next half minute.
    pub fn next(&self, house: &House) -> String {
        house.clock.advance(TimeDelta::seconds(30));
        self.digits(house)
    }
}

/// Shows the secret to a phone.
pub async fn begin(person: &Api) -> Phone {
    Phone { secret: id(&person.post("me/second-factor", json!({ "password": PASSWORD })).await.expect(200), "secret") }
}

/// Types the first digits.
pub async fn confirm(person: &Api, digits: &str) -> Reply {
    person.post("me/second-factor/confirm", json!({ "code": digits })).await
}

/// The recovery codes of an answer.
pub fn codes(body: &Value) -> Vec<String> {
    body["recovery_codes"].as_array().expect("codes").iter().map(|code| code.as_str().unwrap().to_owned()).collect()
}

/// Turns it on: the phone, and the recovery codes.
pub async fn turn_on(house: &House, person: &Api) -> (Phone, Vec<String>) {
    let phone = begin(person).await;
    let done = confirm(person, &phone.digits(house)).await.expect(200);
    (phone, codes(&done))
}
