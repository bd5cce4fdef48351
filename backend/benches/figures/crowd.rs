//! A cheap HTTP client: prepared requests, kept connections, one thread.

use std::cell::Cell;
use std::time::{Duration, Instant};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// How a crowd was served.
pub struct Served {
    pub took: Duration,
    /// Sorted.
    pub latencies: Vec<Duration>,
}

impl Served {
    pub fn per_second(&self) -> f64 {
        self.latencies.len() as f64 / self.took.as_secs_f64()
    }

    pub fn percentile(&self, share: f64) -> Duration {
        self.latencies[((self.latencies.len() - 1) as f64 * share) as usize]
    }
}

/// One kept connection.
pub struct Line {
    stream: TcpStream,
    buffer: Vec<u8>,
}

impl Line {
    pub async fn open(address: &str) -> Line {
        let stream = TcpStream::connect(address).await.expect("a connection");
        stream.set_nodelay(true).expect("no delay");
        Line { stream, buffer: Vec::with_capacity(64 * 1024) }
    }

    /// Sends a request and reads its whole answer: the status and the body.
    pub async fn ask(&mut self, request: &[u8]) -> (u16, &[u8]) {
        self.stream.write_all(request).await.expect("sent");
        self.buffer.clear();
        loop {
            let read = self.stream.read_buf(&mut self.buffer).await.expect("an answer");
            assert!(read > 0, "the server hung up");
            if let Some((body, length)) = head(&self.buffer)
                && self.buffer.len() >= body + length
            {
                let status = std::str::from_utf8(&self.buffer[9..12]).ok().and_then(|digits| digits.parse().ok());
                return (status.expect("a status"), &self.buffer[body..body + length]);
            }
        }
    }
}

/// Where the body starts, and its length.
fn head(answer: &[u8]) -> Option<(usize, usize)> {
    let end = answer.windows(4).position(|four| four == b"\r\n\r\n")?;
    let head = std::str::from_utf8(&answer[..end]).expect("a head");
    let length = head.lines().find_map(|line| {
        let (name, value) = line.split_once(':')?;
        name.eq_ignore_ascii_case("content-length").then(|| value.trim().parse().expect("a length"))
    });
    Some((end + 4, length.expect("a content-length")))
}

/// Sends every request once over so many connections; each has to be answered with `status`.
pub fn serve_all(address: &str, connections: usize, requests: &[Vec<u8>], status: u16) -> Served {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    let next = Cell::new(0);
    let one = async |mut line: Line| {
        let mut latencies = Vec::new();
        while let Some(request) = requests.get(next.replace(next.get() + 1)) {
            let start = Instant::now();
            let (heard, body) = line.ask(request).await;
            assert_eq!(heard, status, "{}", String::from_utf8_lossy(body));
            latencies.push(start.elapsed());
        }
        latencies
    };
    runtime.block_on(async {
        let mut lines = Vec::new();
        for _ in 0..connections {
            lines.push(Line::open(address).await);
        }
        let start = Instant::now();
        let latencies = futures_util::future::join_all(lines.into_iter().map(one)).await;
        let took = start.elapsed();
        let mut latencies = latencies.concat();
        latencies.sort_unstable();
        Served { took, latencies }
    })
}
