import type { Source } from './requests';

/** What becomes one upload: a file, or all files of a folder. */
export interface Chosen {
  name: string;
  sources: Source[];
}

/** Files by themselves are one upload each. */
export function ofFiles(files: Iterable<File>): Chosen[] {
  return [...files].map((file) => ({ name: file.name, sources: [{ path: file.name, file }] }));
}

/** The files of a folder as the browser lists them are one upload; their paths begin with the folder's name. */
export function ofFolder(files: Iterable<File>): Chosen[] {
  const sources = [...files].map((file) => ({ path: file.webkitRelativePath || file.name, file }));
  const [first] = sources;
  return first ? [{ name: first.path.split('/')[0] ?? '', sources: inOrder(sources) }] : [];
}

/** What was dropped. Entries must be taken at once: after the event the browser gives none any more. */
export function ofDrop(items: Iterable<DataTransferItem>): Promise<Chosen[]> {
  const dropped = [...items].filter(({ kind }) => kind === 'file').map((item) => ({ entry: item.webkitGetAsEntry(), file: item.getAsFile() }));
  return Promise.all(
    dropped.flatMap(({ entry, file }) => {
      if (entry?.isDirectory) {
        return [ofEntry(entry as FileSystemDirectoryEntry)];
      }
      return file ? ofFiles([file]).map((one) => Promise.resolve(one)) : [];
    }),
  );
}

async function ofEntry(folder: FileSystemDirectoryEntry): Promise<Chosen> {
  const sources: Source[] = [];
  const open = [{ entry: folder, path: folder.name }];
  for (let next = open.pop(); next; next = open.pop()) {
    for (const entry of await all(next.entry)) {
      const path = `${next.path}/${entry.name}`;
      if (entry.isDirectory) {
        open.push({ entry: entry as FileSystemDirectoryEntry, path });
      } else {
        sources.push({ path, file: await new Promise<File>((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject)) });
      }
    }
  }
  return { name: folder.name, sources: inOrder(sources) };
}

/** All entries of a folder; browsers give them in portions, the last of which is empty. */
async function all(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader();
  const found: FileSystemEntry[] = [];
  for (;;) {
    const portion = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (portion.length === 0) {
      return found;
    }
    found.push(...portion);
  }
}

function inOrder(sources: Source[]): Source[] {
  return sources.sort((one, other) => (one.path < other.path ? -1 : 1));
}

export function bytesOf({ sources }: Chosen): number {
  return sources.reduce((sum, { file }) => sum + file.size, 0);
}
