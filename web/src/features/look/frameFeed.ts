import type { Frame } from './frame';

/** A frame to be shown: a quick one first, and the final one once nothing has changed for a while. */
export interface Wanted {
  /** What the frames are a plane of; a frame of another one is not shown meanwhile. */
  plane: string;
  first: (signal: AbortSignal) => Promise<Frame>;
  /** Left out where the first is final. */
  final?: (signal: AbortSignal) => Promise<Frame>;
}

export interface Shown {
  /** Of what the frame is a plane. */
  plane?: string;
  frame?: Frame;
  error?: unknown;
  /** Nothing of what is wanted is shown yet. */
  loading: boolean;
  /** The final frame is still to come. */
  settling: boolean;
}

/** How long nothing may have changed before the final frame is asked for. */
export const idle = 120;

/** So many frames are on their way at one time: one that is computed while the other one travels. */
const atOnce = 2;

/**
 * Shows the frame that is wanted, where what is wanted changes faster than frames come: those on their way are still shown when
 * they come, so that a slider that moves all the time shows something all the time, and what was wanted between is left out.
 */
export class FrameFeed {
  readonly #flying = new Map<number, AbortController>();
  #next: { wanted: Wanted; number: number } | undefined;
  #number = 0;
  #shownNumber = 0;
  #plane = '';
  #shown: Shown = { loading: true, settling: true };
  #final: AbortController | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly show: (shown: Shown) => void) {}

  want(wanted: Wanted): void {
    this.#stopFinal();
    if (wanted.plane !== this.#plane) {
      this.stop();
      this.#plane = wanted.plane;
      this.#shown = { loading: true, settling: true };
    }
    this.#next = { wanted, number: ++this.#number };
    this.#tell({ ...(this.#shown.frame && { frame: this.#shown.frame }), loading: true, settling: true });
    this.#pump();
  }

  /** Gives up everything that is on its way. */
  stop(): void {
    this.#stopFinal();
    this.#next = undefined;
    this.#flying.forEach((giveUp) => giveUp.abort());
    this.#flying.clear();
  }

  #pump(): void {
    if (!this.#next || this.#flying.size >= atOnce) {
      return;
    }
    const { wanted, number } = this.#next;
    this.#next = undefined;
    const giveUp = new AbortController();
    this.#flying.set(number, giveUp);
    wanted
      .first(giveUp.signal)
      .then((frame) => this.#arrived(wanted, number, frame, giveUp.signal))
      .catch((error: unknown) => {
        if (!giveUp.signal.aborted && number === this.#number) {
          this.#tell({ ...this.#shown, error, loading: false, settling: false });
        }
      })
      .finally(() => {
        this.#flying.delete(number);
        this.#pump();
      });
  }

  #arrived(wanted: Wanted, number: number, frame: Frame, signal: AbortSignal): void {
    if (signal.aborted || number < this.#shownNumber) {
      return;
    }
    this.#shownNumber = number;
    for (const [older, giveUp] of this.#flying) {
      if (older < number) {
        giveUp.abort();
      }
    }
    const isLatest = number === this.#number;
    const { final } = wanted;
    this.#tell({ frame, loading: !isLatest, settling: !isLatest || final !== undefined });
    if (isLatest && final) {
      this.#timer = setTimeout(() => this.#finish(final), idle);
    }
  }

  #finish(final: (signal: AbortSignal) => Promise<Frame>): void {
    const giveUp = new AbortController();
    this.#final = giveUp;
    final(giveUp.signal).then(
      (frame) => !giveUp.signal.aborted && this.#tell({ frame, loading: false, settling: false }),
      (error: unknown) => !giveUp.signal.aborted && this.#tell({ ...this.#shown, error, settling: false }),
    );
  }

  #stopFinal(): void {
    clearTimeout(this.#timer);
    this.#final?.abort();
    this.#final = undefined;
  }

  #tell(shown: Shown): void {
    this.#shown = { ...shown, plane: this.#plane };
    this.show(this.#shown);
  }
}
