//! Mail goes out by SMTP, after the transaction that caused it, and waits when nobody takes it.

use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::Duration;

use homeroom::shared::db::Db;
use homeroom::shared::language::Language;
use homeroom::shared::letter::Letter;
use homeroom::shared::mail::{Mail, Postman, queue};

use crate::support::House;

const FROM: &str = "Homeroom <homeroom@homeroom.test>";

fn letter(about: &str) -> Mail {
    letter_to("maya@example.com", about)
}

fn letter_to(address: &str, about: &str) -> Mail {
    let letter = Letter::to(Language::English, address, "Maya").about(about);
    letter.says("This is it.").digits("482913").because("you asked")
}

/// A mail server that says yes to everything and hands over what it got.
fn mail_server() -> (String, Receiver<String>) {
    mail_server_that(|_| "250 ok".to_owned())
}

/// The same, answering a recipient as told.
fn mail_server_that(answers: fn(&str) -> String) -> (String, Receiver<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("smtp://{}", listener.local_addr().unwrap());
    let (tell, told) = channel();
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let tell = tell.clone();
            std::thread::spawn(move || converse(stream, &tell, answers));
        }
    });
    (url, told)
}

fn converse(stream: TcpStream, tell: &Sender<String>, answers: fn(&str) -> String) {
    let mut reader = BufReader::new(stream.try_clone().unwrap());
    let mut stream = stream;
    let mut say = |line: &str| stream.write_all(format!("{line}\r\n").as_bytes()).unwrap();
    say("220 ready");
    let mut line = String::new();
    while reader.read_line(&mut line).is_ok_and(|read| read > 0) {
        match line.get(..4).unwrap_or("").to_ascii_uppercase().as_str() {
            "DATA" => {
                say("354 go on");
                let mut message = String::new();
                while reader.read_line(&mut message).is_ok_and(|read| read > 0) && !message.ends_with("\r\n.\r\n") {}
                let _ = tell.send(message);
                say("250 taken");
            }
            "RCPT" => say(&answers(&line)),
            "QUIT" => return say("221 bye"),
            _ => say("250 ok"),
        }
        line.clear();
    }
}

#[test]
fn what_is_queued_is_sent_once() {
    let house = House::open();
    let (url, inbox) = mail_server();
    let mail = letter("482913 is your code");
    queue(&mut house.database(), &mail).unwrap();
    let postman = Postman::start(Db::open(house.database_url(), 2).unwrap(), &url, FROM).unwrap();
    let message = inbox.recv_timeout(Duration::from_secs(20)).expect("a mail");
    for part in [
        "To: maya@example.com",
        "From: Homeroom <homeroom@homeroom.test>",
        "Subject: 482913 is your code",
        "multipart/alternative",
        "text/plain",
        "text/html",
        "This is it.",
        "482913\r\n",
        "lang=3D\"en\"",
    ] {
        assert!(message.contains(part), "{part} in {message}");
    }
    assert!(inbox.recv_timeout(Duration::from_millis(1_500)).is_err(), "once only");
    drop(postman);
    assert_eq!(house.count("SELECT count(*) AS value FROM mails WHERE sent_at IS NOT NULL"), 1);
}

#[test]
fn what_nobody_takes_waits_and_is_tried_again() {
    let house = House::open();
    let nobody = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let mail = letter("Hello");
    queue(&mut house.database(), &mail).unwrap();
    let postman = Postman::start(Db::open(house.database_url(), 2).unwrap(), &format!("smtp://{nobody}"), FROM).unwrap();
    let tried = (0..100).any(|_| {
        std::thread::sleep(Duration::from_millis(100));
        house.count("SELECT count(*) AS value FROM mails WHERE attempts = 1 AND last_error IS NOT NULL AND next_attempt_at > now()") == 1
    });
    assert!(tried, "the mail is kept, with the reason");
    drop(postman);
    let (url, inbox) = mail_server();
    let later = "UPDATE mails SET next_attempt_at = now()";
    diesel::connection::SimpleConnection::batch_execute(&mut house.database(), later).unwrap();
    let _postman = Postman::start(Db::open(house.database_url(), 2).unwrap(), &url, FROM).unwrap();
    assert!(inbox.recv_timeout(Duration::from_secs(20)).expect("a mail").contains("Subject: Hello"));
}

#[test]
fn a_mailbox_that_is_not_there_is_not_tried_again() {
    let house = House::open();
    let (url, inbox) = mail_server_that(|recipient| match recipient {
        line if line.contains("gone@") => "550 5.1.1 no such user".to_owned(),
        line if line.contains("full@") => "550 5.2.2 mailbox full".to_owned(),
        _ => "250 ok".to_owned(),
    });
    for to in ["gone@example.com", "full@example.com", "maya@example.com"] {
        queue(&mut house.database(), &letter_to(to, "Hello")).unwrap();
    }
    let postman = Postman::start(Db::open(house.database_url(), 2).unwrap(), &url, FROM).unwrap();
    inbox.recv_timeout(Duration::from_secs(20)).expect("the mail behind them goes out");
    let settled = (0..100).any(|_| {
        std::thread::sleep(Duration::from_millis(50));
        house.count("SELECT count(*) AS value FROM mails WHERE attempts > 0 OR sent_at IS NOT NULL") == 3
    });
    assert!(settled);
    drop(postman);
    let refused = "SELECT count(*) AS value FROM mails WHERE refused_at IS NOT NULL AND recipient = 'gone@example.com'";
    assert_eq!(house.count(refused), 1);
    assert_eq!(house.count("SELECT count(*) AS value FROM mails WHERE refused_at IS NOT NULL"), 1, "a full one may be emptied");
}
