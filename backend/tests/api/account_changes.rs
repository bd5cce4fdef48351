//! What becomes of an account: another password, another address and the way back, sessions elsewhere.

use chrono::TimeDelta;
use homeroom::accounts;
use homeroom::shared::passwords::hash_now;
use reqwest::Method;
use serde_json::{Value, json};

use crate::support::{Api, House, PASSWORD, Reply, School, id, listen, statements};

const MAYA: &str = "maya@example.com";
const NEW: &str = "maya@hamiltonschools.org";

async fn sign_in(house: &House, email: &str, password: &str) -> Reply {
    house.anonymous().post("auth/login", json!({ "email": email, "password": password })).await
}

fn bearer(house: &House, session: &Value) -> Api {
    house.bearer(session["access_token"].as_str().unwrap())
}

async fn ask(person: &Api, email: &str) -> Reply {
    person.post("me/address", json!({ "email": email, "password": PASSWORD })).await
}

async fn confirm(person: &Api, digits: &str) -> Reply {
    person.post("me/address/confirm", json!({ "code": digits })).await
}

/// The secret of the link in the notice last mailed to an address.
async fn notice(house: &House, email: &str) -> String {
    let mails = house.mail_to(email).await;
    let text = mails.iter().find_map(|(_, text)| text.split_whitespace().find(|word| word.contains("/not-me/")));
    text.expect("a notice").rsplit('/').next().unwrap().to_owned()
}

async fn take_back(house: &House, token: &str) -> Reply {
    house.anonymous().post("auth/address/take-back", json!({ "token": token })).await
}

async fn kinds(person: &Api) -> Vec<String> {
    person.all("me/changes").await.iter().map(|change| id(change, "kind")).collect()
}

/// Digits that are not these.
fn other_than(digits: &str) -> &'static str {
    if digits == "111111" { "222222" } else { "111111" }
}

#[tokio::test]
async fn another_password_ends_the_other_sessions_and_is_told() {
    let house = House::open();
    let here = house.person(MAYA, false);
    let there = house.sign_in(MAYA).await;
    house.anonymous().post("auth/password-reset", json!({ "email": MAYA })).await.expect(202);
    let link = house.link_secret_for(MAYA).await;
    let change = json!({ "current_password": PASSWORD, "password": "a loud evening" });
    here.post("me/password", change.clone()).await.expect(204);
    here.get("me").await.expect(200);
    there.get("me").await.refused(401, "session-ended");
    sign_in(&house, MAYA, PASSWORD).await.refused(401, "credentials-wrong");
    sign_in(&house, MAYA, "a loud evening").await.expect(200);
    let body = json!({ "token": link, "password": "a third evening" });
    house.anonymous().post("auth/password-reset/confirm", body).await.refused(410, "link-expired");
    assert_eq!(house.mail_to(MAYA).await[0].0, "Your password was changed");
    assert_eq!(kinds(&here).await, ["password-changed"]);
    // It is not the password any more.
    here.post("me/password", change).await.refused(422, "password-wrong");
}

#[tokio::test]
async fn a_forgotten_password_that_was_set_is_told_and_kept_and_the_first_of_all_is_not() {
    let school = School::with_seats(0).await;
    let house = &school.house;
    house.person(MAYA, false);
    house.anonymous().post("auth/password-reset", json!({ "email": MAYA })).await.expect(202);
    let body = json!({ "token": house.link_secret_for(MAYA).await, "password": "a loud evening" });
    let session = house.anonymous().post("auth/password-reset/confirm", body).await.expect(200);
    assert_eq!(kinds(&bearer(house, &session)).await, ["password-reset"]);
    assert_eq!(house.mail_to(MAYA).await[0].0, "Your password was changed");
    school.admin.post(&school.at("staff"), json!({ "email": NEW, "role": "teacher" })).await.expect(201);
    let body = json!({ "token": house.link_secret_for(NEW).await, "password": "a loud evening" });
    let session = house.anonymous().post("auth/password-reset/confirm", body).await.expect(200);
    assert_eq!(kinds(&bearer(house, &session)).await, Vec::<String>::new());
    assert_eq!(house.mail_to(NEW).await.len(), 1);
}

#[tokio::test]
async fn the_password_at_hand_is_asked_for_and_guessing_it_is_slowed_down() {
    let house = House::open();
    let maya = house.person(MAYA, false);
    let wrong = json!({ "current_password": "a guess at it", "password": "a loud evening" });
    for _ in 0..10 {
        let problem = maya.post("me/password", wrong.clone()).await.refused(422, "password-wrong");
        assert_eq!(problem["errors"][0]["pointer"], "/current_password");
        let address = json!({ "email": NEW, "password": "a guess at it" });
        let problem = maya.post("me/address", address).await.refused(422, "password-wrong");
        assert_eq!(problem["errors"][0]["pointer"], "/password");
    }
    // Signing in counts along: it is the same password.
    maya.post("me/password", wrong).await.refused(429, "too-many-attempts");
    ask(&maya, NEW).await.refused(429, "too-many-attempts");
    sign_in(&house, MAYA, PASSWORD).await.refused(429, "too-many-attempts");
    assert!(house.mail_to(NEW).await.is_empty());
    let short = json!({ "current_password": PASSWORD, "password": "short" });
    assert_eq!(maya.post("me/password", short).await.refused(422, "invalid")["errors"][0]["code"], "password-length");
}

#[tokio::test]
async fn of_two_new_passwords_at_once_one_is_the_password() {
    let house = House::open();
    let maya = house.person(MAYA, false);
    let tries = (0..4).map(|number| {
        let maya = maya.clone();
        let body = json!({ "current_password": PASSWORD, "password": format!("a loud evening {number}") });
        tokio::spawn(async move { maya.post("me/password", body).await.status.as_u16() })
    });
    let mut done = Vec::new();
    for task in tries.collect::<Vec<_>>() {
        done.push(task.await.unwrap());
    }
    let winner = done.iter().position(|status| *status == 204).expect("one of them");
    done.sort_unstable();
    assert_eq!(done, [204, 422, 422, 422]);
    sign_in(&house, MAYA, &format!("a loud evening {winner}")).await.expect(200);
}

#[tokio::test]
async fn a_new_address_is_proven_and_the_old_one_stays_in_force_till_then() {
    let house = House::open();
    let maya = house.person(MAYA, false);
    assert_eq!(maya.get("me/address").await.expect(200)["email"], Value::Null);
    assert_eq!(ask(&maya, " Maya@HamiltonSchools.org ").await.expect(202)["expires_in"], 900);
    assert_eq!(maya.get("me/address").await.expect(200)["email"], "Maya@HamiltonSchools.org");
    assert_eq!(maya.get("me").await.expect(200)["email"], MAYA);
    sign_in(&house, NEW, PASSWORD).await.refused(401, "credentials-wrong");
    sign_in(&house, MAYA, PASSWORD).await.expect(200);
    let digits = house.digits_for("Maya@HamiltonSchools.org").await;
    let done = confirm(&maya, &format!("{} {}", &digits[..3], &digits[3..])).await.expect(200);
    assert_eq!((&done["user"]["email"], &done["user"]["email_verified"]), (&json!("Maya@HamiltonSchools.org"), &json!(true)));
    assert_eq!(maya.get("me/address").await.expect(200)["email"], Value::Null);
    sign_in(&house, NEW, PASSWORD).await.expect(200);
    sign_in(&house, MAYA, PASSWORD).await.refused(401, "credentials-wrong");
    let changes = maya.all("me/changes").await;
    assert_eq!((&changes[0]["kind"], &changes[0]["detail"]), (&json!("address-changed"), &json!("Maya@HamiltonSchools.org")));
    // The digits worked once, and the old address is anybody's to prove.
    confirm(&maya, &digits).await.refused(422, "verification-code-expired");
    let again = house.unverified(MAYA);
    again.post("auth/email-verification", Value::Null).await.expect(202);
    let body = json!({ "code": house.digits_for(MAYA).await });
    assert_eq!(again.post("auth/email-verification/confirm", body).await.expect(200)["session"], Value::Null);
}

#[tokio::test]
async fn links_mailed_to_the_old_address_open_nothing_after_the_change() {
    let house = House::open();
    let maya = house.person(MAYA, false);
    house.anonymous().post("auth/password-reset", json!({ "email": MAYA })).await.expect(202);
    let link = house.link_secret_for(MAYA).await;
    ask(&maya, NEW).await.expect(202);
    confirm(&maya, &house.digits_for(NEW).await).await.expect(200);
    let body = json!({ "token": link, "password": "a loud evening" });
    house.anonymous().post("auth/password-reset/confirm", body).await.refused(410, "link-expired");
}

#[tokio::test]
async fn the_digits_are_counted_run_out_and_are_replaced() {
    let house = House::open();
    let maya = house.person(MAYA, false);
    confirm(&maya, "000000").await.refused(422, "verification-code-expired");
    ask(&maya, NEW).await.expect(202);
    let first = house.digits_for(NEW).await;
    for _ in 0..5 {
        assert_eq!(confirm(&maya, other_than(&first)).await.refused(422, "verification-code-wrong")["errors"][0]["pointer"], "/code");
    }
    confirm(&maya, &first).await.refused(422, "verification-code-expired");
    ask(&maya, NEW).await.expect(202);
    let second = house.digits_for(NEW).await;
    house.clock.advance(TimeDelta::minutes(15));
    let maya = house.sign_in(MAYA).await;
    assert_eq!(maya.get("me/address").await.expect(200)["email"], Value::Null, "it has run out");
    confirm(&maya, &second).await.refused(422, "verification-code-expired");
    // Digits mailed to one address prove no other.
    ask(&maya, NEW).await.expect(202);
    let third = house.digits_for(NEW).await;
    ask(&maya, "other@example.com").await.expect(202);
    let fourth = house.digits_for("other@example.com").await;
    if third != fourth {
        confirm(&maya, &third).await.refused(422, "verification-code-wrong");
    }
    assert_eq!(confirm(&maya, &fourth).await.expect(200)["user"]["email"], "other@example.com");
}

#[tokio::test]
async fn guesses_at_the_digits_run_out_however_often_they_are_asked_for() {
    let house = House::open();
    let maya = house.person(MAYA, false);
    for round in 0..5 {
        ask(&maya, NEW).await.expect(202);
        let digits = house.digits_for(NEW).await;
        for guess in 0..5 {
            let reply = confirm(&maya, other_than(&digits)).await;
            match round * 5 + guess {
                0..20 => drop(reply.refused(422, "verification-code-wrong")),
                _ => drop(reply.refused(429, "too-many-attempts")),
            }
        }
    }
}

#[tokio::test]
async fn nobodys_mailbox_is_filled_by_asking_for_their_address() {
    let house = House::open();
    let maya = house.person(MAYA, false);
    for _ in 0..10 {
        ask(&maya, NEW).await.expect(202);
    }
    ask(&maya, NEW).await.refused(429, "too-many-attempts");
    for number in 0..8 {
        ask(&house.person(&format!("friend{number}@example.com"), false), NEW).await.expect(202);
    }
    assert_eq!(house.mail_to(NEW).await.len(), 14, "ten for one account, and four other accounts");
}

#[tokio::test]
async fn whose_address_it_is_nobody_learns_by_asking_for_it() {
    let house = House::open();
    let maya = house.person(MAYA, false);
    house.person("Ana@example.com", false);
    house.unverified("liam@example.com");
    let mut answers = Vec::new();
    for email in ["nobody@example.com", "ana@example.com", "liam@example.com"] {
        let reply = ask(&maya, email).await;
        answers.push((reply.status, reply.body));
        // Nor by what is shown afterwards, nor by typing digits.
        assert_eq!(maya.get("me/address").await.expect(200)["email"], email);
        confirm(&maya, "12345").await.refused(422, "verification-code-wrong");
    }
    assert!(answers.windows(2).all(|pair| pair[0] == pair[1]), "{answers:?}");
    let mails = house.mail_to("Ana@example.com").await;
    assert_eq!((mails.len(), mails[0].0.as_str()), (1, "You have a Homeroom account with this address"));
    assert!(
        mails[0].1.starts_with("Hello Ana,") && !mails[0].1.contains(|c: char| c.is_ascii_digit() && mails[0].1.matches(c).count() > 9)
    );
    assert!(house.mail_to("nobody@example.com").await[0].0.ends_with("is your Homeroom code"));
    // Who only claims it does not stand in the way.
    let digits = house.digits_for("liam@example.com").await;
    assert_eq!(confirm(&maya, &digits).await.expect(200)["user"]["email"], "liam@example.com");
    ask(&maya, "liam@example.com").await.refused(422, "email-unchanged");
    ask(&maya, "no address").await.refused(422, "email-invalid");
}

/// Statement for statement, so that time does not tell either.
#[tokio::test]
async fn asking_costs_the_same_whether_or_not_somebody_has_the_address() {
    listen();
    let house = House::open();
    let maya = house.person(MAYA, false);
    house.person("ana@example.com", false);
    let cost = async |email: &str| {
        let before = statements(house.database_url());
        ask(&maya, email).await.expect(202);
        statements(house.database_url()) - before
    };
    // A pool opens connections as it goes, so the least of three counts.
    let mut free = Vec::new();
    let mut held = Vec::new();
    for number in 0..3 {
        free.push(cost(&format!("nobody{number}@example.com")).await);
        held.push(cost("ana@example.com").await);
    }
    assert_eq!(free.iter().min(), held.iter().min(), "free {free:?}, held {held:?}");
}

#[tokio::test]
async fn an_address_proven_by_another_meanwhile_is_not_taken_from_them() {
    let house = House::open();
    let maya = house.person(MAYA, false);
    ask(&maya, NEW).await.expect(202);
    let digits = house.digits_for(NEW).await;
    let other = house.person(NEW, false);
    confirm(&maya, &digits).await.refused(409, "email-held");
    assert_eq!(maya.get("me").await.expect(200)["email"], MAYA);
    assert_eq!(other.get("me").await.expect(200)["email"], NEW);
}

#[tokio::test]
async fn of_two_accounts_that_prove_one_address_at_once_one_has_it() {
    for round in 0..3 {
        let house = House::open();
        let people = [house.person(MAYA, false), house.person("liam@example.com", false)];
        let mut tries = Vec::new();
        for person in &people {
            ask(person, NEW).await.expect(202);
            tries.push((person.clone(), house.digits_for(NEW).await));
        }
        let tries = tries.into_iter().map(|(person, digits)| tokio::spawn(async move { confirm(&person, &digits).await.status.as_u16() }));
        let mut done = Vec::new();
        for task in tries.collect::<Vec<_>>() {
            done.push(task.await.unwrap());
        }
        done.sort_unstable();
        assert_eq!(done, [200, 409], "round {round}");
        assert_eq!(house.count("SELECT count(*) AS value FROM accounts WHERE email_key = 'maya@hamiltonschools.org'"), 1);
    }
}

#[tokio::test]
async fn of_two_devices_that_confirm_at_once_one_does_and_nothing_breaks() {
    let house = House::open();
    let maya = house.person(MAYA, false);
    ask(&maya, NEW).await.expect(202);
    let digits = house.digits_for(NEW).await;
    let tries = (0..4).map(|number| {
        let (maya, digits) = (maya.clone(), digits.clone());
        tokio::spawn(async move {
            if number == 3 { ask(&maya, "third@example.com").await.status.as_u16() } else { confirm(&maya, &digits).await.status.as_u16() }
        })
    });
    let mut done = Vec::new();
    for task in tries.collect::<Vec<_>>() {
        done.push(task.await.unwrap());
    }
    assert!(done[..3].iter().filter(|status| **status == 200).count() <= 1, "{done:?}");
    // Who asks in the very moment in which the address becomes another one may have to ask again.
    assert!(done.iter().all(|status| matches!(status, 200 | 202 | 422)), "{done:?}");
    let events = kinds(&maya).await;
    assert!(events.len() <= 1, "{events:?}");
}

#[tokio::test]
async fn another_password_makes_an_open_change_void() {
    let house = House::open();
    let maya = house.person(MAYA, false);
    ask(&maya, NEW).await.expect(202);
    let digits = house.digits_for(NEW).await;
    maya.post("me/password", json!({ "current_password": PASSWORD, "password": "a loud evening" })).await.expect(204);
    assert_eq!(maya.get("me/address").await.expect(200)["email"], Value::Null);
    confirm(&maya, &digits).await.refused(422, "verification-code-expired");
    assert_eq!(maya.get("me").await.expect(200)["email"], MAYA);
}

/// Passwords of one address are hashed alike, also after somebody moved in, or was about to.
#[tokio::test]
async fn everybody_who_claims_the_new_address_still_signs_in_with_their_own_password() {
    let house = House::open();
    let claim = async |password: &str| {
        let body = json!({ "email": NEW, "password": password, "display_name": "Somebody else" });
        house.anonymous().post("auth/register", body).await.expect(201)
    };
    let before = claim("who was here before").await;
    let maya = house.person(MAYA, false);
    ask(&maya, NEW).await.expect(202);
    let between = claim("who came in between").await;
    confirm(&maya, &house.digits_for(NEW).await).await.expect(200);
    let after = claim("who came afterwards").await;
    for (session, password) in [(&before, "who was here before"), (&between, "who came in between"), (&after, "who came afterwards")] {
        assert_eq!(sign_in(&house, NEW, password).await.expect(200)["user"]["id"], session["user"]["id"]);
    }
    let moved = sign_in(&house, NEW, PASSWORD).await.expect(200);
    assert_eq!(moved["user"]["id"], maya.get("me").await.expect(200)["id"]);
    // The address that nobody had claimed when it was asked for.
    let liam = house.person("liam@example.com", false);
    ask(&liam, "fresh@example.com").await.expect(202);
    let body = json!({ "email": "fresh@example.com", "password": "who came in between", "display_name": "Somebody else" });
    let between = house.anonymous().post("auth/register", body).await.expect(201);
    confirm(&liam, &house.digits_for("fresh@example.com").await).await.expect(200);
    assert_eq!(sign_in(&house, "fresh@example.com", "who came in between").await.expect(200)["user"]["id"], between["user"]["id"]);
    sign_in(&house, "fresh@example.com", PASSWORD).await.expect(200);
}

#[tokio::test]
async fn this_was_not_me_puts_the_old_address_back_and_everybody_out() {
    let house = House::open();
    let maya = house.person(MAYA, false);
    // Somebody knows the password.
    let thief = house.sign_in(MAYA).await;
    ask(&thief, "thief@example.com").await.expect(202);
    confirm(&thief, &house.digits_for("thief@example.com").await).await.expect(200);
    let token = notice(&house, MAYA).await;
    // And goes on to another address, and another password.
    ask(&thief, "second@example.com").await.expect(202);
    confirm(&thief, &house.digits_for("second@example.com").await).await.expect(200);
    thief.post("me/password", json!({ "current_password": PASSWORD, "password": "the thief has it" })).await.expect(204);
    let second = notice(&house, "thief@example.com").await;
    house.clock.advance(TimeDelta::hours(72) - TimeDelta::minutes(1));

    let back = take_back(&house, &token).await.expect(200);
    for session in [&maya, &thief] {
        house.sign_in_again(session).get("me").await.expect(200);
        session.get("me").await.refused(401, "token-expired");
    }
    assert_eq!(house.count("SELECT count(*) AS value FROM sessions WHERE ended_because = 'address-restored'"), 1);
    for (email, password) in [(MAYA, PASSWORD), (MAYA, "the thief has it"), ("second@example.com", "the thief has it")] {
        sign_in(&house, email, password).await.refused(401, "credentials-wrong");
    }
    // The later link of the thief's own mailbox leads nowhere; nor does this one twice.
    for used in [&token, &second, &"nonsense".to_owned()] {
        take_back(&house, used).await.refused(410, "link-expired");
    }
    let body = json!({ "token": id(&back, "token"), "password": "mine once more" });
    let session = house.anonymous().post("auth/password-reset/confirm", body).await.expect(200);
    assert_eq!((&session["user"]["email"], &session["user"]["email_verified"]), (&json!(MAYA), &json!(true)));
    let changes = kinds(&bearer(&house, &session)).await;
    assert_eq!(changes, ["password-reset", "address-restored", "password-changed", "address-changed", "address-changed"]);
}

#[tokio::test]
async fn this_was_not_me_also_stops_a_change_that_waits() {
    let house = House::open();
    let maya = house.person(MAYA, false);
    ask(&maya, NEW).await.expect(202);
    let digits = house.digits_for(NEW).await;
    take_back(&house, &notice(&house, MAYA).await).await.expect(200);
    maya.get("me").await.refused(401, "session-ended");
    confirm(&house.sign_in_again(&maya), &digits).await.refused(422, "verification-code-expired");
    sign_in(&house, MAYA, PASSWORD).await.refused(401, "credentials-wrong");
}

#[tokio::test]
async fn the_way_back_is_open_for_72_hours_and_closed_to_who_would_take_it_from_another() {
    let house = House::open();
    let maya = house.person(MAYA, false);
    ask(&maya, NEW).await.expect(202);
    confirm(&maya, &house.digits_for(NEW).await).await.expect(200);
    let token = notice(&house, MAYA).await;
    house.person(MAYA, false);
    take_back(&house, &token).await.refused(409, "email-held");
    maya.get("me").await.expect(200);
    house.clock.advance(TimeDelta::hours(72));
    take_back(&house, &token).await.refused(410, "link-expired");
}

/// Whoever mistyped their address must not hand their account to a stranger.
#[tokio::test]
async fn a_mailbox_that_was_never_proven_is_told_nothing() {
    let house = House::open();
    let maya = house.unverified("mistyped@example.com");
    ask(&maya, MAYA).await.expect(202);
    let done = confirm(&maya, &house.digits_for(MAYA).await).await.expect(200);
    assert_eq!((&done["user"]["email"], &done["user"]["email_verified"]), (&json!(MAYA), &json!(true)));
    assert!(house.mail_to("mistyped@example.com").await.is_empty());
    sign_in(&house, MAYA, PASSWORD).await.expect(200);
}

#[tokio::test]
async fn codes_ask_after_the_new_address_from_then_on() {
    let school = School::with_seats(5).await;
    let house = &school.house;
    for (code, domain) in [("NEW-ONES", "hamiltonschools.org"), ("OLD-ONES", "example.com")] {
        school.admin.post(&school.at("codes"), json!({ "code": code, "email_domains": [{ "domain": domain }] })).await.expect(201);
    }
    let maya = house.person(MAYA, false);
    ask(&maya, NEW).await.expect(202);
    maya.redeem("NEW-ONES").await.refused(403, "domain-not-allowed");
    confirm(&maya, &house.digits_for(NEW).await).await.expect(200);
    maya.redeem("OLD-ONES").await.refused(403, "domain-not-allowed");
    assert_eq!(maya.redeem("NEW-ONES").await.expect(201)["status"], "redeemed");
}

#[tokio::test]
async fn what_waits_for_a_proven_address_goes_through_with_the_new_one() {
    let school = School::with_seats(5).await;
    let house = &school.house;
    school
        .admin
        .post(&school.at("codes"), json!({ "code": "SCHOOL", "email_domains": [{ "domain": "hamiltonschools.org" }] }))
        .await
        .expect(201);
    let maya = house.unverified("maya@hamiltonschools.org.example.com");
    maya.redeem("SCHOOL").await.refused(403, "domain-not-allowed");
    let liam = house.unverified("liam@hamiltonschools.org");
    assert_eq!(liam.redeem("SCHOOL").await.expect(202)["status"], "pending_email");
    ask(&liam, "william@hamiltonschools.org").await.expect(202);
    let done = confirm(&liam, &house.digits_for("william@hamiltonschools.org").await).await.expect(200);
    assert_eq!(done["redemptions"][0]["status"], "redeemed");
    assert_eq!(school.balance().await.1, 1);
}

#[tokio::test]
async fn an_invitation_to_the_new_address_comes_along() {
    let school = School::with_seats(5).await;
    let house = &school.house;
    school.admin.post(&school.at("staff"), json!({ "email": NEW, "role": "teacher" })).await.expect(201);
    let maya = house.person(MAYA, false);
    ask(&maya, NEW).await.expect(202);
    maya.get(&school.at("classrooms")).await.refused(404, "not-found");
    let done = confirm(&maya, &house.digits_for(NEW).await).await.expect(200);
    assert_eq!(done["user"]["roles"][0]["role"], "teacher");
    maya.get(&school.at("classrooms")).await.expect(200);
}

#[tokio::test]
async fn i_sign_out_everywhere_else_at_once() {
    let house = House::open();
    let here = house.person(MAYA, false);
    let elsewhere = [house.sign_in(MAYA).await, house.sign_in(MAYA).await];
    let another = house.person("liam@example.com", false);
    here.send(Method::DELETE, "me/sessions", None).await.expect(204);
    for session in elsewhere {
        session.get("me").await.refused(401, "session-ended");
    }
    let mine = here.all("me/sessions").await;
    assert_eq!((mine.len(), &mine[0]["current"]), (1, &json!(true)));
    another.get("me").await.expect(200);
    here.delete("me/sessions").await.expect(204);
}

#[tokio::test]
async fn the_record_of_changes_is_ones_own_and_comes_in_pages() {
    let house = House::open();
    let maya = house.person(MAYA, false);
    let mut before = PASSWORD.to_owned();
    for number in 0..3 {
        let after = format!("a loud evening {number}");
        maya.post("me/password", json!({ "current_password": before, "password": after })).await.expect(204);
        before = after;
    }
    let first = maya.get("me/changes?limit=2").await.expect(200);
    assert_eq!(first["items"].as_array().unwrap().len(), 2);
    assert_eq!(maya.all("me/changes?limit=2").await.len(), 3);
    assert!(house.person("liam@example.com", false).all("me/changes").await.is_empty());
}

#[tokio::test]
async fn notices_are_written_in_the_readers_language_and_old_ones_forgotten() {
    let house = House::open();
    let maya = house.person(MAYA, false);
    maya.patch("me", json!({ "locale": "es" })).await.expect(200);
    ask(&maya, NEW).await.expect(202);
    let (subject, text) = house.mail_to(MAYA).await.remove(0);
    assert_eq!(subject, "Tu cuenta de Homeroom cambia de correo");
    assert!(text.contains(NEW) && text.contains("72 horas"), "{text}");
    let forget = || accounts::forget_old_notices(&mut house.database(), house.clock.now()).unwrap();
    assert_eq!(forget(), 0);
    house.clock.advance(TimeDelta::hours(73));
    assert_eq!(forget(), 1);
}

#[tokio::test]
async fn a_student_without_an_address_adds_one() {
    let house = House::open();
    let made = accounts::create_with_username(&mut house.database(), "Maya Lopez", None, house.clock.now()).unwrap();
    let hash = hash_now(&PASSWORD.into(), None).unwrap();
    accounts::give_password(&mut house.database(), made.account, &hash, house.clock.now()).unwrap();
    let maya = bearer(&house, &sign_in(&house, "maya.lopez", PASSWORD).await.expect(200));
    ask(&maya, NEW).await.expect(202);
    let done = confirm(&maya, &house.digits_for(NEW).await).await.expect(200);
    assert_eq!((&done["user"]["email"], &done["user"]["email_verified"]), (&json!(NEW), &json!(true)));
    for name in [NEW, "maya.lopez"] {
        assert_eq!(sign_in(&house, name, PASSWORD).await.expect(200)["user"]["id"], json!(made.account));
    }
    assert_eq!(house.count("SELECT count(*) AS value FROM address_notices"), 0);
    // Who came in by a card and has no password has nothing to ask with.
    let card = accounts::create_with_username(&mut house.database(), "Liam Lopez", None, house.clock.now()).unwrap();
    let session = accounts::open_session_by_card(&mut house.database(), card.account, "test", house.clock.now()).unwrap();
    let cookie = format!("homeroom_refresh={}", session.refresh);
    let session = house.anonymous().with("cookie", &cookie).post("auth/refresh", Value::Null).await.expect(200);
    ask(&bearer(&house, &session), "liam@example.com").await.refused(409, "password-missing");
}

/// Every door where a password is chosen.
#[tokio::test]
async fn passwords_that_thieves_try_first_are_refused_wherever_one_is_chosen() {
    let school = School::with_seats(5).await;
    let house = &school.house;
    let refused = |reply: Reply| {
        let problem = reply.refused(422, "password-breached");
        assert_eq!(problem["errors"][0]["pointer"], "/password");
    };
    let sign_up = async |password: &str| {
        let body = json!({ "email": NEW, "password": password, "display_name": "Maya Chen", "code": "LIBRARY-CLUB" });
        house.anonymous().post("auth/register", body).await
    };
    for password in ["Sunshine2024!", "MayaChen2012", "library club", "maya@hamiltonschools", "1234567890"] {
        refused(sign_up(password).await);
    }
    assert_eq!(house.count("SELECT count(*) AS value FROM accounts WHERE email_key = 'maya@hamiltonschools.org'"), 0, "nothing was made");
    sign_up("three quiet owls").await.expect(201);

    let (teacher, _) = school.teacher("sam@hamilton.test", &[]).await;
    let change = async |password: &str| teacher.post("me/password", json!({ "current_password": PASSWORD, "password": password })).await;
    for password in ["p4ssw0rd2024", "School hamilton", "sam.hamilton.1"] {
        refused(change(password).await);
    }
    house.anonymous().post("auth/password-reset", json!({ "email": "sam@hamilton.test" })).await.expect(202);
    let link = house.link_secret_for("sam@hamilton.test").await;
    let set =
        async |password: &str| house.anonymous().post("auth/password-reset/confirm", json!({ "token": link, "password": password })).await;
    refused(set("schoolhamilton1").await);
    // The link is as good as before.
    set("three quiet owls").await.expect(200);
}
