// Fails where the entry's JavaScript, with all it loads at once, is larger than 200 kB gzip.
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

const limit = 200_000;
const manifest = JSON.parse(readFileSync('dist/.vite/manifest.json', 'utf8'));
const seen = new Set();
const collect = (key) => {
  if (!seen.has(key)) {
    seen.add(key);
    (manifest[key].imports ?? []).forEach(collect);
  }
};
collect('index.html');
const bytes = [...seen].reduce((sum, key) => sum + gzipSync(readFileSync(`dist/${manifest[key].file}`)).length, 0);
process.stdout.write(`entry: ${(bytes / 1000).toFixed(1)} kB gzip of ${limit / 1000}\n`);
process.exitCode = bytes > limit ? 1 : 0;
