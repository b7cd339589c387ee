import { expect, test } from 'vitest';
import { bytesOf, ofDrop, ofFiles, ofFolder } from './chosen';

const file = (path: string, content = path) => Object.assign(new File([content], path.split('/').at(-1) ?? ''), { webkitRelativePath: path });

/** A folder as browsers give it when it is dropped: its entries in portions of two. */
function folder(name: string, children: object[]): object {
  return {
    name, isDirectory: true,
    createReader: () => {
      const left = [...children];
      return { readEntries: (done: (portion: object[]) => void) => done(left.splice(0, 2)) };
    },
  };
}

const entry = (name: string) => ({ name, isDirectory: false, file: (done: (file: File) => void) => done(new File([name], name)) });
const item = (found: object) => ({ kind: 'file', webkitGetAsEntry: () => found, getAsFile: () => ('file' in found ? new File(['x'], 'one.h5') : null) }) as unknown as DataTransferItem;

test('files are one upload each', () => {
  const chosen = ofFiles([file('a.nc'), file('b.nc')]);

  expect(chosen.map(({ name, sources }) => [name, sources.map(({ path }) => path)])).toEqual([['a.nc', ['a.nc']], ['b.nc', ['b.nc']]]);
});

test('a folder is one upload, by path, with its name in front', () => {
  const [chosen] = ofFolder(['scan/b/2.tif', 'scan/a.tif', 'scan/b/10.tif', 'scan/.zattrs'].map((path) => file(path)));

  expect(chosen?.name).toBe('scan');
  expect(chosen?.sources.map(({ path }) => path)).toEqual(['scan/.zattrs', 'scan/a.tif', 'scan/b/10.tif', 'scan/b/2.tif']);
});

test('a folder without files is nothing', () => {
  expect(ofFolder([])).toEqual([]);
});

test('of what is dropped, every file below a folder comes, and files stay by themselves', async () => {
  const scan = folder('scan', [entry('c.tif'), entry('a.tif'), entry('b.tif'), folder('dark', [entry('d.tif')]), folder('empty', [])]);

  const chosen = await ofDrop([item(scan), item(entry('one.h5')), { kind: 'string' } as DataTransferItem]);

  expect(chosen.map(({ name }) => name)).toEqual(['scan', 'one.h5']);
  expect(chosen[0]?.sources.map(({ path }) => path)).toEqual(['scan/a.tif', 'scan/b.tif', 'scan/c.tif', 'scan/dark/d.tif']);
  expect(chosen[0] && bytesOf(chosen[0])).toBe(20);
});
