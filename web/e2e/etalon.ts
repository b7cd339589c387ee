import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');

/** Where this checkout's command line is built, unless ./test says otherwise. */
const commandLine = process.env.ETALON_CLI_DLL ?? join(root, 'artifacts/bin/Etalon.Cli/release/etalon.dll');

/** One server with its own home. */
export class Etalon {
  constructor(readonly home: string) {}

  /** Runs a command of the command line; what it prints comes back. */
  async command(...words: string[]): Promise<string> {
    const { stdout } = await run('dotnet', [commandLine, ...words], {
      env: {
        ...process.env,
        ETALON_HOME: this.home,
        ETALON_OPHIDIA_PORT: '0',
        ETALON_WEB: join(root, 'web/dist'),
        ETALON_SERVER_DLL: process.env.ETALON_SERVER_DLL ?? join(root, 'artifacts/bin/Etalon.Server/release/etalon-server.dll'),
        ETALON_WORKER_DLL: process.env.ETALON_WORKER_DLL ?? join(root, 'artifacts/bin/Etalon.Worker/release/etalon-worker.dll'),
      },
      timeout: 120_000,
    });
    return stdout;
  }

  get url(): string {
    return (JSON.parse(readFileSync(join(this.home, 'server.json'), 'utf8')) as { url: string }).url;
  }

  /** The path of a link that signs in once. */
  async signInPath(): Promise<string> {
    const { url } = JSON.parse(await this.command('signin-link', '-o', 'json')) as { url: string };
    return url.slice(new URL(url).origin.length);
  }

  /** The newest dataset of a name. */
  async dataset(name: string): Promise<string> {
    const token = readFileSync(join(this.home, 'token'), 'utf8').trim();
    const response = await fetch(`${this.url}/api/datasets?limit=100`, { headers: { Authorization: `Bearer ${token}` } });
    const { items } = (await response.json()) as { items: { id: string; name: string }[] };
    const found = items.find((item) => item.name === name);
    if (!found) {
      throw new Error(`There is no dataset '${name}'.`);
    }
    return found.id;
  }
}
