//! A running application: the real one, on a free port, with its own database and a clock to move.

use std::net::TcpListener;
use std::sync::mpsc;

use actix_web::dev::ServerHandle;
use diesel::PgConnection;
use homeroom::accounts;
use homeroom::app::Parts;
use homeroom::serve;
use homeroom::shared::clock::Clock;
use homeroom::shared::context::Context;
use homeroom::shared::db::Db;
use homeroom::shared::passwords::Passwords;
use homeroom::shared::telemetry;
use homeroom::shared::throttle::Throttles;
use homeroom::shared::tokens::{Keys, new_private_pem};
use ipnet::IpNet;

use super::api::Api;
use super::database::Database;

/// The application under test.
pub struct House {
    pub base: String,
    pub clock: Clock,
    database: Database,
    handle: ServerHandle,
}

impl House {
    /// Opens it.
    pub fn open() -> House {
        House::open_behind(&[])
    }

    /// Opens it behind proxies that it trusts.
    pub fn open_behind(trusted_proxies: &[IpNet]) -> House {
        House::open_with(Database::create(), |context| context.trusted_proxies = trusted_proxies.to_vec())
    }

    /// Opens it on that database, with something different from the rest.
    pub fn open_with(database: Database, change: impl FnOnce(&mut Context)) -> House {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let base = format!("http://{}", listener.local_addr().expect("an address"));
        let clock = Clock::default();
        // A database without a schema keeps no keys.
        let pems = accounts::signing_keys(&mut database.connect()).unwrap_or_else(|_| vec![new_private_pem().expect("a key")]);
        let mut context = Context {
            db: Db::open(&database.url, 8).expect("a pool"),
            clock: clock.clone(),
            keys: Keys::read(&base, &pems).expect("good keys"),
            passwords: Passwords::start(2),
            throttles: Throttles::default(),
            public_url: base.clone(),
            development: true,
            operators_need_second_factor: false,
            trusted_proxies: Vec::new(),
            metrics_readers: vec!["127.0.0.0/8".parse().expect("a network")],
        };
        change(&mut context);
        let parts = Parts::new(context, telemetry::start_metrics());
        let (tell, told) = mpsc::channel();
        std::thread::spawn(move || {
            actix_web::rt::System::new().block_on(async move {
                let server = serve::http(parts, listener, 8, false).expect("a server");
                tell.send(server.handle()).expect("the test waits");
                server.await.expect("the server runs");
            });
        });
        House { base, clock, database, handle: told.recv().expect("the server started") }
    }

    /// Nobody in particular.
    pub fn anonymous(&self) -> Api {
        Api::new(&self.base, None)
    }

    /// Somebody with this token.
    pub fn bearer(&self, token: &str) -> Api {
        Api::new(&self.base, Some(token.to_owned()))
    }

    /// Moves the clock to an instant (RFC 3339). Tokens from before may have run out.
    pub fn move_to(&self, instant: &str) {
        self.clock.advance(instant.parse::<chrono::DateTime<chrono::Utc>>().expect("an instant") - self.clock.now());
    }

    /// Behind the scenes.
    pub fn database(&self) -> PgConnection {
        self.database.connect()
    }

    /// The address of the database.
    pub fn database_url(&self) -> &str {
        &self.database.url
    }

    /// Mail to somebody, newest first: subject and text.
    pub async fn mail_to(&self, address: &str) -> Vec<(String, String)> {
        let mails = self.anonymous().get("/dev/mail.json").await.expect(200);
        let mails = mails.as_array().expect("a list").iter().filter(|mail| mail["to"] == address);
        mails.map(|mail| (mail["subject"].as_str().unwrap().to_owned(), mail["text"].as_str().unwrap().to_owned())).collect()
    }

    /// The six digits last mailed to somebody.
    pub async fn digits_for(&self, address: &str) -> String {
        let mails = self.mail_to(address).await;
        let mail = mails.iter().find(|(subject, _)| subject.as_bytes().get(..6).is_some_and(|start| start.iter().all(u8::is_ascii_digit)));
        mail.expect("a mail with digits").0[..6].to_owned()
    }

    /// The secret of the link last mailed to somebody.
    pub async fn link_secret_for(&self, address: &str) -> String {
        let mails = self.mail_to(address).await;
        let text = &mails.first().expect("a mail").1;
        let link = text.split_whitespace().find(|word| word.starts_with("http")).expect("a link");
        link.rsplit('/').next().unwrap().to_owned()
    }
}

impl Drop for House {
    fn drop(&mut self) {
        drop(self.handle.stop(false));
    }
}
