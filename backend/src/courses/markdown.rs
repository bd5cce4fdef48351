//! Markdown as it is read: GitHub's flavor, with callouts, made into sanitized HTML.
//!
//! * Pictures are the course's own (`images/lamp.svg`). A picture from elsewhere would tell its owner who
//!   reads what, and when: it becomes a link.
//! * A picture whose address is a film's is a link to the film with its caption; one of an `.mp4` or `.webm`
//!   file plays in place, its subtitles (`.vtt`) named where a title stands.
//! * HTML in the text is shown as it was typed.

use std::collections::HashSet;
use std::sync::LazyLock;

use ammonia::Builder;
use comrak::nodes::{AstNode, NodeLink, NodeValue};
use comrak::{Arena, Options, format_html, parse_document};

/// The address under which a picture of the course is to be had, by its name.
pub type Pictures<'a> = &'a dyn Fn(&str) -> Option<String>;

/// Makes HTML of a text. The second value names the pictures that the course does not have.
pub fn render(text: &str, pictures: Pictures<'_>) -> (String, Vec<String>) {
    let arena = Arena::new();
    let options = options();
    let root = parse_document(&arena, text, &options);
    let mut missing = Vec::new();
    for node in root.descendants().collect::<Vec<_>>() {
        settle(node, pictures, &mut missing);
    }
    let mut html = String::new();
    // Writing into a String does not fail.
    let _ = format_html(root, &options, &mut html);
    (around_tables(&CLEANER.clean(&html).to_string()), missing)
}

/// Makes HTML of a line: emphasis, code and links, no blocks.
pub fn render_line(text: &str) -> String {
    let arena = Arena::new();
    let options = options();
    let root = parse_document(&arena, text, &options);
    for node in root.descendants().collect::<Vec<_>>() {
        settle(node, &|_| None, &mut Vec::new());
    }
    let mut html = String::new();
    let _ = format_html(root, &options, &mut html);
    LINE_CLEANER.clean(&html).to_string().trim().to_owned()
}

fn options() -> Options<'static> {
    let mut options = Options::default();
    options.extension.table = true;
    options.extension.strikethrough = true;
    options.extension.autolink = true;
    options.extension.alerts = true;
    options.render.figure_with_caption = true;
    options
}

/// Turns one node of the text into what may be shown.
fn settle<'a>(node: &'a AstNode<'a>, pictures: Pictures<'_>, missing: &mut Vec<String>) {
    let mut data = node.data_mut();
    let settled = match &data.value {
        NodeValue::HtmlBlock(block) => Some(NodeValue::Raw(format!("<p>{}</p>", escape(block.literal.trim())))),
        NodeValue::HtmlInline(text) => Some(NodeValue::Raw(escape(text))),
        NodeValue::Image(link) => {
            let alt: String = node.descendants().filter_map(|inner| words(inner, node)).collect();
            let (shown, unknown) = picture(link, &alt, pictures);
            missing.extend(unknown);
            shown
        }
        _ => None,
    };
    if let Some(value) = settled {
        let keeps_words = matches!(value, NodeValue::Image(_));
        data.value = value;
        drop(data);
        for inner in node.children().filter(|_| !keeps_words).collect::<Vec<_>>() {
            inner.detach();
        }
    }
}

fn words<'a>(inner: &'a AstNode<'a>, outer: &'a AstNode<'a>) -> Option<String> {
    // (The outer node is borrowed already, and has no words of its own.)
    if std::ptr::eq(inner, outer) {
        return None;
    }
    match &inner.data().value {
        NodeValue::Text(text) => Some(text.to_string()),
        NodeValue::Code(code) => Some(code.literal.clone()),
        _ => None,
    }
}

/// What stands for a picture, and its name if the course does not have it.
fn picture(link: &NodeLink, alt: &str, pictures: Pictures<'_>) -> (Option<NodeValue>, Option<String>) {
    let url = link.url.trim();
    if url.starts_with("https://") {
        return (Some(NodeValue::Raw(elsewhere(url, alt, &link.title))), None);
    }
    let name = url.strip_prefix("./").unwrap_or(url);
    let name = name.strip_prefix("images/").unwrap_or(name);
    match pictures(name) {
        Some(address) => (Some(NodeValue::Image(Box::new(NodeLink { url: address, title: link.title.clone() }))), None),
        None => (Some(NodeValue::Raw(format!("<em>{}</em>", escape(alt)))), Some(name.to_owned())),
    }
}

fn elsewhere(url: &str, alt: &str, title: &str) -> String {
    let site = url.trim_start_matches("https://").split('/').next().unwrap_or_default().trim_start_matches("www.");
    let (href, caption) = (escape(url), escape(if alt.is_empty() { site } else { alt }));
    let path = url.split(['?', '#']).next().unwrap_or_default().to_ascii_lowercase();
    if path.ends_with(".mp4") || path.ends_with(".webm") {
        let subtitles = title.starts_with("https://").then(|| format!("<track kind=\"captions\" src=\"{}\">", escape(title)));
        return format!(
            "<figure><video controls preload=\"none\" src=\"{href}\">{}</video><figcaption>{caption}</figcaption></figure>",
            subtitles.unwrap_or_default()
        );
    }
    let films = ["youtube.com", "youtu.be", "youtube-nocookie.com", "vimeo.com", "m.youtube.com", "player.vimeo.com"];
    let kind = if films.contains(&site) { "film" } else { "elsewhere" };
    format!("<a class=\"{kind}\" href=\"{href}\"><span>{caption}</span><span>{}</span></a>", escape(site))
}

fn escape(text: &str) -> String {
    ammonia::clean_text(text)
}

/// A wide table scrolls in a frame of its own, by touch and by keyboard.
fn around_tables(html: &str) -> String {
    html.replace("<table>", "<div class=\"table\" tabindex=\"0\"><table>").replace("</table>", "</table></div>")
}

static CLEANER: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let mut cleaner = Builder::default();
    cleaner
        .add_tags(["figure", "figcaption", "video", "track"])
        .add_tag_attributes("img", ["loading"])
        .set_tag_attribute_value("img", "loading", "lazy")
        .add_tag_attributes("video", ["src", "controls", "preload"])
        .add_tag_attributes("track", ["src", "kind"])
        .set_tag_attribute_value("a", "target", "_blank")
        .add_allowed_classes("a", ["film", "elsewhere"])
        .add_allowed_classes(
            "div",
            [
                "markdown-alert",
                "markdown-alert-note",
                "markdown-alert-tip",
                "markdown-alert-important",
                "markdown-alert-warning",
                "markdown-alert-caution",
            ],
        )
        .add_allowed_classes("p", ["markdown-alert-title"])
        .url_schemes(HashSet::from(["https", "http", "mailto", "tel", "sms"]));
    cleaner
});

static LINE_CLEANER: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let mut cleaner = Builder::default();
    cleaner
        .tags(HashSet::from(["em", "strong", "code", "del", "a", "sub", "sup"]))
        .set_tag_attribute_value("a", "target", "_blank")
        .url_schemes(HashSet::from(["https"]));
    cleaner
});

#[cfg(test)]
mod tests {
    use super::*;

    fn html(text: &str) -> String {
        render(text, &|name| (name == "lamp.svg").then(|| "/media/1".to_owned())).0
    }

    #[test]
    fn what_a_lesson_needs_is_there() {
        let text =
            "## Light\n\nA **dim** lamp.\n\n> [!TIP]\n> Try it.\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n![A lamp](images/lamp.svg \"Dim\")\n";
        let shown = html(text);
        for part in [
            "<h2>Light</h2>",
            "<strong>dim</strong>",
            "markdown-alert-tip",
            "<div class=\"table\" tabindex=\"0\"><table>",
            "src=\"/media/1\"",
            "alt=\"A lamp\"",
            "loading=\"lazy\"",
            "<figcaption>Dim</figcaption>",
        ] {
            assert!(shown.contains(part), "{part}: {shown}");
        }
    }

    #[test]
    fn films_are_links_with_captions() {
        let shown = html("![How a feed works](https://www.youtube.com/watch?v=x)\n");
        assert!(shown.contains("class=\"film\"") && shown.contains("How a feed works") && shown.contains("noopener"), "{shown}");
        let plays = html("![Breathe](https://school.test/breathe.mp4 \"https://school.test/breathe.vtt\")\n");
        assert!(plays.contains("<video") && plays.contains("controls") && plays.contains("kind=\"captions\""), "{plays}");
        let foreign = html("![Spy](https://track.test/pixel.png)\n");
        assert!(!foreign.contains("<img") && foreign.contains("class=\"elsewhere\""), "{foreign}");
    }

    #[test]
    fn nothing_runs() {
        for text in [
            "<script>alert(1)</script>",
            "a <b onclick=alert(1)>b</b>",
            "<img src=x onerror=alert(1)>",
            "[x](javascript:alert(1))",
            "![x](javascript:alert(1))",
            "![\"><script>alert(1)</script>](https://youtu.be/x)",
            "![x](https://youtu.be/\"><script>alert(1)</script>)",
            "<iframe src=\"https://x.test\"></iframe>",
            "[x](data:text/html,<script>alert(1)</script>)",
        ] {
            for shown in [html(text), render_line(text)] {
                for bad in
                    ["<script", "onclick=alert(1)>", "<img src=\"x\"", "href=\"javascript", "src=\"javascript", "<iframe", "href=\"data"]
                {
                    assert!(!shown.contains(bad), "{text}: {shown}");
                }
            }
        }
        assert!(html("<b>typed</b>").contains("typed"));
    }

    #[test]
    fn a_picture_that_is_not_there_is_named() {
        assert_eq!(render("![x](images/gone.png)", &|_| None).1, ["gone.png"]);
    }

    #[test]
    fn a_line_has_no_blocks() {
        assert_eq!(render_line("Is **this** `it`?"), "Is <strong>this</strong> <code>it</code>?");
    }
}
