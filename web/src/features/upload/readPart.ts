import type { Source } from './requests';

/** A file on this machine is no longer what it was when it was chosen. */
export class FileChanged extends Error {
  readonly code = 'file-changed';
  readonly help = 'It has changed, was moved, or its disk is gone. Choose it again.';

  constructor(path: string) {
    super(`${path} can no longer be read as it was.`);
    this.name = 'FileChanged';
  }
}

/** Bytes of the stream that several files make one after the other; never more than the part is held in memory. */
export async function readPart(sources: Source[], offset: number, size: number): Promise<Uint8Array<ArrayBuffer>> {
  const slices: { path: string; slice: Blob; bytes: number }[] = [];
  let begin = 0;
  for (const { path, file } of sources) {
    const from = Math.max(0, offset - begin);
    const to = Math.min(file.size, offset + size - begin);
    if (from < to) {
      slices.push({ path, slice: file.slice(from, to), bytes: to - from });
    }
    begin += file.size;
  }
  const wanted = slices.reduce((sum, { bytes }) => sum + bytes, 0);
  // Browsers read a file as it was when it was chosen, or refuse.
  const part = await new Blob(slices.map(({ slice }) => slice)).arrayBuffer().catch(() => undefined);
  if (part?.byteLength !== wanted) {
    throw new FileChanged(await firstChanged(slices));
  }
  return new Uint8Array(part);
}

async function firstChanged(slices: { path: string; slice: Blob; bytes: number }[]): Promise<string> {
  for (const { path, slice, bytes } of slices) {
    const read = await slice.arrayBuffer().catch(() => undefined);
    if (read?.byteLength !== bytes) {
      return path;
    }
  }
  return slices[0]?.path ?? 'The file';
}

/** A part's digest as RFC 9530 writes it; undefined where the browser computes none, which is over plain HTTP from another machine. */
export async function digestOf(part: Uint8Array<ArrayBuffer>): Promise<string | undefined> {
  const { subtle } = crypto as { subtle?: SubtleCrypto };
  if (!subtle) {
    return undefined;
  }
  const digest = new Uint8Array(await subtle.digest('SHA-256', part));
  return `sha-256=:${btoa(String.fromCharCode(...digest))}:`;
}
