//! Password hashing: Argon2id at OWASP's parameters (19 MiB, 2 passes, 1 lane), on threads of its own,
//! so that a class signing in at once cannot starve the database's threads or fill the memory.

use std::sync::mpsc::{Receiver, SyncSender, TrySendError, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};

use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{CustomizedPasswordHasher, PasswordHasher, PasswordVerifier};
use argon2::{Argon2, Params};
use secrecy::{ExposeSecret, SecretString};
use tokio::sync::oneshot;

use super::error::{AppError, Kind};

type Job = Box<dyn FnOnce() + Send>;

/// How many people may wait for their turn.
const QUEUE: usize = 2_000;

/// The hashing threads.
#[derive(Clone)]
pub struct Passwords {
    jobs: SyncSender<Job>,
    /// The hash of nobody's password: checking against it costs what a real check costs.
    nobody: Arc<String>,
}

impl Passwords {
    /// Starts `threads` threads; each needs 19 MiB while it hashes.
    pub fn start(threads: usize) -> Self {
        let (jobs, queue) = sync_channel::<Job>(QUEUE);
        let queue = Arc::new(Mutex::new(queue));
        for _ in 0..threads {
            let queue = Arc::clone(&queue);
            std::thread::spawn(move || {
                while let Some(job) = next(&queue) {
                    job()
                }
            });
        }
        let nobody = hash_now(&SecretString::from("nobody has this password"), None).unwrap_or_default();
        Passwords { jobs, nobody: Arc::new(nobody) }
    }

    /// Hashes a password into a PHC string; with the salt and the costs of a model, if there is one, so
    /// that equal passwords have equal hashes.
    ///
    /// # Errors
    /// `busy` when too many people wait.
    pub async fn hash(&self, password: SecretString, model: Option<String>) -> Result<String, AppError> {
        self.run(move || hash_now(&password, model.as_deref())).await?
    }

    /// The same for somebody who signs in: without a model it costs as much, and fits nobody.
    ///
    /// # Errors
    /// `busy` when too many people wait.
    pub async fn hash_to_compare(&self, password: SecretString, model: Option<String>) -> Result<String, AppError> {
        self.hash(password, Some(model.unwrap_or_else(|| self.nobody.to_string()))).await
    }

    /// Whether the password is the one that was hashed. Without a hash the answer is no, after the same time.
    ///
    /// # Errors
    /// `busy` when too many people wait.
    pub async fn check(&self, password: SecretString, hash: Option<String>) -> Result<bool, AppError> {
        let known = hash.is_some();
        let hash = hash.unwrap_or_else(|| self.nobody.to_string());
        let fits = self.run(move || check_now(&password, &hash)).await?;
        Ok(fits && known)
    }

    async fn run<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Result<T, AppError> {
        let (done, answer) = oneshot::channel();
        let job: Job = Box::new(move || drop(done.send(work())));
        self.jobs.try_send(job).map_err(|error| match error {
            TrySendError::Full(_) => {
                AppError::new(Kind::Unavailable, "busy", "Many people are signing in right now. Try again in a few seconds.").retry_after(3)
            }
            TrySendError::Disconnected(_) => AppError::internal("the hashing threads are gone"),
        })?;
        answer.await.map_err(AppError::internal)
    }
}

fn next(queue: &Mutex<Receiver<Job>>) -> Option<Job> {
    queue.lock().unwrap_or_else(PoisonError::into_inner).recv().ok()
}

/// Hashes on this thread, for commands; like the model, if there is one.
///
/// # Errors
/// When the system gives no randomness, or the model is no hash.
pub fn hash_now(password: &SecretString, model: Option<&str>) -> Result<String, AppError> {
    let password = password.expose_secret().as_bytes();
    let hash = match model {
        Some(model) => hash_like(password, model),
        None => Argon2::default().hash_password(password),
    };
    hash.map(|hash| hash.to_string()).map_err(AppError::internal)
}

fn hash_like(password: &[u8], model: &str) -> argon2::password_hash::Result<PasswordHash> {
    let model = PasswordHash::new(model)?;
    let salt = model.salt.ok_or(argon2::password_hash::Error::SaltInvalid)?;
    Argon2::default().hash_password_customized(password, &salt, Some(model.algorithm.as_str()), model.version, Params::try_from(&model)?)
}

/// Whether equal passwords would have had these equal hashes: same salt, same costs.
pub fn are_alike(one: &str, other: &str) -> bool {
    let recipe = |hash: &str| hash.rsplit_once('$').map(|(recipe, _)| recipe.to_owned());
    recipe(one) == recipe(other)
}

fn check_now(password: &SecretString, hash: &str) -> bool {
    PasswordHash::new(hash).is_ok_and(|hash| Argon2::default().verify_password(password.expose_secret().as_bytes(), &hash).is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_parameters_are_owasps() {
        let hash = hash_now(&"correct horse".into(), None).expect("a hash");
        assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{hash}");
        assert!(check_now(&"correct horse".into(), &hash));
        assert!(!check_now(&"wrong horse".into(), &hash));
    }

    #[test]
    fn hashes_made_after_one_model_can_be_compared() {
        let hash = |password: &str, model: Option<&str>| hash_now(&password.into(), model).expect("a hash");
        let model = hash("correct horse", None);
        assert_eq!(hash("correct horse", Some(&model)), model);
        let other = hash("wrong horse", Some(&model));
        assert_ne!(other, model);
        assert!(are_alike(&other, &model));
        assert!(!are_alike(&hash("correct horse", None), &model), "each has its own salt without one");
    }
}
