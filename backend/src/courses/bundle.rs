//! A course as files: `course.md`, then its lessons in the order of their names (`01-sleep.md`, `02-light.md`),
//! each Markdown with YAML front matter, and its pictures in `images/`. Pure: from files to a course and back.

use std::collections::BTreeMap;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::quiz::Quiz;

/// A course as its authors write it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Draft {
    /// Its title.
    pub title: String,
    /// What it is about, in a sentence.
    pub summary: String,
    /// Its topic.
    pub topic: String,
    /// What stands on its page, as Markdown.
    pub about: String,
    /// Its language (ISO 639-1).
    pub language: String,
    /// For whom, in years.
    pub ages: Option<Ages>,
    /// Its lessons, in order.
    pub lessons: Vec<DraftLesson>,
    /// Its pictures, by name.
    pub pictures: BTreeMap<String, Vec<u8>>,
}

/// A lesson as its authors write it.
#[derive(Debug, Clone, PartialEq)]
pub struct DraftLesson {
    /// Its title.
    pub title: String,
    /// How long it takes.
    pub minutes: i32,
    /// Its text, as Markdown.
    pub body: String,
    /// Its quiz.
    pub quiz: Option<Quiz>,
}

/// From this age to that, in years.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ages {
    /// The youngest.
    pub from: i32,
    /// The oldest.
    pub to: i32,
}

/// What is wrong with one file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileFault {
    /// The file.
    pub file: String,
    /// What is wrong, and what to do.
    pub detail: String,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct CourseHead {
    title: String,
    #[serde(default)]
    summary: String,
    #[serde(default)]
    topic: String,
    #[serde(default = "english")]
    language: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    ages: Option<Ages>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct LessonHead {
    title: String,
    minutes: i32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    quiz: Option<Quiz>,
}

fn english() -> String {
    "en".to_owned()
}

/// Reads a course from its files, by path. Files that are neither Markdown nor in `images/` are left alone.
///
/// # Errors
/// Every file that cannot be read, and why.
pub fn read(files: &BTreeMap<String, Vec<u8>>) -> Result<Draft, Vec<FileFault>> {
    let mut draft = Draft::default();
    let mut faults = Vec::new();
    let mut fault = |file: &str, detail: String| faults.push(FileFault { file: file.to_owned(), detail });
    for (path, bytes) in files {
        if let Some(name) = path.strip_prefix("images/").filter(|name| !name.is_empty()) {
            draft.pictures.insert(name.to_owned(), bytes.clone());
        } else if path == "course.md" {
            match parts::<CourseHead>(bytes) {
                Ok((head, about)) => {
                    let CourseHead { title, summary, topic, language, ages } = head;
                    draft = Draft { title, summary, topic, language, ages, about, ..draft };
                }
                Err(detail) => fault(path, detail),
            }
        } else if path.ends_with(".md") && !path.contains('/') && !path.eq_ignore_ascii_case("readme.md") {
            match parts::<LessonHead>(bytes) {
                Ok((head, body)) => {
                    let wrong = head.quiz.iter().flat_map(Quiz::faults);
                    wrong.for_each(|wrong| fault(path, format!("quiz{}: {}", wrong.pointer, wrong.detail)));
                    draft.lessons.push(DraftLesson { title: head.title, minutes: head.minutes, body, quiz: head.quiz });
                }
                Err(detail) => fault(path, detail),
            }
        }
    }
    if !files.contains_key("course.md") {
        fault("course.md", "There is no course.md with the course's title in its front matter.".to_owned());
    }
    if faults.is_empty() { Ok(draft) } else { Err(faults) }
}

/// Writes a course into files, by path: what [`read`] reads again.
pub fn write(draft: &Draft) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    let Draft { title, summary, topic, language, ages, about, lessons, pictures } = draft;
    let (title, summary, topic, language) = (title.clone(), summary.clone(), topic.clone(), language.clone());
    files.insert("course.md".to_owned(), joined(&CourseHead { title, summary, topic, language, ages: *ages }, about));
    for (place, lesson) in (1..).zip(lessons) {
        let head = LessonHead { title: lesson.title.clone(), minutes: lesson.minutes, quiz: lesson.quiz.clone() };
        files.insert(format!("{place:02}-{}.md", slug(&lesson.title)), joined(&head, &lesson.body));
    }
    files.extend(pictures.iter().map(|(name, bytes)| (format!("images/{name}"), bytes.clone())));
    files
}

/// The front matter and what follows it.
fn parts<T: DeserializeOwned>(bytes: &[u8]) -> Result<(T, String), String> {
    let text = std::str::from_utf8(bytes).map_err(|_| "The file is not UTF-8. Save it as UTF-8 and try again.".to_owned())?;
    let text = text.trim_start_matches('\u{feff}').replace("\r\n", "\n");
    let rest = text.strip_prefix("---\n").ok_or("The file does not begin with front matter between two lines of ---.")?;
    let (head, body) = rest
        .split_once("\n---\n")
        .or_else(|| rest.strip_suffix("\n---").map(|head| (head, "")))
        .ok_or("The front matter is not closed by a line of ---.")?;
    let head = serde_saphyr::from_str(head).map_err(|error| format!("The front matter cannot be read: {error}"))?;
    Ok((head, body.trim_start_matches('\n').to_owned()))
}

fn joined(head: &impl Serialize, body: &str) -> Vec<u8> {
    // Maps, lists, text and numbers can always be written.
    let head = serde_saphyr::to_string(head).unwrap_or_default();
    format!("---\n{}\n---\n\n{body}", head.trim_end()).into_bytes()
}

fn slug(title: &str) -> String {
    let plain: String = title.to_lowercase().chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
    let words: Vec<&str> = plain.split('-').filter(|word| !word.is_empty()).take(6).collect();
    if words.is_empty() { "lesson".to_owned() } else { words.join("-") }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files(list: &[(&str, &str)]) -> BTreeMap<String, Vec<u8>> {
        list.iter().map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec())).collect()
    }

    const COURSE: &str = "---\ntitle: Sleep\nlanguage: en\nages: { from: 13, to: 18 }\n---\n\nAbout it.\n";
    const LESSON: &str = "---\ntitle: \"Light: how\"\nminutes: 5\nquiz:\n  pass: 50\n  questions:\n    - id: q\n      kind: number\n      prompt: How many?\n      answer: 8\n    - { id: r, kind: true_false, prompt: \"So?\", answer: false }\n---\nBody\n\n---\n\nMore.\n";

    #[test]
    fn a_course_comes_back_as_it_was_written() {
        let mut given = files(&[
            ("course.md", COURSE),
            ("01-light.md", LESSON),
            ("02-dark.md", "---\r\ntitle: Dark\r\nminutes: 3\r\n---\r\n"),
            ("notes.txt", ""),
        ]);
        given.insert("images/a.png".to_owned(), vec![1, 2]);
        let draft = read(&given).expect("as the test says");
        assert_eq!((draft.title.as_str(), draft.about.as_str(), draft.lessons.len()), ("Sleep", "About it.\n", 2));
        assert_eq!(draft.lessons[0].body, "Body\n\n---\n\nMore.\n");
        assert_eq!(draft.lessons[0].quiz.as_ref().expect("as the test says").questions.len(), 2);
        assert_eq!(read(&write(&draft)).expect("as the test says"), draft);
    }

    #[test]
    fn every_file_that_cannot_be_read_is_named() {
        let given = files(&[
            ("01.md", "no front matter"),
            ("02.md", "---\ntitle: x\nminuts: 3\n---\n"),
            ("03.md", "---\ntitle: x\nminutes: 1\nquiz: { questions: [] }\n---\n"),
        ]);
        let faults = read(&given).expect_err("a fault");
        let named: Vec<&str> = faults.iter().map(|fault| fault.file.as_str()).collect();
        assert_eq!(named, ["01.md", "02.md", "03.md", "course.md"]);
        assert!(faults[1].detail.contains("minuts"), "{}", faults[1].detail);
        assert!(faults[2].detail.contains("1 to 50 questions"), "{}", faults[2].detail);
    }
}
