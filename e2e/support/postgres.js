// A private PostgreSQL for this run: made in a temporary folder, as an unprivileged user, without durability, thrown away
// at the end. It listens on a Unix socket only.
import { execFileSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { appendFileSync, chownSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const MISSING = "PostgreSQL was not found. Install its server programs: `apt install postgresql`. The server need not be started.";

function programs() {
  const root = "/usr/lib/postgresql";
  const versions = existsSync(root) ? readdirSync(root) : [];
  const folders = versions.sort((a, b) => Number(b) - Number(a)).map((version) => join(root, version, "bin"));
  const found = folders.find((folder) => existsSync(join(folder, "initdb")));
  if (!found) throw new Error(MISSING);
  return found;
}

/** PostgreSQL refuses to be root. */
function account() {
  if (process.getuid() !== 0) return null;
  const lines = readFileSync("/etc/passwd", "utf8").split("\n").map((line) => line.split(":"));
  const line = lines.find(([name]) => name === "postgres") ?? lines.find(([name]) => name === "nobody");
  if (!line) throw new Error("There is no user postgres or nobody, and the database server cannot run as root.");
  return { uid: Number(line[2]), gid: Number(line[3]) };
}

function run(program, args) {
  const as = account();
  const [file, ...before] = as ? ["setpriv", `--reuid=${as.uid}`, `--regid=${as.gid}`, "--clear-groups", program] : [program];
  execFileSync(file, [...before, ...args], { stdio: ["ignore", "ignore", "inherit"], cwd: "/", env: { ...process.env, LC_ALL: "C" } });
}

/** Starts the server before the tests; what it returns stops it after them. */
export default function start(config) {
  const chosen = process.argv.join(" ");
  const wanted = config.projects.some(({ name }) => name === "postgres") && !/--project[= ]sqlite/.test(chosen);
  if (!wanted) return undefined;
  const bin = programs();
  const folder = mkdtempSync(join(tmpdir(), "portico-e2e-pg-"));
  const as = account();
  if (as) chownSync(folder, as.uid, as.gid);
  const data = join(folder, "data");
  run(join(bin, "initdb"), ["--pgdata", data, "--username=postgres", "--encoding=UTF8", "--locale=C", "--auth=trust", "--no-sync"]);
  const settings = { listen_addresses: "''", unix_socket_directories: `'${folder}'`, fsync: "off", full_page_writes: "off" };
  appendFileSync(join(data, "postgresql.conf"), Object.entries(settings).map(([key, value]) => `${key} = ${value}\n`).join(""));
  const control = ["--pgdata", data, "--silent", "--wait"];
  run(join(bin, "pg_ctl"), [...control, `--log=${join(folder, "log")}`, "start"]);
  process.env.PORTICO_E2E_POSTGRES = folder;
  return () => {
    run(join(bin, "pg_ctl"), [...control, "--mode=immediate", "stop"]);
    rmSync(folder, { recursive: true, force: true });
  };
}

/** The URL of a new empty database. */
export function freshDatabase() {
  const folder = process.env.PORTICO_E2E_POSTGRES;
  if (!folder) throw new Error("The database server of the tests was not started.");
  const name = `e2e_${randomBytes(6).toString("hex")}`;
  run(join(programs(), "createdb"), ["--host", folder, "--username=postgres", "--template=template0", name]);
  return `postgres://postgres@/${name}?host=${encodeURIComponent(folder)}`;
}
