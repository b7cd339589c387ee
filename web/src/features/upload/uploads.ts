import { useSyncExternalStore } from 'react';
import { credentials } from '../../api/credentials';
import { sending } from '../../api/sending';
import type { ImportOptions, UploadView } from '../../api/types';
import { bytesOf, type Chosen } from './chosen';
import { deleteUpload, type Source } from './requests';
import { Sender, type News, type Pause } from './sender';

/**
 * - `waiting` for its turn, `sending`, `stopped` by whoever sends it, `failed` with a problem;
 * - `unfinished` is known to the server only: its files must be chosen again; `sent`: all bytes are there, no import was ordered yet;
 * - `importing`: a run was ordered, which says the rest itself.
 */
export type UploadState = 'waiting' | 'sending' | 'stopped' | 'failed' | 'unfinished' | 'sent' | 'importing';

export interface Upload {
  key: string;
  /** Who was chosen earlier is sent earlier. */
  turn: number;
  name: string;
  files: number;
  bytes: number;
  received: number;
  state: UploadState;
  options: ImportOptions;
  /** The files on this machine; undefined where this window does not know them. */
  sources?: Source[] | undefined;
  /** The server's id, once it knows the upload. */
  id?: string | undefined;
  run?: string | null | undefined;
  /** The files were chosen again for this upload: another one must not come of it. */
  carriesOn?: boolean | undefined;
  bytesPerSecond?: number | undefined;
  pause?: Pause | undefined;
  problem?: unknown;
}

export const plainOptions: ImportOptions = { name: '', cubes: [], codec: 'none' };

const listeners = new Set<() => void>();
/** Of these the server may still tell for a moment. */
const gone = new Set<string>();
/** Runs whose end was said. */
const told = new Set<string>();
let all: Upload[] = [];
let announcement = '';
let count = 0;
let owner = '';
let active: { key: string; sender: Sender; giveUp: AbortController } | undefined;

const find = (key: string) => all.find((upload) => upload.key === key);
const isOpen = ({ state }: Upload) => state === 'waiting' || state === 'sending';

const warn = (event: BeforeUnloadEvent) => event.preventDefault();

function set(next: Upload[]): void {
  all = next;
  const open = all.filter(isOpen);
  if (open.length > 0) {
    window.addEventListener('beforeunload', warn);
  } else {
    window.removeEventListener('beforeunload', warn);
  }
  const total = open.reduce((sum, { bytes }) => sum + bytes, 0);
  sending.tell(open.length > 0 ? { count: open.length, done: total > 0 ? open.reduce((sum, { received }) => sum + received, 0) / total : 0 } : undefined);
  listeners.forEach((listener) => listener());
}

function change(key: string, changes: Partial<Upload>): void {
  set(all.map((upload) => (upload.key === key ? { ...upload, ...changes } : upload)));
}

function take(key: string): void {
  set(all.filter((upload) => upload.key !== key));
}

/** Says something to those who do not see the list. */
export function announce(text: string): void {
  announcement = text;
  listeners.forEach((listener) => listener());
}

/** Says once that a run has ended; whether this was the first time. */
export function announceEnd(run: string, text: string): boolean {
  if (told.has(run)) {
    return false;
  }
  told.add(run);
  announce(text);
  return true;
}

/** Adds what was chosen to those that wait. */
export function add(chosen: Chosen[], options: ImportOptions): void {
  const added = chosen.map(
    (one): Upload => ({
      key: `chosen-${++count}`, turn: count, name: one.name, files: one.sources.length, bytes: bytesOf(one), received: 0, state: 'waiting', options, sources: one.sources,
    }),
  );
  // What was chosen last is seen first.
  set([...added, ...all]);
  announce(added.length === 1 ? `${added[0]?.name ?? ''} is added.` : `${added.length} are added.`);
  pump();
}

/** Goes on with an upload whose files were chosen again. */
export function carryOn(upload: Upload, chosen: Chosen): void {
  if (chosen.sources.length !== upload.files || bytesOf(chosen) !== upload.bytes) {
    change(upload.key, { problem: new Error(`${chosen.name} is not what was begun here: it has another size.`) });
    return;
  }
  change(upload.key, { state: 'waiting', turn: ++count, sources: chosen.sources, carriesOn: true, problem: undefined });
  pump();
}

/** Lets it wait for its turn again after it was stopped or failed. */
export function resume({ key, name }: Upload): void {
  change(key, { state: 'waiting', problem: undefined });
  announce(`${name} waits for its turn.`);
  pump();
}

export function stop({ key, name }: Upload): void {
  leave(key);
  change(key, { state: 'stopped', pause: undefined });
  announce(`${name} is stopped.`);
  pump();
}

/** Ends the pause of the one that is being sent. */
export function hurry(): void {
  active?.sender.hurry();
}

/** Takes an upload and what was sent of it away. */
export async function remove(upload: Upload): Promise<void> {
  leave(upload.key);
  try {
    if (upload.id) {
      gone.add(upload.id);
      await deleteUpload(upload.id);
    }
    take(upload.key);
    announce(`${upload.name} is deleted.`);
  } catch (problem) {
    if (upload.id) {
      gone.delete(upload.id);
    }
    change(upload.key, { state: upload.run ? 'importing' : 'failed', pause: undefined, problem });
  }
  pump();
}

/** Takes one off the list that became a dataset. */
export function dismiss({ key, id }: Upload): void {
  if (id) {
    gone.add(id);
  }
  take(key);
}

/** Orders the import of an upload whose bytes are all there. */
export async function bringIn(upload: Upload, options: ImportOptions): Promise<void> {
  const { key, id = '', run = null, name } = upload;
  change(key, { state: 'importing', options, run: undefined, problem: undefined, pause: undefined });
  announce(`${name} is being imported.`);
  const sender = new Sender((news) => hear(key, news), new AbortController().signal);
  try {
    change(key, { run: await sender.bringIn({ id, run }, options), pause: undefined });
  } catch (problem) {
    fail(key, problem);
  }
}

/** Takes over what the server tells of: uploads that this window does not know, and how much has arrived of those. */
export function merge(views: UploadView[]): void {
  const known = new Set(all.map(({ id }) => id));
  const viewOf = new Map(views.map((view) => [view.id, view]));
  const kept = all.flatMap((upload) => {
    const view = viewOf.get(upload.id ?? '');
    if (upload.state === 'unfinished' || upload.state === 'sent') {
      return view ? [{ ...upload, ...ofView(view), problem: upload.problem }] : [];
    }
    return [upload];
  });
  const fresh = views.filter(({ id }) => !known.has(id) && !gone.has(id)).map((view) => ({ ...ofView(view), key: view.id, turn: 0, options: plainOptions }));
  if (fresh.length > 0 || kept.length < all.length || kept.some((upload, index) => upload.received !== all[index]?.received || upload.state !== all[index].state)) {
    set([...kept, ...fresh]);
  }
}

function ofView({ id, name, files, bytes, received, run }: UploadView): Omit<Upload, 'key' | 'turn' | 'options'> {
  return { id, name, files, bytes, received, run, state: run ? 'importing' : received < bytes ? 'unfinished' : 'sent' };
}

/** The list is one person's; what another one chose before in this window is forgotten. */
export function keepFor(person: string): void {
  if (person !== owner) {
    active?.giveUp.abort();
    active = undefined;
    owner = person;
    gone.clear();
    set([]);
  }
  pump();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export const currentUploads = () => all;

export function useUploads(): { uploads: Upload[]; said: string } {
  return { uploads: useSyncExternalStore(subscribe, currentUploads), said: useSyncExternalStore(subscribe, () => announcement) };
}

/** Sends the one that waits longest, unless one is being sent or somebody else has signed in meanwhile. */
function pump(): void {
  const [next] = all.filter(({ state }) => state === 'waiting').sort((one, other) => one.turn - other.turn);
  if (!active && next?.sources && credentials.person === owner) {
    void transfer(next, next.sources);
  }
}

async function transfer({ key, name, options }: Upload, sources: Source[]): Promise<void> {
  const giveUp = new AbortController();
  const sender = new Sender((news) => hear(key, news), giveUp.signal);
  active = { key, sender, giveUp };
  change(key, { state: 'sending' });
  announce(`${name} is being sent.`);
  try {
    await sender.send(name, sources);
    const sent = find(key);
    if (sent) {
      void bringIn(sent, options);
    }
  } catch (problem) {
    if (!giveUp.signal.aborted) {
      fail(key, problem);
    }
  }
  // Whoever gave it up has let the next one begin.
  if (!giveUp.signal.aborted) {
    active = undefined;
    pump();
  }
}

/** Gives up the upload that is being sent, if it is this one. */
function leave(key: string): void {
  if (active?.key === key) {
    active.giveUp.abort();
    active = undefined;
  }
}

function fail(key: string, problem: unknown): void {
  change(key, { state: 'failed', pause: undefined, problem });
  announce(`${find(key)?.name ?? 'An upload'} failed. ${problem instanceof Error ? problem.message : ''}`);
}

function hear(key: string, { view, ...news }: News): void {
  const before = find(key);
  if (!before) {
    return;
  }
  if (view && view.id !== before.id && !settle(before, view)) {
    return;
  }
  change(key, { ...news, ...(view ? { id: view.id, received: view.received, run: view.run } : {}) });
  if (news.pause && !before.pause) {
    announce(`${before.name} is paused. ${news.pause.problem.message}`);
  }
}

/** Whether an upload may be the one that the server now tells of: it must not be another one than was begun, nor be in the list twice. */
function settle(upload: Upload, view: UploadView): boolean {
  if (upload.carriesOn && upload.id) {
    leave(upload.key);
    change(upload.key, {
      state: 'unfinished', sources: undefined, carriesOn: undefined,
      problem: new Error(`${upload.name} has changed since it was begun. Delete this upload and send the file anew.`),
    });
    // What came of it was begun a moment ago, and nothing is in it.
    if (view.received === 0 && !all.some(({ id }) => id === view.id)) {
      gone.add(view.id);
      void deleteUpload(view.id).catch(() => undefined);
    }
    pump();
    return false;
  }
  const other = all.find(({ id, key }) => id === view.id && key !== upload.key);
  const isOver = other?.state === 'unfinished' || other?.state === 'sent' || told.has(other?.run ?? '');
  if (other && isOver) {
    take(other.key);
  } else if (other) {
    leave(upload.key);
    take(upload.key);
    announce(`${upload.name} is in the list already.`);
    pump();
    return false;
  }
  return true;
}
