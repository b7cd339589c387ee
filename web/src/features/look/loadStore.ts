interface Load<T> {
  promise: Promise<T>;
  giveUp: AbortController;
  waiting: number;
}

/**
 * Loads things by name: one load for all who wait for the same, given up when nobody waits any more. What was loaded or asked
 * for last is kept, up to a number of bytes.
 */
export class LoadStore<T> {
  readonly #kept = new Map<string, T>();
  readonly #loading = new Map<string, Load<T>>();
  #bytes = 0;

  constructor(
    private readonly mostBytes: number,
    private readonly bytesOf: (loaded: T) => number,
    /** Whether the same will come when it is asked for again; else it is not kept. */
    private readonly isLasting: (loaded: T) => boolean = () => true,
  ) {}

  get bytes(): number {
    return this.#bytes;
  }

  find(key: string): T | undefined {
    const found = this.#kept.get(key);
    if (found !== undefined) {
      this.#kept.delete(key);
      this.#kept.set(key, found);
    }
    return found;
  }

  load(key: string, fetch: (signal: AbortSignal) => Promise<T>, signal: AbortSignal): Promise<T> {
    const known = this.find(key);
    if (known !== undefined) {
      return Promise.resolve(known);
    }
    if (signal.aborted) {
      return Promise.reject(givenUp());
    }
    const load = this.#loading.get(key) ?? this.#start(key, fetch);
    load.waiting++;
    return new Promise((resolve, reject) => {
      const leave = () => {
        reject(givenUp());
        if (--load.waiting === 0 && this.#loading.get(key) === load) {
          this.#loading.delete(key);
          load.giveUp.abort();
        }
      };
      signal.addEventListener('abort', leave, { once: true });
      void load.promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', leave));
    });
  }

  #start(key: string, fetch: (signal: AbortSignal) => Promise<T>): Load<T> {
    const giveUp = new AbortController();
    const load: Load<T> = { giveUp, waiting: 0, promise: fetch(giveUp.signal) };
    this.#loading.set(key, load);
    const forget = () => {
      if (this.#loading.get(key) === load) {
        this.#loading.delete(key);
      }
    };
    load.promise.then((loaded) => {
      forget();
      if (this.isLasting(loaded)) {
        this.#keep(key, loaded);
      }
    }, forget);
    return load;
  }

  #keep(key: string, loaded: T): void {
    this.#kept.set(key, loaded);
    this.#bytes += this.bytesOf(loaded);
    for (const [old, value] of this.#kept) {
      if (this.#bytes <= this.mostBytes || this.#kept.size === 1) {
        break;
      }
      this.#kept.delete(old);
      this.#bytes -= this.bytesOf(value);
    }
  }
}

function givenUp(): DOMException {
  return new DOMException('Nobody waits for this any more.', 'AbortError');
}
