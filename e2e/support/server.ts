import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { closeSync, mkdirSync, openSync, readFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));
const postgres = join(root, "backend/dev/postgres.sh");
const homeroom = join(root, process.env.CARGO_TARGET_DIR ?? "target", "debug/homeroom");
const log = join(root, "e2e/test-results/server.log");

/** Signs in with the password below; made once, by the command line, as on a real installation. */
export const OPERATOR = { email: "operator@homeroom.example", password: "seven quiet lanterns" };

/**
 * The real thing for all journeys: a new Postgres in memory, the demo school in it, the server on a
 * free port. `HOMEROOM_URL` names a server that runs already (`make run`), for work on one journey.
 */
export default async function start(): Promise<() => Promise<void>> {
  if (process.env.HOMEROOM_URL) return async () => {};

  const data = run(postgres, ["scratch", String(process.pid)]).trim();
  run(postgres, ["start", data, "--throwaway"]);
  try {
    const url = `http://127.0.0.1:${await freePort()}`;
    const env = {
      ...process.env,
      DATABASE_URL: run(postgres, ["url", data, "homeroom"]).trim(),
      HOMEROOM_ENV: "development",
      HOMEROOM_LISTEN: new URL(url).host,
      HOMEROOM_PUBLIC_URL: url,
    };
    run(homeroom, ["migrate"], env);
    run(homeroom, ["demo"], env);
    run(homeroom, ["operator", "create", "--email", OPERATOR.email, "--name", "Olive Operator"], {
      ...env,
      HOMEROOM_OPERATOR_PASSWORD: OPERATOR.password,
    });
    const server = serve(env);
    await ready(url, server);
    process.env.HOMEROOM_URL = url; // handed to the workers
    return async () => {
      await stop(server);
      run(postgres, ["stop", data]);
    };
  } catch (error) {
    run(postgres, ["stop", data]);
    throw error;
  }
}

function run(program: string, args: string[], env: NodeJS.ProcessEnv = process.env): string {
  return execFileSync(program, args, { cwd: root, env, encoding: "utf8" });
}

function serve(env: NodeJS.ProcessEnv): ChildProcess {
  mkdirSync(join(root, "e2e/test-results"), { recursive: true });
  const file = openSync(log, "w");
  const server = spawn(homeroom, ["serve"], { cwd: root, env, stdio: ["ignore", file, file] });
  closeSync(file);
  return server;
}

async function ready(url: string, server: ChildProcess): Promise<void> {
  for (const end = Date.now() + 20_000; Date.now() < end; ) {
    if (server.exitCode !== null) break;
    const answer = await fetch(`${url}/readyz`).catch(() => undefined);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  await stop(server);
  throw new Error(`the server did not become ready:\n${readFileSync(log, "utf8").slice(-2000)}`);
}

async function stop(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const gone = new Promise((resolve) => server.once("exit", resolve));
  server.kill("SIGTERM");
  const patience = setTimeout(() => server.kill("SIGKILL"), 10_000);
  await gone;
  clearTimeout(patience);
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}
