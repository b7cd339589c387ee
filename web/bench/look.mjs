// Measures how soon the viewer shows what is asked for, in Chromium against a running server, and prints the figures as JSON.
//
//   node web/bench/look.mjs --signin URL --cube DATASET/CUBE [--frames 24] [--following 40] [--seconds 4] [--planes 8] [--profile]
//
// URL is what `etalon signin-link` prints; the cube has frames of two axes along a first one. Frames are asked for through the page's
// own controls; a frame counts from there to the picture of the screen after it was drawn (marks 'etalon:painted').
import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { chromium } from '@playwright/test';

const { values: options } = parseArgs({
  options: {
    signin: { type: 'string' }, cube: { type: 'string' }, frames: { type: 'string', default: '24' }, following: { type: 'string', default: '40' },
    seconds: { type: 'string', default: '4' }, planes: { type: 'string', default: '8' }, profile: { type: 'boolean', default: false },
  },
});
const executablePath = process.env.ETALON_CHROMIUM ?? '/usr/bin/chromium';
if (!options.signin || !options.cube) {
  process.stderr.write('look: --signin URL and --cube DATASET/CUBE are needed\n');
  process.exit(64);
}
if (!existsSync(executablePath)) {
  process.stderr.write(`look: there is no Chromium at ${executablePath}; it is the package 'chromium', or ETALON_CHROMIUM says where it is\n`);
  process.exit(69);
}

/** Runs in the page: asks for what is wanted and tells how long it took until it was on the screen. */
function prepare() {
  const painted = [];
  let told = () => undefined;
  new PerformanceObserver((list) => {
    for (const mark of list.getEntries()) {
      if (mark.name === 'etalon:painted') {
        painted.push({ place: mark.detail.place ?? '', at: mark.startTime, rows: mark.detail.step });
        told();
      }
    }
  }).observe({ type: 'mark' });
  // React listens to what the browser sets, not to what a script sets.
  const put = (element, value) => {
    Object.getOwnPropertyDescriptor(Object.getPrototypeOf(element), 'value').set.call(element, value);
    element.dispatchEvent(new Event(element.tagName === 'SELECT' ? 'change' : 'input', { bubbles: true }));
  };
  const field = (label) => document.querySelector(`[aria-label="${label}"]`);
  const select = (label) => [...document.querySelectorAll('label')].find((one) => one.textContent === label).parentElement.querySelector('select');
  const onScreen = () => new Promise((resolve) => requestAnimationFrame(() => { const { port1, port2 } = new MessageChannel(); port1.onmessage = () => resolve(performance.now()); port2.postMessage(0); }));
  const until = async (isIt) => {
    const end = performance.now() + 20_000;
    while (!isIt()) {
      if (performance.now() > end) {
        throw new Error('Nothing was painted for 20 s.');
      }
      await new Promise((resolve) => { told = resolve; setTimeout(resolve, 100); });
    }
  };
  window.bench = {
    /** Milliseconds from setting an axis (or doing anything) to the screen showing the place. */
    async reach(act, place) {
      painted.length = 0;
      const from = performance.now();
      act();
      await until(() => painted.some((one) => one.place.includes(place)));
      const drawn = painted.find((one) => one.place.includes(place)).at;
      return { drawn: drawn - from, shown: (await onScreen()) - from };
    },
    index: (axis, index) => window.bench.reach(() => put(field(`Index along ${axis}`), String(index)), `${axis}=${index}`),
    key: (key, place) => window.bench.reach(() => document.body.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true })), place),
    down: (axis, place) => window.bench.reach(() => put(select('Down (y)'), axis), place),
    /** Moves the slider at every picture of the screen for so long; how many different frames were shown. */
    async scrub(axis, from, by, milliseconds) {
      painted.length = 0;
      const begin = performance.now();
      let index = from;
      while (performance.now() - begin < milliseconds) {
        await new Promise(requestAnimationFrame);
        index += by;
        put(field(`Index along ${axis}`), String(index));
      }
      return { frames: new Set(painted.map((one) => one.place)).size, asked: (index - from) / by, seconds: (performance.now() - begin) / 1000 };
    },
    pause: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
  };
}

const part = (sorted, of) => sorted[Math.min(sorted.length - 1, Math.ceil(of * sorted.length) - 1)];
/** Percentiles in milliseconds; of the marks alone beside those of the screen. */
function figures(times) {
  const sorted = (key) => times.map((time) => time[key]).sort((one, other) => one - other);
  const told = (values) => Object.fromEntries([['p50', 0.5], ['p95', 0.95], ['max', 1]].map(([name, of]) => [name, Math.round(10 * part(values, of)) / 10]));
  return { count: times.length, ...told(sorted('shown')), drawn: told(sorted('drawn')) };
}

/** Does something, and tells on the error stream which functions of the page had the processor meanwhile. */
async function profiled(page, act) {
  const session = await page.context().newCDPSession(page);
  await session.send('Profiler.enable');
  await session.send('Profiler.start');
  const result = await act();
  const { profile } = await session.send('Profiler.stop');
  const names = new Map(profile.nodes.map(({ id, callFrame }) => [id, `${callFrame.functionName || '(anonymous)'} ${callFrame.url.split('/').at(-1)}:${callFrame.lineNumber}:${callFrame.columnNumber}`]));
  const times = new Map();
  profile.samples.forEach((id, at) => times.set(names.get(id), (times.get(names.get(id)) ?? 0) + profile.timeDeltas[at] / 1000));
  [...times].sort((one, other) => other[1] - one[1]).slice(0, 40).forEach(([name, time]) => process.stderr.write(`${time.toFixed(0).padStart(7)} ms  ${name}\n`));
  return result;
}

const browser = await chromium.launch({
  executablePath,
  args: ['--no-sandbox', '--disable-gpu', '--use-angle=swiftshader', '--enable-unsafe-swiftshader', '--ignore-gpu-blocklist'],
});
try {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  const faults = [];
  page.on('pageerror', (error) => faults.push(error.message));
  await page.goto(options.signin);
  await page.getByRole('heading', { name: /^Hello/ }).waitFor();
  const { axes, name } = await page.evaluate(async (cube) => (await (await fetch(`/api/cube/?cube=${cube}`)).json()).cube, options.cube);
  const [z, y, x] = axes;
  const origin = new URL(options.signin).origin;
  await page.addInitScript(prepare);
  await page.goto(`${origin}/look?p=${options.cube}|@${z.name}:0`);
  await page.waitForFunction(() => performance.getEntriesByName('etalon:painted').length > 0);
  const fresh = await page.evaluate(() => performance.getEntriesByName('etalon:painted')[0].startTime);
  await page.waitForTimeout(800);

  // Far apart and in no order, so that nothing of one helps the next one.
  const count = Number(options.frames);
  const places = Array.from({ length: count }, (_, at) => 1 + (((at * 7919) % count) * (z.length - 2)) / count).map(Math.floor);
  const cold = [];
  for (const place of places) {
    cold.push(await page.evaluate(([axis, index]) => window.bench.index(axis, index), [z.name, place]));
    await page.waitForTimeout(400);
  }

  const start = Math.floor(z.length * 0.37) + 3;
  await page.evaluate(([axis, index]) => window.bench.index(axis, index), [z.name, start]);
  await page.waitForTimeout(400);
  const following = [];
  // What the keyboard does when a key is held.
  for (let by = 1; by <= Number(options.following); by++) {
    following.push(await page.evaluate(([key, place]) => window.bench.key(key, place), ['ArrowRight', `${z.name}=${start + by}`]));
  }
  await page.waitForTimeout(500);

  const scrubbing = () => page.evaluate(([axis, from, by, time]) => window.bench.scrub(axis, from, by, time), [z.name, Math.floor(z.length * 0.6), 1, 1000 * Number(options.seconds)]);
  const scrub = options.profile ? await profiled(page, scrubbing) : await scrubbing();
  await page.waitForTimeout(800);

  const planes = [await page.evaluate(([axis, place]) => window.bench.down(axis, place), [z.name, `|${x.name}|${z.name}|`])];
  for (let at = 1; at < Number(options.planes); at++) {
    await page.waitForTimeout(600);
    planes.push(await page.evaluate(([axis, index]) => window.bench.index(axis, index), [y.name, Math.floor(((at * 5) % Number(options.planes)) * (y.length / Number(options.planes))) + 11]));
  }
  process.stdout.write(`${JSON.stringify({
    browser: browser.version(), cube: name, shape: axes.map((axis) => axis.length), viewport: [1280, 800], faults,
    fresh: Math.round(fresh), cold: figures(cold), following: figures(following), planes: figures(planes),
    scrub: { ...scrub, perSecond: Math.round((10 * scrub.frames) / scrub.seconds) / 10 },
  })}\n`);
} finally {
  await browser.close();
}
