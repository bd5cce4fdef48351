//! A school to act in, made the way people make one; and many students, made quickly.

use std::sync::LazyLock;

use chrono::Utc;
use diesel::prelude::*;
use homeroom::accounts::{self, NewAccount};
use homeroom::shared::email::Email;
use homeroom::shared::passwords::hash_now;
use homeroom::shared::sql::sql;
use homeroom::shared::tokens::Keys;
use ipnet::IpNet;
use serde_json::{Value, json};

use super::api::Api;
use super::house::House;

/// Everybody's password.
pub const PASSWORD: &str = "a quiet morning";

static HASH: LazyLock<String> = LazyLock::new(|| hash_now(&PASSWORD.into(), None).expect("a hash"));

/// An organization with a license, its people, and what they need to act.
pub struct School {
    pub house: House,
    pub id: String,
    pub operator: Api,
    pub admin: Api,
}

impl School {
    /// Opens a house with one school of so many seats, in New York.
    pub async fn with_seats(seats: i32) -> School {
        School::behind(&[], seats).await
    }

    /// The same, behind proxies that the house trusts.
    pub async fn behind(trusted_proxies: &[IpNet], seats: i32) -> School {
        let house = House::open_behind(trusted_proxies);
        let operator = house.person("operator@homeroom.test", true);
        let (id, admin) = house.organization(&operator, "hamilton", "America/New_York").await;
        if seats > 0 {
            house.license(&operator, &id, seats).await;
        }
        School { house, id, operator, admin }
    }

    /// An address below this organization.
    pub fn at(&self, path: &str) -> String {
        format!("organizations/{}/{path}", self.id)
    }

    /// Makes a classroom; `extra` goes over the defaults.
    pub async fn classroom(&self, name: &str, extra: Value) -> Value {
        let body = merge(json!({ "name": name, "kind": "classroom", "audience": "students" }), extra);
        self.admin.post(&self.at("classrooms"), body).await.expect(201)
    }

    /// Makes a code into a classroom.
    pub async fn code(&self, text: &str, classroom: &Value, extra: Value) -> Value {
        let body = merge(json!({ "code": text, "classroom_id": classroom["id"] }), extra);
        self.admin.post(&self.at("codes"), body).await.expect(201)
    }

    /// A course of the catalog.
    pub async fn course(&self, title: &str) -> String {
        let found = self.admin.get(&self.at(&format!("courses?q={}", title.replace(' ', "+")))).await.expect(200);
        found["items"][0]["id"].as_str().expect("a course").to_owned()
    }

    /// Puts a teacher on the staff, assigned to classrooms.
    pub async fn teacher(&self, email: &str, classrooms: &[&Value]) -> (Api, Value) {
        let teacher = self.house.person(email, false);
        let member = self.admin.post(&self.at("staff"), json!({ "email": email, "role": "teacher" })).await.expect(201);
        for classroom in classrooms {
            let path = format!("classrooms/{}/staff/{}", classroom["id"].as_str().unwrap(), member["staff_id"].as_str().unwrap());
            self.admin.put(&self.at(&path)).await.expect(200);
        }
        (teacher, member)
    }

    /// The balance: granted, spent, held, free; proven to add up, against itself and the ledger.
    pub async fn balance(&self) -> (i64, i64, i64, i64) {
        let seats = self.admin.get(&self.at("seats")).await.expect(200);
        let number = |name: &str| seats[name].as_i64().expect("a number");
        let (granted, spent, held, free) = (number("granted"), number("spent"), number("held"), number("free"));
        assert_eq!(granted, spent + held + free, "granted = spent + held + free");
        assert!(free >= 0, "never oversold");
        let entries = self.admin.all(&self.at("seats/ledger?limit=200")).await;
        let sum = |name: &str| entries.iter().map(|entry| entry["change"][name].as_i64().unwrap()).sum::<i64>();
        assert_eq!((granted, spent, held), (sum("granted"), sum("spent"), sum("held")), "the ledger tells the same");
        let numbers: Vec<i64> = entries.iter().map(|entry| entry["sequence"].as_i64().unwrap()).collect();
        let whole: Vec<i64> = (1..=i64::try_from(entries.len()).unwrap()).rev().collect();
        assert_eq!(numbers, whole, "the ledger has no gaps");
        (granted, spent, held, free)
    }
}

/// Lays `extra` over `base`.
pub fn merge(mut base: Value, extra: Value) -> Value {
    if let (Value::Object(base), Value::Object(extra)) = (&mut base, extra) {
        base.extend(extra);
    }
    base
}

impl House {
    fn keys(&self) -> Keys {
        Keys::read(&self.base, &accounts::signing_keys(&mut self.database()).expect("keys")).expect("good keys")
    }

    /// Somebody with a verified address and a password, signed in.
    pub fn person(&self, email: &str, operator: bool) -> Api {
        self.people(&[email], true, operator).pop().expect("one person")
    }

    /// The same person in a new session, after the clock was moved.
    pub fn sign_in_again(&self, person: &Api) -> Api {
        let keys = self.keys();
        let account = keys.read_token(person.token(), chrono::DateTime::UNIX_EPOCH).expect("a token").sub;
        let now = self.clock.now();
        let session = accounts::open_session(&mut self.database(), account, "test", now).expect("a session");
        person.signed_in(keys.issue(account, session.session, false, vec![], now).expect("a token"))
    }

    /// Somebody whose address is not verified.
    pub fn unverified(&self, email: &str) -> Api {
        self.people(&[email], false, false).pop().expect("one person")
    }

    /// So many students, signed in, each with an address of the domain.
    pub fn crowd(&self, count: usize, domain: &str) -> Vec<Api> {
        let addresses: Vec<String> = (0..count).map(|number| format!("student{number}@{domain}")).collect();
        self.people(&addresses.iter().map(String::as_str).collect::<Vec<_>>(), true, false)
    }

    fn people(&self, addresses: &[&str], verified: bool, operator: bool) -> Vec<Api> {
        let keys = self.keys();
        let now = self.clock.now();
        let template = Api::new(&self.base, None);
        let sign_in = |conn: &mut PgConnection, address: &str| {
            let new = NewAccount {
                email: Email::parse(address),
                email_verified_at: verified.then_some(now),
                password_hash: Some(HASH.clone()),
                display_name: address.split('@').next().unwrap().to_owned(),
                locale: "en".to_owned(),
                operator,
                now,
            };
            let account = accounts::create(conn, &new).expect("an account");
            let session = accounts::open_session(conn, account, "test", now).expect("a session");
            let token = keys.issue(account, session.session, operator, vec![], now).expect("a token");
            template.signed_in(token)
        };
        self.database()
            .transaction(|conn| Ok::<_, diesel::result::Error>(addresses.iter().map(|address| sign_in(conn, address)).collect()))
            .expect("people")
    }

    /// Somebody with an account, signed in by their password: for a token that is good now.
    pub async fn sign_in(&self, email: &str) -> Api {
        let body = json!({ "email": email, "password": PASSWORD });
        let session = self.anonymous().post("auth/login", body).await.expect(200);
        self.bearer(session["access_token"].as_str().unwrap())
    }

    /// An organization, and its admin.
    pub async fn organization(&self, operator: &Api, slug: &str, zone: &str) -> (String, Api) {
        let email = format!("admin@{slug}.test");
        let admin = self.person(&email, false);
        let body = json!({ "name": format!("School {slug}"), "slug": slug, "time_zone": zone, "admin_email": email });
        let made = operator.post("operator/organizations", body).await.expect(201);
        (made["id"].as_str().unwrap().to_owned(), admin)
    }

    /// A license that runs now.
    pub async fn license(&self, operator: &Api, organization: &str, seats: i32) {
        let today = Utc::now().date_naive();
        let body = json!({ "seats": seats, "starts_on": today - chrono::Days::new(30), "ends_on": today + chrono::Days::new(300) });
        operator.post(&format!("operator/organizations/{organization}/licenses"), body).await.expect(201);
    }

    /// Changes the database, where no request can.
    pub fn run(&self, text: &'static str) {
        let touched = sql(text).run(&mut self.database()).expect("a change");
        assert!(touched > 0, "{text}");
    }

    /// One number from the database.
    pub fn count(&self, text: &'static str) -> i64 {
        sql(text).scalar(&mut self.database()).expect("a number")
    }
}

impl Api {
    /// The same client (and its connections), as somebody else.
    pub fn signed_in(&self, token: String) -> Api {
        let mut api = self.clone();
        api.set_token(token);
        api
    }
}
