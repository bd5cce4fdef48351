//! The processes under measurement: a Postgres that reaches the disk, the server, and what they use.

use std::fs::File;
use std::io::Write;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use diesel::prelude::*;

pub const ISSUER: &str = "http://homeroom.bench";

/// A private cluster with Postgres's own settings (`fsync` on); gone when dropped.
pub struct Cluster {
    pub data: PathBuf,
    pub url: String,
}

fn postgres_sh(order: &str, data: &Path, more: &[&str]) -> Result<String, String> {
    let beside = concat!(env!("CARGO_MANIFEST_DIR"), "/dev/postgres.sh");
    let output = Command::new(beside).arg(order).arg(data).args(more).output().map_err(|error| error.to_string())?;
    let said = |bytes: &[u8]| String::from_utf8_lossy(bytes).trim().to_owned();
    if output.status.success() { Ok(said(&output.stdout)) } else { Err(said(&output.stderr)) }
}

impl Cluster {
    pub fn start(folder: &Path) -> Cluster {
        let mut cluster = Cluster { data: folder.join("data"), url: String::new() };
        // What an interrupted run left behind.
        let _ = postgres_sh("stop", &cluster.data, &[]);
        let _ = std::fs::remove_dir_all(&cluster.data);
        cluster.power_on();
        cluster.url = postgres_sh("url", &cluster.data, &["homeroom"]).expect("an address");
        cluster
    }

    pub fn power_on(&self) {
        postgres_sh("start", &self.data, &[]).expect("Postgres starts");
    }

    pub fn restart(&self) {
        postgres_sh("stop", &self.data, &[]).expect("Postgres stops");
        self.power_on();
    }

    pub fn connect(&self) -> PgConnection {
        PgConnection::establish(&self.url).expect("Postgres answers")
    }

    /// CPU time of all its processes since it started, those that ended included.
    pub fn cpu(&self) -> Duration {
        let pid_file = std::fs::read_to_string(self.data.join("postmaster.pid")).expect("a running Postgres");
        let postmaster: u32 = pid_file.lines().next().and_then(|line| line.parse().ok()).expect("a process id");
        let children = std::fs::read_to_string(format!("/proc/{postmaster}/task/{postmaster}/children")).expect("children");
        let children = children.split_whitespace().filter_map(|pid| pid.parse().ok()).map(|pid| cpu(pid, false));
        cpu(postmaster, true) + children.sum::<Duration>()
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        if let Err(complaint) = postgres_sh("stop", &self.data, &[]) {
            eprintln!("postgres.sh stop: {complaint}");
        }
        let _ = std::fs::remove_dir_all(&self.data);
    }
}

/// User and system time of a process (and of its children that ended), from `/proc`, in steps of 10 ms.
pub fn cpu(pid: u32, with_ended_children: bool) -> Duration {
    let Ok(stat) = std::fs::read_to_string(format!("/proc/{pid}/stat")) else { return Duration::ZERO };
    // The name, in parentheses, may hold anything; field 14 is the twelfth after it.
    let after_name = stat.rsplit(')').next().unwrap_or_default();
    let ticks = |fields: usize| -> u64 { after_name.split_whitespace().skip(11).take(fields).filter_map(|f| f.parse::<u64>().ok()).sum() };
    Duration::from_millis(10 * ticks(if with_ended_children { 4 } else { 2 }))
}

/// The release server as a process; killed when dropped.
pub struct Server {
    child: Child,
    pub address: String,
    /// From the start of the process to the first 200 of `/readyz`.
    pub ready_after: Duration,
}

pub fn homeroom(url: &str) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_homeroom"));
    command.env("DATABASE_URL", url).stdin(Stdio::null());
    command
}

impl Server {
    /// Starts it as people do: default settings, its log in a file.
    pub fn start(url: &str, folder: &Path) -> Server {
        let free = TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr()).expect("a free port");
        let address = free.to_string();
        let log = File::options().create(true).append(true).open(folder.join("server.log")).expect("a log");
        let start = Instant::now();
        let mut command = homeroom(url);
        command.arg("serve").env("HOMEROOM_LISTEN", &address).env("HOMEROOM_PUBLIC_URL", ISSUER);
        let child = command.stdout(Stdio::null()).stderr(log).spawn().expect("the server starts");
        let mut server = Server { child, address, ready_after: Duration::ZERO };
        while !server.is_ready() {
            assert!(server.child.try_wait().expect("a state").is_none(), "the server ended; see {}", folder.join("server.log").display());
            assert!(start.elapsed() < Duration::from_secs(20), "the server does not get ready");
            std::thread::sleep(Duration::from_millis(1));
        }
        server.ready_after = start.elapsed();
        server
    }

    fn is_ready(&self) -> bool {
        let ask = || {
            let mut stream = std::net::TcpStream::connect(&self.address)?;
            stream.write_all(b"GET /readyz HTTP/1.1\r\nhost: bench\r\nconnection: close\r\n\r\n")?;
            std::io::read_to_string(stream)
        };
        ask().is_ok_and(|answer| answer.starts_with("HTTP/1.1 200"))
    }

    pub fn cpu(&self) -> Duration {
        cpu(self.child.id(), false)
    }

    /// Resident memory in MB: now, and at its highest.
    pub fn memory(&self) -> (f64, f64) {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).expect("a running server");
        let mb = |name: &str| {
            let line = status.lines().find(|line| line.starts_with(name)).unwrap_or_default();
            line.split_whitespace().nth(1).and_then(|kb| kb.parse::<f64>().ok()).unwrap_or_default() / 1024.0
        };
        (mb("VmRSS:"), mb("VmHWM:"))
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// What the disk takes to keep 8 kB, the median of 200 tries: the floor under every commit.
pub fn disk_latency(folder: &Path) -> Duration {
    let path = folder.join("disk");
    let mut file = File::create(&path).expect("a file");
    let mut times: Vec<Duration> = (0..200)
        .map(|_| {
            let start = Instant::now();
            file.write_all(&[7; 8192]).and_then(|()| file.sync_data()).expect("written");
            start.elapsed()
        })
        .collect();
    times.sort_unstable();
    let _ = std::fs::remove_file(path);
    times[times.len() / 2]
}
