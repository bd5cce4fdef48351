//! The courses that Homeroom comes with.

use diesel::PgConnection;
use diesel::prelude::*;

use super::store::{self, NewCourse};
use crate::shared::sql::sql;

const STARTER: &[NewCourse<'_>] = &[
    NewCourse {
        title: "Safer social media",
        summary: "Who sees what you post, how feeds hold your attention, and what to do when something goes wrong.",
        topic: "Digital life",
        lessons: &[
            (
                "Who is on the other side",
                8,
                "An account has more readers than its followers: their friends, search engines, and whoever takes a screenshot.\n\n**Try it:** open your profile signed out. Write down three things a stranger learns.\n",
            ),
            (
                "What a feed wants from you",
                7,
                "A feed is sorted by what keeps you looking, not by what is true or good for you.\n\n**Notice:** the next time you meant to look for a minute, what made you stay?\n",
            ),
            (
                "Kind in public",
                6,
                "Words on a screen arrive without a face. Read a comment aloud before you send it; if you would not say it across a table, leave it.\n",
            ),
            (
                "When it goes wrong",
                9,
                "Save what happened, block, report, and tell an adult you trust. Being targeted is not your fault, and you need not sort it out alone.\n",
            ),
        ],
    },
    NewCourse {
        title: "Vaping prevention",
        summary: "What is in the cloud, how nicotine works on a growing brain, and how to say no and stay friends.",
        topic: "Health",
        lessons: &[
            (
                "What is in the cloud",
                8,
                "It is not water vapor. Most devices heat a liquid with nicotine, flavorings and solvents; heated metal adds traces of its own.\n",
            ),
            (
                "A brain that is still building",
                9,
                "Until about 25 the brain builds the circuits for attention and self-control. Nicotine teaches those circuits to ask for nicotine.\n",
            ),
            (
                "Who profits",
                6,
                "Flavors, colors and free samples are choices somebody made about you. Look at one advertisement and name what it promises.\n",
            ),
            (
                "Saying no and staying friends",
                7,
                "Short works best: no thanks, I am good. Have a reason to leave ready, and a friend who leaves with you.\n",
            ),
        ],
    },
    NewCourse {
        title: "Sleep and stress",
        summary: "Why tired feels like worried, and small habits that give both a rest.",
        topic: "Wellbeing",
        lessons: &[
            (
                "Why teenagers are tired",
                7,
                "The body clock moves later in the teens while the school bell does not. Eight to ten hours is the need; most get under seven.\n",
            ),
            (
                "What stress is for",
                8,
                "Stress is the body getting ready. It helps for minutes and wears you down over weeks. Name where you feel it first.\n",
            ),
            (
                "An evening that works",
                6,
                "Same time, dim light, phone in another room, something dull to read. Change one thing this week, not five.\n",
            ),
            (
                "When it is more than stress",
                8,
                "If it lasts two weeks, or you stop doing what you liked, talk to someone: a counselor, a parent, a doctor.\n",
            ),
        ],
    },
];

/// Publishes them in an empty catalog, once.
///
/// # Errors
/// When the database refuses.
pub fn publish_starter_catalog(conn: &mut PgConnection) -> QueryResult<()> {
    conn.transaction(|conn| {
        let empty: bool = sql("SELECT NOT EXISTS (SELECT FROM courses WHERE organization_id IS NULL) AS value").scalar(conn)?;
        for course in STARTER.iter().filter(|_| empty) {
            store::add_catalog_course(conn, course)?;
        }
        Ok(())
    })
}
