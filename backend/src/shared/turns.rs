//! Turns: what would wait for the same row of the database is done one after the other, by whoever's
//! turn it is.
//!
//! Postgres alone would keep the order too, and does between processes; but it prepares a statement
//! that had to wait for a row once more, all of it, and wakes two processes for each. Here nobody
//! changes places: who comes while another works leaves the job with them and waits for the answer.

use std::collections::VecDeque;
use std::sync::mpsc::{SyncSender, sync_channel};
use std::sync::{Mutex, MutexGuard, PoisonError};

use uuid::Uuid;

/// How many jobs of others somebody does after their own before the next takes over.
const FAVORS: usize = 8;

/// Lanes; what shares one by chance merely waits.
const LANES: usize = 64;

/// Jobs `J` with answers `A`, in turns.
pub struct Turns<J, A> {
    lanes: [Mutex<Lane<J, A>>; LANES],
}

struct Lane<J, A> {
    busy: bool,
    waiting: VecDeque<(J, SyncSender<Word<J, A>>)>,
}

/// What somebody who waits hears.
enum Word<J, A> {
    /// It is done.
    Done(A),
    /// It is your turn; here is your job back.
    Yours(J),
}

impl<J, A> Turns<J, A> {
    /// Nobody waits.
    pub const fn new() -> Self {
        Turns { lanes: [const { Mutex::new(Lane { busy: false, waiting: VecDeque::new() }) }; LANES] }
    }

    /// Has the job done in its turn in the lane of `at`: here by `work`, or by who works there already.
    /// Jobs of others are done by `work` as long as `well` is what it answers.
    pub fn take(&self, at: Uuid, job: J, mut work: impl FnMut(J) -> A, well: impl Fn(&A) -> bool) -> A {
        let lane = &self.lanes[usize::from(at.as_bytes()[15]) % LANES];
        let job = match wait(lane, job) {
            Word::Done(answer) => return answer,
            Word::Yours(job) => job,
        };
        let _turn = Turn(lane);
        let mine = work(job);
        for _ in 0..FAVORS {
            if !well(&mine) {
                break;
            }
            let Some((job, to)) = open(lane).waiting.pop_front() else { break };
            let answer = work(job);
            let go_on = well(&answer);
            // Who gave up waiting needs no answer.
            let _ = to.send(Word::Done(answer));
            if !go_on {
                break;
            }
        }
        mine
    }
}

impl<J, A> Default for Turns<J, A> {
    fn default() -> Self {
        Self::new()
    }
}

fn open<J, A>(lane: &Mutex<Lane<J, A>>) -> MutexGuard<'_, Lane<J, A>> {
    lane.lock().unwrap_or_else(PoisonError::into_inner)
}

fn wait<J, A>(lane: &Mutex<Lane<J, A>>, job: J) -> Word<J, A> {
    let mut inside = open(lane);
    if !inside.busy {
        inside.busy = true;
        return Word::Yours(job);
    }
    let (to, from) = sync_channel(1);
    inside.waiting.push_back((job, to));
    drop(inside);
    from.recv().expect("whoever works answers, or panics and takes us along")
}

/// Somebody's turn. When it ends, however it ends, the next one's begins.
struct Turn<'a, J, A>(&'a Mutex<Lane<J, A>>);

impl<J, A> Drop for Turn<'_, J, A> {
    fn drop(&mut self) {
        let mut lane = open(self.0);
        while let Some((job, to)) = lane.waiting.pop_front() {
            if to.send(Word::Yours(job)).is_ok() {
                return;
            }
        }
        lane.busy = false;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicUsize, Ordering};

    #[test]
    fn everybody_gets_their_own_answer_and_nobody_works_beside_another() {
        static TURNS: Turns<usize, usize> = Turns::new();
        static AT_WORK: AtomicUsize = AtomicUsize::new(0);
        let work = |job: usize| {
            assert_eq!(AT_WORK.fetch_add(1, Ordering::SeqCst), 0, "two at work");
            std::thread::yield_now();
            AT_WORK.fetch_sub(1, Ordering::SeqCst);
            job + 1
        };
        std::thread::scope(|scope| {
            for person in 0..16 {
                scope.spawn(move || {
                    for job in (person * 1_000)..(person * 1_000 + 200) {
                        // An answer that is not well ends somebody's turn early.
                        assert_eq!(TURNS.take(Uuid::nil(), job, work, |answer| answer % 7 != 0), job + 1);
                    }
                });
            }
        });
    }
}
