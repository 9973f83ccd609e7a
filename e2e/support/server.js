// The real program in a folder of its own.
import { execFileSync, spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { freshDatabase } from "./postgres.js";

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

function binary() {
  const target = process.env.CARGO_TARGET_DIR ?? join(root, "target");
  const places = [process.env.PORTICO_BIN, join(target, "release/portico"), join(target, "debug/portico")];
  const found = places.find((place) => place && existsSync(place));
  if (!found) throw new Error("There is no portico to test: run `cargo build --release` first, or set PORTICO_BIN.");
  return found;
}

/** An installation: a folder, a database, the command line, and the server while it runs. */
export class Installation {
  constructor(database) {
    this.folder = mkdtempSync(join(tmpdir(), "portico-e2e-"));
    const url = database === "postgres" ? freshDatabase() : `sqlite:${join(this.folder, "portico.db")}`;
    this.env = { PATH: process.env.PATH, PORTICO_DATABASE_URL: url, PORTICO_LISTEN: "127.0.0.1:0", PORTICO_DATA_DIR: this.folder };
  }

  /** Runs a command of the command line while the server is stopped, and returns what it prints. */
  run(args, input = "") {
    return execFileSync(binary(), args, { cwd: this.folder, env: this.env, input, encoding: "utf8" });
  }

  /** Starts the server; afterwards `url` is its address and `setUpLink` the link of an empty database. */
  async start() {
    this.process = spawn(binary(), ["serve"], { cwd: this.folder, env: this.env, stdio: ["ignore", "pipe", "pipe"] });
    this.log = "";
    await new Promise((done, failed) => {
      const late = setTimeout(() => failed(new Error(`portico did not start:\n${this.log}`)), 30_000);
      this.process.once("exit", (code) => failed(new Error(`portico ended with ${code}:\n${this.log}`)));
      const read = (chunk) => {
        this.log += chunk;
        this.setUpLink ??= this.log.match(/http:\/\/\S+\/setup\?token=[^\s"]+/)?.[0];
        this.url ??= this.log.match(/http:\/\/127\.0\.0\.1:[1-9]\d*/)?.[0];
        if (this.url) clearTimeout(late), setTimeout(done, 100);
      };
      this.process.stdout.on("data", read);
      this.process.stderr.on("data", read);
    });
    return this;
  }

  /** Stops the server and removes everything. */
  async remove() {
    if (this.process && this.process.exitCode === null) {
      const ended = new Promise((done) => this.process.once("exit", done));
      this.process.kill("SIGKILL");
      await ended;
    }
    rmSync(this.folder, { recursive: true, force: true });
  }
}
