import { Problem } from '../../api/problem';
import type { ImportOptions, UploadView } from '../../api/types';
import { digestOf, readPart } from './readPart';
import { beginUpload, getUpload, importUpload, sendPart, type Source } from './requests';

const kibi = 1024;
const mebi = 1024 * kibi;

/** Bytes of a part: the first, and the bounds of those that follow. */
const partSize = { first: mebi, least: 256 * kibi, most: 16 * mebi };
/** A part is to take so long: short enough that a cut costs little and no proxy ends it, long enough that round trips do not count. */
const partMs = 2000;
/** A part that takes longer is given up; of the smallest parts more is borne, since a very slow line has nothing better. */
const limitMs = { usual: 60_000, most: 600_000 };
const pauseMs = { first: 500, longest: 30_000, longestAway: 10_000 };
/** How long no byte gets through before that is a failure: where the server refuses, and where it is away or at work, which may be over a weekend. */
const patienceMs = { refused: 10 * 60_000, away: 72 * 3_600_000 };

export interface Pause {
  problem: Problem;
  /** When it is tried again, in milliseconds since 1970. */
  until: number;
}

/** What changed: the server's view, the speed, or that it waits. */
export interface News {
  view?: UploadView;
  bytesPerSecond?: number;
  pause?: Pause | undefined;
}

/** Time as the sender takes it; tests turn it themselves. */
export interface Clock {
  /** Milliseconds since 1970. */
  now: () => number;
  rest: (ms: number) => Promise<void>;
  /** Ends what takes longer. */
  limit: (ms: number) => AbortSignal;
}

const realClock: Clock = { now: () => Date.now(), rest: (ms) => new Promise((resolve) => setTimeout(resolve, ms)), limit: (ms) => AbortSignal.timeout(ms) };

const passingCodes = new Set(['database-away', 'digest-mismatch', 'wrong-offset', 'upload-busy', 'storage-full']);
/** Uploads make room for others when their imports are done. */
const waitsForOthers = ({ code }: Problem) => code === 'too-many-uploads';
const isAway = ({ status }: Problem) => status === 0 || (status >= 502 && status <= 504);

/** Whether the same may well succeed later. */
function passes(problem: Problem): boolean {
  return isAway(problem) || passingCodes.has(problem.code) || problem.status === 429;
}

/**
 * Sends the bytes of one upload in parts, and has it imported. Whatever passes is waited for, in pauses that grow and are random;
 * after each the server is asked how much it has. What does not pass is thrown.
 */
export class Sender {
  #size = partSize.first;
  #limit = limitMs.usual;
  #rate: number | undefined;
  #faults = 0;
  #calm: number;
  #wake: (() => void) | undefined;

  constructor(
    private readonly tell: (news: News) => void,
    private readonly signal: AbortSignal,
    private readonly clock: Clock = realClock,
  ) {
    this.#calm = clock.now();
  }

  /** Ends the present pause, if there is one. */
  hurry(): void {
    this.#wake?.();
  }

  /** Begins the upload or carries it on, until the server has all bytes. */
  async send(name: string, sources: Source[]): Promise<UploadView> {
    let view = await this.#persist(() => beginUpload(name, sources, this.signal));
    this.#got(view);
    let known = true;
    while (view.received < view.bytes) {
      try {
        if (!known) {
          const before = view.received;
          view = await getUpload(view.id, this.signal);
          known = true;
          // The part had arrived, only its answer had not.
          if (view.received > before) {
            this.#got(view);
            continue;
          }
        }
        view = await this.#part(view, sources);
        this.#got(view);
      } catch (error) {
        known = false;
        await this.#pause(error);
      }
    }
    return view;
  }

  /** Has an upload imported whose bytes are all there; the run's id. */
  async bringIn(view: Pick<UploadView, 'id' | 'run'>, options: ImportOptions): Promise<string> {
    let asked = false;
    return this.#persist(async () => {
      if (asked) {
        // The order may have arrived, though its answer was lost.
        const now = await getUpload(view.id, this.signal);
        if (now.run !== null && now.run !== view.run) {
          return now.run;
        }
      }
      asked = true;
      try {
        return (await importUpload(view.id, options, this.signal)).run ?? '';
      } catch (error) {
        // Another window was quicker.
        const run = error instanceof Problem && error.code === 'upload-in-use' ? (await getUpload(view.id, this.signal)).run : null;
        if (run === null) {
          throw error;
        }
        return run;
      }
    });
  }

  async #part(view: UploadView, sources: Source[]): Promise<UploadView> {
    const began = this.clock.now();
    const part = await readPart(sources, view.received, Math.min(this.#size, view.mostAtOnce, view.bytes - view.received));
    const digest = await digestOf(part);
    const after = await this.#within((signal) => sendPart(view.id, view.received, part, digest, signal));
    const took = Math.max(1, this.clock.now() - began);
    const fits = (part.length / took) * partMs;
    this.#size = Math.round(Math.max(partSize.least, Math.min(fits, 2 * this.#size, partSize.most)));
    this.#limit = Math.max(limitMs.usual, 3 * took);
    const rate = (part.length / took) * 1000;
    this.#rate = this.#rate === undefined ? rate : 0.6 * this.#rate + 0.4 * rate;
    return after;
  }

  #got(view: UploadView): void {
    this.#faults = 0;
    this.#calm = this.clock.now();
    this.tell({ view, pause: undefined, ...(this.#rate === undefined ? {} : { bytesPerSecond: this.#rate }) });
  }

  /** Gives a request up that takes too long. */
  async #within<T>(ask: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const late = this.clock.limit(this.#limit);
    try {
      return await ask(AbortSignal.any([this.signal, late]));
    } catch (error) {
      if (!late.aborted || this.signal.aborted) {
        throw error;
      }
      if (this.#size === partSize.least) {
        this.#limit = Math.min(limitMs.most, 2 * this.#limit);
      }
      throw new Problem(0, 'no-answer', 'The server did not take a part in time.', 'It is tried with less at once.');
    }
  }

  async #persist<T>(ask: () => Promise<T>): Promise<T> {
    for (;;) {
      try {
        return await ask();
      } catch (error) {
        await this.#pause(error);
      }
    }
  }

  /** Waits after what passes; throws everything else. */
  async #pause(error: unknown): Promise<void> {
    if (!(error instanceof Problem) || !passes(error)) {
      throw error;
    }
    const away = isAway(error);
    if (this.clock.now() - this.#calm > (away || waitsForOthers(error) ? patienceMs.away : patienceMs.refused)) {
      throw error;
    }
    if (away) {
      this.#size = Math.max(partSize.least, Math.round(this.#size / 2));
    }
    this.#faults++;
    // Only the place was wrong: the server says the right one, which takes no waiting.
    if (error.code === 'wrong-offset' && this.#faults === 1) {
      return;
    }
    const longest = away ? pauseMs.longestAway : pauseMs.longest;
    const growing = Math.min(longest, pauseMs.first * 2 ** (this.#faults - 1)) * (0.5 + Math.random());
    const wait = Math.max(growing, 1000 * (error.retryAfter ?? 0));
    this.tell({ pause: { problem: error, until: this.clock.now() + wait } });
    await this.#rest(wait);
  }

  /** Waits, but not beyond the end of all of it, nor when somebody hurries. */
  async #rest(ms: number): Promise<void> {
    const { signal } = this;
    signal.throwIfAborted();
    let leave: () => void = () => undefined;
    const over = new Promise<void>((resolve) => {
      leave = resolve;
    });
    this.#wake = leave;
    signal.addEventListener('abort', leave);
    await Promise.race([over, this.clock.rest(ms)]);
    signal.removeEventListener('abort', leave);
    this.#wake = undefined;
    signal.throwIfAborted();
  }
}
