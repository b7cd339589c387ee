import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');

/** Where this checkout's command line is built, unless ./test says otherwise. */
const commandLine = process.env.ETALON_CLI_DLL ?? join(root, 'artifacts/bin/Etalon.Cli/release/etalon.dll');

/** What a browser keeps of somebody who is signed in. */
export interface SignedIn {
  cookies: { name: string; value: string; domain: string; path: string; expires: number; httpOnly: boolean; secure: boolean; sameSite: 'Lax' }[];
  origins: [];
}

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

  /** Asks the server as whoever started it, an administrator. */
  async ask<Answer>(path: string, method = 'GET', body?: unknown): Promise<Answer> {
    const token = readFileSync(join(this.home, 'token'), 'utf8').trim();
    const response = await fetch(this.url + path, {
      method,
      headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) {
      throw new Error(`${method} ${path}: ${response.status} ${text}`);
    }
    return (text ? JSON.parse(text) : undefined) as Answer;
  }

  /** The path of a link that signs somebody in once. */
  async signInPath(name?: string): Promise<string> {
    const { code } = await this.ask<{ code: string }>('/api/session/links', 'POST', name ? { name } : {});
    return `/signin#${code}`;
  }

  /** Who started the server, signed in as a browser keeps it. */
  async signedIn(): Promise<SignedIn> {
    const code = (await this.signInPath()).split('#')[1];
    const response = await fetch(`${this.url}/api/session/link`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ code }) });
    const [name = '', value = ''] = (response.headers.get('set-cookie') ?? '').split(';')[0]?.split('=') ?? [];
    const { hostname } = new URL(this.url);
    return { cookies: [{ name, value, domain: hostname, path: '/', expires: -1, httpOnly: true, secure: false, sameSite: 'Lax' }], origins: [] };
  }

  /** Makes somebody known, unless that was done before. */
  async person(name: string, fullName: string): Promise<void> {
    const all = await this.ask<{ name: string }[]>('/api/users');
    if (!all.some((one) => one.name === name)) {
      await this.ask('/api/users', 'POST', { name, fullName });
    }
  }

  /** Makes a proposal with whoever started the server and others in it, unless that was done before; its datasets are given again. */
  async proposal(number: string, title: string, others: string[], datasets: string[]): Promise<void> {
    const find = async () => (await this.ask<{ id: string; number: string }[]>('/api/proposals')).find((one) => one.number === number);
    if (!(await find())) {
      await this.ask('/api/proposals', 'POST', { number, title });
    }
    const id = (await find())?.id ?? '';
    const { name } = await this.ask<{ name: string }>('/api/users/self');
    for (const member of [name, ...others]) {
      await this.ask(`/api/proposals/${id}/members`, 'POST', { name: member });
    }
    await this.ask(`/api/proposals/${id}/datasets`, 'POST', datasets);
  }

  /** The newest dataset of a name. */
  async dataset(name: string): Promise<string> {
    const { items } = await this.ask<{ items: { id: string; name: string }[] }>('/api/datasets?limit=100');
    const found = items.find((item) => item.name === name);
    if (!found) {
      throw new Error(`There is no dataset '${name}'.`);
    }
    return found.id;
  }
}
