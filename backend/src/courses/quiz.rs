//! A quiz: how it is written, whether it can be answered, and whether an answer is right. Pure.
//!
//! * **one** answer of several options, **several** of them (all and only the right ones), **true or false**,
//!   a **number** (within a tolerance), or a **short text** (compared without case, accents, outer spaces
//!   and punctuation).
//! * A quiz is passed when the percentage of right answers reaches its pass mark. Attempts are counted; 0 stands for as
//!   many as one likes.
//! * The same form stands in a lesson's front matter, in the API for authors and in the database. What a
//!   student gets before answering is made of it by `learning`, without the right answers.

use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;
use utoipa::ToSchema;

/// A quiz at the end of a lesson.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Quiz {
    /// Percent of the questions that must be right, 1 to 100.
    #[serde(default = "usual_pass_mark")]
    #[schema(example = 75)]
    pub pass: u32,
    /// How often it may be tried; 0 is as often as one likes.
    #[serde(default)]
    #[schema(example = 3)]
    pub attempts: u32,
    /// 1 to 50 questions, in order.
    pub questions: Vec<Question>,
}

fn usual_pass_mark() -> u32 {
    70
}

/// How a question is answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum QuestionKind {
    /// Exactly one option is right.
    One,
    /// One or more options are right.
    Several,
    /// A statement.
    TrueFalse,
    /// A number.
    Number,
    /// A few words.
    Text,
}

/// A question with its right answer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// Names it within the quiz, also in later versions: small letters, digits and `-`, at most 60.
    #[schema(example = "audience")]
    pub id: String,
    /// How it is answered.
    pub kind: QuestionKind,
    /// What is asked, as inline Markdown.
    pub prompt: String,
    /// The options of `one` and `several`, 2 to 10.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub options: Vec<Choice>,
    /// The right answer of `true_false` and `number`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer: Option<Solution>,
    /// How far off a `number` still counts as right.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tolerance: Option<f64>,
    /// What a `number` counts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(example = "hours")]
    pub unit: Option<String>,
    /// Every right answer of `text`, 1 to 20.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub accept: Vec<String>,
    /// The point of it, shown after the answer, right or wrong.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub why: String,
}

/// An option.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Choice {
    /// What it says, as inline Markdown.
    pub text: String,
    /// Whether it is right.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub right: bool,
    /// Shown to whoever chose it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub why: String,
}

/// The right answer where it is not an option.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(untagged)]
pub enum Solution {
    /// Of a statement.
    Fact(bool),
    /// A number.
    Number(f64),
}

/// What a student answers: options by their place from 0 (also a single one), true or false, a number, or words.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(untagged)]
pub enum Given {
    /// To `true_false`.
    Fact(bool),
    /// To `number`.
    Number(f64),
    /// To `one` and `several`.
    Choices(Vec<usize>),
    /// To `text`.
    Text(String),
}

/// A fault in a quiz: where (a JSON Pointer into it), its stable name, and what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Where.
    pub pointer: String,
    /// Its name.
    pub code: &'static str,
    /// What to do.
    pub detail: &'static str,
}

impl Quiz {
    /// Whether so many right answers pass it.
    pub fn passes(&self, correct: usize) -> bool {
        correct * 100 >= self.pass as usize * self.questions.len()
    }

    /// The question of that name.
    pub fn question(&self, id: &str) -> Option<&Question> {
        self.questions.iter().find(|question| question.id == id)
    }

    /// Everything that stands against asking it.
    pub fn faults(&self) -> Vec<Fault> {
        let mut faults = Vec::new();
        let mut fault = |pointer: String, code, detail| faults.push(Fault { pointer, code, detail });
        if !(1..=100).contains(&self.pass) {
            fault("/pass".into(), "pass-mark", "The pass mark is a percentage from 1 to 100.");
        }
        if self.attempts > 100 {
            fault("/attempts".into(), "attempts", "Allow at most 100 attempts, or 0 for as many as one likes.");
        }
        if !(1..=50).contains(&self.questions.len()) {
            fault("/questions".into(), "question-count", "A quiz has 1 to 50 questions.");
        }
        for (place, question) in self.questions.iter().enumerate() {
            if self.questions[..place].iter().any(|other| other.id == question.id) {
                fault(format!("/questions/{place}/id"), "question-id-twice", "Two questions have this id; each needs its own.");
            }
            for (field, code, detail) in question.faults() {
                fault(format!("/questions/{place}{field}"), code, detail);
            }
        }
        faults
    }
}

impl Question {
    /// Whether this answers it rightly; nothing when it is no answer to a question of this kind.
    pub fn judge(&self, given: &Given) -> Option<bool> {
        match (self.kind, given) {
            (QuestionKind::One, Given::Choices(chosen)) => (chosen.len() == 1).then(|| self.chose_rightly(chosen))?,
            (QuestionKind::Several, Given::Choices(chosen)) => self.chose_rightly(chosen),
            (QuestionKind::TrueFalse, Given::Fact(fact)) => Some(self.answer == Some(Solution::Fact(*fact))),
            (QuestionKind::Number, Given::Number(number)) => match self.answer {
                // A hair of room: 0.1 + 0.2 is within 0 of 0.3.
                Some(Solution::Number(right)) => Some((number - right).abs() <= self.tolerance.unwrap_or(0.0) + 1e-9),
                _ => None,
            },
            (QuestionKind::Text, Given::Text(text)) => {
                let given = plain(text);
                (!given.is_empty()).then(|| self.accept.iter().any(|right| plain(right) == given))
            }
            _ => None,
        }
    }

    /// The places of the right options.
    pub fn right_options(&self) -> Vec<usize> {
        (0..).zip(&self.options).filter(|(_, option)| option.right).map(|(place, _)| place).collect()
    }

    fn chose_rightly(&self, chosen: &[usize]) -> Option<bool> {
        let mut chosen = chosen.to_vec();
        chosen.sort_unstable();
        let known = chosen.iter().all(|place| *place < self.options.len());
        (known && chosen.windows(2).all(|pair| pair[0] != pair[1])).then(|| chosen == self.right_options())
    }

    fn faults(&self) -> Vec<(&'static str, &'static str, &'static str)> {
        let mut faults = Vec::new();
        let sound = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        if !(1..=60).contains(&self.id.len()) || !self.id.chars().all(sound) {
            faults.push(("/id", "question-id", "Give the question an id of small letters, digits and hyphens, at most 60."));
        }
        if self.prompt.trim().is_empty() || self.prompt.chars().count() > 1000 {
            faults.push(("/prompt", "question-prompt", "Say what is asked, in at most 1,000 characters."));
        }
        let right = self.options.iter().filter(|option| option.right).count();
        let asks_to_choose = matches!(self.kind, QuestionKind::One | QuestionKind::Several);
        if asks_to_choose && !(2..=10).contains(&self.options.len()) {
            faults.push(("/options", "option-count", "Offer 2 to 10 options."));
        }
        if self.options.iter().any(|option| option.text.trim().is_empty() || option.text.chars().count() > 500) {
            faults.push(("/options", "option-text", "Every option says something, in at most 500 characters."));
        }
        match self.kind {
            QuestionKind::One if right != 1 => faults.push(("/options", "right-options", "Mark exactly one option as right.")),
            QuestionKind::Several if right == 0 => faults.push(("/options", "right-options", "Mark at least one option as right.")),
            QuestionKind::TrueFalse if !matches!(self.answer, Some(Solution::Fact(_))) => {
                faults.push(("/answer", "answer-missing", "Say whether the statement is true or false."));
            }
            QuestionKind::Number if !matches!(self.answer, Some(Solution::Number(number)) if number.is_finite()) => {
                faults.push(("/answer", "answer-missing", "Give the right number."));
            }
            QuestionKind::Text if self.accept.len() > 20 || !self.accept.iter().any(|text| !plain(text).is_empty()) => {
                faults.push(("/accept", "answer-missing", "Give 1 to 20 answers that count as right."));
            }
            _ => {}
        }
        if self.tolerance.is_some_and(|room| !(room.is_finite() && room >= 0.0)) {
            faults.push(("/tolerance", "tolerance", "The tolerance is a number from 0."));
        }
        let belongs = [
            ("/options", asks_to_choose || self.options.is_empty()),
            ("/answer", self.answer.is_none() || matches!(self.kind, QuestionKind::TrueFalse | QuestionKind::Number)),
            ("/tolerance", self.tolerance.is_none() || self.kind == QuestionKind::Number),
            ("/unit", self.unit.is_none() || self.kind == QuestionKind::Number),
            ("/accept", self.accept.is_empty() || self.kind == QuestionKind::Text),
        ];
        for (field, _) in belongs.into_iter().filter(|(_, fits)| !fits) {
            faults.push((field, "not-of-this-kind", "A question of this kind has no such part; leave it out."));
        }
        faults
    }
}

/// A text without what does not count: case, accents, punctuation, spaces that say nothing.
fn plain(text: &str) -> String {
    let bare: String = text.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase).collect();
    let words = bare.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    fn question(mut text: Value) -> Question {
        let all = text.as_object_mut().expect("as the test says");
        all.entry("id").or_insert("q".into());
        all.entry("prompt").or_insert("Which?".into());
        serde_json::from_value(text).expect("as the test says")
    }

    fn judged(question: &Question, given: Value) -> Option<bool> {
        question.judge(&serde_json::from_value(given).expect("as the test says"))
    }

    #[test]
    fn each_kind_has_its_own_idea_of_right() {
        let one = question(json!({ "kind": "one", "options": [{ "text": "a" }, { "text": "b", "right": true }] }));
        let several = question(
            json!({ "kind": "several", "options": [{ "text": "a", "right": true }, { "text": "b" }, { "text": "c", "right": true }] }),
        );
        let fact = question(json!({ "kind": "true_false", "answer": false }));
        let number = question(json!({ "kind": "number", "answer": 8.5, "tolerance": 0.5 }));
        let text = question(json!({ "kind": "text", "accept": ["Melatonin", "la melatonina"] }));
        for (question, given, verdict) in [
            (&one, json!([1]), Some(true)),
            (&one, json!([0]), Some(false)),
            (&one, json!([0, 1]), None),
            (&one, json!([2]), None),
            (&one, json!(1), None),
            (&several, json!([2, 0]), Some(true)),
            (&several, json!([0]), Some(false)),
            (&several, json!([0, 1, 2]), Some(false)),
            (&several, json!([0, 0, 2]), None),
            (&fact, json!(false), Some(true)),
            (&fact, json!(true), Some(false)),
            (&number, json!(9), Some(true)),
            (&number, json!(9.01), Some(false)),
            (&number, json!("9"), None),
            (&text, json!(" melatonín. "), Some(true)),
            (&text, json!("La  Melatonina"), Some(true)),
            (&text, json!("sleep"), Some(false)),
            (&text, json!(" .. "), None),
        ] {
            assert_eq!(judged(question, given.clone()), verdict, "{:?} {given}", question.kind);
            assert_eq!(Quiz { pass: 70, attempts: 0, questions: vec![question.clone()] }.faults(), []);
        }
    }

    #[test]
    fn the_pass_mark_is_a_percentage_of_all_questions() {
        let asked = question(json!({ "kind": "true_false", "answer": true }));
        let quiz = |pass, questions| Quiz { pass, attempts: 0, questions: vec![asked.clone(); questions] };
        assert!(quiz(75, 4).passes(3) && !quiz(75, 4).passes(2));
        assert!(!quiz(70, 3).passes(2) && quiz(66, 3).passes(2));
        assert!(quiz(100, 5).passes(5) && !quiz(100, 5).passes(4));
    }

    #[test]
    fn a_quiz_that_nobody_can_answer_is_not_asked() {
        let quiz: Quiz = serde_json::from_value(json!({ "pass": 0, "attempts": 101, "questions": [
            { "id": "A b", "kind": "one", "prompt": " ", "options": [{ "text": "x" }, { "text": "y" }] },
            { "id": "b", "kind": "several", "prompt": "?", "options": [{ "text": "x" }, { "text": " " }] },
            { "id": "b", "kind": "true_false", "prompt": "?", "answer": 1, "unit": "hours" },
            { "id": "d", "kind": "number", "prompt": "?", "answer": true, "tolerance": -1 },
            { "id": "e", "kind": "text", "prompt": "?", "accept": ["..."], "options": [{ "text": "x" }] },
        ] }))
        .expect("as the test says");
        let faults = quiz.faults();
        let told: Vec<(&str, &str)> = faults.iter().map(|fault| (fault.pointer.as_str(), fault.code)).collect();
        assert_eq!(
            told,
            [
                ("/pass", "pass-mark"),
                ("/attempts", "attempts"),
                ("/questions/0/id", "question-id"),
                ("/questions/0/prompt", "question-prompt"),
                ("/questions/0/options", "right-options"),
                ("/questions/1/options", "option-text"),
                ("/questions/1/options", "right-options"),
                ("/questions/2/id", "question-id-twice"),
                ("/questions/2/answer", "answer-missing"),
                ("/questions/2/unit", "not-of-this-kind"),
                ("/questions/3/answer", "answer-missing"),
                ("/questions/3/tolerance", "tolerance"),
                ("/questions/4/accept", "answer-missing"),
                ("/questions/4/options", "not-of-this-kind"),
            ]
        );
        assert!(serde_json::from_value::<Quiz>(json!({ "questions": [], "passmark": 3 })).is_err());
    }
}
