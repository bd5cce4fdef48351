//! A first password for somebody who has no mailbox to choose one from: easy to read out, to copy from a
//! board and to type.
//!
//! Three words of [`WORDS`] and two digits, as in `maple-otter-cloud-47`: 3 x 8 + log2(100) = 30.6 bits,
//! drawn evenly by the system's generator. Guessed online, at 20 tries in 15 minutes, half of them take a
//! thousand years; at rest there is only their Argon2id hash.

use rand::Rng;

use crate::shared::weak_passwords;

/// A new first password, 14 to 26 characters, which passes what one chosen by its owner has to pass.
pub fn new_first_password() -> String {
    loop {
        let made = draw();
        if weak_passwords::refuse(&made, &[]).is_ok() {
            return made;
        }
    }
}

fn draw() -> String {
    let mut random = rand::rng();
    let mut word = || WORDS[random.random_range(0..WORDS.len())];
    let words = [word(), word(), word()].join("-");
    format!("{words}-{:02}", random.random_range(0..100))
}

/// 256 words that a child can spell and nobody minds: eight bits each.
const WORDS: [&str; 256] = [
    "acorn", "amber", "anchor", "apple", "apron", "arch", "atlas", "autumn", "bagel", "bamboo", "banjo", "barley", "basil", "basket",
    "beach", "beacon", "berry", "birch", "bison", "boat", "bread", "breeze", "brick", "bridge", "bronze", "brook", "broom", "brush",
    "bucket", "butter", "button", "cabin", "cactus", "camel", "candle", "canoe", "canyon", "carpet", "carrot", "castle", "cedar", "cello",
    "chalk", "cheese", "cherry", "chess", "cinema", "circle", "citrus", "clay", "cliff", "clock", "cloud", "clover", "coast", "cocoa",
    "comet", "copper", "coral", "corn", "cotton", "cradle", "crane", "crayon", "creek", "cricket", "crown", "cube", "daisy", "dance",
    "dawn", "deer", "desert", "dolphin", "domino", "dragon", "drum", "dune", "eagle", "easel", "echo", "elm", "ember", "falcon", "farm",
    "feather", "fern", "ferry", "fiddle", "field", "finch", "flag", "flute", "forest", "fossil", "fox", "frost", "galaxy", "garden",
    "gecko", "ginger", "giraffe", "glacier", "glass", "globe", "glove", "gold", "grape", "grass", "green", "guitar", "hammer", "harbor",
    "harp", "hazel", "hedge", "heron", "hill", "honey", "ibis", "indigo", "iris", "island", "ivy", "jacket", "jade", "jasmine", "jelly",
    "jigsaw", "juniper", "kayak", "kettle", "kite", "kiwi", "koala", "ladder", "lagoon", "lake", "lamp", "lantern", "lark", "leaf",
    "lemon", "lentil", "lilac", "lily", "lion", "llama", "lunar", "magnet", "mango", "maple", "marble", "marina", "meadow", "melon",
    "mint", "mirror", "mitten", "moon", "morning", "mosaic", "moss", "muffin", "museum", "nectar", "north", "nutmeg", "oak", "oasis",
    "oats", "ocean", "olive", "opal", "orange", "orbit", "orchard", "orchid", "otter", "owl", "paddle", "palm", "panda", "paper", "parrot",
    "pasta", "peach", "pearl", "pebble", "pencil", "penguin", "pepper", "piano", "picnic", "pigeon", "pillow", "pine", "planet", "plum",
    "pocket", "pony", "poplar", "poppy", "potato", "prairie", "puffin", "pumpkin", "puzzle", "quartz", "quilt", "rabbit", "radish", "rain",
    "ribbon", "river", "robin", "rocket", "rose", "saddle", "saffron", "salmon", "sand", "satin", "scarf", "school", "silver", "sketch",
    "sky", "snow", "spruce", "squash", "star", "stone", "summer", "sunny", "swan", "table", "teal", "tiger", "timber", "tulip", "tundra",
    "turtle", "valley", "velvet", "violet", "violin", "walnut", "walrus", "water", "wagon", "willow", "window", "winter", "yellow",
    "zebra",
];

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn a_first_password_has_the_bits_it_claims() {
        assert_eq!(WORDS.iter().collect::<HashSet<_>>().len(), 256, "each word once");
        assert!(WORDS.iter().all(|word| (3..=8).contains(&word.len()) && word.chars().all(|c| c.is_ascii_lowercase())));
        let made: HashSet<String> = (0..1_000).map(|_| new_first_password()).collect();
        assert_eq!(made.len(), 1_000);
        for password in made {
            let parts: Vec<&str> = password.split('-').collect();
            assert!(parts[..3].iter().all(|word| WORDS.contains(word)) && parts[3].len() == 2, "{password}");
            assert!(weak_passwords::refuse(&password, &[]).is_ok(), "{password} is on no list");
            assert!((10..=200).contains(&password.len()), "{password} is as long as a password must be");
        }
    }
}
