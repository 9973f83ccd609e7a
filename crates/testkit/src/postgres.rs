//! A private PostgreSQL for tests: one server per machine and user, one database per test.
//!
//! The first test that asks starts it, in the system's temporary folder and as an unprivileged user; all test processes
//! share it. It is left running for the next run and stops by itself after half an hour without a new test. A stopped
//! server is thrown away and made anew, so nothing piles up. It listens on a Unix socket, and on a random port of the
//! loopback for tests that put a proxy in between. Data is not flushed to the disk: durability is not tested with it.
//!
//! Needs only `std` and `postgres`, so that the tests of `store` can include this file while `app` does not compile.

use postgres::{Client, NoTls};
use std::fs::{self, File, OpenOptions};
use std::io::Read;
use std::net::TcpListener;
use std::os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt, PermissionsExt};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

const MISSING: &str = "PostgreSQL was not found, and these tests need its server programs (15 or newer). \
    Install them: `apt install postgresql postgresql-contrib` on Debian and Ubuntu, `dnf install postgresql-server \
    postgresql-contrib` on Fedora, `brew install postgresql` on macOS. The server need not be started.";

/// Names are compared by bytes on every database, but what is a letter must be known for all scripts.
const FRESH: &str = if cfg!(target_os = "macos") {
    "template0 LC_CTYPE 'en_US.UTF-8'"
} else {
    "template0 LC_CTYPE 'C.UTF-8'"
};

/// The server of this machine's test runs.
pub struct TestPostgres {
    folder: PathBuf,
    port: u16,
    password: String,
}

/// A database of its own, dropped with this value.
pub struct TestDatabase {
    /// The URL for `DatabaseUrl::parse`, through the Unix socket.
    pub url: String,
    name: String,
}

impl TestPostgres {
    /// The server, started if it is not running. Call it from synchronous code: the client blocks.
    ///
    /// # Panics
    /// When PostgreSQL is not installed or does not start.
    pub fn shared() -> &'static Self {
        static SERVER: OnceLock<TestPostgres> = OnceLock::new();
        SERVER.get_or_init(start_or_join)
    }

    /// A new empty database.
    ///
    /// # Panics
    /// When the server is gone.
    pub fn create_database(&self) -> TestDatabase {
        self.create(&unique_name(), FRESH)
    }

    /// A new empty database of the locale C, which takes only A to Z for letters: search by trigrams then finds no others.
    ///
    /// # Panics
    /// When the server is gone.
    pub fn create_database_of_c(&self) -> TestDatabase {
        self.create(&unique_name(), "template0 LC_CTYPE 'C'")
    }

    /// A new database that is a copy of the template of that name. The first call makes the template and has `prepare` fill
    /// it, given its URL; all connections of `prepare` must be closed when it returns. Put a checksum of the migrations into
    /// the name: the server outlives a change of them.
    ///
    /// # Panics
    /// When the server is gone or `prepare` panics.
    pub fn create_from_template(&self, name: &str, prepare: impl FnOnce(&str)) -> TestDatabase {
        let template = format!("template_utf8_{name}");
        let guard = lock_file(&self.folder);
        if !self.has(&template) {
            // Renamed when it is complete, so that a panic leaves no half-made template.
            let draft = self.create(&unique_name(), FRESH);
            prepare(&draft.url);
            self.admin(&format!("ALTER DATABASE \"{}\" RENAME TO \"{template}\"", draft.name));
        }
        drop(guard);
        self.create(&unique_name(), &format!("\"{template}\""))
    }

    /// The URL of a database over TCP, for tests with a proxy: put its port in place of [`TestPostgres::port`].
    pub fn tcp_url(&self, database: &TestDatabase) -> String {
        format!(
            "postgres://postgres:{}@127.0.0.1:{}/{}?sslmode=disable",
            self.password, self.port, database.name
        )
    }

    /// The port on the loopback.
    pub const fn port(&self) -> u16 {
        self.port
    }

    fn create(&self, name: &str, template: &str) -> TestDatabase {
        touch(&self.folder);
        // A process of the same number may have been killed before it could clean up.
        self.admin(&format!("DROP DATABASE IF EXISTS \"{name}\" WITH (FORCE)"));
        self.admin(&format!("CREATE DATABASE \"{name}\" TEMPLATE {template}"));
        TestDatabase {
            url: self.url(name),
            name: name.to_owned(),
        }
    }

    fn url(&self, name: &str) -> String {
        format!(
            "postgres://postgres@/{name}?host={}&port={}",
            self.folder.join("socket").display(),
            self.port
        )
    }

    fn has(&self, name: &str) -> bool {
        let mut client = Client::connect(&self.url("postgres"), NoTls).expect("the test server answers");
        client
            .query_opt("SELECT 1 FROM pg_database WHERE datname = $1", &[&name])
            .expect("a list of databases")
            .is_some()
    }

    fn admin(&self, sql: &str) {
        let mut client = Client::connect(&self.url("postgres"), NoTls).expect("the test server answers");
        client
            .batch_execute(sql)
            .unwrap_or_else(|error| panic!("{sql}: {error}"));
    }
}

impl Drop for TestDatabase {
    fn drop(&mut self) {
        let server = TestPostgres::shared();
        touch(&server.folder);
        if let Ok(mut client) = Client::connect(&server.url("postgres"), NoTls) {
            // Not worth a second panic: the server is thrown away sooner or later.
            client
                .batch_execute(&format!("DROP DATABASE IF EXISTS \"{}\" WITH (FORCE)", self.name))
                .ok();
        }
    }
}

fn unique_name() -> String {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    format!("test_{}_{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed))
}

/// Joins the running server, or makes a new one; one process at a time.
fn start_or_join() -> TestPostgres {
    let programs = find_programs().expect(MISSING);
    let account = Account::unprivileged();
    let folder = std::env::temp_dir().join(format!("portico-test-pg-{}", account.uid));
    make_private(&folder, &account);
    let guard = lock_file(&folder);
    touch(&folder);
    let server = running(&folder).unwrap_or_else(|| start(&programs, &account, &folder));
    drop(guard);
    server
}

/// The server that runs in this folder, if it answers.
fn running(folder: &Path) -> Option<TestPostgres> {
    let pid_file = fs::read_to_string(folder.join("data/postmaster.pid")).ok()?;
    let port = pid_file.lines().nth(3)?.parse().ok()?;
    let password = fs::read_to_string(folder.join("password")).ok()?;
    let server = TestPostgres {
        folder: folder.to_owned(),
        port,
        password: password.trim().to_owned(),
    };
    // A server that is merely full answers too.
    let answers = Client::connect(&server.url("postgres"), NoTls).map_or_else(|e| e.as_db_error().is_some(), |_| true);
    answers.then_some(server)
}

fn start(programs: &Path, account: &Account, folder: &Path) -> TestPostgres {
    let settings = "max_connections = 400\nfsync = off\nfull_page_writes = off\nautovacuum = off\n";
    make(programs, account, folder, "C", settings);
    stop_when_idle(programs, account, folder);
    running(folder).unwrap_or_else(|| panic!("PostgreSQL started but does not answer; see {}/log", folder.display()))
}

/// Makes a new server in the folder and starts it.
fn make(programs: &Path, account: &Account, folder: &Path, locale: &str, settings: &str) {
    for stale in ["data", "socket"] {
        fs::remove_dir_all(folder.join(stale)).ok();
    }
    make_private(&folder.join("socket"), account);
    let password = random_hex();
    write_private(&folder.join("password"), &password, account);
    let port = free_port();
    let data = folder.join("data");
    account.run(
        Command::new(programs.join("initdb"))
            .arg("--pgdata")
            .arg(&data)
            .args([
                "--username=postgres",
                "--encoding=UTF8",
                "--no-sync",
                "--auth-local=trust",
            ])
            .arg(format!("--locale={locale}"))
            .arg("--auth-host=scram-sha-256")
            .arg(format!("--pwfile={}", folder.join("password").display())),
    );
    let settings = format!(
        "\nlisten_addresses = '127.0.0.1'\nport = {port}\nunix_socket_directories = '{}'\n{settings}",
        folder.join("socket").display()
    );
    let mut config = OpenOptions::new()
        .append(true)
        .open(data.join("postgresql.conf"))
        .expect("the server's settings");
    std::io::Write::write_all(&mut config, settings.as_bytes()).expect("the server's settings");
    account.run(
        Command::new(programs.join("pg_ctl"))
            .args(["--wait", "--timeout=60", "--silent", "--pgdata"])
            .arg(&data)
            .arg(format!("--log={}", folder.join("log").display()))
            .arg("start"),
    );
}

/// A server of one's own that keeps its promises, for benchmarks: commits reach the disk, letters of every script are
/// letters. Stopped and thrown away when dropped.
pub struct OwnPostgres {
    server: TestPostgres,
}

impl OwnPostgres {
    /// Starts one, with these lines at the end of its settings.
    ///
    /// # Panics
    /// When PostgreSQL is not installed or does not start.
    pub fn start(settings: &str) -> Self {
        let (programs, account) = (find_programs().expect(MISSING), Account::unprivileged());
        let folder = std::env::temp_dir().join(format!("portico-own-pg-{}", std::process::id()));
        make_private(&folder, &account);
        make(&programs, &account, &folder, "C.UTF-8", settings);
        Self {
            server: running(&folder)
                .unwrap_or_else(|| panic!("PostgreSQL does not answer; see {}/log", folder.display())),
        }
    }

    /// The URL of a new database of this name, through the Unix socket.
    ///
    /// # Panics
    /// When the server is gone or has such a database.
    pub fn create_database(&self, name: &str) -> String {
        self.server
            .admin(&format!("CREATE DATABASE \"{name}\" TEMPLATE template0"));
        self.server.url(name)
    }
}

impl Drop for OwnPostgres {
    fn drop(&mut self) {
        let stop = |programs: PathBuf| {
            Account::unprivileged().run(
                Command::new(programs.join("pg_ctl"))
                    .args(["--wait", "--mode=immediate", "--silent", "--pgdata"])
                    .arg(self.server.folder.join("data"))
                    .arg("stop"),
            );
        };
        find_programs().map(stop);
        // What cannot be removed lies in the system's temporary folder.
        fs::remove_dir_all(&self.server.folder).ok();
    }
}

/// A detached shell that stops the server when no test has asked for a database for half an hour. It goes into the
/// background by itself, so that it is nobody's child when the tests end.
fn stop_when_idle(programs: &Path, account: &Account, folder: &Path) {
    const SCRIPT: &str = "while sleep 60 && \"$1/pg_ctl\" --pgdata \"$2/data\" status; do \
        [ -n \"$(find \"$2/used\" -mmin -30)\" ] || \"$1/pg_ctl\" --pgdata \"$2/data\" --mode=immediate stop; \
        done >/dev/null 2>&1 &";
    account.run(Command::new("sh").args(["-c", SCRIPT, "sh"]).arg(programs).arg(folder));
}

/// Who runs the server: PostgreSQL refuses to be root.
struct Account {
    uid: u32,
    gid: u32,
    /// The name to change to; none when this process is unprivileged already.
    switch_to: Option<String>,
}

impl Account {
    fn unprivileged() -> Self {
        let own = fs::metadata("/proc/self")
            .or_else(|_| probe_own_file())
            .expect("this process's user");
        if own.uid() != 0 {
            return Self {
                uid: own.uid(),
                gid: own.gid(),
                switch_to: None,
            };
        }
        let users = fs::read_to_string("/etc/passwd").expect("/etc/passwd");
        let find = |name: &str| {
            let fields: Vec<_> = users
                .lines()
                .map(|line| line.split(':').collect::<Vec<_>>())
                .find(|f| f[0] == name)?;
            Some(Self {
                uid: fields[2].parse().ok()?,
                gid: fields[3].parse().ok()?,
                switch_to: Some(name.to_owned()),
            })
        };
        find("postgres")
            .or_else(|| find("nobody"))
            .expect("a user postgres or nobody, because the server cannot run as root")
    }

    /// The same command as this user, without this process's terminal and pipes: a server that keeps a pipe open would make
    /// the test runner wait for ever.
    fn command(&self, command: &Command) -> Command {
        let mut wrapped = match &self.switch_to {
            None => Command::new(command.get_program()),
            Some(_) => {
                let mut setpriv = Command::new("setpriv");
                setpriv
                    .arg(format!("--reuid={}", self.uid))
                    .arg(format!("--regid={}", self.gid))
                    .arg("--clear-groups")
                    .arg(command.get_program());
                setpriv
            }
        };
        wrapped.args(command.get_args()).current_dir("/").env("LC_ALL", "C");
        // Ctrl-C in the terminal is for the tests, not for the server that others share.
        wrapped.process_group(0);
        wrapped.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        wrapped
    }

    fn run(&self, command: &Command) {
        let program = command.get_program().display().to_string();
        let log = std::env::temp_dir().join(format!("portico-test-pg-{}.{}.out", self.uid, std::process::id()));
        let output = File::create(&log).expect("a file for the output");
        let status = self.command(command).stderr(output).status();
        let said = fs::read_to_string(&log).unwrap_or_default();
        fs::remove_file(&log).ok();
        match status {
            Ok(status) if status.success() => {}
            Ok(status) => panic!("{program} ended with {status}: {said}"),
            Err(error) => panic!("{program} (through setpriv when this is root) did not start: {error}"),
        }
    }
}

/// Where there is no /proc: a file that this process makes belongs to its user.
fn probe_own_file() -> std::io::Result<fs::Metadata> {
    let path = std::env::temp_dir().join(format!("portico-test-pg-probe-{}", std::process::id()));
    let metadata = File::create(&path)?.metadata();
    fs::remove_file(path)?;
    metadata
}

/// The folder with `initdb` and `pg_ctl`, the newest if there are several.
fn find_programs() -> Option<PathBuf> {
    let mut found: Vec<PathBuf> = ["/usr/lib/postgresql", "/usr/local/opt", "/opt/homebrew/opt", "/usr"]
        .iter()
        .filter_map(|root| fs::read_dir(root).ok())
        .flat_map(|entries| entries.flatten().map(|entry| entry.path().join("bin")))
        .filter(|bin| bin.join("initdb").exists() && bin.join("pg_ctl").exists())
        .collect();
    found.sort_by_key(|bin| version_in(bin));
    found.pop().or_else(|| {
        let output = Command::new("pg_config").arg("--bindir").output().ok()?;
        let bin = PathBuf::from(String::from_utf8(output.stdout).ok()?.trim());
        bin.join("initdb").exists().then_some(bin)
    })
}

/// The number in `/usr/lib/postgresql/15/bin` or `…/postgresql@17/bin`.
fn version_in(bin: &Path) -> u32 {
    let digits: String = bin.to_string_lossy().chars().filter(char::is_ascii_digit).collect();
    digits.parse().unwrap_or(0)
}

fn make_private(folder: &Path, account: &Account) {
    fs::DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(folder)
        .expect("a folder for the test server");
    let metadata = fs::metadata(folder).expect("a folder for the test server");
    if account.switch_to.is_some() {
        std::os::unix::fs::chown(folder, Some(account.uid), Some(account.gid)).expect("the folder's owner");
    } else {
        assert_eq!(
            metadata.uid(),
            account.uid,
            "{} belongs to somebody else",
            folder.display()
        );
    }
    fs::set_permissions(folder, fs::Permissions::from_mode(0o700)).expect("the folder's mode");
}

fn write_private(path: &Path, text: &str, account: &Account) {
    fs::remove_file(path).ok();
    let mut file = OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(path)
        .expect("a private file");
    std::io::Write::write_all(&mut file, text.as_bytes()).expect("a private file");
    if account.switch_to.is_some() {
        std::os::unix::fs::chown(path, Some(account.uid), Some(account.gid)).expect("the file's owner");
    }
}

fn lock_file(folder: &Path) -> File {
    let file = OpenOptions::new()
        .create(true)
        .append(true)
        .open(folder.join("lock"))
        .expect("the lock file");
    file.lock().expect("the lock");
    file
}

/// Puts the idle stop off.
fn touch(folder: &Path) {
    fs::write(folder.join("used"), "").ok();
}

fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0")
        .and_then(|listener| listener.local_addr())
        .expect("a free port")
        .port()
}

fn random_hex() -> String {
    let mut bytes = [0; 16];
    File::open("/dev/urandom")
        .and_then(|mut source| source.read_exact(&mut bytes))
        .expect("random bytes");
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
