//! Mail goes out by SMTP, after the transaction that caused it, and waits when nobody takes it.

use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::Duration;

use homeroom::shared::db::Db;
use homeroom::shared::mail::{Mail, Postman, queue};

use crate::support::House;

const FROM: &str = "Homeroom <homeroom@homeroom.test>";

/// A mail server that says yes to everything and hands over what it got.
fn mail_server() -> (String, Receiver<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("smtp://{}", listener.local_addr().unwrap());
    let (tell, told) = channel();
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let tell = tell.clone();
            std::thread::spawn(move || converse(stream, &tell));
        }
    });
    (url, told)
}

fn converse(stream: TcpStream, tell: &Sender<String>) {
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
    let mail = Mail { to: "maya@example.com".into(), subject: "482913 is your code".into(), text: "Hello Maya,\n\nit is 482913.\n".into() };
    queue(&mut house.database(), &mail).unwrap();
    let postman = Postman::start(Db::open(house.database_url(), 2).unwrap(), &url, FROM).unwrap();
    let message = inbox.recv_timeout(Duration::from_secs(20)).expect("a mail");
    for part in ["To: maya@example.com", "From: Homeroom <homeroom@homeroom.test>", "Subject: 482913 is your code", "it is 482913."] {
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
    let mail = Mail { to: "maya@example.com".into(), subject: "Hello".into(), text: "Hello".into() };
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
