//! A client whose methods are what people do.

use reqwest::{Client, Method, StatusCode};
use serde_json::{Value, json};

use super::contract;

/// Somebody who talks to the API.
#[derive(Clone)]
pub struct Api {
    base: String,
    token: Option<String>,
    client: Client,
    headers: Vec<(String, String)>,
}

/// What the API said.
#[derive(Debug)]
pub struct Reply {
    pub status: StatusCode,
    pub headers: reqwest::header::HeaderMap,
    /// The body as it came, and as JSON where it is.
    pub text: String,
    pub body: Value,
}

/// An id (or other text) out of a body.
#[track_caller]
pub fn id(body: &Value, name: &str) -> String {
    body[name].as_str().unwrap_or_else(|| panic!("no {name} in {body}")).to_owned()
}

impl Reply {
    /// The body, if the status is this one.
    #[track_caller]
    pub fn expect(self, status: u16) -> Value {
        assert_eq!(self.status.as_u16(), status, "{}", self.body);
        self.body
    }

    /// Checks that this is a problem of that status and code, in the contract's form.
    #[track_caller]
    pub fn refused(self, status: u16, code: &str) -> Value {
        assert_eq!((self.status.as_u16(), self.body["code"].as_str()), (status, Some(code)), "{}", self.body);
        let kind = self.headers.get("content-type").expect("a content type").to_str().unwrap();
        assert_eq!(kind, "application/problem+json");
        assert_eq!(self.body["type"], format!("/problems/{code}"));
        assert_eq!(self.body["status"], status);
        assert!(!self.body["detail"].as_str().unwrap().is_empty());
        assert_eq!(self.body["request_id"], self.headers["x-request-id"].to_str().unwrap());
        self.body
    }

    /// A header's text.
    #[track_caller]
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).unwrap_or_else(|| panic!("no {name}")).to_str().unwrap()
    }
}

impl Api {
    pub fn new(base: &str, token: Option<String>) -> Api {
        let client = Client::builder().redirect(reqwest::redirect::Policy::none()).build().expect("a client");
        Api { base: base.to_owned(), token, client, headers: Vec::new() }
    }

    /// The same somebody, sending a header along.
    pub fn with(&self, name: &str, value: &str) -> Api {
        let mut api = self.clone();
        api.headers.push((name.to_owned(), value.to_owned()));
        api
    }

    pub(super) fn set_token(&mut self, token: String) {
        self.token = Some(token);
    }

    pub fn token(&self) -> &str {
        self.token.as_deref().expect("signed in")
    }

    /// Sends a request. A path without a leading slash is below `/api/v1/`.
    pub async fn send(&self, method: Method, path: &str, body: Option<&Value>) -> Reply {
        self.send_text(method, path, body.map(|body| ("application/json", body.to_string()))).await
    }

    /// Sends any text as any type, and holds the answer against the specification.
    pub async fn send_text(&self, method: Method, path: &str, body: Option<(&str, impl Into<reqwest::Body>)>) -> Reply {
        let path = if path.starts_with('/') { path.to_owned() } else { format!("/api/v1/{path}") };
        let mut request = self.client.request(method.clone(), format!("{}{path}", self.base));
        if let Some(token) = &self.token {
            request = request.bearer_auth(token);
        }
        for (name, value) in &self.headers {
            request = request.header(name, value);
        }
        if let Some((kind, text)) = body {
            request = request.header("content-type", kind).body(text);
        }
        let response = request.send().await.expect("an answer");
        let (status, headers) = (response.status(), response.headers().clone());
        let text = response.text().await.expect("a body");
        let body = serde_json::from_str(&text).unwrap_or_else(|_| Value::String(text.clone()));
        contract::check(&method, &path, status, &headers, &body);
        Reply { status, headers, text, body }
    }

    pub async fn get(&self, path: &str) -> Reply {
        self.send(Method::GET, path, None).await
    }

    pub async fn post(&self, path: &str, body: Value) -> Reply {
        self.send(Method::POST, path, Some(&body)).await
    }

    pub async fn patch(&self, path: &str, body: Value) -> Reply {
        self.send(Method::PATCH, path, Some(&body)).await
    }

    pub async fn put(&self, path: &str) -> Reply {
        self.send(Method::PUT, path, None).await
    }

    pub async fn delete(&self, path: &str) -> Reply {
        self.send(Method::DELETE, path, None).await
    }

    /// Types a code.
    pub async fn redeem(&self, code: &str) -> Reply {
        self.post("me/redemptions", json!({ "code": code })).await
    }

    /// Reads a whole list through its pages.
    pub async fn all(&self, path: &str) -> Vec<Value> {
        let mut items = Vec::new();
        let mut cursor: Option<String> = None;
        let join = if path.contains('?') { '&' } else { '?' };
        loop {
            let page = match &cursor {
                Some(cursor) => format!("{path}{join}cursor={cursor}"),
                None => path.to_owned(),
            };
            let page = self.get(&page).await.expect(200);
            items.extend(page["items"].as_array().expect("items").iter().cloned());
            match page["next_cursor"].as_str() {
                Some(next) => cursor = Some(next.to_owned()),
                None => return items,
            }
        }
    }
}
