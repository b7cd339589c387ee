import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Etalon } from './etalon';

/** Starts a server with the sample data of ./run; what is given back stops it and takes its data away. */
export default async function startServer(): Promise<() => Promise<void>> {
  // A server that runs already, where somebody mends tests one by one.
  if (process.env.ETALON_E2E_HOME) {
    return () => Promise.resolve();
  }
  const etalon = new Etalon(mkdtempSync(join(tmpdir(), 'etalon-e2e-')));
  process.env.ETALON_E2E_HOME = etalon.home;
  const stop = async () => {
    await etalon.command('down');
    rmSync(etalon.home, { recursive: true, force: true });
  };
  try {
    await etalon.command('up');
    await etalon.command('demo', '--once');
    await etalon.command('demo', '--once', '--demo', 'tomography');
  } catch (error) {
    await stop().catch(() => undefined);
    throw error;
  }
  return stop;
}
