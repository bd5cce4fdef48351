//! Access tokens (JWT, EdDSA) and the random secrets behind links and refresh cookies.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, TimeDelta, Utc};
use ed25519_dalek::SigningKey;
use ed25519_dalek::pkcs8::{DecodePrivateKey, EncodePrivateKey, spki::der::pem::LineEnding};
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation};
use rand::Rng;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use utoipa::ToSchema;
use uuid::Uuid;

use super::error::{AppError, Kind};
use super::seals::Seals;

/// How long an access token is good for.
pub const ACCESS_TOKEN_LIFE: TimeDelta = TimeDelta::minutes(15);

/// For whom access tokens are.
const AUDIENCE: &str = "homeroom";
/// For whom tokens are that wait for a second factor.
const HALF_AUDIENCE: &str = "homeroom-second-factor";

/// A role in one organization, as tokens carry it. What counts is the database at the time of the request.
#[derive(Debug, Clone, Serialize, Deserialize, PartialEq, Eq)]
pub struct RoleClaim {
    /// The organization.
    pub organization_id: Uuid,
    /// `admin`, `teacher` or `student`.
    pub role: String,
}

/// The claims of an access token.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Claims {
    /// The installation that issued it: its public URL.
    pub iss: String,
    /// For whom: `homeroom`; `homeroom-second-factor` is good for giving that, and nothing else.
    pub aud: String,
    /// The account.
    pub sub: Uuid,
    /// The session.
    pub sid: Uuid,
    /// Issued at, Unix seconds.
    pub iat: i64,
    /// Good until, Unix seconds.
    pub exp: i64,
    /// The roles at the time of issue.
    pub roles: Vec<RoleClaim>,
    /// Whether the account runs the installation.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub operator: bool,
}

/// One public key (RFC 8037).
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct PublicKey {
    /// Key type: `OKP`.
    kty: &'static str,
    /// Curve: `Ed25519`.
    crv: &'static str,
    /// For signatures: `sig`.
    #[serde(rename = "use")]
    use_: &'static str,
    /// `EdDSA`.
    alg: &'static str,
    /// Names the key in a token's header.
    kid: String,
    /// The key, base64url.
    x: String,
}

/// The public keys that verify access tokens (RFC 7517).
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct KeySet {
    keys: Vec<PublicKey>,
}

struct Key {
    public: PublicKey,
    signs: EncodingKey,
    verifies: DecodingKey,
}

/// The keys of this installation: the newest signs, all verify.
pub struct Keys {
    issuer: String,
    keys: Vec<Key>,
    seals: Seals,
}

/// A new Ed25519 private key in PKCS#8 PEM.
///
/// # Errors
/// When it cannot be encoded.
pub fn new_private_pem() -> Result<String, AppError> {
    let key = SigningKey::from_bytes(&rand::rng().random());
    key.to_pkcs8_pem(LineEnding::LF).map(|pem| pem.to_string()).map_err(AppError::internal)
}

/// The private keys of a text that has one or more, in order.
pub fn split_pems(text: &str) -> Vec<String> {
    text.split_inclusive("-----END PRIVATE KEY-----").map(|pem| pem.trim().to_owned()).filter(|pem| !pem.is_empty()).collect()
}

impl Keys {
    /// Reads the private keys, newest first.
    ///
    /// # Errors
    /// When one is not an Ed25519 key in PKCS#8 PEM, or there is none.
    pub fn read(issuer: &str, pems: &[String]) -> Result<Keys, AppError> {
        if pems.is_empty() {
            return Err(AppError::internal("no key to sign access tokens with"));
        }
        let keys = pems.iter().map(|pem| Key::read(pem)).collect::<Result<_, _>>()?;
        let keys = Keys { issuer: issuer.to_owned(), keys, seals: Seals::default() };
        keys.opening_also(pems)
    }

    /// Opens what was sealed under these keys, too; they sign nothing and verify nothing.
    ///
    /// # Errors
    /// When one is not an Ed25519 key in PKCS#8 PEM.
    pub fn opening_also(mut self, pems: &[String]) -> Result<Keys, AppError> {
        for pem in pems {
            self.seals.add(SigningKey::from_pkcs8_pem(pem).map_err(AppError::internal)?.as_bytes())?;
        }
        Ok(self)
    }

    /// Seals what must be read again, under keys derived from these.
    pub fn seals(&self) -> &Seals {
        &self.seals
    }

    /// Issues an access token.
    ///
    /// # Errors
    /// When signing fails.
    pub fn issue(
        &self,
        account: Uuid,
        session: Uuid,
        operator: bool,
        roles: Vec<RoleClaim>,
        now: DateTime<Utc>,
    ) -> Result<String, AppError> {
        self.issue_for(AUDIENCE, account, session, operator, roles, now)
    }

    /// Issues a token that is good for giving the second factor and nothing else: it is for another audience,
    /// so that nobody who verifies access tokens takes it for one.
    ///
    /// # Errors
    /// When signing fails.
    pub fn issue_half(&self, account: Uuid, session: Uuid, now: DateTime<Utc>) -> Result<String, AppError> {
        self.issue_for(HALF_AUDIENCE, account, session, false, Vec::new(), now)
    }

    fn issue_for(
        &self,
        audience: &str,
        account: Uuid,
        session: Uuid,
        operator: bool,
        roles: Vec<RoleClaim>,
        now: DateTime<Utc>,
    ) -> Result<String, AppError> {
        let key = &self.keys[0];
        let mut header = Header::new(Algorithm::EdDSA);
        header.kid = Some(key.public.kid.clone());
        let claims = Claims {
            iss: self.issuer.clone(),
            aud: audience.to_owned(),
            sub: account,
            sid: session,
            iat: now.timestamp(),
            exp: (now + ACCESS_TOKEN_LIFE).timestamp(),
            roles,
            operator,
        };
        jsonwebtoken::encode(&header, &claims, &key.signs).map_err(AppError::internal)
    }

    /// Reads a token: its signature, issuer, audience and time.
    ///
    /// # Errors
    /// `token-invalid` or `token-expired`.
    pub fn read_token(&self, token: &str, now: DateTime<Utc>) -> Result<Claims, AppError> {
        self.read_for(AUDIENCE, token, now)
    }

    /// Reads a token made by [`Keys::issue_half`].
    ///
    /// # Errors
    /// `token-invalid` or `token-expired`.
    pub fn read_half(&self, token: &str, now: DateTime<Utc>) -> Result<Claims, AppError> {
        self.read_for(HALF_AUDIENCE, token, now)
    }

    fn read_for(&self, audience: &str, token: &str, now: DateTime<Utc>) -> Result<Claims, AppError> {
        let invalid = || AppError::new(Kind::Unauthenticated, "token-invalid", "This access token is not one of ours. Sign in again.");
        let header = jsonwebtoken::decode_header(token).map_err(|_| invalid())?;
        let key = self.keys.iter().find(|key| Some(&key.public.kid) == header.kid.as_ref()).ok_or_else(invalid)?;
        let mut rules = Validation::new(Algorithm::EdDSA);
        rules.set_issuer(&[&self.issuer]);
        rules.set_audience(&[audience]);
        // Time is an argument here, not the library's clock.
        rules.validate_exp = false;
        let claims = jsonwebtoken::decode::<Claims>(token, &key.verifies, &rules).map_err(|_| invalid())?.claims;
        if claims.exp <= now.timestamp() {
            return Err(AppError::new(
                Kind::Unauthenticated,
                "token-expired",
                "This access token has expired. Refresh it or sign in again.",
            ));
        }
        Ok(claims)
    }

    /// The public halves.
    pub fn public(&self) -> KeySet {
        KeySet { keys: self.keys.iter().map(|key| key.public.clone()).collect() }
    }
}

impl Key {
    fn read(pem: &str) -> Result<Key, AppError> {
        let private = SigningKey::from_pkcs8_pem(pem).map_err(AppError::internal)?;
        let public = private.verifying_key();
        let x = URL_SAFE_NO_PAD.encode(public.as_bytes());
        // RFC 7638: the thumbprint names the key.
        let kid = URL_SAFE_NO_PAD.encode(Sha256::digest(format!(r#"{{"crv":"Ed25519","kty":"OKP","x":"{x}"}}"#)));
        Ok(Key {
            signs: EncodingKey::from_ed_pem(pem.as_bytes()).map_err(AppError::internal)?,
            verifies: DecodingKey::from_ed_components(&x).map_err(AppError::internal)?,
            public: PublicKey { kty: "OKP", crv: "Ed25519", use_: "sig", alg: "EdDSA", kid, x },
        })
    }
}

/// A new secret of 256 bits, for a link or a cookie, and the hash under which it is kept.
pub fn new_secret() -> (String, Vec<u8>) {
    let bytes: [u8; 32] = rand::rng().random();
    let secret = URL_SAFE_NO_PAD.encode(bytes);
    let hash = hash_secret(&secret);
    (secret, hash)
}

/// A new 6-digit code.
pub fn new_six_digits() -> String {
    format!("{:06}", rand::rng().random_range(0..1_000_000))
}

/// The hash under which a secret is kept.
pub fn hash_secret(secret: &str) -> Vec<u8> {
    Sha256::digest(secret.as_bytes()).to_vec()
}
